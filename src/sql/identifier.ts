import { node, type CallExpr, type Expr } from "../plan/expression.js";
import { tokenize } from "./lexer.js";
import type { Source } from "./source.js";
import { refusal } from "./syntax-error.js";
import { isSymbol } from "./token.js";

/** The name that `IDENTIFIER('a.b')` means: of a table, a column or a function; null for any other call. */
export function identifierParts(call: CallExpr, source: Source): readonly string[] | null {
  if (call.name !== "identifier" || call.args.length !== 1) return null;
  const text = constantText(call.args[0]!);
  if (text !== null) return partsOf(text, call, source);
  throw refusal(
    "NOT_A_CONSTANT_STRING.NOT_CONSTANT",
    source.text,
    call.origin!,
    "IDENTIFIER takes a text that is known before the query runs.",
    "IDENTIFIER('name')",
  );
}

/** A literal text, or several joined by `||`. */
function constantText(expr: Expr): string | null {
  if (expr.kind === "literal") return typeof expr.value === "string" ? expr.value : null;
  if (expr.kind !== "call" || (expr.name !== "||" && expr.name !== "concat")) return null;
  const texts = expr.args.map(constantText);
  return texts.includes(null) ? null : texts.join("");
}

function partsOf(text: string, call: CallExpr, source: Source): readonly string[] {
  const tokens = tokenize(text).slice(0, -1);
  const isPart = tokens.every((t, i) =>
    i % 2 === 0 ? t.kind === "word" || t.kind === "name" : isSymbol(t, "."),
  );
  if (isPart && tokens.length % 2 === 1)
    return tokens
      .filter((_, i) => i % 2 === 0)
      .map((t) => (t.kind === "name" ? t.value : text.slice(t.start, t.end)));
  throw refusal(
    "PARSE_SYNTAX_ERROR",
    source.text,
    call.origin!,
    `${text} is no name.`,
    "a name, or several parted by points, each in backticks where it holds more than letters, digits and _",
  );
}

/** A call of IDENTIFIER as the column it means. */
export function identified(call: CallExpr, source: Source): Expr {
  const parts = identifierParts(call, source);
  return parts ? node({ kind: "name", parts: Object.freeze([...parts]), origin: call.origin! }) : call;
}
