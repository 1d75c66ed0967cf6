import { text } from "../sql-types.js";
import { csvOptions } from "../functions/csv/options.js";
import { CsvTokenizer } from "../functions/csv/tokenizer.js";
import { beginsWithMark } from "./clean-lines.js";
import { areCleanFiles } from "./clean-pieces.js";
import { isMultiLine, isRecord, type OnHeader } from "./csv-records.js";

type Options = Readonly<Record<string, string>>;

/** What stands in files whose lines the engine can read by itself. */
export interface CleanCsv {
  /** Lines that are records, headers apart. */
  readonly records: number;
  /** Blank lines and comments. */
  readonly others: number;
}

type Found = { -readonly [K in keyof CleanCsv]: CleanCsv[K] };

const NEWLINE = 10;
const BLANK = 32;

/** Looks through files of CSV; null when there is none, or one that must be decoded or taken apart first. */
export async function scanCleanCsv(
  paths: readonly string[],
  options: Options,
  onHeader: (path: string) => OnHeader,
): Promise<CleanCsv | null> {
  const { header, format } = csvOptions(options);
  const charset = (options["encoding"] ?? options["charset"] ?? "utf-8").toLowerCase();
  if (!["utf-8", "utf8"].includes(charset)) return null;
  if (isMultiLine(options) || options["linesep"] !== undefined) return null;
  const found = { records: 0, others: 0 };
  const areAll = await areCleanFiles(paths, (piece, path, isFirst) => {
    if (isFirst && header) {
      const line = firstLine(piece);
      // The engine leaves out the first line, whatever it is.
      if (!isRecord(line, format.comment, true)) return false;
      onHeader(path)(new CsvTokenizer(format).read(line)?.cells ?? []);
      found.records--;
    }
    countLines(piece, format.comment, found);
    return true;
  });
  return areAll ? found : null;
}

/** The lines of a relation that are records. */
export function recordLines(relation: string, comment: string): string {
  const isComment = comment === "" ? "" : ` AND NOT starts_with(c0, ${text(comment)})`;
  return `(SELECT * FROM ${relation} WHERE ltrim(c0, ${BLANKS}) <> ''${isComment})`;
}

/** Every character up to the blank. */
export const BLANKS = `(${Array.from({ length: BLANK }, (_, i) => `chr(${i + 1})`).join(" || ")})`;

function countLines(piece: Buffer, comment: string, found: Found): void {
  const mark = comment === "" ? -1 : comment.charCodeAt(0);
  for (let start = 0; start < piece.length;) {
    const next = piece.indexOf(NEWLINE, start);
    const end = next < 0 ? piece.length : next;
    const first = piece[start]!;
    // Only a line that begins oddly is looked at.
    const isPlain = first > BLANK && first < 128 && first !== mark;
    if (isPlain || isRecord(piece.toString("utf8", start, end), comment)) found.records++;
    else found.others++;
    start = end + 1;
  }
}

function firstLine(piece: Buffer): string {
  const end = piece.indexOf(NEWLINE);
  return piece.toString("utf8", beginsWithMark(piece) ? 3 : 0, end < 0 ? piece.length : end);
}
