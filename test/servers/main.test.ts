import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { connect } from "node:net";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { serve } from "./helpers.js";

const path = (relative: string) => fileURLToPath(new URL(`../../${relative}`, import.meta.url));

beforeAll(() => {
  if (!existsSync(path("dist/servers/main.js")))
    spawnSync(process.execPath, [path("scripts/build.mjs")], { stdio: "inherit" });
});

function run(...args: string[]) {
  const result = spawnSync(process.execPath, [path("scripts/server.mjs"), ...args], { encoding: "utf8" });
  return { status: result.status, out: result.stdout, error: result.stderr };
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
    const { port } = (await serve("iot")).server.address;
    expect(run("heart", "--port", String(port))).toEqual({
      status: 1,
      out: "",
      error: `[PORT_TAKEN] heart server: Port ${port} of 127.0.0.1 is taken by another program.\n  try: npm run server heart -- --port ${port > 65000 ? port - 100 : port + 100}\n`,
    });
    expect(run("--all", "--port", String(port)).error).toContain("try: npm run servers -- --port ");
  });

  it("shows its help, and the nearest word to a wrong one", () => {
    expect(run("--help")).toMatchObject({ status: 0, error: "" });
    expect(run("iot", "--rte", "5")).toMatchObject({
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
