import { parseTimestamp } from "../types/time-parse.js";
import { timeZone } from "../types/time-zone.js";
import { timestampText } from "../types/time-text.js";
import { sqlName } from "../types/type-text.js";
import { sameName } from "../types/names.js";
import type { CastExpr, Expr, ExtractExpr, LambdaExpr, NameExpr } from "./expression.js";
import { printCall } from "./print-call.js";
import { printSubquery, printWindow } from "./print-query.js";
import { printLiteral } from "./print-literal.js";

/** How a name is shown; analysis, which knows that `t.a` is the column `a` of `t`, gives its own. */
export type NameText = (name: NameExpr) => string;

/**
 * An expression as Spark shows it in a column's name or a message.
 *
 * @example
 * printExpr(parseExpression("a+1 > 2 and not b")); // "(((a + 1) > 2) AND (NOT b))"
 */
export function printExpr(expr: Expr, nameText: NameText = dotted): string {
  const print = (e: Expr): string => printExpr(e, nameText);
  switch (expr.kind) {
    case "literal":
      return printLiteral(expr);
    case "name":
      return nameText(expr);
    case "star":
      return expr.target === null ? "*" : `${expr.target.join(".")}.*`;
    case "call":
      return printCall(expr, print);
    case "alias":
      return `${print(expr.child)} AS ${expr.name}`;
    case "aliases":
      return `${print(expr.child)} AS (${expr.names.join(", ")})`;
    case "lambda":
      return printLambda(expr, nameText);
    case "cast":
      return printCast(expr, print);
    case "extract":
      return isField(expr.key) && !mapItems.has(expr)
        ? `${print(expr.child)}.${String(expr.key.value)}`
        : `${print(expr.child)}[${print(expr.key)}]`;
    case "sort":
      return `${print(expr.child)} ${expr.descending ? "DESC" : "ASC"} NULLS ${expr.nullsFirst ? "FIRST" : "LAST"}`;
    case "window":
      return printWindow(expr, print);
    case "subquery":
      return printSubquery(expr, print);
    case "sqlText":
      return expr.text;
  }
}

/**
 * The name Spark gives to a select item: an alias, the column itself for a cast of a column, else the expression's text.
 *
 * @example
 * columnName(parseExpression("cast(a as double)")); // "a"
 * columnName(parseExpression("s.f")); // "f"
 */
export function columnName(expr: Expr, nameText: NameText = dotted): string {
  if (expr.kind === "alias") return expr.name;
  if (expr.kind === "name") return expr.parts.at(-1)!;
  if (expr.kind === "cast" && expr.child.kind === "name" && expr.child.parts.length === 1)
    return expr.child.parts[0]!;
  if (expr.kind === "call" && expr.name === "window") return "window";
  return printExpr(expr, nameText);
}

const dotted: NameText = (name) => name.parts.join(".");

/** Spark shows neither the names nor where they came from. */
function printLambda({ parameters, body }: LambdaExpr, nameText: NameText): string {
  const shown: NameText = (name) => {
    const [first, ...rest] = name.parts;
    return parameters.some((p) => sameName(p, first!)) ? [VARIABLE, ...rest].join(".") : nameText(name);
  };
  return `lambdafunction(${[printExpr(body, shown), ...parameters.map(() => VARIABLE)].join(", ")})`;
}

const VARIABLE = "namedlambdavariable()";

function isField(key: Expr): key is Expr & { readonly kind: "literal" } {
  return key.kind === "literal" && typeof key.value === "string" && key.origin === undefined;
}

const mapItems = new WeakSet<ExtractExpr>();

/** Keeps that `m.key` is an item of a map: Spark shows it in brackets. */
export function showAsItem(extract: ExtractExpr): void {
  mapItems.add(extract);
}

const sessionZones = new WeakMap<CastExpr, string>();

/** Keeps the session's zone: in it a timestamp literal is shown. */
export function showInZone(cast: CastExpr, zone: string): void {
  sessionZones.set(cast, zone);
}

function printCast(expr: CastExpr, print: (e: Expr) => string): string {
  // Spark shows a cast to a nested type as what is cast.
  if (["array", "map", "struct"].includes(expr.to.kind)) return print(expr.child);
  const typed = typedLiteral(expr);
  if (typed !== null) return typed;
  if (isCastFunction(expr)) return print(expr.child);
  return `${expr.safe ? "TRY_CAST" : "CAST"}(${print(expr.child)} AS ${sqlName(expr.to)})`;
}

/** Spark shows `bigint(a)` as `a`, but `CAST(a AS BIGINT)` whole. */
function isCastFunction({ origin }: CastExpr): boolean {
  return (
    origin !== undefined &&
    /^(?!cast\b|try_cast\b)\w+\s*\(/i.test(origin.text.slice(origin.start, origin.end)) &&
    !origin.text.slice(origin.start, origin.end).includes("::")
  );
}

/** `TIMESTAMP '2020-01-01'` is a cast of a string whose text starts before the string does. */
function typedLiteral(cast: CastExpr): string | null {
  const { child, origin } = cast;
  if (child.kind !== "literal" || !child.origin || !origin) return null;
  const prefix = origin.text.slice(origin.start, child.origin.start).trim();
  if (!/^timestamp\w*$/i.test(prefix)) return null;
  const text = String(child.value);
  const zone = sessionZones.get(cast);
  if (zone !== undefined && /^timestamp(_ltz)?$/i.test(prefix)) {
    const instant = parseTimestamp(text, timeZone(zone));
    return `TIMESTAMP '${instant === null ? text : timestampText(instant, timeZone(zone))}'`;
  }
  // With a zone in the text the instant depends on the session's: shown as written.
  const micros = /^[-+\d\s:.T]*$/.test(text) && !/:.*[-+]/.test(text) ? parseTimestamp(text, null) : null;
  return `${prefix.toUpperCase()} '${micros === null ? text : timestampText(micros, null)}'`;
}
