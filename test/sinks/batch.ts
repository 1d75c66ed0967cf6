import type { OutputMode } from "../../src/plan/engine.js";
import type { LogicalPlan } from "../../src/plan/logical-plan.js";
import type { OutputBatch } from "../../src/streaming/sink.js";
import type { Bench } from "../streaming/kit.js";
import { lineSchema } from "../streaming/program.js";

/** A batch with known rows, for a sink alone. */
export interface KnownBatch extends OutputBatch {
  /** Plans handed out and not released. */
  unreleased: number;
  /** What computing the rows throws. */
  failure: Error | null;
}

export function batchOf(
  bench: Bench,
  id: number,
  values: readonly string[],
  mode: OutputMode = "append",
): KnownBatch {
  const rows = values.map((value) => [value]);
  const batch: KnownBatch = {
    id,
    mode,
    schema: lineSchema,
    unreleased: 0,
    failure: null,
    collect: async () => computed(rows),
    writeToTable: (table, replace) => bench.tables.write(table, computed(values), replace),
    asPlan: async () => {
      const plan: LogicalPlan = { kind: "local", schema: lineSchema, rows: computed(rows) };
      batch.unreleased++;
      return { plan, rows: async () => rows.length, release: async () => void batch.unreleased-- };
    },
  };
  function computed<T>(result: T): T {
    if (batch.failure) throw batch.failure;
    return result;
  }
  return batch;
}
