import { spawnSync } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { projectRoot, setup, write } from "./setup.js";

interface Counts {
  passed: number;
  failed: number;
  skipped: { name: string; reason: string }[];
}
let summary: { countLine(counts: Counts): string; skippedLines(skipped: Counts["skipped"]): string[] };
let line: (name: string, result: { level: string; detail: string; cure?: string }) => string;
beforeAll(async () => {
  summary = await setup("summary.mjs");
  ({ line } = await setup<{ line: typeof line }>("doctor.mjs"));
});

describe("the count of the tests", () => {
  test("names what was skipped, by its reason", () => {
    const skipped = [
      { name: "a", reason: "no Spark" },
      { name: "b", reason: "no data" },
      { name: "c", reason: "no Spark" },
    ];
    expect(summary.countLine({ passed: 3, failed: 0, skipped: [] })).toBe("3 passed, 0 failed");
    expect(summary.countLine({ passed: 3, failed: 1, skipped })).toBe("3 passed, 1 failed, 3 skipped");
    expect(summary.skippedLines(skipped)).toEqual([
      "Skipped (no Spark):",
      "  a",
      "  c",
      "Skipped (no data):",
      "  b",
    ]);
  });

  test("counts what passes, fails, is skipped, and a file that does not load", () => {
    // Inside the project, so that the files find vitest.
    const folder = path.join(projectRoot, ".streambook", `count-${process.pid}`);
    onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
    write(folder, {
      "vitest.config.mjs": "export default { test: { include: ['*.check.mjs'] } };",
      "a.check.mjs": `import { expect, test } from "vitest";
        test("good", () => {}); test("bad", () => expect(1).toBe(2));
        test("later", (context) => context.skip("no Spark")); test.skip("never", () => {});`,
      "b.check.mjs": `throw new Error("does not load");`,
    });
    const results = path.join(folder, "results.json");
    const reporter = path.join(projectRoot, "scripts", "setup", "count-reporter.mjs");
    const vitest = path.join(projectRoot, "node_modules", "vitest", "vitest.mjs");
    const env = { ...process.env, STREAMBOOK_TEST_RESULTS: results };
    const child = spawnSync(process.execPath, [vitest, "run", "--root", folder, `--reporter=${reporter}`], {
      env,
    });
    expect(child.status).toBe(1);
    expect(JSON.parse(fs.readFileSync(results, "utf8"))).toEqual({
      passed: 1,
      failed: 2,
      skipped: [
        { name: "a.check.mjs: later", reason: "no Spark" },
        { name: "a.check.mjs: never", reason: "the test gives no reason" },
      ],
    });
  });
});

describe("the doctor", () => {
  test("knows a simulator by what it sends, and a stranger by what it does not", async () => {
    const { simulator } = await setup<{
      simulator: (
        port: number,
        name: string,
        field: string,
      ) => () => Promise<{ level: string; detail: string }>;
    }>("port-checks.mjs");
    const listening = async (line: string) => {
      const server = net.createServer((socket) => socket.end(line));
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      onTestFinished(() => void server.close());
      return (server.address() as net.AddressInfo).port;
    };
    const ours = simulator(await listening('{"Creation_Time":1}\n'), "iot", "Creation_Time");
    expect(await ours()).toEqual({ level: "ok", detail: "the iot server runs on it" });
    const stranger = simulator(await listening("220 hello\n"), "iot", "Creation_Time");
    expect(await stranger()).toMatchObject({ level: "warn" });
  });

  test("says each thing in one line", () => {
    expect(line("Node", { level: "ok", detail: "20.20.2" })).toBe("ok    Node: 20.20.2");
    expect(line("build", { level: "FAIL", detail: "no\n dist", cure: "npm start" })).toBe(
      "FAIL  build: no dist -> npm start",
    );
  });
});
