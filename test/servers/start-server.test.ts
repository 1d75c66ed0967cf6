import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { connect, createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { startServer, stopServers } from "../../src/session/start-server.js";

const path = (relative: string) => fileURLToPath(new URL(`../../${relative}`, import.meta.url));
const compiled = pathToFileURL(path("dist/src/session/start-server.js")).href;

beforeAll(() => {
  // `npm test` builds before it tests; a test run on its own may find nothing built.
  if (!existsSync(path("dist/servers/main.js")))
    spawnSync(process.execPath, [path("scripts/build.mjs")], { stdio: "inherit" });
});
afterEach(() => stopServers());

/** The first line a server sends. */
function firstLine(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port });
    let text = "";
    socket.on("error", reject);
    socket.on("data", (bytes: Buffer) => {
      text += bytes.toString();
      if (!text.includes("\n")) return;
      socket.destroy();
      resolve(text.split("\n")[0]!);
    });
  });
}

/** Another process, as another notebook's kernel would be: starts a server, prints what it got, and waits. */
function otherProcess(options: { port?: number; rate?: number; seed?: number }): {
  child: ChildProcess;
  started: Promise<{ port: number; pid: number; reused: boolean }>;
} {
  const code = `
    const { startServer } = await import(${JSON.stringify(compiled)});
    const server = await startServer("iot", ${JSON.stringify(options)});
    console.log(JSON.stringify(server));
    setInterval(() => {}, 1e6);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const started = new Promise<{ port: number; pid: number; reused: boolean }>((resolve) =>
    // A line before it says that another program has the server's own port.
    createInterface(child.stdout).on("line", (line) => {
      if (line.startsWith("{")) resolve(JSON.parse(line) as never);
    }),
  );
  return { child, started };
}

/** Connects to a server; resolves when the connection has ended, however. */
function connectionEnds(port: number): Promise<void> {
  const socket: Socket = connect({ host: "127.0.0.1", port });
  socket.resume();
  socket.on("error", () => undefined);
  return new Promise((resolve) => socket.on("close", () => resolve()));
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

describe("startServer", () => {
  it("starts a server in its own process, ready to be connected to, and stops it", async () => {
    const iot = await startServer("iot", { port: 0, rate: 1000, seed: 3, errors: 0, lateness: 0.5 });
    expect(iot).toMatchObject({
      name: "iot",
      host: "127.0.0.1",
      reused: false,
      url: `tcp://127.0.0.1:${iot.port}`,
    });
    expect(iot.pid).not.toBe(process.pid);
    expect(JSON.parse(await firstLine(iot.port))).toMatchObject({ Index: 0, Model: "nexus4" });
    const ended = connectionEnds(iot.port);
    await iot.stop();
    await ended;
    await expect(firstLine(iot.port)).rejects.toThrow("ECONNREFUSED");
    await iot.stop(); // twice is once
  });

  it("uses the one it started when the cell is run again, and starts anew with other options", async () => {
    const port = await freePort();
    const [first, second] = await Promise.all([
      startServer("heart", { port }),
      startServer("heart", { port }),
    ]);
    expect([first.reused, second.reused, second.pid]).toEqual([false, true, first.pid]);
    const third = await startServer("heart", { port, rate: 50 });
    expect(third.reused).toBe(false);
    expect(third.pid).not.toBe(first.pid);
    await first.stop(); // it is no more: the new one goes on
    expect(await firstLine(port)).toContain("bpm");
    await second.stop();
    await third.stop();
    await expect(firstLine(port)).rejects.toThrow("ECONNREFUSED");
  });

  it("runs as many as asked on free ports, and stopServers ends them all", async () => {
    const servers = await Promise.all(["iot", "iot", "quotes"].map((name) => startServer(name, { port: 0 })));
    expect(new Set(servers.map(({ port }) => port)).size).toBe(3);
    const ended = servers.map(({ port }) => connectionEnds(port));
    await stopServers();
    await Promise.all(ended);
  });

  it("uses the one another process started, which alone can stop it", async () => {
    const port = await freePort();
    const other = otherProcess({ port, rate: 100 });
    const printed = vi.spyOn(console, "log").mockImplementation(() => undefined);
    onTestFinished(() => printed.mockRestore());
    const theirs = await other.started;
    const ours = await startServer("iot", { port });
    expect(ours).toMatchObject({ reused: true, pid: theirs.pid, port });
    await stopServers();
    expect(printed).not.toHaveBeenCalled();
    await ours.stop();
    expect(printed.mock.calls).toEqual([
      [
        `The iot server on port ${port} was started by a notebook or script (process ${other.child.pid}) and goes on. To end it: await iot.stop() in its notebook.`,
      ],
    ]);
    expect(await firstLine(port)).toContain("Arrival_Time");
    const ended = connectionEnds(port);
    other.child.kill("SIGKILL");
    await ended;
    await ours.stop(); // nothing is left to be said
    expect(printed).toHaveBeenCalledTimes(1);
  });

  it("starts its own on a free port where another process's has other options, and says so", async () => {
    // The server's own port may be in use on this machine: whoever comes first gets it, with options of its own.
    const theirs = await otherProcess({ rate: 99, seed: 7 }).started;
    const printed = vi.spyOn(console, "log").mockImplementation(() => undefined);
    onTestFinished(() => printed.mockRestore());
    const ours = await startServer("iot", { rate: 50, seed: 7 });
    expect(ours.reused).toBe(false);
    expect(ours.port).not.toBe(theirs.port);
    expect(String(printed.mock.calls[0])).toMatch(
      new RegExp(
        `^Another iot server has port 9999 \\(.*, not .*\\), so this one was started on port ${ours.port}\\.$`,
      ),
    );
    expect((await startServer("iot", { rate: 50, seed: 7 })).pid).toBe(ours.pid);
    expect((await startServer("iot")).pid).toBe(ours.pid); // no wishes: what runs will do
    await ours.stop();
    expect((await startServer("iot")).reused).toBe(true);
    await expect(startServer("iot", { port: 9999, rate: 51 })).rejects.toThrow(
      /PORT_TAKEN.*\n {2}got: the iot server of .* \(.*rate \d+, not 51.*\) listens there/,
    );
  });

  it("is shared by two processes that start it at the same moment", async () => {
    const port = await freePort();
    const both = await Promise.all([
      otherProcess({ port, rate: 100 }).started,
      otherProcess({ port, rate: 100 }).started,
    ]);
    expect(both.map(({ reused }) => reused).sort()).toEqual([false, true]);
    expect(both[0].pid).toBe(both[1].pid);
  });

  it("ends with the process that started it, even a killed one", async () => {
    const { child, started } = otherProcess({ port: 0 });
    const { port } = await started;
    const ended = connectionEnds(port);
    child.kill("SIGKILL");
    await ended;
    await expect(firstLine(port)).rejects.toThrow("ECONNREFUSED");
  });

  it("does not keep its process alive", () => {
    const code = `const { startServer } = await import(${JSON.stringify(compiled)}); await startServer("iot", { port: 0 });`;
    const { status, signal } = spawnSync(process.execPath, ["--input-type=module", "-e", code], {
      timeout: 30_000,
    });
    expect({ status, signal }).toEqual({ status: 0, signal: null });
  });

  it("says who has the port", async () => {
    const silent = createServer((socket) => socket.on("error", () => undefined));
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const sockets: Socket[] = [];
    // It talks, but not as one of ours.
    silent.on("connection", (socket) =>
      sockets.push(socket.on("data", () => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"))),
    );
    const { port } = silent.address() as AddressInfo;
    await expect(startServer("iot", { port })).rejects.toThrow(
      `[PORT_TAKEN] startServer("iot"): Port ${port} of 127.0.0.1 must be free, or the iot server's.\n  got: another program listens there\n  try: startServer("iot", { port: `,
    );
    silent.close();
    const quotes = await startServer("quotes", { port: 0 });
    await expect(startServer("iot", { port: quotes.port })).rejects.toThrow(
      "got: the quotes server listens there",
    );
  });

  it("speaks of the cell when it refuses an option", async () => {
    await expect(startServer("iott")).rejects.toThrow(
      '[NO_SUCH_SERVER] startServer("iott"): There is no server of that name; there are iot, heart, quotes.\n  got: iott\n  try: startServer("iot")',
    );
    await expect(startServer("iot", { port: 0, errors: 3 })).rejects.toThrow(
      '[BAD_OPTION] startServer("iot"): errors wants a number from 0 to 1.\n  got: 3\n  try: startServer("iot", { errors: SHARE })',
    );
    const misspelt = { port: 0, sed: 3 } as object;
    await expect(startServer("iot", misspelt)).rejects.toThrow(
      expect.objectContaining({ code: "NO_SUCH_OPTION", got: "sed", cure: "seed" }) as Error,
    );
    await expect(startServer("iot", { port: 0, replay: "no such file.csv" })).rejects.toThrow(
      "CANNOT_READ_RECORDING",
    );
  });
});
