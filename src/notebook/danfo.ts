import { danfoFrame, type DanfoFrame } from "../dataframe/danfo.js";
import type { DataType } from "../types/data-type.js";
import { parseDDL } from "../types/ddl.js";
import { type TableSource, toSnapshot } from "./source.js";

/**
 * The rows of a table, or of a query, as a danfojs DataFrame, for analysis as with pandas; `df.toDanfo()` says in which form values come.
 * danfojs is loaded when this is first called.
 *
 * @throws StreambookError `DANFO_MISSING` when danfojs-node is not installed, `STREAMING_QUERY_REQUIRED` for a stream that was not started.
 * @example
 * const df = await toDanfo(query);
 * df.head(5).print();
 */
export async function toDanfo<Frame = DanfoFrame>(source: TableSource): Promise<Frame> {
  const snapshot = await toSnapshot(source, ALL, "toDanfo");
  const columns = snapshot.columns.map(({ name, type }) => ({ name, type: typeNamed(type) }));
  return (await danfoFrame(columns, snapshot.rows)) as Frame;
}

/** danfojs wants every row in memory; more than this would not fit. */
const ALL = 10_000_000;

/** A struct's type is not readable where a field's name has spaces; its values say enough. */
function typeNamed(text: string): DataType | null {
  try {
    return parseDDL(text);
  } catch {
    return null;
  }
}
