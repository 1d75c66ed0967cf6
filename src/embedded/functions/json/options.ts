import { createHash } from "node:crypto";
import { Refusal } from "../../../plan/functions.js";
import type { ResolvedExpr } from "../../../plan/resolved.js";
import type { JsonLeniency } from "./parse.js";

/** Options by their names in lower case. */
export type TextOptions = Readonly<Record<string, string>>;

/** Options as SQL and the builder both give them: map('mode', 'FAILFAST'), a literal's pairs. */
export function optionsOf(arg: ResolvedExpr | undefined): TextOptions {
  if (arg === undefined) return {};
  if (arg.kind === "literal" && Array.isArray(arg.value))
    return Object.fromEntries((arg.value as [string, string][]).map(([k, v]) => [k.toLowerCase(), v]));
  if (arg.kind !== "call" || arg.fn.name !== "map") throw new Refusal("INVALID_OPTIONS.NON_MAP_FUNCTION");
  const values = arg.args.map((a) => {
    if (a.type.kind !== "string") throw new Refusal("INVALID_OPTIONS.NON_STRING_TYPE");
    return a.kind === "literal" ? String(a.value) : "";
  });
  return Object.fromEntries(
    values.flatMap((value, i) => (i % 2 === 0 ? [[value.toLowerCase(), values[i + 1] ?? ""]] : [])),
  );
}

export const isOn = (options: TextOptions, name: string, otherwise = false): boolean =>
  (options[name.toLowerCase()] ?? String(otherwise)).toLowerCase() === "true";

export function leniencyOf(options: TextOptions): JsonLeniency {
  return {
    allowComments: isOn(options, "allowComments"),
    allowUnquotedFieldNames: isOn(options, "allowUnquotedFieldNames"),
    allowSingleQuotes: isOn(options, "allowSingleQuotes", true),
    allowNumericLeadingZeros: isOn(options, "allowNumericLeadingZeros"),
    allowNonNumericNumbers: isOn(options, "allowNonNumericNumbers", true),
    allowBackslashEscapingAnyCharacter: isOn(options, "allowBackslashEscapingAnyCharacter"),
    allowUnquotedControlChars: isOn(options, "allowUnquotedControlChars"),
  };
}

/** The parse mode: what is no mode at all is PERMISSIVE, as in Spark. */
export function isFailFast(fn: string, options: TextOptions): boolean {
  const mode = (options["mode"] ?? "").toUpperCase();
  if (mode === "DROPMALFORMED")
    throw new Refusal(
      "PARSE_MODE_UNSUPPORTED",
      `The function ${fn} doesn't support the DROPMALFORMED mode.`,
      "PERMISSIVE or FAILFAST",
    );
  return mode === "FAILFAST";
}

/** Tells scripts with different settings apart by their names. */
export const fingerprint = (...parts: readonly unknown[]): string =>
  createHash("sha1").update(JSON.stringify(parts)).digest("hex").slice(0, 10);

/** A record of a file is malformed by another name than a value of a column. */
export function malformed(record: string, options: TextOptions = {}): Error {
  const code = isOn(options, IN_FILE)
    ? "FAILED_READ_FILE.NO_HINT"
    : "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION";
  return new Error(`[${code}] ${record}`);
}

/** The option that says so. */
export const IN_FILE = "streambook.infile";
