import { StreambookError } from "../../errors.js";
import { csvOptions, newlineOf, type CsvOptions } from "../functions/csv/options.js";
import { CsvTokenizer } from "../functions/csv/tokenizer.js";
import { fileLines, fileText } from "./file-text.js";

type Options = Readonly<Record<string, string>>;

/** Takes the cells of a file's header. */
export type OnHeader = (cells: readonly string[]) => void;

export const isMultiLine = (options: Options): boolean => options["multiline"]?.toLowerCase() === "true";

/** The records of a CSV file in lists, its header apart: cells, null when they cannot be told. */
export async function* csvRecords(
  path: string,
  options: Options,
  onHeader?: OnHeader,
): AsyncGenerator<(readonly string[] | null)[]> {
  const { format } = csvOptions(options, newlineOf(options, isMultiLine(options)));
  const tokenizer = new CsvTokenizer(format);
  for await (const texts of recordTexts(path, options, onHeader))
    yield texts.map((text) => tokenizer.read(text)?.cells ?? null);
}

/** The texts of a file's records in lists, its header apart: a line each, or with `multiLine` as far as their quotes go, their newline included. */
export async function* recordTexts(
  path: string,
  options: Options,
  onHeader?: OnHeader,
): AsyncGenerator<string[]> {
  const isWhole = isMultiLine(options);
  const known = csvOptions(options, newlineOf(options, isWhole));
  const tokenizer = new CsvTokenizer(known.format);
  const records = isWhole
    ? wholeRecords(await fileText(path, options), tokenizer, known, options["linesep"])
    : lineRecords(fileLines(path, options), known);
  let needsHeader = known.header;
  for await (const list of records) {
    if (needsHeader && list.length > 0) {
      const header = list.shift()!;
      onHeader?.(tokenizer.read(header)?.cells ?? []);
      needsHeader = false;
    }
    yield list;
  }
}

/** Whether a line is a record: neither blank nor a comment. Before the header a comment may stand further in. */
export function isRecord(line: string, comment: string, isBeforeHeader = false): boolean {
  if (!/[^\0- ]/.test(line)) return false;
  return comment === "" || !(isBeforeHeader ? line.trimStart() : line).startsWith(comment);
}

async function* lineRecords(
  lists: AsyncIterable<string[]>,
  { format: { comment }, header }: CsvOptions,
): AsyncGenerator<string[]> {
  let needsHeader = header;
  for await (const lines of lists) {
    const start = needsHeader ? lines.findIndex((line) => isRecord(line, comment, true)) : 0;
    if (start < 0) continue;
    const [first, ...rest] = needsHeader ? lines.slice(start) : [];
    const records = (needsHeader ? rest : lines).filter((line) => isRecord(line, comment));
    yield first === undefined ? records : [first, ...records];
    needsHeader = false;
  }
}

function* wholeRecords(
  written: string,
  tokenizer: CsvTokenizer,
  { format }: CsvOptions,
  lineSep: string | undefined,
): Generator<string[]> {
  // The first end of a line says what all of them are.
  const ends = lineSep ?? /\r\n|\n|\r/.exec(written)?.[0] ?? "\n";
  const text = ends === format.newline ? written : written.replaceAll(ends, format.newline);
  for (let at = 0; at < text.length;) {
    const record = tokenizer.read(text, at);
    const lineEnd = text.indexOf(format.newline, at);
    const end = (record?.end ?? (lineEnd < 0 ? text.length : lineEnd)) + 1;
    if (record) yield [text.slice(at, end)];
    at = end;
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
