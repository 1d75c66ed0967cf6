import { StreambookError } from "../../errors.js";
import { csvOptions, type CsvOptions } from "../functions/csv/options.js";
import { CsvTokenizer } from "../functions/csv/tokenizer.js";
import { fileLines, fileText } from "./file-text.js";

/** One record of a file: its cells, null when they cannot be told, and its text. */
export interface FileRecord {
  readonly cells: readonly string[] | null;
  readonly text: string;
}

type Options = Readonly<Record<string, string>>;

/** The records of a CSV file in lists, its header apart: a line each, or with `multiLine` as far as their quotes go. */
export async function* csvRecords(
  path: string,
  options: Options,
  onHeader: (cells: readonly string[]) => void = () => undefined,
): AsyncGenerator<FileRecord[]> {
  const isMultiLine = options["multiline"]?.toLowerCase() === "true";
  const known = csvOptions(options, isMultiLine ? (options["linesep"] ?? "\n") : "");
  const tokenizer = new CsvTokenizer(known.format);
  let needsHeader = known.header;
  const records = isMultiLine
    ? wholeRecords(await fileText(path, options), tokenizer, known, options["linesep"])
    : lineRecords(path, options, tokenizer, known);
  for await (const list of records) {
    if (needsHeader && list.length > 0) {
      onHeader(list.shift()!.cells ?? []);
      needsHeader = false;
    }
    yield list;
  }
}

async function* lineRecords(
  path: string,
  options: Options,
  tokenizer: CsvTokenizer,
  { format }: CsvOptions,
): AsyncGenerator<FileRecord[]> {
  const isRecord = (line: string): boolean =>
    /[^\0- ]/.test(line) && !(format.comment !== "" && line.startsWith(format.comment));
  for await (const lines of fileLines(path, options))
    yield lines.filter(isRecord).map((text) => ({ cells: tokenizer.read(text)?.cells ?? null, text }));
}

function* wholeRecords(
  written: string,
  tokenizer: CsvTokenizer,
  { format }: CsvOptions,
  lineSep: string | undefined,
): Generator<FileRecord[]> {
  // The first end of a line says what all of them are.
  const ends = lineSep ?? /\r\n|\n|\r/.exec(written)?.[0] ?? "\n";
  const text = ends === format.newline ? written : written.replaceAll(ends, format.newline);
  for (let at = 0; at < text.length;) {
    const record = tokenizer.read(text, at);
    const lineEnd = text.indexOf(format.newline, at);
    const end = record?.end ?? (lineEnd < 0 ? text.length : lineEnd);
    if (record) yield [{ cells: record.cells, text: text.slice(at, end) }];
    at = end + 1;
  }
}

/** With `enforceSchema` off the header must name the schema's columns. */
export function checkHeader(cells: readonly string[], names: readonly string[], path: string): void {
  const isAlike =
    cells.length === names.length && cells.every((c, i) => c.toLowerCase() === names[i]!.toLowerCase());
  if (isAlike) return;
  throw new StreambookError({
    code: "CSV_HEADER_DOES_NOT_CONFORM_TO_SCHEMA",
    step: "csv reader",
    rule: `The header of a CSV file must name the columns of the schema (${names.join(", ")}) when enforceSchema is false.`,
    got: `${cells.join(", ")} in ${path}`,
    cure: 'give the schema the header\'s names, or leave out .option("enforceSchema", false)',
  });
}
