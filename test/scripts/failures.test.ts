import { execFileSync, spawnSync } from "node:child_process";
import net from "node:net";
import path from "node:path";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { projectRoot, setup } from "./setup.js";

interface Failure {
  what: string;
  cure: string;
}
let explain: (step: string, output: string, fallback: string) => Failure;
let nodeProblem: (version: string) => string | undefined;
let startOptions: (args: string[]) => object;
let ports: { portIsFree(port: number): Promise<boolean>; choosePort(asked?: number): Promise<number> };
beforeAll(async () => {
  ({ explain } = await setup<{ explain: typeof explain }>("failure.mjs"));
  ({ nodeProblem } = await setup<{ nodeProblem: typeof nodeProblem }>("node.mjs"));
  ({ startOptions } = await setup<{ startOptions: typeof startOptions }>("options.mjs"));
  ports = await setup("ports.mjs");
});

/** A port of this machine that is taken until the test ends. */
async function takenPort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return (server.address() as net.AddressInfo).port;
}

describe("a failure says what to type", () => {
  test.each([
    [
      "npm error code ENOTFOUND\nnpm error network request to https://r failed",
      "No network: X could not be downloaded.",
    ],
    ["NewConnectionError: Failed to establish a new connection", "No network: X could not be downloaded."],
    ["error: Failed to fetch: error sending request for url", "No network: X could not be downloaded."],
    ["npm error code ENOSPC", "The disk is full: X could not be written."],
    ["OSError: [Errno 28] No space left on device", "The disk is full: X could not be written."],
    ["npm error code EACCES", "X could not be written: no permission in this folder."],
    ["npm error code EINTEGRITY", "X arrived damaged."],
  ])("%s", (output, what) => {
    const failure = explain("X", output, "unused");
    expect(failure.what).toBe(what);
    expect(failure.cure).toMatch(/the same command again/);
  });

  test("with the tool's own last lines when it is none of the known ones", () => {
    const failure = explain("X", "first\n\nlast\n", "Type: this");
    expect(failure.what).toBe("X could not be set up: \nfirst\nlast\n");
    expect(failure.cure).toBe("Type: this");
  });
});

describe("a wrong Node", () => {
  test.each(["18.20.4", "20.18.9", "14.0.0"])("%s is refused in one line", (version) => {
    expect(nodeProblem(version)).toMatch(
      /^streambook needs Node 20\.19 or newer, and this is Node .*nodejs\.org/,
    );
  });
  test.each(["20.19.0", "22.1.0", "24.0.0"])("%s is good", (version) => {
    expect(nodeProblem(version)).toBeUndefined();
  });
});

describe("a port", () => {
  test("that was asked for and is taken is an error that names another", async () => {
    const port = await takenPort();
    expect(await ports.portIsFree(port)).toBe(false);
    await expect(ports.choosePort(port)).rejects.toThrow(
      new RegExp(`Port ${port} is taken by another program\\. Type another: npm start -- --port \\d+`),
    );
  });

  test("that was not asked for is the first free one", async () => {
    expect(await ports.portIsFree(await ports.choosePort())).toBe(true);
  });

  test("that is taken ends npm start at once, with two lines and code 1", async () => {
    const port = await takenPort();
    const script = path.join(projectRoot, "scripts", "start.mjs");
    const child = spawnSync(process.execPath, [script, "--no-browser", "--port", String(port)], {
      encoding: "utf8",
    });
    expect(child.status).toBe(1);
    expect(child.stderr.trim().split("\n")).toHaveLength(2);
  });
});

describe("options", () => {
  test("are read, and an unknown one shows what there is", () => {
    expect(startOptions([])).toMatchObject({ browser: true, port: undefined, setupOnly: false });
    expect(startOptions(["--no-browser", "--port=9000"])).toMatchObject({ browser: false, port: 9000 });
    for (const port of ["x", "0", "70000", "1.5"]) {
      expect(() => startOptions(["--port", port])).toThrow(`"${port}" is not a port.`);
    }
    expect(() => startOptions(["--prot", "1"])).toThrow(/Unknown option '--prot'[^]*--no-browser/);
  });

  test("are shown by --help", () => {
    const script = path.join(projectRoot, "scripts", "start.mjs");
    expect(execFileSync(process.execPath, [script, "--help"], { encoding: "utf8" })).toContain(
      "--setup-only",
    );
  });
});
