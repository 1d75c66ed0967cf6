import { text } from "../sql-types.js";

/** Of this size are the pieces of a file that the engine's threads share: with its own, of 32 MB, one thread would read most files alone. */
const PIECE_BYTES = 1 << 23;

/** Reads files as lines, the column c0: every byte of a clean line as it is, an empty line as an empty text. */
export function readLinesSql(paths: string): string {
  return (
    `read_csv(${paths}, columns = {'c0': 'VARCHAR'}, delim = '', quote = '', escape = '', header = false, ` +
    `auto_detect = false, new_line = '\\n', force_not_null = ['c0'], buffer_size = ${PIECE_BYTES})`
  );
}

/** A path as a text that stands for itself: DuckDB takes `*`, `?` and `[` for a pattern. */
export function pathText(path: string): string {
  return text(path.replace(/[[*?]/g, "[$&]"));
}

export function pathList(paths: readonly string[]): string {
  return `[${paths.map(pathText).join(", ")}]`;
}
