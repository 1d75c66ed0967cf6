import type { DataFrame } from "../../dataframe/dataframe.js";
import type { OutputMode } from "../../plan/engine.js";
import type { StreamingQuery } from "../../plan/streaming-query.js";
import type { MemoryInput } from "../../session/memory-input.js";
import type { StreamSession } from "../../session/session.js";
import type { StructType } from "../../types/data-type.js";
import type { InputRowOf } from "../../types/typed.js";
import type { Answer } from "../contract.js";
import type { WantedColumns } from "./columns.js";
import type { CompareOptions } from "./compare.js";
import { inLab, type Lab } from "./lab.js";
import { failed, passed, raised, type TrialResult } from "./result.js";
import { contents, judge, refusal, table } from "./table-trial.js";

type Rows = readonly object[];

/** What a function that joins is given, and how much of it may be kept. */
export interface HiddenJoin<Side extends string> {
  /** As the learner reads it: "on …". */
  readonly name: string;
  /** Sides that stand still. */
  readonly tables: Readonly<Partial<Record<Side, Rows>>>;
  /** Sides that stream, batch by batch. */
  readonly batches: readonly Readonly<Partial<Record<Side, Rows>>>[];
  /** The most rows that the state may hold in the end; none is asked for when not given. */
  readonly keepsAtMost?: number;
}

/** An exercise whose answer joins: `(readings: DataFrame, users: DataFrame) => DataFrame`. */
export interface JoinTask<Side extends string> extends WantedColumns, CompareOptions {
  /** The parameters in their order. */
  readonly sides: Readonly<Record<Side, StructType>>;
  readonly streams: () => readonly HiddenJoin<Side>[];
  /** "complete" for an answer that aggregates, else "append". */
  readonly mode?: OutputMode;
  /** The right rows, computed in plain JavaScript: as objects by the wanted columns. */
  readonly expected: (given: HiddenJoin<Side>) => readonly Readonly<Record<string, unknown>>[];
}

/** The trial of such an exercise: the answer runs as a query on each hidden pair of sides. What it keeps is looked at when its rows are right. */
export function joinTrial<Side extends string>(
  task: JoinTask<Side>,
): (answer: Answer) => Promise<TrialResult> {
  return (answer) =>
    inLab(async (lab) => {
      for (const [number, given] of task.streams().entries()) {
        const result = await tryJoin(task, given, `answer_${number}`, answer, lab);
        if (result.problem !== null) return result;
      }
      return passed;
    });
}

async function tryJoin<Side extends string>(
  task: JoinTask<Side>,
  given: HiddenJoin<Side>,
  name: string,
  answer: Answer,
  { session }: Lab,
): Promise<TrialResult> {
  const want = table(task.columns, task.expected(given));
  const seen = { stream: given.name, rows: { expected: want.rows.length, got: 0 } };
  const { frames, inputs } = sidesOf(task, given, session);
  let columns = {};
  try {
    const value = (answer as (...sides: DataFrame[]) => unknown)(...frames);
    const refused = await refusal(value, frames[0]!.engine);
    if (refused !== null) return failed(refused, seen);
    const df = value as DataFrame;
    columns = Object.fromEntries(df.dtypes);
    const writer = df.writeStream.format("memory").queryName(name);
    const query = await writer.outputMode(task.mode ?? "append").start();
    for (const batch of given.batches) {
      for (const [side, rows] of Object.entries(batch) as [Side, Rows][])
        if (rows.length > 0) inputs.get(side)!.addData(rows as readonly InputRowOf<StructType>[]);
      await query.processAllAvailable();
    }
    const kept = stateRows(query);
    await query.stop();
    const own = await contents(session.table(name));
    const more = { ...seen, columns, rows: { ...seen.rows, got: own.rows.length } };
    const judged = judge(task, want, own, more);
    if (judged.problem !== null || kept <= (given.keepsAtMost ?? Infinity)) return judged;
    return failed(
      `The rows are right, but your query still keeps ${kept} rows of which ${kept - given.keepsAtMost!} can have no partner any more.`,
      { ...more, seen: { kept } },
    );
  } catch (error) {
    return raised(error, { ...seen, columns });
  }
}

/** The tables that the answer is given, and where the rows of those that stream go in. */
function sidesOf<Side extends string>(
  task: JoinTask<Side>,
  given: HiddenJoin<Side>,
  session: StreamSession,
): { frames: DataFrame[]; inputs: Map<Side, MemoryInput<StructType>> } {
  const inputs = new Map<Side, MemoryInput<StructType>>();
  const frames = (Object.entries(task.sides) as [Side, StructType][]).map(([side, schema]) => {
    const still = given.tables[side];
    if (still !== undefined) return session.createDataFrame(still as object[], schema);
    const input = session.memoryStream(schema);
    inputs.set(side, input);
    return input.toDF();
  });
  return { frames: frames as DataFrame<unknown>[] as DataFrame[], inputs };
}

/** The rows that all operators of a query keep. */
function stateRows({ lastProgress }: StreamingQuery): number {
  return (lastProgress?.stateOperators ?? []).reduce((sum, { numRowsTotal }) => sum + numRowsTotal, 0);
}
