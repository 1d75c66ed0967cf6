import { tokenize } from "./lexer.js";
import { parseTree, type Tree } from "./polyglot.js";
import { rewrite } from "./rewrite.js";
import type { Mode, Rewritten } from "./written.js";
import { Source } from "./source.js";
import { syntaxError } from "./syntax-error.js";

/** Reads a text and hands back the parser's one statement, with the way back to the text. */
export function parseStatement(text: string, mode: Mode): { tree: Tree; source: Source } {
  const written = rewrite(text, tokenize(text), mode);
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
    wantedCure(wanted) ?? reserved,
  );
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
