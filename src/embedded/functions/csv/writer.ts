import type { DataType, StructType } from "../../../types/data-type.js";
import { isOn, type TextOptions } from "../json/options.js";
import { timeTexts, type TimeTexts } from "../json/times.js";
import { nestedText } from "./nested-text.js";
import { character, separatorOf } from "./options.js";

/** Writes rows as lines of CSV with Spark's options: null as nothing, the empty text in quotes, times in ISO's form. */
export interface CsvWriter {
  readonly line: (row: readonly unknown[]) => string;
  readonly header: string;
}

export function csvWriter(schema: StructType, options: TextOptions, timeZone: string): CsvWriter {
  const separator = separatorOf(options);
  const times = timeTexts(options, timeZone);
  const quoted = cellQuoter(options, separator);
  const nullValue = options["nullvalue"] ?? "";
  const texts = schema.fields.map(({ type }) => cellText(type, times, timeZone));
  return {
    header: schema.fields.map((f, i) => quoted(f.name, i)).join(separator),
    line: (row) =>
      texts
        .map((text, i) => {
          const value = row[i];
          return value === null || value === undefined ? quoted(nullValue, i, true) : quoted(text(value), i);
        })
        .join(separator),
  };
}

function cellText(type: DataType, times: TimeTexts, timeZone: string): (value: unknown) => string {
  switch (type.kind) {
    case "date":
      return (value) => times.date(value as number);
    case "timestamp":
      return (value) => times.timestamp(value as bigint);
    case "timestamp_ntz":
      return (value) => times.wallTime(value as bigint);
    default:
      return nestedText(type, timeZone);
  }
}

type Quote = (text: string, column: number, isNull?: boolean) => string;

/** Puts quotes around what needs them: a separator, a line's end, a quote, a comment's mark at the beginning of the line. */
function cellQuoter(options: TextOptions, separator: string): Quote {
  const quote = character(options, "quote", '"') || "\0";
  const escape = character(options, "escape", "\\");
  const escapeEscape = character(options, "charToEscapeQuoteEscaping", escape === quote ? "" : escape);
  const comment = character(options, "comment", "") || "#";
  const emptyValue = options["emptyvalue"] ?? '""';
  const escapesQuotes = isOn(options, "escapeQuotes", true);
  const all = isOn(options, "quoteAll");
  const trimsLeft = isOn(options, "ignoreLeadingWhiteSpace", true);
  const trimsRight = isOn(options, "ignoreTrailingWhiteSpace", true);
  const escaped = (text: string): string => {
    let out = "";
    for (const char of text) {
      if (char === quote) out += escape;
      else if (char === escape && escapeEscape !== "") out += escapeEscape;
      out += char;
    }
    return `${quote}${out}${quote}`;
  };
  return (written, column, isNull = false) => {
    let text = !isNull && written === "" ? emptyValue : written;
    let hasLineEnd = false;
    const isStandIn = isNull || written === "";
    if (!isStandIn) {
      if (trimsLeft) text = text.replace(/^[\0- ]+/, "");
      hasLineEnd = /[\r\n]/.test(text);
      if (trimsRight) text = text.replace(/[\0- ]+$/, "");
      if (text === "") return emptyValue;
    }
    const needs =
      all ||
      text.startsWith(quote) ||
      (column === 0 && (isStandIn ? text : written).startsWith(comment)) ||
      text.includes(separator) ||
      hasLineEnd ||
      (escapesQuotes && text.includes(quote));
    if (!needs) return text;
    if (isStandIn && text.length >= 2 && text.startsWith(quote) && text.endsWith(quote)) return text;
    return escaped(text);
  };
}
