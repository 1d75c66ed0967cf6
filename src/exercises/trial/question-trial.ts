import type { DataFrame } from "../../dataframe/dataframe.js";
import type { StreamSession } from "../../session/session.js";
import type { StructType } from "../../types/data-type.js";
import type { InputRowOf } from "../../types/typed.js";
import type { Answer } from "../contract.js";
import { inLab, type Lab } from "./lab.js";
import { failed, passed, raised, type TrialResult } from "./result.js";
import { contents, judge, refusal, table, type TableTask } from "./table-trial.js";
import type { HiddenStream } from "./streams.js";

/** An exercise whose answer asks something of a memory table: `(session: StreamSession) => DataFrame`. */
export interface QuestionTask<In> extends TableTask<In> {
  /** The name of the table that the session holds. */
  readonly tableName: string;
}

/** The trial of such an exercise: each hidden stream has filled the table when the question is asked, in a session of its own. */
export function questionTrial<In>(task: QuestionTask<In>): (answer: Answer) => Promise<TrialResult> {
  return async (answer) => {
    for (const stream of task.streams()) {
      const result = await inLab((lab) => ask(task, stream, answer, lab));
      if (result.problem !== null) return result;
    }
    return passed;
  };
}

async function ask<In>(
  task: QuestionTask<In>,
  stream: HiddenStream<In>,
  answer: Answer,
  lab: Lab,
): Promise<TrialResult> {
  const { session } = lab;
  const want = table(task.columns, task.expected(stream.batches.flat(), stream.batches));
  const seen = { stream: stream.name, rows: { expected: want.rows.length, got: 0 } };
  let columns = {};
  const { engine } = await fill(task, stream, lab);
  try {
    const value = (answer as (session: StreamSession) => unknown)(session);
    const refused = await refusal(value, engine);
    if (refused !== null) return failed(refused, seen);
    const df = value as DataFrame;
    columns = Object.fromEntries(df.dtypes);
    const own = await contents(df);
    return judge(task, want, own, { ...seen, columns, rows: { ...seen.rows, got: own.rows.length } });
  } catch (error) {
    return raised(error, { ...seen, columns });
  }
}

async function fill<In>(
  task: QuestionTask<In>,
  stream: HiddenStream<In>,
  { session }: Lab,
): Promise<DataFrame> {
  const input = session.memoryStream(task.schema);
  const df = input.toDF() as DataFrame<unknown> as DataFrame;
  const query = await df.writeStream.format("memory").queryName(task.tableName).start();
  for (const batch of stream.batches) {
    input.addData(batch as readonly InputRowOf<StructType>[]);
    await query.processAllAvailable();
  }
  await query.stop();
  return df;
}
