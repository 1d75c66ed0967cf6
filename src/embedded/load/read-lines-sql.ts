import { text } from "../sql-types.js";

/** Of this size are the pieces of a file that the engine's threads share: with its own, of 32 MB, one thread would read most files alone. */
const PIECE_BYTES = 1 << 23;

export interface LinesForm {
  /** Lines at the beginning of each file that are left out. */
  readonly skip?: number;
  /** What the column of each line's file is called, if it is wanted. */
  readonly file?: string;
}

/** Reads files as lines, the column c0: every byte of a clean line as it is, an empty line as an empty text. */
export function readLinesSql(paths: string, { skip = 0, file }: LinesForm = {}): string {
  return (
    `read_csv(${paths}, columns = {'c0': 'VARCHAR'}, delim = '', quote = '', escape = '', header = false, ` +
    `auto_detect = false, new_line = '\\n', force_not_null = ['c0'], buffer_size = ${PIECE_BYTES}` +
    `${skip > 0 ? `, skip = ${skip}` : ""}${file === undefined ? "" : `, filename = ${text(file)}`})`
  );
}

/** A path as a text that stands for itself: DuckDB takes `*`, `?` and `[` for a pattern. */
export function pathText(path: string): string {
  return text(path.replace(/[[*?]/g, "[$&]"));
}

export function pathList(paths: readonly string[]): string {
  return `[${paths.map(pathText).join(", ")}]`;
}
