import type { CsvFormat } from "../functions/csv/format.js";
import { text } from "../sql-types.js";

/** Stand for a separator in quotes, for nothing in quotes, and for what is not written as it should be. */
const [SEPARATOR, EMPTY, FAULT] = ["chr(1)", "chr(2)", "chr(3)"];

/** How a record becomes the list of its cells. */
export interface CellSteps {
  /** Columns that queries inside one another add, the last the list of cells, s: null for a record that must be read in JavaScript. */
  readonly columns: readonly string[];
  /** Besides s there is q, the pieces between quotes: null for a record without any. */
  readonly hasPieces: boolean;
  /** A cell of the list, as a text. */
  readonly cell: (place: number) => string;
}

/** Null for a format whose records are not what lies between their separators, even without quotes. */
export function cellSteps(format: CsvFormat, line: string): CellSteps | null {
  const { separator, newline, quote, trimsLeft, trimsRight, nullValue, emptyValue } = format;
  const isSimple = separator.length === 1 && !trimsLeft && !trimsRight;
  // Where blanks are taken away at the end only, a blank last cell is an empty value.
  if ((trimsRight && !trimsLeft && emptyValue !== nullValue) || (newline !== "" && !isSimple)) return null;
  const plain = `string_split(${line}, ${text(separator)})`;
  const at = (place: number): string => `s[${place + 1}]`;
  if (quote === "") return { columns: [`${plain} AS s`], hasPieces: false, cell: at };
  const hasQuote = `contains(${line}, ${text(quote)})`;
  if (!isSimple)
    return { columns: [`CASE WHEN NOT ${hasQuote} THEN ${plain} END AS s`], hasPieces: false, cell: at };
  return {
    columns: [
      // The pieces between quotes; the record without its quotes.
      `CASE WHEN ${hasQuote} THEN string_split(${line}, ${text(quote)}) END AS q`,
      `q, CASE WHEN ${isPaired(format, line)} THEN array_to_string(${unquoted(format)}, '') END AS j`,
      `q, CASE WHEN q IS NULL THEN ${plain} WHEN NOT contains(j, ${FAULT}) THEN string_split(j, ${text(separator)}) END AS s`,
    ],
    hasPieces: true,
    cell: (place) =>
      `CASE WHEN q IS NULL THEN ${at(place)} WHEN ${at(place)} = ${EMPTY} THEN ${text(emptyValue)} ELSE replace(${at(place)}, ${SEPARATOR}, ${text(separator)}) END`,
  };
}

/** Whether the quotes of a record come in pairs and nothing in it has a meaning besides. */
function isPaired({ quote, escape, escapeEscape }: CsvFormat, line: string): string {
  const special = [escape, escapeEscape].filter((char) => char !== "" && char !== quote);
  const odd = [...new Set(special)].map(text);
  const never = [...odd, SEPARATOR, EMPTY, FAULT].map((char) => `NOT contains(${line}, ${char})`);
  return ["len(q) % 2 = 1", ...never].join(" AND ");
}

/** The pieces of a record with its quotes taken away: what was between them cannot be taken for a separator. */
function unquoted({ separator, nullValue, emptyValue }: CsvFormat): string {
  const sep = text(separator);
  // Without quotes an empty cell is a null: in quotes it may be none.
  const empty = emptyValue === "" && nullValue !== "" ? FAULT : EMPTY;
  const inside = `CASE WHEN p = '' THEN ${empty} ELSE replace(p, ${sep}, ${SEPARATOR}) END`;
  const begins = `(i = 1 OR starts_with(p, ${sep}))`;
  const ends = `(i = len(q) OR ends_with(p, ${sep}))`;
  // Outside of quotes a piece is bounded by separators; at the record's ends it may be empty.
  const outside = `CASE WHEN p = '' AND (i = 1 OR i = len(q)) OR p <> '' AND ${begins} AND ${ends} THEN p ELSE ${FAULT} END`;
  return `list_transform(q, lambda p, i: CASE WHEN i % 2 = 0 THEN ${inside} ELSE ${outside} END)`;
}
