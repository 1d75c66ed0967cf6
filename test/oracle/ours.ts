import type { DataFrame } from "../../src/dataframe/dataframe.js";
import { StreambookError } from "../../src/errors.js";
import type { DataType } from "../../src/types/data-type.js";
import { doubleText, floatText } from "../../src/types/number-text.js";
import { toText } from "../../src/types/text.js";
import { catalogString } from "../../src/types/type-text.js";
import type { Answer } from "./record.js";

/** What we answer, in the record's form. An error that is none of ours is a failure of the test. */
export async function answerOf(make: () => DataFrame | Promise<DataFrame>): Promise<Answer> {
  let df: DataFrame;
  try {
    df = await make();
  } catch (error) {
    return { error: codeOf(error), at: "analysis" };
  }
  const columns = df.schema.fields.map((f) => [f.name, catalogString(f.type)] as const);
  const [only] = columns;
  try {
    const { schema, rows } = await df.engine.collect(df.plan);
    const encoded = rows.map((row) => row.map((v, i) => lossless(v, schema.fields[i]!.type)));
    if (columns.length === 1 && rows.length === 1)
      return { name: only![0], type: only![1], value: encoded[0]![0] };
    return { columns, rows: encoded };
  } catch (error) {
    const named = columns.length === 1 ? { name: only![0], type: only![1] } : {};
    return { ...named, error: codeOf(error), at: "run" };
  }
}

function codeOf(error: unknown): string {
  if (error instanceof StreambookError && !["INTERNAL_ERROR", "ENGINE_ERROR"].includes(error.code))
    return error.code;
  throw error;
}

/** A value in the engine's form as the record writes it. */
export function lossless(value: unknown, type: DataType): unknown {
  if (value === null || value === undefined) return null;
  switch (type.kind) {
    case "boolean":
    case "byte":
    case "short":
    case "int":
    case "date":
    case "string":
      return value;
    case "float":
      return numeric(Number(value), floatText(Number(value)));
    case "double":
      return numeric(Number(value), doubleText(Number(value)));
    case "binary":
      return Buffer.from(value as Uint8Array).toString("hex");
    case "array":
      return (value as unknown[]).map((item) => lossless(item, type.element));
    case "map":
      // A map has no order: both sides are sorted.
      return (value as [unknown, unknown][])
        .map(([k, v]) => [lossless(k, type.key), lossless(v, type.value)])
        .sort((a, b) => (JSON.stringify(a[0]) < JSON.stringify(b[0]) ? -1 : 1));
    case "struct":
      return type.fields.map((f, i) => [f.name, lossless((value as unknown[])[i], f.type)]);
    case "interval":
    case "day_time_interval":
    case "year_month_interval":
      return toText(value, type, "UTC");
    default:
      return `${value as bigint}`;
  }
}

const numeric = (value: number, text: string): unknown =>
  Number.isFinite(value) && !Object.is(value, -0) ? Number(text) : text;
