import type { CsvFormat } from "../functions/csv/format.js";
import { text } from "../sql-types.js";

/** Stand for a separator in quotes, and for what is not written as it should be. */
const [SEPARATOR, FAULT] = ["chr(1)", "chr(3)"];

/**
 * How a record becomes the list of its cells: columns that queries inside one another add, the last the list, s. That is null for a record
 * that must be read in JavaScript. Null for a format whose records are not what lies between their separators, even without quotes.
 */
export function cellSteps(format: CsvFormat, line: string): readonly string[] | null {
  const { separator, newline, quote, trimsLeft, trimsRight, nullValue, emptyValue, most } = format;
  // Nothing is counted there.
  if ([most.columns, most.characters].some(Number.isFinite)) return null;
  const isSimple = separator.length === 1 && !trimsLeft && !trimsRight;
  // Where blanks are taken away at the end only, a blank last cell is an empty value.
  if ((trimsRight && !trimsLeft && emptyValue !== nullValue) || (newline !== "" && !isSimple)) return null;
  const sep = text(separator);
  const plain = `string_split(${line}, ${sep})`;
  if (quote === "") return [`${plain} AS s`];
  const hasQuote = `contains(${line}, ${text(quote)})`;
  if (!isSimple) return [`CASE WHEN NOT ${hasQuote} THEN ${plain} END AS s`];
  const cells = `list_transform(string_split(j, ${sep}), lambda c: replace(c, ${SEPARATOR}, ${sep}))`;
  return [
    // The pieces between quotes; the record without its quotes; its cells.
    `CASE WHEN ${hasQuote} THEN string_split(${line}, ${text(quote)}) END AS q`,
    `q, CASE WHEN ${isPaired(format, line)} THEN array_to_string(${unquoted(format)}, '') END AS j`,
    `CASE WHEN q IS NULL THEN ${plain} WHEN NOT contains(j, ${FAULT}) THEN ${cells} END AS s`,
  ];
}

/** Whether the quotes of a record come in pairs and nothing in it has a meaning besides. */
function isPaired({ quote, escape, escapeEscape }: CsvFormat, line: string): string {
  const special = [escape, escapeEscape].filter((char) => char !== "" && char !== quote);
  const odd = [...new Set(special)].map(text);
  const never = [...odd, SEPARATOR, FAULT].map((char) => `NOT contains(${line}, ${char})`);
  return ["len(q) % 2 = 1", ...never].join(" AND ");
}

/** The pieces of a record with its quotes taken away: what was between them cannot be taken for a separator. */
function unquoted({ separator, nullValue, emptyValue }: CsvFormat): string {
  const sep = text(separator);
  // Without quotes an empty cell is a null: in quotes it may be none.
  const isOdd = emptyValue.includes(separator) || (emptyValue === "" && nullValue !== "");
  const empty = isOdd ? FAULT : text(emptyValue);
  const inside = `CASE WHEN p = '' THEN ${empty} ELSE replace(p, ${sep}, ${SEPARATOR}) END`;
  const begins = `(i = 1 OR starts_with(p, ${sep}))`;
  const ends = `(i = len(q) OR ends_with(p, ${sep}))`;
  // Outside of quotes a piece is bounded by separators; at the record's ends it may be empty.
  const outside = `CASE WHEN p = '' AND (i = 1 OR i = len(q)) OR p <> '' AND ${begins} AND ${ends} THEN p ELSE ${FAULT} END`;
  return `list_transform(q, lambda p, i: CASE WHEN i % 2 = 0 THEN ${inside} ELSE ${outside} END)`;
}
