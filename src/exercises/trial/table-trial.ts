import type { DataFrame } from "../../dataframe/dataframe.js";
import type { Engine, OutputMode } from "../../plan/engine.js";
import type { StructType } from "../../types/data-type.js";
import type { InputRowOf } from "../../types/typed.js";
import type { Answer } from "../contract.js";
import { alignColumns, type WantedColumns } from "./columns.js";
import { firstDifference, type CompareOptions, type TableData } from "./compare.js";
import { inLab, type Lab } from "./lab.js";
import { withPatience } from "./patience.js";
import { failed, passed, raised, type TrialResult } from "./result.js";
import { isPromise, isQuery, notATable } from "./result-kind.js";
import type { HiddenStream } from "./streams.js";

/** An exercise whose answer turns a stream into another: `(lines: DataFrame) => DataFrame`. */
export interface TableTask<In> extends WantedColumns, CompareOptions {
  readonly schema: StructType;
  readonly streams: () => readonly HiddenStream<In>[];
  /** The mode in which the answer runs: "complete" for one that aggregates, else "append". */
  readonly mode?: OutputMode;
  /** The right rows, computed in plain JavaScript: as objects by the wanted columns. The batches matter where rows can be late. */
  readonly expected: (
    rows: readonly In[],
    batches: readonly (readonly In[])[],
  ) => readonly Readonly<Record<string, unknown>>[];
}

/** The trial of such an exercise: the answer runs as a query on each hidden stream, in a session and a time of its own. */
export function tableTrial<In>(task: TableTask<In>): (answer: Answer) => Promise<TrialResult> {
  return (answer) =>
    inLab(async (lab) => {
      for (const [number, stream] of task.streams().entries()) {
        const result = await tryStream(task, stream, `answer_${number}`, answer, lab);
        if (result.problem !== null) return result;
      }
      return passed;
    });
}

async function tryStream<In>(
  task: TableTask<In>,
  stream: HiddenStream<In>,
  name: string,
  answer: Answer,
  { session }: Lab,
): Promise<TrialResult> {
  const input = session.memoryStream(task.schema);
  const given = input.toDF() as DataFrame<unknown> as DataFrame;
  const rows = stream.batches.flat();
  const want = table(task.columns, task.expected(rows, stream.batches));
  const seen = { stream: stream.name, rows: { expected: want.rows.length, got: 0 } };
  let columns = {};
  try {
    const value = (answer as (df: DataFrame) => unknown)(given);
    const refused = await refusal(value, given.engine);
    if (refused !== null) return failed(refused, seen);
    const df = value as DataFrame;
    columns = Object.fromEntries(df.dtypes);
    const query = await df.writeStream
      .format("memory")
      .queryName(name)
      .outputMode(task.mode ?? "append")
      .start();
    for (const batch of stream.batches) {
      input.addData(batch as readonly InputRowOf<StructType>[]);
      await query.processAllAvailable();
    }
    await query.stop();
    const own = await contents(session.table(name));
    const more = { ...seen, columns, rows: { ...seen.rows, got: own.rows.length } };
    return judge(task, want, own, more);
  } catch (error) {
    return raised(error, { ...seen, columns });
  }
}

/** Compares a table with the wanted one: columns first, then types, then rows. */
export function judge(
  task: WantedColumns & CompareOptions,
  want: TableData,
  own: TableData,
  more: Partial<TrialResult>,
): TrialResult {
  const aligned = alignColumns(task, own, more.columns ?? {});
  if (typeof aligned === "string") return failed(aligned, more);
  const difference = firstDifference(want, aligned, task);
  return difference === null
    ? passed
    : failed("The rows are not those that the task asks for.", { ...more, difference });
}

/** Rows of a finished table. */
export async function contents(df: DataFrame): Promise<TableData> {
  return { columns: df.columns, rows: (await df.collect()).map((row) => row.toArray()) };
}

/** Objects as rows in the order of the columns. */
export function table(
  columns: readonly string[],
  objects: readonly Readonly<Record<string, unknown>>[],
): TableData {
  return { columns, rows: objects.map((object) => columns.map((name) => object[name] ?? null)) };
}

/** Why a value is no table of this session, or null. A promise is waited for: an error in it is raised, a query in it ended. */
export async function refusal(value: unknown, engine: Engine): Promise<string | null> {
  if (!isPromise(value)) return notATable(value, engine);
  const held = await withPatience(value);
  if (!isQuery(held)) return notATable(value, engine);
  await held.stop();
  return notATable(held, engine);
}
