import { StreambookError } from "../errors.js";
import { Column, toExpr, type Literal } from "../dataframe/column.js";
import type { Expr, LiteralExpr } from "../plan/expression.js";
import { tokenize } from "./lexer.js";
import { endOfType } from "./spans.js";
import { refusal, type Span } from "./syntax-error.js";
import { quoted, sqlText } from "./sql-text.js";
import { isSymbol, isWord, type Token } from "./token.js";

/** What a parameter may be: a plain value, an array or a Map of them, or what `lit`, `array`, `createMap` and `struct` make. */
export type SqlArgument = Literal | Column | readonly SqlArgument[] | ReadonlyMap<Literal, SqlArgument>;

/** By name for `:name`, in their order for `?`. */
export type SqlArguments = Readonly<Record<string, SqlArgument>> | readonly SqlArgument[];

interface Marker extends Span {
  /** Null for `?`. */
  readonly name: string | null;
}

/**
 * Puts values in the place of the markers `:name` and `?`, each written as a value of Spark SQL: a text cannot end its quotes. A marker
 * without a value stays, and is refused where the text is read.
 *
 * @example
 * withParameters("SELECT :x + 1", { x: 2 }); // "SELECT 2 + 1"
 */
export function withParameters(text: string, args: SqlArguments): string {
  const markers = markersIn(text, tokenize(text));
  const isMixed = markers.some((m) => m.name === null) && markers.some((m) => m.name !== null);
  if (isMixed)
    throw refusal(
      "INVALID_QUERY_MIXED_QUERY_PARAMETERS",
      text,
      markers.find((m) => m.name === null)!,
      "A text has parameters by name or by place, not both.",
      'session.sql("… WHERE x > :least AND x < :most", { least: 1, most: 5 })',
    );
  const values = new Map<string, string>();
  const all = Array.isArray(args) ? args.entries() : Object.entries(args);
  for (const [key, value] of all) values.set(String(key), argumentText(value as SqlArgument, String(key)));
  const isByPlace = Array.isArray(args);
  let written = "";
  let from = 0;
  let place = 0;
  for (const marker of markers) {
    const isGiven = (marker.name === null) === isByPlace;
    const value = isGiven ? values.get(marker.name ?? String(place++)) : undefined;
    if (value === undefined) throw unbound(text, marker);
    written += `${text.slice(from, marker.start)}${value}`;
    from = marker.end;
  }
  return written + text.slice(from);
}

/** A marker for which there is no value. */
export function unbound(text: string, marker: Span): StreambookError {
  const found = text.slice(marker.start, marker.end);
  const isNamed = found.startsWith(":");
  const name = found.slice(1).trim() || "x";
  return refusal(
    "UNBOUND_SQL_PARAMETER",
    text,
    marker,
    `Found the unbound parameter ${found}: no value is given for it.`,
    isNamed ? `session.sql(text, { ${name}: 1 })` : "session.sql(text, [1]), a value for each ?",
  );
}

function markersIn(text: string, tokens: readonly Token[]): Marker[] {
  const found: Marker[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const [token, next] = [tokens[at]!, tokens[at + 1]];
    // In a type a colon stands between a field's name and its type.
    if (isWord(token, "struct") && isSymbol(next, "<")) at = endOfType(tokens, at) - 1;
    else if (isSymbol(token, "?")) found.push({ start: token.start, end: token.end, name: null });
    else if (
      isSymbol(token, ":") &&
      !followsValue(tokens, at) &&
      (next?.kind === "word" || next?.kind === "name")
    )
      found.push({ start: token.start, end: next.end, name: nameOf(text, next) });
  }
  return found;
}

/** `a:b` reaches into a. */
function followsValue(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  if (before === undefined || before.end !== tokens[at]!.start) return false;
  return before.kind === "word" || before.kind === "name" || isSymbol(before, ")", "]");
}

const nameOf = (text: string, token: Token): string =>
  token.kind === "name" ? token.value : text.slice(token.start, token.end);

function argumentText(value: SqlArgument, key: string): string {
  if (value instanceof Column) return columnText(value.expr, key);
  if (Array.isArray(value))
    return `array(${value.map((v) => argumentText(v as SqlArgument, key)).join(", ")})`;
  if (value instanceof Map) {
    const entries = [...(value as ReadonlyMap<Literal, SqlArgument>)].flat();
    return `map(${entries.map((v) => argumentText(v, key)).join(", ")})`;
  }
  return sqlText(toExpr(value) as LiteralExpr);
}

const COLLECTIONS = new Set([
  "array",
  "map",
  "struct",
  "named_struct",
  "map_from_arrays",
  "map_from_entries",
]);

/** Only values that are written out, and what holds them. */
function columnText(expr: Expr, key: string): string {
  if (expr.kind === "literal") return sqlText(expr);
  if (expr.kind === "call" && expr.name === "struct") {
    const fields = expr.args.map((arg, i) =>
      arg.kind === "alias"
        ? `${quoted(arg.name)}, ${columnText(arg.child, key)}`
        : `'col${i + 1}', ${columnText(arg, key)}`,
    );
    return `named_struct(${fields.join(", ")})`;
  }
  if (expr.kind === "call" && COLLECTIONS.has(expr.name))
    return `${expr.name}(${expr.args.map((arg) => columnText(arg, key)).join(", ")})`;
  throw new StreambookError({
    code: "INVALID_SQL_ARG",
    step: "sql",
    rule: `The argument ${key} of sql() is invalid: a value is expected, or an array, a map or a struct of values.`,
    got: "a column that is computed",
    cure: "write the computation into the SQL text, and give its values: sql('… :x + 1', { x: 2 })",
  });
}
