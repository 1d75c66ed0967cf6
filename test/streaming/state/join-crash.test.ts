import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { planNode, type LogicalPlan } from "../../../src/plan/logical-plan.js";
import { initParser } from "../../../src/sql/parser.js";
import type { ProtocolStep } from "../../../src/streaming/micro-batch.js";
import type { StreamExecution } from "../../../src/streaming/stream-execution.js";
import type { StreamParts } from "../../../src/streaming/stream-parts.js";
import { ScriptedInput } from "../scripted-source.js";
import { Results, startRun } from "./crash-kit.js";
import { linesOf, sqlProgram } from "./sql-program.js";

let folder: string;
const opened: (() => Promise<void>)[] = [];
beforeAll(() => initParser());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "streambook join "));
});
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
  rmSync(folder, { recursive: true, force: true });
});

/** Lines `key second` as keys and times with a watermark. */
function timed(name: string): LogicalPlan {
  const text = `SELECT split(value, ' ')[0] AS k, timestamp_seconds(cast(split(value, ' ')[1] AS int)) AS t FROM ${name}_lines`;
  return planNode({
    kind: "watermark",
    child: planNode({ kind: "sql", text }),
    column: "t",
    delay: "5 seconds",
  });
}

type Inputs = Readonly<Record<"l" | "r", ScriptedInput>>;
const queries = {
  full: "SELECT l.k AS lk, unix_seconds(l.t) AS lt, r.k AS rk, unix_seconds(r.t) AS rt FROM l FULL JOIN r ON l.k = r.k AND r.t BETWEEN l.t - interval 3 seconds AND l.t + interval 3 seconds",
  semi: "SELECT k, unix_seconds(t) AS s FROM l LEFT SEMI JOIN r ON l.k = r.k AND r.t BETWEEN l.t - interval 3 seconds AND l.t + interval 3 seconds",
};

function start(
  sql: string,
  location: string,
  inputs: Inputs,
  sink: Results,
  onStep?: StreamParts["onStep"],
): Promise<StreamExecution> {
  const tables = { l: timed("l"), r: timed("r"), l_lines: linesOf("l"), r_lines: linesOf("r") };
  return startRun(
    location,
    (connection, database) =>
      sqlProgram(sql, "append", connection, database, (name) => inputs[name as "l" | "r"].source(), {
        tables,
      }),
    sink,
    opened,
    onStep,
  );
}

const steps: readonly ProtocolStep[] = [1, 2, 3, 4, 5, 6, 7];

it.each(steps.flatMap((step) => (["full", "semi"] as const).map((type) => ({ type, step }))))(
  "a crash of a $type join after step $step: each pair comes out once, and each row without one",
  async ({ type, step }) => {
    const inputs = { l: new ScriptedInput("l"), r: new ScriptedInput("r") };
    const sink = new Results();
    const [live, crashed] = [join(folder, "live"), join(folder, "crashed")];
    const first = await start(queries[type], live, inputs, sink, (reached, batch) => {
      if (batch !== 2 || reached !== step) return;
      cpSync(live, crashed, { recursive: true });
      throw new Error("crash");
    });
    inputs.l.add("a 10", "b 11");
    inputs.r.add("a 12", "c 13");
    await first.processAllAvailable();
    inputs.l.add("c 14", "d 30");
    inputs.r.add("b 12", "e 31");
    await expect(first.processAllAvailable()).rejects.toThrow("crash");
    const second = await start(queries[type], crashed, inputs, sink);
    await second.processAllAvailable();
    inputs.l.add("e 33", "f 60");
    inputs.r.add("d 28", "f 70");
    await second.processAllAvailable();
    const rows = [...sink.batches.values()].flatMap((text) => (text === "" ? [] : text.split("; "))).sort();
    expect(rows).toEqual(
      type === "semi"
        ? ["a 10", "b 11", "c 14", "d 30", "e 33"]
        : ["a 10 a 12", "b 11 b 12", "c 14 c 13", "d 30 d 28", "e 33 e 31"],
    );
    inputs.l.add("z 300");
    inputs.r.add("z 310");
    await second.processAllAvailable();
    const late = [...sink.batches.values()].at(-1);
    expect(late).toBe(type === "semi" ? "" : "f 60 null null; null null f 70");
  },
);
