import { StreambookError } from "../errors.js";
import { underline } from "./caret.js";
import { quoteAlways } from "./names.js";

export interface Token {
  readonly kind: "word" | "quoted" | "number" | "string" | "sign" | "end";
  /** The name without its backticks, the string without its quotes. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const patterns: readonly (readonly [Token["kind"], RegExp])[] = [
  ["number", /\d+(?![A-Za-z_])/y],
  ["word", /[A-Za-z0-9_]+/y],
  ["quoted", /`(?:[^`]|``)*`/y],
  ["string", /'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"/sy],
  ["sign", /[<>(),:]/y],
];
const blank = /(?:\s|--[^\n]*|\/\*.*?\*\/)*/sy;

/** The words and signs of a DDL text, with where each stands. Throws PARSE_SYNTAX_ERROR. */
export function ddlTokens(text: string): Token[] {
  const tokens: Token[] = [];
  let at = skipBlank(text, 0);
  while (at < text.length) {
    const token = tokenAt(text, at);
    const odd = token === null || token.kind === "word" ? oddName(text, at) : null;
    if (odd !== null) {
      const cure = quoteAlways(odd);
      throw ddlError(
        text,
        at,
        at + odd.length,
        "A name with such characters needs backticks.",
        cure,
        "INVALID_IDENTIFIER",
      );
    }
    if (token === null) throw ddlError(text, at, at + 1, "This character has no place in a schema.");
    tokens.push(token);
    at = skipBlank(text, token.end);
  }
  tokens.push({ kind: "end", text: "", start: text.length, end: text.length });
  return tokens;
}

/** `a-b` or `é` as a whole: what its writer meant as one name. */
function oddName(text: string, at: number): string | null {
  const run = /^[\p{L}\p{N}_$@#-]+/u.exec(text.slice(at))?.[0] ?? "";
  return /^[A-Za-z0-9_-]*$/.test(run) && !/^\w+-\w/.test(run) ? null : run;
}

function skipBlank(text: string, at: number): number {
  blank.lastIndex = at;
  return at + (blank.exec(text)?.[0].length ?? 0);
}

function tokenAt(text: string, at: number): Token | null {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) continue;
    const content =
      kind === "quoted"
        ? found.slice(1, -1).replaceAll("``", "`")
        : kind === "string"
          ? found.slice(1, -1)
          : found;
    return { kind, text: content, start: at, end: at + found.length };
  }
  return null;
}

export function ddlError(
  text: string,
  start: number,
  end: number,
  rule: string,
  cure?: string,
  code?: string,
): StreambookError {
  return new StreambookError({
    code: code ?? "PARSE_SYNTAX_ERROR",
    step: "schema text",
    rule,
    got: `${text.slice(start, end)}${underline(text, start, end)}`,
    cure: cure ?? "a BIGINT, b STRUCT<c: INT, d: ARRAY<STRING>> NOT NULL, `odd name` STRING",
  });
}
