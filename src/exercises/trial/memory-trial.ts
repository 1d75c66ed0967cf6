import type { StreamingQuery } from "../../plan/streaming-query.js";
import type { MemoryInput } from "../../session/memory-input.js";
import type { StreamSession } from "../../session/session.js";
import type { StructType } from "../../types/data-type.js";
import type { InputRowOf } from "../../types/typed.js";
import type { Answer } from "../contract.js";
import type { TableData } from "./compare.js";
import type { Lab } from "./lab.js";
import { queryTrial } from "./query-trial.js";
import { failed, passed, raised, type TrialResult } from "./result.js";
import type { HiddenStream } from "./streams.js";
import { contents, judge, table, type TableTask } from "./table-trial.js";

/** An exercise whose answer starts a query that fills a memory table: `async (stream: DataFrame) => StreamingQuery`. */
export interface MemoryTask<In> extends Omit<TableTask<In>, "mode"> {
  /** The name that the task gives the table. */
  readonly tableName: string;
}

/** The trial of such an exercise: after every batch of each hidden stream the table must hold what is right for the rows so far. */
export function memoryTrial<In>(task: MemoryTask<In>): (answer: Answer) => Promise<TrialResult> {
  return async (answer) => {
    for (const stream of task.streams()) {
      const trial = queryTrial<StructType>({
        schema: task.schema,
        observe: (query, input, lab) => observe(task, stream, query, input, lab),
      });
      const result = await trial(answer);
      if (result.problem !== null) return result;
    }
    return passed;
  };
}

async function observe<In>(
  task: MemoryTask<In>,
  stream: HiddenStream<In>,
  query: StreamingQuery,
  input: MemoryInput<StructType>,
  { session }: Lab,
): Promise<TrialResult> {
  const rows: In[] = [];
  for (const [number, batch] of stream.batches.entries()) {
    rows.push(...batch);
    input.addData(batch as readonly InputRowOf<StructType>[]);
    await query.processAllAvailable();
    const failure = query.exception();
    if (failure !== null) return raised(failure);
    if (!query.isActive) return failed("Your query has ended, and should go on.", { seen: { ended: true } });
    const result = await compare(task, stream, number, rows, query, session);
    if (result.problem !== null) return result;
  }
  return passed;
}

async function compare<In>(
  task: MemoryTask<In>,
  stream: HiddenStream<In>,
  number: number,
  rows: readonly In[],
  query: StreamingQuery,
  session: StreamSession,
): Promise<TrialResult> {
  const want = table(task.columns, task.expected(rows, stream.batches.slice(0, number + 1)));
  const seen = { noTable: true, name: query.name };
  const own = await held(session, task.tableName);
  if (own === null) return failed(`There is no table \`${task.tableName}\`.`, { seen });
  return judge(task, want, own.data, {
    stream: `${stream.name}, after batch ${number + 1}`,
    columns: own.types,
    rows: { expected: want.rows.length, got: own.data.rows.length },
  });
}

/** The rows and types of the table, or null when there is none of that name. */
async function held(
  session: StreamSession,
  name: string,
): Promise<{ data: TableData; types: Record<string, string> } | null> {
  try {
    const df = session.table(name);
    return { data: await contents(df), types: Object.fromEntries(df.dtypes) };
  } catch {
    return null;
  }
}
