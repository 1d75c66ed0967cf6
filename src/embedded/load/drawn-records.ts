import { csvOptions, newlineOf } from "../functions/csv/options.js";
import { CsvTokenizer } from "../functions/csv/tokenizer.js";
import { csvRecords, isMultiLine, isRecord } from "./csv-records.js";
import { fileLines } from "./file-text.js";

type Cells = readonly string[];

/**
 * The records of CSV files that are drawn, as Spark draws them: from all lines, the header, blank ones and comments included, and from the
 * records where they may have several lines.
 */
export async function* drawnRecords(
  paths: readonly string[],
  options: Readonly<Record<string, string>>,
  isDrawn: () => boolean,
): AsyncGenerator<Cells> {
  const { format, header } = csvOptions(options, newlineOf(options, false));
  const tokenizer = new CsvTokenizer(format);
  let headerLine: string | null = null;
  for (const path of paths) {
    if (isMultiLine(options)) {
      for await (const list of csvRecords(path, options))
        for (const cells of list) if (isDrawn()) yield cells ?? [];
      continue;
    }
    for await (const lines of fileLines(path, options)) {
      if (header) headerLine ??= lines.find((line) => isRecord(line, format.comment, true)) ?? null;
      const drawn = lines.filter(isDrawn).filter((line) => isRecord(line, format.comment));
      // Every line that reads like the header is one.
      for (const line of drawn) if (line !== headerLine) yield tokenizer.read(line)?.cells ?? [];
    }
  }
}
