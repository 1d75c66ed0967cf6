import { tokenize } from "./lexer.js";
import { parseTree, type Tree } from "./polyglot.js";
import { rewrite } from "./rewrite.js";
import type { Mode, Rewritten } from "./written.js";
import { Source } from "./source.js";
import { syntaxError } from "./syntax-error.js";
import type { Token } from "./token.js";

/** Reads a text and hands back the parser's one statement, with the way back to the text. */
export function parseStatement(
  text: string,
  mode: Mode,
  tokens: readonly Token[] = tokenize(text),
): { tree: Tree; source: Source } {
  const written = rewrite(text, tokens, mode);
  const prefix = mode === "expression" ? "SELECT " : "";
  const sql = prefix + written.sql;
  const answer = parseTree(sql);
  if (!answer.success) throw explain(written, answer, prefix.length);
  const [tree, second] = answer.ast;
  if (second || !tree)
    throw syntaxError(
      text,
      { start: 0, end: text.length },
      "Only one statement can be given.",
      "run each by its own call",
    );
  return { tree, source: new Source(written) };
}

function explain(
  written: Rewritten,
  answer: { readonly error: string; readonly errorStart?: number },
  prefix: number,
): Error {
  const { text, tokens, places } = written;
  const at = (answer.errorStart ?? Infinity) - prefix;
  const place = [...places].reverse().find((p) => p.at <= at);
  const atEnd = /end of input/i.test(answer.error) || !place;
  const token = atEnd ? tokens.at(-1)! : tokens[place.token]!;
  if (answer.error.includes("DEPTH")) {
    throw syntaxError(
      text,
      token,
      "The brackets are nested too deeply for the parser (more than 30 levels).",
      "compute a part of it first, in a subquery or by withColumn",
    );
  }
  const wanted = /Expected ([^,]+), got/.exec(answer.error)?.[1];
  const reserved =
    !atEnd && written.keywords.has(place.token)
      ? `if ${text.slice(token.start, token.end)} is a name, write it in backticks`
      : undefined;
  return syntaxError(
    text,
    token,
    token.kind === "end" ? "The text ends too early." : "Syntax error at or near this place.",
    leftoverOf(text) ?? wantedCure(wanted) ?? orderOf(token) ?? reserved,
  );
}

/** What a template literal of JavaScript leaves when a column or nothing was put into it. */
function leftoverOf(text: string): string | undefined {
  const name = /Column<'([^']*)'>/.exec(text)?.[1];
  if (name !== undefined) return `write the column's name into the text: ${name}`;
  return text.includes("[object ")
    ? "an object was put into the text: put its value there, or use the methods of columns"
    : undefined;
}

const CLAUSES = ["from", "where", "group", "having", "order", "limit", "join", "union"];

/** A clause that stands where another must be. */
function orderOf(token: Token): string | undefined {
  return token.kind === "word" && CLAUSES.slice(0, 6).includes(token.value)
    ? "the clauses come in this order: SELECT, FROM, WHERE, GROUP BY, HAVING, ORDER BY, LIMIT"
    : undefined;
}

const cures: Readonly<Record<string, string>> = {
  End: "close CASE with END",
  Then: "CASE WHEN condition THEN value END",
  RParen: "close the bracket before this, or put a comma",
  identifier: "write a name here",
  And: "BETWEEN low AND high",
  As: "CAST(value AS type)",
};

function wantedCure(wanted: string | undefined): string | undefined {
  return wanted === undefined ? undefined : cures[wanted.trim()];
}
