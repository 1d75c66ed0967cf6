import type { Connection } from "./database.js";

/** What the SQL of a query may ask of the batch that it runs in: its time, its random seed, and a number that no other run has. */
const VARIABLES = ["batch_time", "batch_seed", "batch_run"] as const;

/** Microseconds since the epoch, set for each batch and each query of the session: a repeated batch says the same time again. */
export const BATCH_TIME = "getvariable('batch_time')";

/** Stands in the SQL for the number of a call that is random: two columns of rand() are not the same column. */
export const PLACE = "$place$";

let runs = 0;

/** Numbers the random calls of a query's statements, from 0. */
export function numberPlaces(statements: readonly string[]): string[] {
  let place = 0;
  return statements.map((sql) => sql.replaceAll(PLACE, () => String(place++)));
}

/** The variables that these statements read. */
export function variablesOf(statements: readonly string[]): readonly string[] {
  return VARIABLES.filter((name) => statements.some((sql) => sql.includes(`'${name}'`)));
}

/** Sets them for one run: `time` in milliseconds, `seed` the same for a batch that is run again. */
export async function setVariables(
  connection: Connection,
  names: readonly string[],
  batch: { readonly time: number; readonly seed: number },
): Promise<void> {
  if (names.length === 0) return;
  const values: Readonly<Record<string, number>> = {
    batch_time: batch.time * 1000,
    batch_seed: batch.seed,
    batch_run: runs++,
  };
  for (const name of names) await connection.run(`SET VARIABLE ${name} = ${values[name]}::BIGINT`);
}
