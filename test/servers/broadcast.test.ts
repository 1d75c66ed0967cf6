import { describe, expect, it } from "vitest";
import { clientLimit } from "../../servers/broadcast.js";
import { HELLO } from "../../servers/client.js";
import { Reader, firstLines, serve, until, withoutTimes } from "./helpers.js";

const index = (line: string) => (JSON.parse(line) as { Index: number | null }).Index;

describe("the live stream", () => {
  it("gives everybody the same records", async () => {
    const iot = await serve("iot", { rate: 500 });
    const readers = Array.from({ length: 20 }, () => new Reader(iot));
    await Promise.all(readers.map((reader) => reader.first(50)));
    const common = (lines: string[]) => lines.slice(lines.indexOf(readers.at(-1)!.lines[0]!));
    const last = readers.at(-1)!.lines.slice(0, 40);
    for (const reader of readers) {
      await reader.first(reader.lines.length + 1);
      expect(common(reader.lines).slice(0, 40)).toEqual(last);
    }
    expect(iot.server.counts).toMatchObject({ clients: 20, skipped: 0 });
  });

  it("begins with record 0 for the first client, and for a later one where it is", async () => {
    const iot = await serve("iot", { rate: 200, errors: 0 });
    const early = new Reader(iot);
    expect((await early.first(30)).map(index)).toEqual(Array.from({ length: 30 }, (_, i) => i));
    expect((await early.first(20)).map(withoutTimes)).toEqual(
      firstLines("iot", 20, { errors: 0 }).map(withoutTimes),
    );
    const late = new Reader(iot);
    expect(index((await late.first(1))[0]!)).toBeGreaterThanOrEqual(29);
  });

  it("makes no records while nobody listens, and goes on when somebody does", async () => {
    const iot = await serve("iot", { rate: 1000, errors: 0 });
    const first = new Reader(iot);
    await first.first(5);
    first.socket.destroy();
    await until(() => iot.server.counts.clients === 0);
    const { sent } = iot.server.counts;
    const second = new Reader(iot);
    expect(index((await second.first(1))[0]!)).toBe(sent);
  });

  it("skips whole records for a client that does not read, and for nobody else", async () => {
    // 100,000 records a second are some 20 MB a second.
    const iot = await serve("iot", { rate: 100_000, errors: 0 });
    const stuck = new Reader(iot);
    stuck.socket.pause();
    const quick = new Reader(iot, 0);
    let expected: number | undefined;
    let gaps = 0;
    quick.socket.removeAllListeners("data");
    let rest = "";
    quick.socket.on("data", (bytes: Buffer) => {
      const text = rest + bytes.toString("latin1");
      const end = text.lastIndexOf("\n") + 1;
      for (const [, found] of text.slice(0, end).matchAll(/"Index": (\d+)/g)) {
        if (expected !== undefined && Number(found) !== expected) gaps++;
        expected = Number(found) + 1;
      }
      rest = text.slice(end);
    });
    await until(() => iot.server.counts.skipped > 50_000);
    expect(iot.server.pendingBytes).toBeLessThanOrEqual(2 * clientLimit(2));
    expect(gaps).toBe(0);
    expect(iot.server.counts.clients).toBe(2);
    quick.socket.destroy();

    // When it reads again it gets whole records, with a gap in their numbers.
    stuck.socket.resume();
    await until(() =>
      stuck.lines.some((line, i) => i > 0 && index(line) !== index(stuck.lines[i - 1]!)! + 1),
    );
    stuck.socket.destroy();
    for (const line of stuck.lines) expect(() => index(line)).not.toThrow();
  });

  it("shares its memory out among the clients", () => {
    expect(clientLimit(0)).toBe(16 << 20);
    expect(clientLimit(4)).toBe(16 << 20);
    expect(clientLimit(64)).toBe(1 << 20);
    expect(clientLimit(1024)).toBe(64 << 10);
    expect(clientLimit(5000)).toBe(64 << 10);
  });
});

describe("a sequence for each client", () => {
  it("gives everybody the same records from the first on, and closes after the count", async () => {
    const iot = await serve("iot", { count: 1000, rate: "max", seed: 5 });
    const readers = [new Reader(iot), new Reader(iot), new Reader(iot)];
    await Promise.all(readers.map((reader) => reader.closed));
    const wanted = firstLines("iot", 1000, { seed: 5 }).map(withoutTimes);
    for (const reader of readers) {
      expect(reader.lines.map(withoutTimes)).toEqual(wanted);
      expect(reader.rest).toBe("");
    }
    await until(() => iot.server.counts.clients === 0);
    expect(iot.server.counts).toEqual({ clients: 0, sent: 3000, skipped: 0 });
  });

  it("keeps the pace", async () => {
    const quotes = await serve("quotes", { count: 10, rate: 100 });
    const reader = new Reader(quotes);
    await reader.closed;
    expect(reader.lines).toHaveLength(10);
  });

  it("waits for a slow client and leaves nothing out", async () => {
    const iot = await serve("iot", { rate: "max", count: 100_000, errors: 0 });
    const slow = new Reader(iot);
    slow.socket.pause();
    const quick = new Reader(iot);
    await quick.closed;
    // One chunk waits for the slow one, the rest of its sequence is not made yet.
    expect(iot.server.pendingBytes).toBeLessThanOrEqual(64 << 10);
    slow.socket.resume();
    await slow.closed;
    expect(slow.lines.length).toBe(100_000);
    expect(slow.lines.map(withoutTimes)).toEqual(quick.lines.map(withoutTimes));
  });
});

describe("the server", () => {
  it("says who it is to a client that asks, as its last line", async () => {
    for (const rate of [1, "max"] as const) {
      const heart = await serve("heart", { rate, seed: 9 });
      const reader = new Reader(heart);
      reader.socket.write(HELLO);
      await reader.closed;
      expect(JSON.parse(reader.lines.at(-1)!)).toMatchObject({
        streambook: "heart",
        pid: process.pid,
        rate,
        seed: 9,
      });
    }
  });

  it("serves a client that has closed its own side", async () => {
    const iot = await serve("iot", { rate: "max", count: 20_000 });
    const reader = new Reader(iot);
    reader.socket.end();
    await reader.closed;
    expect(reader.lines).toHaveLength(20_000);
  });

  it("ends every connection after a whole record when it stops", async () => {
    const iot = await serve("iot", { rate: 5000 });
    const readers = [new Reader(iot), new Reader(iot)];
    await Promise.all(readers.map((reader) => reader.first(10)));
    await iot.server.stop();
    await Promise.all(readers.map((reader) => reader.closed));
    for (const reader of readers) expect(reader.rest).toBe("");
  });

  it("names the port that is taken, and the cure", async () => {
    const iot = await serve("iot");
    const { port } = iot.server.address;
    await expect(serve("iot", { port })).rejects.toThrow(
      `[PORT_TAKEN] iot server: Port ${port} of 127.0.0.1 is taken by another program.\n  try: npm run server iot -- --port `,
    );
  });
});
