import { inspect } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { StreambookError } from "../../src/errors.js";
import { live, liveChart, type LiveDisplay, runAction } from "../../src/notebook/index.js";
import { liveTable } from "../../src/notebook/live-view.js";
import { capturePrints } from "./capture.js";
import { refreshInterval } from "../../src/notebook/interval.js";
import { ScriptedQuery } from "./scripted-query.js";
import { VirtualTimers, settled } from "./virtual-timers.js";

const prints = capturePrints();
const shown: LiveDisplay[] = [];
const show = (display: LiveDisplay): LiveDisplay => {
  shown.push(display);
  return display;
};
afterEach(() => {
  for (const display of shown.splice(0)) display.stop();
});

describe("a live table", () => {
  it("shows the first rows at once, later ones at its own pace", async () => {
    const query = new ScriptedQuery();
    const timers = new VirtualTimers();
    show(live(query, { every: "10 seconds", timers }));
    await settled();
    query.batch("first");
    await settled();
    expect(prints.at(-1)).toContain("first");
    query.batch("second");
    await timers.advance(9_000);
    expect(prints.at(-1)).not.toContain("second");
    await timers.advance(1_000);
    expect(prints.at(-1)).toContain("second");
    expect(prints.at(-1)).toContain("running · batch 1 · 1.5 rows/s in · 2,000 rows/s processed");
  });

  it("neither reads nor draws while nothing has changed", async () => {
    const query = new ScriptedQuery();
    const timers = new VirtualTimers();
    show(live(query, { every: 1000, timers }));
    query.batch("a");
    await settled();
    await timers.advance(5_000);
    const before = { reads: query.reads, prints: prints.length };
    await timers.advance(60_000);
    expect({ reads: query.reads, prints: prints.length }).toEqual(before);
  });

  it("says when nothing comes any more, and why, and shows no rate of the past", async () => {
    const query = new ScriptedQuery();
    const timers = new VirtualTimers();
    show(live(query, { every: 1000, timers }));
    query.batch("a");
    await settled();
    await timers.advance(2_000);
    expect(prints.at(-1)).toContain("running · batch 0 · 1.5 rows/s in");
    // No batch and no progress tells of it: the display must look for itself.
    query.notices = ["127.0.0.1:9999 closed the connection; 1 line was received"];
    await timers.advance(1_000);
    expect(prints.at(-1)).toContain(": 127.0.0.1:9999 closed the connection · batch 0 · ");
    await timers.advance(2_000);
    const closed = prints.at(-1);
    expect(closed?.trimEnd().split("\n").at(-1)).toBe(
      "waiting: 127.0.0.1:9999 closed the connection · batch 0 · 0 rows/s in",
    );
    query.notices = [];
    await timers.advance(1_000);
    expect(prints.at(-1)).toContain("waiting for data · batch 0 · 0 rows/s in");
    query.batch("b");
    await timers.advance(1_000);
    expect(prints.at(-1)).toContain("running · batch 1 · 1.5 rows/s in");
  });

  it("takes a long trigger for no pause", async () => {
    const query = new ScriptedQuery();
    const timers = new VirtualTimers();
    show(live(query, { every: 1000, timers }));
    query.batch("a");
    await settled();
    query.status.isDataAvailable = true; // as it stays from a batch with rows to the next trigger
    await timers.advance(60_000);
    expect(prints.at(-1)).toContain("running · batch 0 · 1.5 rows/s in");
  });

  it("starts no refresh while one runs", async () => {
    const answers: (() => void)[] = [];
    let most = 0;
    const slow = {
      async snapshot() {
        await new Promise<void>((resolve) => answers.push(resolve));
        most = Math.max(most, answers.length);
        return { columns: [], rows: [], total: 0 };
      },
    };
    const timers = new VirtualTimers();
    const display = show(live(slow, { every: 100, timers }));
    const joined = display.refresh();
    await timers.advance(10_000);
    expect(answers).toHaveLength(1);
    answers[0]?.();
    await joined;
    await timers.advance(100);
    expect(answers).toHaveLength(2);
    answers[1]?.();
  });

  it("draws the last rows when the query ends, and then is done", async () => {
    const query = new ScriptedQuery();
    const timers = new VirtualTimers();
    const display = show(live(query, { timers }));
    await settled();
    query.batch("only");
    await query.stop();
    await settled();
    await timers.advance(0);
    await display.done;
    expect(prints.at(-1)).toContain("only");
    expect(prints.at(-1)).toMatch(/stopped · batch 0/);
    expect([timers.waiting, query.watchers]).toEqual([0, 0]);
  });

  it("shows the failure of its query in its place, cure first", async () => {
    const query = new ScriptedQuery();
    const timers = new VirtualTimers();
    const display = show(live(query, { timers }));
    query.batch("seen");
    await settled();
    query.fail(
      new StreambookError({
        code: "SOCKET_CLOSED",
        step: "socket source",
        rule: "The server left.",
        cure: "start it again",
      }),
    );
    await timers.advance(1_000);
    await display.done;
    expect(prints.at(-1)).toContain("seen");
    expect(prints.at(-1)).toMatch(
      /failed · .*\nTry: start it again\nsocket source: The server left\.\n {2}\[SOCKET_CLOSED\]/,
    );
  });

  it("goes on after a read that failed, and gives up a table after three", async () => {
    let broken = 2;
    const table = {
      async snapshot() {
        if (broken-- > 0) throw new Error("not there yet");
        return { columns: [{ name: "a", type: "int" }], rows: [[42]], total: 1 };
      },
    };
    const timers = new VirtualTimers();
    const display = show(live(table, { timers }));
    await settled();
    expect(prints.at(-1)).toContain("not there yet");
    await timers.advance(2_000);
    expect(prints.at(-1)).toContain("42");
    broken = 3;
    await timers.advance(3_000);
    await display.done;
    expect(timers.waiting).toBe(0);
  });

  it("takes the place of the display with the same name", async () => {
    const [first, second] = [new ScriptedQuery("q"), new ScriptedQuery("q")];
    const timers = new VirtualTimers();
    const replaced = show(live(first, { timers }));
    show(live(second, { timers }));
    await replaced.done;
    await settled();
    expect(timers.waiting).toBe(1);
    show(
      liveChart(
        second,
        { kind: "bar", x: "value", y: "value", title: "t", xTitle: "x", yTitle: "y" },
        { timers },
      ),
    );
    await settled();
    expect(timers.waiting).toBe(2);
  });

  it("stops the query from its own button, which then is gone", async () => {
    const query = new ScriptedQuery();
    const timers = new VirtualTimers();
    const display = show(live(query, { timers }));
    await settled();
    const view = { title: "t", rows: 1, snapshot: null, error: null, stopHint: "await query.stop()" };
    const status = { state: "running", detail: "" } as const;
    const withStop = liveTable({ ...view, status, stopId: "a-1" })["text/html"];
    expect(withStop).toContain('<button type="button" data-streambook-action="a-1">Stop</button>');
    expect(liveTable({ ...view, status, stopId: null })["text/html"]).not.toContain("<button");
    expect(await runAction("a-unknown")).toContain("run its cell again");
    await query.stop();
    await timers.advance(1000);
    await display.done;
    expect(query.isActive).toBe(false);
  });

  it("keeps the last rows of a table that a stopped session takes along", async () => {
    const timers = new VirtualTimers();
    let reads = 0;
    const table = {
      snapshot: () => {
        if (++reads === 1)
          return Promise.resolve({ columns: [{ name: "n", type: "int" }], rows: [[7]], total: 1 });
        const parts = { code: "SESSION_STOPPED", step: "query", rule: "The session was stopped." };
        return Promise.reject(new StreambookError(parts));
      },
    };
    const display = live(table, { timers, every: 1000 });
    await settled();
    await timers.advance(1000);
    await display.done;
    expect(prints.at(-1)).toContain("| 7 |");
    expect(prints.at(-1)).toContain("stopped · with the session");
    expect(prints.join("")).not.toContain("SESSION_STOPPED");
  });

  it("ends without a word about itself", () => {
    const display = show(live(new ScriptedQuery("quiet"), { timers: new VirtualTimers() }));
    expect(inspect(display)).toBe("live: quiet");
  });

  it("refuses an interval that is none, and a stream that nobody has started", () => {
    expect(() => live(new ScriptedQuery(), { every: "soon" })).toThrow(
      '[INVALID_INTERVAL] live: `every` is a number and a unit.\n  got: "soon"\n  try: every: "1 second"',
    );
    expect(() => live(new ScriptedQuery(), { every: -1 })).toThrow("INVALID_INTERVAL");
    const stream = Object.assign(new ScriptedQuery(), { isStreaming: true });
    expect(() => live(stream)).toThrow(/STREAMING_QUERY_REQUIRED.*then live\(query\)/s);
    expect(() => live(undefined as never)).toThrow(/NOT_A_TABLE.*a query that was started.*got: undefined/s);
  });

  it.each([
    ["1 sec", 1000],
    ["500 ms", 500],
    ["2 seconds", 2000],
    ["1 minute 30 seconds", 90_000],
    ["interval 1.5 seconds", 1500],
    ["250 milliseconds", 250],
    ["2s", 2000],
    ["1 hr", 3_600_000],
    ["1 ms", 50],
  ])("reads every: %j", (text, ms) => expect(refreshInterval(text, "live")).toBe(ms));

  it.each([
    ["5", "needs a unit"],
    ["1 parsec", '"parsec" is not a unit'],
    ["0 seconds", "above zero"],
    ["1 second and more", "a number and a unit"],
  ])("says what is wrong with every: %j", (text, rule) => {
    expect(() => refreshInterval(text, "live")).toThrow(rule);
  });
});

describe("a live chart", () => {
  it("draws the rows, and says in its place when it cannot", async () => {
    const query = new ScriptedQuery();
    const timers = new VirtualTimers();
    const spec = { kind: "histogram", title: "Words", xTitle: "word", yTitle: "rows (count)" } as const;
    show(liveChart(query, { ...spec, x: "value" }, { timers }));
    query.batch("a", "a", "b");
    await settled();
    await timers.advance(0);
    expect(prints.some((text) => /Words\nvalue\na +█+ 2\nb +█+ 1/.test(text))).toBe(true);
    show(liveChart(query, { ...spec, x: "missing" }, { timers, key: "other" }));
    await settled();
    expect(prints.some((text) => text.startsWith("Try: one of value\nliveChart:"))).toBe(true);
  });
});
