import { Refusal } from "../../../plan/functions.js";
import { IN_FILE, isOn, type TextOptions } from "../json/options.js";
import { BROKEN_QUOTES, type CsvFormat } from "./format.js";

export type CsvMode = "PERMISSIVE" | "DROPMALFORMED" | "FAILFAST";

export const CORRUPT_RECORD = "_corrupt_record";

/** Spark's options of CSV for reading, with its defaults. */
export interface CsvOptions {
  readonly format: CsvFormat;
  readonly header: boolean;
  readonly mode: CsvMode;
  readonly corruptColumn: string;
  readonly nanValue: string;
  readonly positiveInf: string;
  readonly negativeInf: string;
  readonly enforcesSchema: boolean;
  readonly prefersDate: boolean;
}

export function csvOptions(options: TextOptions, newline = ""): CsvOptions {
  return {
    format: csvFormat(options, newline),
    header: isOn(options, "header"),
    mode: modeOf(options),
    corruptColumn: options["columnnameofcorruptrecord"] ?? CORRUPT_RECORD,
    nanValue: options["nanvalue"] ?? "NaN",
    positiveInf: options["positiveinf"] ?? "Inf",
    negativeInf: options["negativeinf"] ?? "-Inf",
    enforcesSchema: isOn(options, "enforceSchema", true),
    prefersDate: isOn(options, "preferDate", true),
  };
}

/** What ends a record in a text of several; nothing where each is a line that stands by itself. */
export const newlineOf = (options: TextOptions, isMultiLine: boolean): string =>
  isMultiLine ? (options["linesep"] ?? "\n") : "";

export function csvFormat(options: TextOptions, newline: string): CsvFormat {
  const quote = character(options, "quote", '"');
  const escape = character(options, "escape", "\\");
  return {
    separator: separatorOf(options),
    quote,
    escape,
    escapeEscape: character(options, "charToEscapeQuoteEscaping", escape === quote ? "" : escape),
    comment: character(options, "comment", ""),
    trimsLeft: isOn(options, "ignoreLeadingWhiteSpace"),
    trimsRight: isOn(options, "ignoreTrailingWhiteSpace"),
    nullValue: options["nullvalue"] ?? "",
    emptyValue: options["emptyvalue"] ?? "",
    newline,
    brokenQuotes: brokenQuotesOf(options),
    most: { columns: limit(options, "maxColumns", 0), characters: limit(options, "maxCharsPerColumn", -1) },
    isInFile: isOn(options, IN_FILE),
  };
}

function brokenQuotesOf(options: TextOptions): CsvFormat["brokenQuotes"] {
  const written = options["unescapedquotehandling"];
  if (written === undefined) return "STOP_AT_DELIMITER";
  const known = BROKEN_QUOTES.find((name) => name === written.toUpperCase());
  if (known !== undefined) return known;
  const names = BROKEN_QUOTES.join(", ");
  throw new Refusal(
    "INVALID_OPTION",
    `The option unescapedQuoteHandling is one of ${names}: not ${written}.`,
    '.option("unescapedQuoteHandling", "STOP_AT_DELIMITER")',
  );
}

/** -1 of the characters stands for no limit, as in Spark. */
function limit(options: TextOptions, name: string, least: number): number {
  const written = options[name.toLowerCase()];
  if (written === undefined || (written === "-1" && least === -1)) return Infinity;
  if (/^[+-]?\d+$/.test(written) && Number(written) >= least) return Number(written);
  throw new Refusal(
    "_LEGACY_ERROR_TEMP_2146",
    `${name} should be an integer. Found ${written}.`,
    `.option("${name}", 1000)`,
  );
}

/** What is no mode is PERMISSIVE, as in Spark. */
function modeOf(options: TextOptions): CsvMode {
  const mode = (options["mode"] ?? "").toUpperCase();
  return mode === "FAILFAST" || mode === "DROPMALFORMED" ? mode : "PERMISSIVE";
}

export function character(options: TextOptions, name: string, otherwise: string): string {
  const value = options[name.toLowerCase()] ?? otherwise;
  if (value.length <= 1) return value === "\0" ? "" : value;
  throw new Refusal("INVALID_OPTION", `The option ${name} is one character.`, `.option("${name}", '"')`);
}

const ESCAPED: Readonly<Record<string, string>> = {
  t: "\t",
  r: "\r",
  n: "\n",
  b: "\b",
  f: "\f",
  "'": "'",
  '"': '"',
  "\\": "\\",
};

/** The separator with its escapes read: `\t` is a tab. */
export function separatorOf(options: TextOptions): string {
  const written = options["sep"] ?? options["delimiter"] ?? ",";
  const refused = (kind: string, rule: string): Refusal =>
    new Refusal(`INVALID_DELIMITER_VALUE.${kind}`, rule, '.option("sep", ";")');
  if (written === "") throw refused("EMPTY_STRING", "The separator cannot be empty.");
  if (written === "\\") throw refused("SINGLE_BACKSLASH", "A single backslash is no separator.");
  return written.replace(/\\(u0000|.|$)/gs, (found, char: string) => {
    if (char === "u0000") return "\0";
    const read = ESCAPED[char];
    if (read === undefined)
      throw refused(
        "UNSUPPORTED_SPECIAL_CHARACTER",
        `The separator has an escape that means nothing: ${found}.`,
      );
    return read;
  });
}
