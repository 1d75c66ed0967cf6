import type { DataFrame } from "../../dataframe/dataframe.js";
import type { OutputMode } from "../../plan/engine.js";
import type { StreamingQuery } from "../../plan/streaming-query.js";
import type { StructType } from "../../types/data-type.js";
import type { InputRowOf } from "../../types/typed.js";
import type { Answer } from "../contract.js";
import type { CompareOptions } from "./compare.js";
import type { WantedColumns } from "./columns.js";
import { inFolder } from "./in-folder.js";
import { inLab, type Lab } from "./lab.js";
import { TOO_LONG, withPatience } from "./patience.js";
import { failed, passed, raised, type TrialResult } from "./result.js";
import { judge, table } from "./table-trial.js";

type Rows = readonly Readonly<Record<string, unknown>>[];

/** An exercise whose answer is a `foreachBatch` function with a store of its own: `async (batch, id, store) => void`. */
export interface CrashTask<In, Store> extends WantedColumns, CompareOptions {
  readonly schema: StructType;
  readonly batches: readonly (readonly In[])[];
  /** Batches after whose write the query is killed, once each, before they are committed. */
  readonly killedAfter: readonly number[];
  readonly mode: OutputMode;
  readonly query: (stream: DataFrame) => DataFrame;
  readonly store: () => Store;
  /** What the store holds, as rows of the wanted columns. */
  readonly rows: (store: Store) => Rows;
  readonly expected: (batches: readonly (readonly In[])[]) => Rows;
}

/** The trial of such an exercise: the query is killed and started again, and the store looked at after each batch. */
export function crashTrial<In, Store>(task: CrashTask<In, Store>): (answer: Answer) => Promise<TrialResult> {
  return (answer) => inFolder((folder) => inLab((lab) => run(task, answer, folder, lab)));
}

async function run<In, Store>(
  task: CrashTask<In, Store>,
  answer: Answer,
  folder: string,
  { session }: Lab,
): Promise<TrialResult> {
  const input = session.memoryStream(task.schema);
  const store = task.store();
  const due = new Set(task.killedAfter);
  let wasKilled = false;
  const start = (): Promise<StreamingQuery> =>
    task
      .query(input.toDF() as DataFrame<unknown> as DataFrame)
      .writeStream.foreachBatch(async (batch, id) => {
        await written(answer, batch, id, store);
        wasKilled = due.delete(id);
        if (wasKilled) throw new Error("killed");
      })
      .outputMode(task.mode)
      .option("checkpointLocation", folder)
      .start();
  let query = await start();
  for (const [number, batch] of task.batches.entries()) {
    input.addData(batch as readonly InputRowOf<StructType>[]);
    const again = task.killedAfter.includes(number);
    try {
      await query.processAllAvailable();
    } catch (error) {
      if (!wasKilled) return raised(error, { stream: told(number, false) });
      query = await start();
      await query.processAllAvailable();
    }
    const result = look(task, number, store, again);
    if (result.problem !== null) return result;
  }
  return passed;
}

/** The learner's function has a batch: its promise is waited for, but not for ever. */
async function written(answer: Answer, batch: DataFrame, id: number, store: unknown): Promise<void> {
  const value = (answer as (...given: unknown[]) => unknown)(batch, id, store);
  if ((await withPatience(Promise.resolve(value))) === TOO_LONG)
    throw new Error("Your function does not come to an end: it waits for something that never happens.");
}

function look<In, Store>(
  task: CrashTask<In, Store>,
  number: number,
  store: Store,
  again: boolean,
): TrialResult {
  const stream = told(number, again);
  const want = table(task.columns, task.expected(task.batches.slice(0, number + 1)));
  const rows = task.rows(store);
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (rows.length === 0 && want.rows.length > 0)
    return failed("Your function has put nothing into the store.", { stream, seen: { empty: true } });
  return judge(task, want, table(columns, rows), {
    stream,
    seen: { again, number },
    columns: Object.fromEntries(columns.map((name) => [name, ""])),
    rows: { expected: want.rows.length, got: rows.length },
  });
}

const told = (number: number, again: boolean): string =>
  again
    ? `a stream whose query was killed when batch ${number} was written, and started again`
    : `a stream, after batch ${number}`;
