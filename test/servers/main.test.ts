import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { connect, createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { Reader, serve, until } from "./helpers.js";

const path = (relative: string) => fileURLToPath(new URL(`../../${relative}`, import.meta.url));

beforeAll(() => {
  if (!existsSync(path("dist/servers/main.js")))
    spawnSync(process.execPath, [path("scripts/build.mjs")], { stdio: "inherit" });
});

/** Not synchronous: the other server may be one of this process, and must be able to answer. */
async function run(...args: string[]) {
  const { child, text } = start(...args);
  const status = await new Promise((resolve) => child.on("close", resolve));
  return { status, ...text };
}

function start(...args: string[]) {
  const child = spawn(process.execPath, [path("scripts/server.mjs"), ...args]);
  onTestFinished(() => void child.kill("SIGKILL"));
  const text = { out: "", error: "" };
  child.stdout.on("data", (bytes: Buffer) => (text.out += bytes.toString()));
  child.stderr.on("data", (bytes: Buffer) => (text.error += bytes.toString()));
  return { child, text };
}

/** A command that goes on, and what it has said once that matches. */
function follow(...args: string[]) {
  const { child, text } = start(...args);
  const said = async (pattern: RegExp) => {
    await until(() => {
      if (child.exitCode !== null && text.error !== "") throw new Error(text.error);
      return pattern.test(text.out);
    });
    return text.out;
  };
  return { child, said };
}

describe("npm run server", () => {
  // Windows has no Ctrl-C that one process can send to another.
  it.skipIf(process.platform === "win32")(
    "serves until Ctrl-C, then ends cleanly with its clients",
    async () => {
      const child = spawn(process.execPath, [
        path("scripts/server.mjs"),
        "heart",
        "--port",
        "0",
        "--rate",
        "100",
      ]);
      onTestFinished(() => void child.kill("SIGKILL"));
      let out = "";
      const port = await new Promise<number>((resolve) =>
        child.stdout.on("data", (bytes: Buffer) => {
          out += bytes.toString();
          const match = /heart +127\.0\.0\.1:(\d+) +0 clients/.exec(out);
          if (match) resolve(Number(match[1]));
        }),
      );
      const client = connect({ host: "127.0.0.1", port });
      await new Promise((resolve) => client.once("data", resolve));
      const left = new Promise((resolve) => client.on("close", resolve));
      const ended = new Promise((resolve) => child.on("exit", (code, signal) => resolve({ code, signal })));
      child.kill("SIGINT");
      await left;
      expect(await ended).toEqual({ code: 0, signal: null });
      expect(out).toMatch(/heart .* 1 client +\d+ sent/);
    },
  );

  it("names the port that is taken, and starts none of several", async () => {
    const stranger = createServer((socket) => socket.end("220 mail\r\n"));
    await new Promise<void>((resolve) => stranger.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void stranger.close());
    const { port } = stranger.address() as AddressInfo;
    expect(await run("heart", "--port", String(port))).toEqual({
      status: 1,
      out: "",
      error: `[PORT_TAKEN] heart server: Port ${port} of 127.0.0.1 is taken by another program.\n  try: npm run server heart -- --port ${port > 65000 ? port - 100 : port + 100}\n`,
    });
    expect((await run("--all", "--port", String(port))).error).toContain("try: npm run servers -- --port ");
  });

  it("shows the line of a server that already runs, until that one ends", async () => {
    const iot = await serve("iot", { rate: 50 }, { parent: 4711 });
    const reader = new Reader(iot);
    await reader.first(3);
    const { port } = iot.server.address;
    const { child, said } = follow("iot", "--port", String(port));
    await said(/1 client +\d+ sent/);
    expect(await said(/\d+ sent/)).toContain(
      `The iot server already runs on 127.0.0.1:${port} (50 records a second), started by a notebook or script (process 4711).\n` +
        "  To replace it: await iot.stop() in its notebook, then type this again. Until then its line is shown here.\n",
    );
    const ended = new Promise((resolve) => child.on("exit", resolve));
    await iot.server.stop();
    expect(await ended).toBe(0);
    expect(await said(/ended/)).toMatch(/iot +127\.0\.0\.1:\d+ .* ended\n$/);
    expect(reader.lines.some((line) => line.includes("streambook"))).toBe(false);
  });

  it("starts those of all the servers that do not run yet", async () => {
    const heart = await serve("heart");
    const { port } = heart.server.address;
    const { child, said } = follow("--all", "--port", String(port - 1));
    const out = await said(/heart +127/);
    expect(out).toContain(`The heart server already runs on 127.0.0.1:${port}`);
    expect(out).toContain("Ctrl-C ends it.");
    expect(out).toMatch(new RegExp(`iot +127.0.0.1:${port - 1} [^]*quotes +127.0.0.1:${port + 1} [^]*heart`));
    const ended = new Promise((resolve) => child.on("exit", resolve));
    child.kill("SIGINT");
    await ended;
    expect(await new Reader(heart).first(1)).toHaveLength(1);
  });

  it("does not pass off a server as one with other options, or as another one", async () => {
    const { port } = (await serve("iot", { rate: 50 })).server.address;
    const place = ["--port", String(port)];
    expect((await run("iot", "--rate", "100", "--seed", "1", ...place)).error).toContain(
      `[PORT_TAKEN] iot server: The iot server, started by a terminal (process ${process.pid}), has port ${port}.\n` +
        "  got: it runs with rate 50, not 100\n  try: npm run server iot -- --port ",
    );
    expect(await run("quotes", ...place)).toMatchObject({
      status: 1,
      error: expect.stringMatching(
        /got: the quotes server was asked for\n.*Ctrl-C in its terminal\n$/,
      ) as string,
    });
  });

  it("shows its help, and the nearest word to a wrong one", async () => {
    expect(await run("--help")).toMatchObject({ status: 0, error: "" });
    expect(await run("iot", "--rte", "5")).toMatchObject({
      status: 1,
      error: expect.stringContaining("try: --rate") as string,
    });
  });

  it("says so when npm kept an option for itself", () => {
    const env = { ...process.env, npm_config_rate: "100" };
    const { status, stderr } = spawnSync(process.execPath, [path("scripts/server.mjs"), "iot"], {
      encoding: "utf8",
      env,
    });
    expect(status).toBe(1);
    expect(stderr).toContain("npm run server iot -- --rate");
  });
});

describe("npm run data -- --check", () => {
  it("agrees with the files as they are", () => {
    const { status, stderr } = spawnSync(process.execPath, [path("scripts/data.mjs"), "--check"], {
      encoding: "utf8",
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });
});
