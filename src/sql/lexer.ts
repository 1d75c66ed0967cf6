import { unescapeString } from "./string-literal.js";
import { refusal, syntaxError } from "./syntax-error.js";
import type { Token } from "./token.js";

const space = /(?:[\s\u00a0\u3000]+|--[^\n]*)/y;
const number = /(?:\d+[LSY]|(?:\d+\.\d*|\.\d+|\d+)(?:e[+-]?\d+)?(?:BD|[DF])?)(?![\p{L}\d_])/iuy;
const word = /[\p{L}\d_]+/uy;
const symbol = /!<|!>|\|>|<=>|>>>|->|=>|==|<>|!=|<=|>=|<<|>>|\|\||::|[-+*/%&|^~!=<>(),.:;?[\]]/y;
const synonyms: Readonly<Record<string, string>> = { "==": "=", "<>": "!=", "!<": ">=", "!>": "<=" };

/** Splits SQL text as Spark's lexer does: both quotes make strings, backticks names, digits may begin a word. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? null;
  };
  const push = (kind: Token["kind"], length: number, value: string): void => {
    tokens.push({ kind, value, start: at, end: at + length });
    at += length;
  };
  for (;;) {
    at = skipSpace(text, at);
    if (at >= text.length) break;
    const char = text[at]!;
    const raw = /[rR]/.test(char) && /['"]/.test(text[at + 1] ?? "");
    if (char === "'" || char === '"' || raw) {
      const end = endOfQuoted(text, raw ? at + 1 : at, raw);
      const body = text.slice(at + (raw ? 2 : 1), end - 1);
      push("string", end - at, raw ? body : unescapeString(body, char));
      continue;
    }
    if (char === "`") {
      const end = endOfName(text, at);
      push("name", end - at, text.slice(at + 1, end - 1).replaceAll("``", "`"));
      continue;
    }
    // After a dot digits are a field's name, not a fraction: `a.1`.
    const digits = tokens.at(-1)?.value === "." && tokens.at(-1)!.end === at ? null : take(number);
    if (digits !== null) push("number", digits.length, digits);
    else {
      const letters = take(word);
      if (letters !== null) {
        refuseForeignLetters(text, at, letters);
        push("word", letters.length, letters.toLowerCase());
      } else pushSymbol(text, at, take(symbol), push);
    }
  }
  tokens.push({ kind: "end", value: "", start: text.trimEnd().length, end: text.trimEnd().length });
  return tokens;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  for (;;) {
    space.lastIndex = at;
    const blank = space.exec(text)?.[0] ?? "";
    at += blank.length;
    if (text.startsWith("/*", at)) at = endOfComment(text, at);
    else if (blank === "") return at;
  }
}

/** Bracketed comments nest in Spark. */
function endOfComment(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text.startsWith("/*", at)) {
      depth++;
      at++;
    } else if (text.startsWith("*/", at)) {
      at++;
      if (--depth === 0) return at + 1;
    }
  }
  throw refusal(
    "UNCLOSED_BRACKETED_COMMENT",
    text,
    { start, end: start + 2 },
    "A comment is not closed.",
    "end it with */",
  );
}

function endOfQuoted(text: string, start: number, raw: boolean): number {
  const quote = text[start]!;
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\" && !raw) at++;
    else if (text[at] === quote) {
      if (text[at + 1] !== quote || raw) return at + 1;
      at++;
    }
  }
  throw syntaxError(
    text,
    { start, end: start + 1 },
    "A string is not closed.",
    `close it with ${quote}; a quote inside a string is written \\${quote}`,
  );
}

function endOfName(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] !== "`") continue;
    if (text[at + 1] !== "`") return at + 1;
    at++;
  }
  throw syntaxError(text, { start, end: start + 1 }, "A name in backticks is not closed.", "close it with `");
}

function pushSymbol(
  text: string,
  at: number,
  found: string | null,
  push: (kind: "symbol", length: number, value: string) => void,
): void {
  const wrong = foreign.find(
    ([sign]) => text.startsWith(sign, at) && (found === null || sign.length > found.length),
  );
  if (wrong)
    throw syntaxError(
      text,
      { start: at, end: at + wrong[0].length },
      `${wrong[0]} means nothing in Spark SQL.`,
      wrong[1],
    );
  if (found === null) {
    const char = String.fromCodePoint(text.codePointAt(at)!);
    throw syntaxError(
      text,
      { start: at, end: at + char.length },
      `The character ${char} means nothing in Spark SQL.`,
      text[at + 1] === "{" && char === "$"
        ? "JavaScript fills in ${…} only in a text between backquotes: session.sql(`… '${kind}'`)"
        : `remove it, or quote the name it belongs to: \`…\``,
    );
  }
  push("symbol", found.length, synonyms[found] ?? found);
}

/** A name without backticks has ASCII letters only, in Spark. */
function refuseForeignLetters(text: string, start: number, letters: string): void {
  if (/^\w+$/.test(letters)) return;
  const rule = "A name without backticks can only hold ASCII letters, digits and underscores.";
  throw refusal("INVALID_IDENTIFIER", text, { start, end: start + letters.length }, rule, `\`${letters}\``);
}

/** What people bring from other languages, and what it is called here. */
const foreign: readonly (readonly [sign: string, cure: string])[] = [
  ["&&", "write AND"],
  ["===", "write ="],
  ["!==", "write !="],
  ["??", "write coalesce(a, b)"],
  ["**", "write pow(a, b)"],
  ["‘", "use straight quotes: '…'"],
  ["’", "use straight quotes: '…'"],
  ["“", "use straight quotes: '…'"],
  ["”", "use straight quotes: '…'"],
  ["{", "write struct(…) or map(…)"],
];
