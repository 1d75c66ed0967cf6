import { StreambookError } from "../errors.js";
import type { DanfoFrame } from "./danfo-frame.js";
import { type TableSource, toSnapshot } from "./source.js";

/**
 * The rows of a table as a danfojs DataFrame, for analysis as with pandas. danfojs is loaded when this is first called.
 * A bigint becomes a number when it is exact as one, else text; bytes, arrays and structs stay as they are.
 *
 * @throws StreambookError `DANFO_MISSING` when danfojs-node is not installed, `DANFO_EMPTY` for a table without rows, `STREAMING_QUERY_REQUIRED` for a stream that was not started.
 * @example
 * const df = await toDanfo(query);
 * df.head(5).print();
 */
export async function toDanfo<Frame = DanfoFrame>(source: TableSource): Promise<Frame> {
  const snapshot = await toSnapshot(source, ALL, "toDanfo");
  if (snapshot.rows.length === 0) {
    throw new StreambookError({
      code: "DANFO_EMPTY",
      step: "toDanfo",
      rule: "danfojs makes no DataFrame without rows.",
      cure: "Wait until the query has written rows: await query.processAllAvailable()",
    });
  }
  const { DataFrame } = await loadDanfo();
  const rows = snapshot.rows.map((row) => row.map(danfoValue));
  return new DataFrame(rows, { columns: snapshot.columns.map((column) => column.name) }) as Frame;
}

/** danfojs wants every row in memory; more than this would not fit. */
const ALL = 10_000_000;

function danfoValue(value: unknown): unknown {
  if (typeof value !== "bigint") return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

interface Danfo {
  readonly DataFrame: new (rows: unknown[][], options: { columns: string[] }) => unknown;
}

async function loadDanfo(): Promise<Danfo> {
  // A name the compiler cannot follow: danfojs is optional, and its types are large.
  const name: string = "danfojs-node";
  try {
    const loaded = (await import(name)) as Danfo & { readonly default?: Danfo };
    return loaded.default ?? loaded;
  } catch (cause) {
    throw new StreambookError({
      code: "DANFO_MISSING",
      step: "toDanfo",
      rule: "It needs the package danfojs-node, which is not installed.",
      got: cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause),
      cure: "npm install danfojs-node",
      cause,
    });
  }
}
