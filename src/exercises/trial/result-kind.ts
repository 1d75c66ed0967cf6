import { Column } from "../../dataframe/column.js";
import { DataFrame } from "../../dataframe/dataframe.js";
import { GroupedData } from "../../dataframe/grouped.js";
import { DataStreamWriter } from "../../dataframe/stream-writer.js";
import type { Engine } from "../../plan/engine.js";
import type { StreamingQuery } from "../../plan/streaming-query.js";

/** True for a query that was started. */
export function isQuery(value: unknown): value is StreamingQuery {
  const query = value as Partial<StreamingQuery> | null;
  return typeof query?.processAllAvailable === "function" && typeof query.stop === "function";
}

export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | null)?.then === "function";
}

/** What is wrong with a value that should be a table of this session; null when it is one. */
export function notATable(value: unknown, engine: Engine): string | null {
  if (value instanceof DataFrame) {
    if (value.engine === engine) return null;
    return "Your function builds on a table of the notebook, not on the one it is given: use its argument only, so that it works on any stream.";
  }
  if (isPromise(value))
    return "Your function gives a promise. It only describes a table, so nothing is waited for: leave out async and await, and actions such as collect(), count() or show().";
  const instead = other(value);
  return `Your function should give a DataFrame and gives ${instead}`;
}

/** What is wrong with a value that should be a query that runs; null when it is one. */
export function notAQuery(value: unknown): string | null {
  if (isQuery(value)) return null;
  if (value instanceof DataFrame)
    return "Your function gives a DataFrame, which is only a description: it needs writeStream, a format and start().";
  if (value instanceof DataStreamWriter)
    return "Your function gives a writer that was never started: nothing flows before start() is called.";
  return `Your function should give the query that start() resolves to and gives ${other(value)}`;
}

function other(value: unknown): string {
  if (value === undefined)
    return "nothing (undefined): a function with braces { } hands back only what follows return.";
  if (isQuery(value)) return "a query that runs: end with the table itself, without writeStream and start().";
  if (value instanceof DataStreamWriter) return "a stream writer: end before writeStream.";
  if (value instanceof Column)
    return "a column: a column is an expression, and a table uses it in where(…), withColumn(…) or select(…).";
  if (value instanceof GroupedData) return "groups: they become a table by count() or agg(…).";
  if (Array.isArray(value)) return "an array: describe the table, do not collect its rows.";
  if (typeof value === "function") return "another function: is a pair of brackets () missing?";
  return value === null ? "null." : `a ${typeof value}.`;
}
