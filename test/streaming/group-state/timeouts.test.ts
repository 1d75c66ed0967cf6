import { expect, it } from "vitest";
import { t, type DataFrame, type GroupState } from "streambook";
import { counted, row, Stage, state, type Counted } from "./kit.js";

const output = t.struct({ k: t.string(), n: t.long(), what: t.string() });
const start = Date.parse("2024-01-01T00:00:00Z");

/** Counts, and forgets a group ten seconds after the watermark saw it. */
const countUntilQuiet = (key: string | null, rows: unknown[], group: Counted) => {
  if (group.hasTimedOut) {
    const { c } = group.get();
    group.remove();
    return [{ k: key, n: c, what: `timeout wm=${group.currentWatermark}` }];
  }
  const c = (group.exists ? group.get().c! : 0n) + BigInt(rows.length);
  group.update({ c });
  group.setTimeoutTimestamp(Math.max(group.currentWatermark, start) + 10_000);
  return [{ k: key, n: c, what: `data wm=${group.currentWatermark}` }];
};

const eventTime = (df: DataFrame, outputMode: "append" | "update") =>
  df
    .groupBy("k")
    .flatMapGroupsWithState({ state: counted, output, outputMode, timeout: "eventTime" }, countUntilQuiet);

it.each(["append", "update"] as const)(
  "event time, %s mode: rows, watermarks and counts are those that Spark gives",
  async (mode) => {
    const stage = await Stage.open();
    const query = await stage.start(eventTime(stage.timed, mode), mode);
    await stage.add(query, row("a", "00:01"), row("b", "00:02"), row("a", "00:03"));
    await stage.add(query, row("a", "00:12"), row("b", "00:07"));
    await stage.add(query, row("c", "00:30"));
    expect(state(query)).toEqual([0, 0, 3, 0]);
    await stage.add(query, row("a", "00:20"), row("c", "00:25"), row("c", "00:31"));
    const late = query.recentProgress.find((p) => p.batchId === 6)!.stateOperators[0]!;
    expect(late.numRowsDroppedByWatermark).toBe(2);
    await stage.add(query, row("d", "01:40"));
    await stage.add(query, row("e", "01:41"));
    expect(state(query)).toEqual([1, 0, 0, 0]);
    expect(query.lastProgress!.batchId).toBe(11);
    expect(stage.batches).toEqual([
      "0: a 2 data wm=0, b 1 data wm=0",
      "2: a 3 data wm=1704067198000, b 2 data wm=1704067198000",
      "4: c 1 data wm=1704067207000",
      "5: a 3 timeout wm=1704067225000, b 2 timeout wm=1704067225000, c 1 timeout wm=1704067225000",
      "6: c 1 data wm=1704067225000",
      "8: d 1 data wm=1704067226000",
      "9: c 1 timeout wm=1704067295000, d 1 timeout wm=1704067295000",
      "10: e 1 data wm=1704067295000",
    ]);
  },
);

/** Times out two seconds after the last rows, by the clock. */
const byClock = (df: Stage["input"]) =>
  df
    .toDF()
    .groupBy("k")
    .flatMapGroupsWithState(
      { state: counted, output, outputMode: "update", timeout: "processingTime" },
      (key, rows, group) => {
        if (group.hasTimedOut) {
          const { c } = group.get();
          group.remove();
          return [{ k: key, n: c, what: "timeout" }];
        }
        const c = (group.getOption()?.c ?? 0n) + BigInt(rows.length);
        group.update({ c });
        group.setTimeoutDuration("2 seconds");
        return [{ k: key, n: c, what: "data" }];
      },
    );

it("processing time: the clock alone fires a timeout, when it is past it", async () => {
  const stage = await Stage.open();
  const query = await stage.start(byClock(stage.input), "update");
  await stage.add(query, row("a", "00:01"), row("b", "00:01"));
  await stage.clock.advance("1 second");
  await stage.add(query, row("b", "00:01"));
  await stage.clock.advance("1 second");
  expect(stage.batches).toEqual(["0: a 1 data, b 1 data", "1: b 2 data"]);
  await stage.clock.advance(1);
  expect(stage.batches.slice(2)).toEqual(["2: a 1 timeout"]);
  await stage.clock.advance("3 seconds");
  expect(stage.batches.slice(3)).toEqual(["3: b 2 timeout"]);
  const last = query.recentProgress.find((p) => p.batchId === 3)!;
  expect(last.stateOperators[0]).toMatchObject({ numRowsTotal: 0, numRowsRemoved: 1 });
});

it("processing time under a trigger: in the first batch past it", async () => {
  const stage = await Stage.open();
  const query = await stage.start(byClock(stage.input), "update", {
    trigger: { processingTime: "5 seconds" },
  });
  stage.input.addData([row("a", "00:01")]);
  await stage.clock.advance("4 seconds");
  expect(stage.batches).toEqual(["0: a 1 data"]);
  await stage.clock.advance("1 second");
  expect(stage.batches).toEqual(["0: a 1 data", "1: a 1 timeout"]);
  await stage.clock.advance("1 hour");
  expect(query.lastProgress!.batchId).toBe(2); // the next one's: idle triggers use up no number
});

it("rows of the batch come before the timeout, and a timeout has to be set again", async () => {
  const stage = await Stage.open();
  const calls: string[] = [];
  const df = stage.timed
    .groupBy("k")
    .flatMapGroupsWithState(
      { state: counted, output, outputMode: "append", timeout: "EventTimeTimeout" },
      (key, rows, group) => {
        calls.push(`${key} ${rows.length} ${group.hasTimedOut}`);
        if (!group.exists && key !== "c") {
          group.update({ c: 0n });
          group.setTimeoutTimestamp(new Date(start + 10_000), "5 seconds");
        }
        return null;
      },
    );
  const query = await stage.start(df, "append");
  await stage.add(query, row("a", "00:01"));
  await stage.add(query, row("a", "00:02"), row("b", "00:25"));
  await stage.add(query, row("c", "09:00"));
  // b sets a time of 15 s with the watermark at 0; at 20 s it is over. a has had rows, and set none again.
  expect(calls).toEqual(["a 1 false", "a 1 false", "b 1 false", "b 0 true", "c 1 false"]);
});

it("a timeout may outlive the state", async () => {
  const stage = await Stage.open();
  const seen: string[] = [];
  const df = stage.timed
    .groupBy("k")
    .flatMapGroupsWithState(
      { state: counted, output, outputMode: "append", timeout: "eventTime" },
      (key, _rows, group: GroupState<unknown>) => {
        seen.push(`${key} exists=${group.exists} timedOut=${group.hasTimedOut}`);
        group.remove();
        if (!group.hasTimedOut) group.setTimeoutTimestamp(start + 5_000);
        return [];
      },
    );
  const query = await stage.start(df, "append", { checkpoint: true });
  await stage.add(query, row("a", "00:01"));
  expect(state(query)[0]).toBe(1);
  await stage.add(query, row("b", "00:30"));
  expect(seen).toContain("a exists=false timedOut=true");
});
