import { stat } from "node:fs/promises";
import { posix, sep } from "node:path";
import type { ScanPlan } from "../../plan/resolved.js";
import type { BatchData } from "../../sources/source.js";

/** What Java's URI leaves as it is in a path; other ASCII is escaped, other letters stay. */
const ESCAPED = /[\0-\x7f]/g;
const PLAIN = /[A-Za-z0-9\-_.!~*'():@&=+$,;/]/;

/** A file's address: `file:/data/a%20b.csv`. */
function addressOf(path: string): string {
  const slashed = path.split(sep).join("/");
  const escaped = slashed.replace(ESCAPED, (c) =>
    PLAIN.test(c) ? c : `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
  return `file:${escaped.startsWith("/") ? "" : "/"}${escaped}`;
}

/** Gives files their column `_metadata` where the scan puts it out: the same for every row of a file, as a folder's columns are. */
export async function withFileMetadata(data: BatchData, scan: ScanPlan): Promise<BatchData> {
  const column = scan.output.at(-1);
  if (column?.ofFile !== true || data.kind !== "files") return data;
  const known = data.partitions;
  const values = await Promise.all(
    data.paths.map(async (path, i) => {
      const { size, mtimeMs } = await stat(path);
      const address = addressOf(path);
      const length = BigInt(size);
      const changed = BigInt(Math.floor(mtimeMs)) * 1000n;
      const metadata = [address, posix.basename(address), length, 0n, length, changed];
      return [...(known?.values[i] ?? []), metadata];
    }),
  );
  const { name, type, nullable } = column;
  const columns = [...(known?.columns ?? []), { name, type, nullable }];
  return { ...data, partitions: { columns, values } };
}
