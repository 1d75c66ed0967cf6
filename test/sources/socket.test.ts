import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { StreambookError } from "../../src/errors.js";
import { cannotConnect } from "../../src/sources/socket-errors.js";
import { socketProvider } from "../../src/sources/socket.js";
import type { Offset, Source } from "../../src/sources/source.js";
import { TestContext, linesOf } from "./context.js";
import { sourceContract } from "./contract.js";
import { TestServer } from "./tcp.js";

const make = (port: number, more: Record<string, string> = {}) =>
  socketProvider.create({ host: "127.0.0.1", port: String(port), ...more }, null, []);

sourceContract("the socket source", async () => {
  const server = await TestServer.listen();
  let clients = 0;
  let sent = 0;
  return {
    source: () => (clients++, make(server.port)),
    add: async () => {
      const lines = Array.from({ length: 3 }, () => `line ${++sent} of 世界`);
      await server.send(`${lines.join("\n")}\n`, clients);
      return lines;
    },
    rows: linesOf,
    close: () => server.close(),
  };
});

describe("the socket source", () => {
  let server: TestServer;
  let context: TestContext;
  let source: Source | undefined;

  beforeEach(async () => {
    server = await TestServer.listen();
    context = new TestContext();
  });
  afterEach(async () => {
    await source?.close();
    await server.close();
  });

  async function open(more: Record<string, string> = {}, committed: Offset | null = null): Promise<Source> {
    source = make(server.port, more);
    await source.open(context, committed);
    return source;
  }

  async function take(from: Source, start: Offset | null): Promise<[string[], Offset]> {
    const end = await context.next(from, start);
    return [linesOf(await from.read(start, end)), end];
  }

  it("waits for the end of a line, wherever the pieces are cut", async () => {
    const one = await open();
    const bytes = Buffer.from("naïve 😀\r\nnext\r");
    const client = await server.client();
    for (const byte of bytes.subarray(0, -1)) client.write(Uint8Array.of(byte));
    const [first, at] = await take(one, null);
    expect(first).toEqual(["naïve 😀"]);
    await server.send("\r");
    expect((await take(one, at))[0]).toEqual(["next"]);
  });

  it("gives the last line of a server that closes, says so, and waits on", async () => {
    const one = await open();
    (await server.client()).end("a\nb");
    await context.until(() => context.notices.length > 0);
    expect(context.notices).toEqual([
      `127.0.0.1:${server.port} closed the connection; 2 lines were received`,
    ]);
    const [lines, at] = await take(one, null);
    expect(lines).toEqual(["a", "b"]);
    await one.commit(at);
    expect(await one.latestOffset(at)).toBe(at);
    expect(context.failures).toEqual([]);
    expect(one.metrics?.()).toEqual({
      linesReceived: "2",
      bufferedBytes: "0",
      paused: "false",
      connected: "false",
    });
  });

  it("fails when the connection is broken, after what was received", async () => {
    const one = await open();
    await server.send("a\nbrok");
    const [lines] = await take(one, null);
    (await server.client()).resetAndDestroy();
    await context.until(() => context.failures.length > 0);
    const error = context.failures[0] as StreambookError;
    expect(error.code).toBe("SOCKET_LOST");
    expect(error.message).toContain("after 1 lines (reset by the server)");
    expect(lines).toEqual(["a"]);
  });

  it("says what to start when nobody listens", async () => {
    const { port } = server;
    await server.close();
    await expect(make(port).open(context, null)).rejects.toMatchObject({
      code: "SOCKET_CONNECT",
      cure: `start the server that is to listen on 127.0.0.1:${port}, or correct the options "host" and "port"`,
    });
  });

  it("makes a server wait that is faster than the query, and loses nothing", async () => {
    const one = await open({ maxBufferedBytes: "256k", maxBytesPerTrigger: "64k" });
    const line = "x".repeat(99);
    const count = 200_000;
    const client = await server.client();
    client.write(`${line}\n`.repeat(count));
    client.end();
    let at: Offset | null = null;
    let lines = 0;
    let most = 0;
    let pauses = 0;
    while (lines < count) {
      const end: Offset = await context.next(one, at);
      most = Math.max(most, Number(one.metrics?.()["bufferedBytes"]));
      if (one.metrics?.()["paused"] === "true") pauses++;
      const data = await one.read(at, end);
      lines += linesOf(data).length;
      await one.commit(end);
      at = end;
    }
    expect(lines).toBe(count);
    expect(pauses).toBeGreaterThan(0);
    // The limit, and the one read that crossed it.
    expect(most).toBeLessThan(256 * 1024 + 2 ** 20);
    await context.until(() => context.notices.length > 0);
  });

  it("refuses a line that never ends instead of filling the memory", async () => {
    await open({ maxBufferedBytes: "100k" });
    (await server.client()).write("x".repeat(3_000_000));
    await context.until(() => context.failures.length > 0);
    expect((context.failures[0] as StreambookError).code).toBe("SOCKET_LINE_TOO_LONG");
  });

  it("adds the time of arrival when asked to", async () => {
    const one = await open({ includeTimestamp: "true" });
    expect(one.schema.fields.map((f) => f.name)).toEqual(["value", "timestamp"]);
    await server.send("a\n");
    const first = await context.next(one, null);
    await context.clock.advance(1500);
    await server.send("b\n");
    const second = await context.next(one, first);
    const start = BigInt(Date.UTC(2020, 0, 1)) * 1000n;
    expect(await one.read(null, first)).toEqual({ kind: "rows", rows: [["a", start]] });
    expect(await one.read(first, second)).toEqual({ kind: "rows", rows: [["b", start + 1_500_000n]] });
  });

  it("connects again by the session's clock, when asked to", async () => {
    const one = await open({ reconnect: "true", reconnectInterval: "5 seconds" });
    (await server.client()).end("a\n");
    await context.until(() => context.notices.length === 1);
    await context.clock.advance(5000);
    await server.send("b\n", 2);
    await context.until(() => one.metrics?.()["linesReceived"] === "2");
    const [lines] = await take(one, null);
    expect(lines).toEqual(["a", "b"]);
    expect(context.notices.at(-1)).toBe("connected again (connection 2)");
  });

  it("goes on counting after a restart, and says what it cannot know", async () => {
    const one = await open({}, 41);
    expect(context.notices[0]).toContain("after line 41");
    await server.send("a\n");
    expect(await context.next(one, 41)).toBe(42);
    await expect(one.read(0, 41)).rejects.toThrow(/SOURCE_CANNOT_REPLAY/);
  });

  it("checks its options in the line that writes them", () => {
    const describe = (options: Record<string, string>) => socketProvider.describe(options, null, []);
    const right = { host: "h", port: "9999" };
    expect(describe(right).fields.map((f) => f.name)).toEqual(["value"]);
    expect(describe({ HOST: "h", Port: "1", includetimestamp: "true" }).fields.length).toBe(2);
    expect(() => describe({ host: "h" })).toThrow(/MISSING_OPTION.*"port"/s);
    expect(() => describe({ ...right, port: "99999" })).toThrow(/INVALID_OPTION.*from 1 to 65535.*"99999"/s);
    expect(() => describe({ ...right, prot: "1" })).toThrow(/UNKNOWN_OPTION.*"prot".*did you mean `port`/s);
    expect(() => describe({ ...right, maxBufferedBytes: "lots" })).toThrow(/number of bytes/);
    expect(() => describe({ ...right, reconnect: "yes" })).toThrow(/true or false/);
    expect(() => socketProvider.describe(right, describe(right), [])).toThrow(
      /USER_SPECIFIED_SCHEMA_UNSUPPORTED/,
    );
  });

  it("names the simulator of a port of the book", () => {
    const refused = Object.assign(new Error("refused"), { code: "ECONNREFUSED" });
    const error = cannotConnect("127.0.0.1", 10001, refused);
    expect(error.got).toBe("no connection to 127.0.0.1:10001 (nothing listens there)");
    expect(error.cure).toBe(
      'start the simulator: await startServer("quotes") in a cell, or npm run server quotes in a terminal',
    );
  });
});
