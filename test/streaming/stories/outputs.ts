import { DataFrame, F, type StreamSession } from "streambook";
import { StreambookError } from "../../../src/errors.js";
import { lossless } from "../../oracle/ours.js";
import type { StorySink } from "./format.js";
import { readPython } from "./python.js";

type ToldRows = readonly (readonly unknown[])[];

export async function rowsOf(df: DataFrame): Promise<ToldRows> {
  const { schema, rows } = await df.engine.collect(df.plan);
  return rows.map((row) => row.map((v, i) => lossless(v, schema.fields[i]!.type)));
}

/** What the expressions of `each` give: rows of a table, or one number, behind the expression's place. */
export async function doneWith(
  each: readonly string[],
  names: { readonly df: DataFrame; readonly id: number; readonly spark: StreamSession; readonly out: string },
): Promise<ToldRows> {
  const rows: unknown[][] = [];
  for (const [place, text] of each.entries()) {
    const result = await readPython(text, { F, ...names });
    if (/(persist|cache)\(/.test(text)) continue;
    if (result instanceof DataFrame)
      rows.push(...(await rowsOf(result as DataFrame)).map((row) => [place, ...row]));
    else if (typeof result === "number") rows.push([place, String(result)]);
  }
  return rows;
}

/** What the file sink has left in its folder. */
export async function leftIn(spark: StreamSession, sink: StorySink, out: string): Promise<ToldRows> {
  try {
    const read = sink.read ?? `spark.read.format('${sink.format}').load(out)`;
    return await rowsOf((await readPython(read, { spark, out })) as DataFrame);
  } catch (error) {
    if (error instanceof StreambookError) return [[error.code]];
    throw error;
  }
}
