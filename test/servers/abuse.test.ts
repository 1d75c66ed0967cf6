import { connect } from "node:net";
import type { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { clientLimit } from "../../servers/broadcast.js";
import { Random } from "../../servers/random.js";
import { Reader, serve, until } from "./helpers.js";
import type { Simulator } from "../../servers/simulator.js";

const GARBAGE = [
  Buffer.from("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"),
  Buffer.from("streambook"),
  Buffer.from("streambook!\n"),
  Buffer.alloc(5000),
  Buffer.from(Array.from({ length: 3000 }, (_, i) => (i * 37) % 256)),
];

/** Connects and behaves badly in one of several ways; resolves when the server has let it in. */
function badClient({ server }: Simulator, random: Random): Promise<Socket> {
  const socket = connect({ ...server.address, allowHalfOpen: true });
  socket.on("error", () => undefined);
  const manner = random.below(6);
  return new Promise((resolve) => {
    socket.on("close", () => resolve(socket));
    socket.on("connect", () => {
      if (manner === 0) socket.resume(); // reads, and says nothing
      if (manner === 1) socket.pause(); // never reads
      if (manner === 2) socket.end(); // half-open: has nothing to say any more, does not leave either
      if (manner === 3) socket.write(GARBAGE[random.below(GARBAGE.length)]!);
      if (manner === 4) socket.resetAndDestroy(); // leaves without a word
      if (manner === 5) socket.end(GARBAGE[random.below(GARBAGE.length)]!, () => socket.destroy());
      resolve(socket);
    });
  });
}

describe.each([
  ["live", { rate: 2000, errors: 0 }],
  ["own sequence", { rate: "max", errors: 0 }],
] as const)("500 clients that connect and leave at random (%s)", (_, options) => {
  it("crash nothing, disturb nobody and leave nothing behind", async () => {
    const iot = await serve("iot", options);
    const random = new Random(42);
    const good = new Reader(iot, 200_000);
    await good.first(10);
    const stay: Socket[] = [];
    for (let i = 0; i < 500; i += 20) {
      stay.push(...(await Promise.all(Array.from({ length: 20 }, () => badClient(iot, random)))));
      const leaving = random.shuffle(stay).splice(0, random.below(stay.length));
      // With records unread, closing is a reset.
      for (const socket of leaving) socket.destroy();
      const { clients } = iot.server.counts;
      expect(iot.server.pendingBytes).toBeLessThanOrEqual(clients * clientLimit(clients));
    }
    // The well-behaved client is still served, and has missed nothing.
    await good.first(good.lines.length + 100);
    const numbers = good.lines.map((line) => (JSON.parse(line) as { Index: number }).Index);
    expect(numbers.findIndex((number, i) => i > 0 && number !== numbers[i - 1]! + 1)).toBe(-1);
    // A new one too.
    const late = new Reader(iot, 10);
    await late.first(10);

    for (const socket of stay) socket.destroy();
    good.socket.destroy();
    late.socket.destroy();
    await until(() => iot.server.counts.clients === 0);
    expect(iot.server.pendingBytes).toBe(0);
    await iot.server.stop();
  });
});

describe("a client", () => {
  it("that floods the server is let go", async () => {
    const iot = await serve("iot", { rate: 100 });
    const calm = new Reader(iot);
    const flood = connect(iot.server.address);
    const closed = new Promise((resolve) => flood.on("close", resolve));
    flood.on("error", () => undefined);
    const block = Buffer.alloc(64 << 10, "x");
    const pour = () => {
      while (!flood.destroyed && flood.write(block));
    };
    flood.on("drain", pour);
    flood.resume();
    pour();
    await closed;
    await calm.first(calm.lines.length + 5);
    expect(iot.server.counts.clients).toBe(1);
  });

  it("that takes nothing for too long, though records wait for it, is let go", async () => {
    const iot = await serve("iot", { rate: "max" }, { stallMs: 200 });
    const stuck = new Reader(iot);
    stuck.socket.pause();
    const quick = new Reader(iot, 0);
    await until(() => iot.server.counts.clients === 2);
    await until(() => iot.server.counts.clients === 1);
    expect(quick.socket.destroyed).toBe(false);
    quick.socket.destroy();
  });

  it("that has nothing to wait for stays, however long it takes to the next record", async () => {
    const iot = await serve("iot", { rate: 2 }, { stallMs: 50 });
    const patient = new Reader(iot);
    await patient.first(3);
    expect(iot.server.counts.clients).toBe(1);
  });

  it("that does not close its side after the last record is let go", async () => {
    const iot = await serve("iot", { count: 5, rate: "max" }, { stallMs: 100 });
    const socket = connect({ ...iot.server.address, allowHalfOpen: true });
    socket.on("error", () => undefined);
    socket.resume();
    await new Promise((resolve) => socket.on("end", resolve));
    await until(() => iot.server.counts.clients === 0);
    socket.destroy();
  });
});
