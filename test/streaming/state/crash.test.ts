import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import type { OutputMode } from "../../../src/plan/engine.js";
import { initParser } from "../../../src/sql/parser.js";
import type { ProtocolStep } from "../../../src/streaming/micro-batch.js";
import type { Sink } from "../../../src/streaming/sink.js";
import type { StreamExecution } from "../../../src/streaming/stream-execution.js";
import type { StreamParts } from "../../../src/streaming/stream-parts.js";
import { ScriptedInput } from "../scripted-source.js";
import { Results, startRun } from "./crash-kit.js";
import { sqlProgram } from "./sql-program.js";

const query =
  "SELECT value, count(*) AS n, collect_list(value) AS list, avg(length(value)) AS a FROM s GROUP BY value";

let folder: string;
const opened: (() => Promise<void>)[] = [];
beforeAll(() => initParser());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "streambook state "));
});
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
  rmSync(folder, { recursive: true, force: true });
});

function start(
  location: string,
  input: ScriptedInput,
  sink: Sink,
  options: { sql?: string; distinct?: boolean; mode?: OutputMode; onStep?: StreamParts["onStep"] } = {},
): Promise<StreamExecution> {
  const { sql = query, mode = "update", distinct, onStep } = options;
  return startRun(
    location,
    (connection, database) => sqlProgram(sql, mode, connection, database, () => input.source(), { distinct }),
    sink,
    opened,
    onStep,
  );
}

const steps: readonly ProtocolStep[] = [1, 2, 3, 4, 5, 6, 7];
const modes: readonly OutputMode[] = ["update", "complete"];

it.each(modes.flatMap((mode) => steps.map((step) => ({ mode, step }))))(
  "a crash after step $step in $mode mode: each row is counted once",
  async ({ mode, step }) => {
    const input = new ScriptedInput("input");
    const sink = new Results();
    const [live, crashed] = [join(folder, "live"), join(folder, "crashed")];
    const first = await start(live, input, sink, {
      mode,
      onStep: (reached, batch) => {
        if (batch !== 1 || reached !== step) return;
        cpSync(live, crashed, { recursive: true });
        throw new Error("crash");
      },
    });
    input.add("a", "b", "a");
    await first.processAllAvailable();
    input.add("a", "c");
    await expect(first.processAllAvailable()).rejects.toThrow("crash");
    const second = await start(crashed, input, sink, { mode });
    await second.processAllAvailable();
    input.add("b", "c", "dd");
    await second.processAllAvailable();
    const [a, b] = ["a 3 a,a,a 1", "b 1 b 1"];
    const whole = mode === "complete";
    const tail = ["b 2 b,b 1", "c 2 c,c 1", "dd 1 dd 2"].join("; ");

    expect([...sink.batches]).toEqual([
      [0, `a 2 a,a 1; ${b}`],
      [1, whole ? `${a}; ${b}; c 1 c 1` : `${a}; c 1 c 1`],
      [2, whole ? `${a}; ${tail}` : tail],
    ]);
    expect(second.lastProgress?.stateOperators[0]).toMatchObject({ numRowsTotal: 4, numRowsUpdated: 3 });
  },
);

it("a changed query is refused, with the difference, and the checkpoint stays as it was", async () => {
  const input = new ScriptedInput("input");
  const sink = new Results();
  const first = await start(folder, input, sink);
  input.add("a");
  await first.processAllAvailable();
  await first.stop();
  const others = [
    ["SELECT length(value) AS value, count(*) AS n FROM s GROUP BY length(value)", "length"],
    [
      "SELECT value, count(*) AS n, collect_list(value) AS list, min(length(value)) AS a FROM s GROUP BY value",
      "min",
    ],
  ] as const;
  for (const [sql, word] of others) {
    const starting = start(folder, input, sink, { sql });
    await expect(starting).rejects.toMatchObject({ code: "CHECKPOINT_PLAN_CHANGED" });
    await expect(starting).rejects.toThrow(new RegExp(`now:.*${word}`));
  }
  const second = await start(folder, input, sink);
  input.add("a");
  await second.processAllAvailable();
  expect(sink.batches.get(1)).toBe("a 2 a,a 1");
});

it("distinct() and LIMIT go on after a restart", async () => {
  for (const [sql, expected] of [
    ["SELECT value FROM s", ["a; b", "c"]],
    ["SELECT value FROM s LIMIT 3", ["a; b", "b"]],
  ] as const) {
    const input = new ScriptedInput("input");
    const sink = new Results();
    const distinct = !sql.includes("LIMIT");
    const location = join(folder, String(distinct));
    for (const rows of [
      ["a", "b"],
      ["b", "c"],
    ]) {
      const run = await start(location, input, sink, { sql, distinct, mode: "append" });
      input.add(...rows);
      await run.processAllAvailable();
      await run.stop();
    }
    expect([...sink.batches.values()]).toEqual(expected);
  }
});
