import type { Expr } from "../plan/expression.js";
import { readSpelled } from "./misspelt.js";
import { parseStatement } from "./parse.js";
import { unwrap } from "./polyglot.js";
import { QueryConverter } from "./query.js";
import { syntaxError } from "./syntax-error.js";

const parsed = new Map<string, Expr>();
const remembered = 500;

/**
 * Reads one Spark SQL expression, an alias or a star included. Throws PARSE_SYNTAX_ERROR with the place underlined.
 *
 * @example
 * parseExpression("gt like '%stairs%'"); // { kind: "call", name: "like", args: [{ kind: "name", parts: ["gt"] }, …] }
 */
export function parseExpression(text: string): Expr {
  const known = parsed.get(text);
  if (known) return known;
  const expr = readSpelled(text, read);
  // Queries are analysed again and again with the same texts; nodes are frozen, so they can be shared.
  if (parsed.size >= remembered) parsed.clear();
  parsed.set(text, expr);
  return expr;
}

/** An item of a select list, as `selectExpr` takes it: `a + 1 AS b`, `json.*`. */
export function parseSelectItem(text: string): Expr {
  return parseExpression(text);
}

function read(text: string): Expr {
  if (text.trim() === "")
    throw syntaxError(
      text,
      { start: 0, end: 0 },
      "An expression is expected, and the text is empty.",
      'expr("a + 1")',
    );
  const { tree, source } = parseStatement(text, "expression");
  const [kind, select] = unwrap(tree);
  const items = (kind === "select" ? select.expressions : []) as readonly unknown[];
  if (items.length !== 1)
    throw syntaxError(text, { start: 0, end: text.length }, "One expression is expected.");
  // What aggregates is settled by analysis; a query inside an expression has no select list of its own to guess.
  return new QueryConverter(source, { isAggregate: () => false }).expressions.convert(items[0]);
}
