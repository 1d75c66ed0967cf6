import type { DuckDBAppender } from "@duckdb/node-api";
import type { Decimal } from "../../types/decimal.js";
import type { DataType, StructType } from "../../types/data-type.js";
import type { Connection } from "../database.js";
import { duckType, toDuckDB } from "./values.js";

/** So many rows go to the engine in one piece. */
const SMALL = 1024;

/** Appends rows in the engine's JavaScript form to a temporary table. */
export async function appendRows(
  connection: Connection,
  table: string,
  schema: StructType,
  rows: readonly (readonly unknown[])[],
): Promise<void> {
  if (rows.length === 0) return;
  const isSmall = rows.length <= SMALL;
  await appending(await connection.appender(table, isSmall), (appender) => {
    const append = schema.fields.map((field) => columnAppender(appender, field.type));
    for (const row of rows) {
      for (let i = 0; i < append.length; i++) {
        const value = row[i];
        if (value === null || value === undefined) appender.appendNull();
        else append[i]!(value);
      }
      appender.endRow();
    }
  });
}

/** Appends whole lines, decoded as UTF-8 with a replacement character for what is not, to a table of one text column; `lines`: how many there are, if it is known. */
export async function appendLines(
  connection: Connection,
  table: string,
  chunks: Iterable<Buffer> | AsyncIterable<Buffer>,
  lines = Infinity,
) {
  let count = 0;
  await appending(await connection.appender(table, lines <= SMALL), async (appender) => {
    for await (const chunk of chunks) {
      const end = chunk.at(-1) === 10 ? chunk.length - 1 : chunk.length;
      const lines = chunk.toString("utf8", 0, end).split("\n");
      for (const line of lines) {
        appender.appendVarchar(line);
        appender.endRow();
      }
      count += lines.length;
    }
  });
  return count;
}

async function appending(
  appender: DuckDBAppender,
  work: (appender: DuckDBAppender) => void | Promise<void>,
): Promise<void> {
  try {
    await work(appender);
  } catch (error) {
    appender.clear();
    appender.closeSync();
    throw error;
  }
  appender.closeSync();
}

/** The quickest call for values of one type. */
function columnAppender(appender: DuckDBAppender, type: DataType): (value: unknown) => void {
  switch (type.kind) {
    case "null":
      return () => appender.appendNull();
    case "boolean":
      return (value) => appender.appendBoolean(value as boolean);
    case "byte":
      return (value) => appender.appendTinyInt(value as number);
    case "short":
      return (value) => appender.appendSmallInt(value as number);
    case "int":
      return (value) => appender.appendInteger(value as number);
    case "long":
      return (value) => appender.appendBigInt(value as bigint);
    case "float":
      return (value) => appender.appendFloat(value as number);
    case "double":
      return (value) => appender.appendDouble(value as number);
    case "string":
      return (value) => appender.appendVarchar(value as string);
    case "binary":
      return (value) => appender.appendBlob(value as Uint8Array);
    case "decimal":
      // As text it is cast by the engine, which also refuses what does not fit.
      return (value) => appender.appendVarchar((value as Decimal).text);
    default: {
      const convert = toDuckDB(type)!;
      const own = duckType(type);
      return (value) => appender.appendValue(convert(value), own);
    }
  }
}
