import type { StreambookError } from "../errors.js";
import { renderCaret } from "../plan/caret.js";
import type { Expr } from "../plan/expression.js";
import { printExpr } from "../plan/print-expr.js";
import {
  childrenOf,
  expressionsOf,
  operandsOf,
  type ResolvedExpr,
  type ResolvedPlan,
} from "../plan/resolved.js";
import { sqlName } from "../types/type-text.js";

type May = (expr: ResolvedExpr, message: string) => boolean;

const calls =
  (...names: readonly string[]): May =>
  (expr) =>
    expr.kind === "call" && names.includes(expr.fn.name);

/** A cast under ANSI to the type that the message names, if it names one. */
const casts: May = (expr, message) => {
  const to = /cannot be cast to "([^"]+)"/.exec(message)?.[1];
  return expr.kind === "cast" && expr.mode === "ansi" && (to === undefined || sqlName(expr.type) === to);
};

/** Which expressions may raise an error of this class. */
const MAY: Readonly<Record<string, May>> = {
  DIVIDE_BY_ZERO: calls("/", "%", "mod", "div", "pmod"),
  REMAINDER_BY_ZERO: calls("%", "mod", "pmod"),
  INTERVAL_DIVIDED_BY_ZERO: calls("/", "div"),
  CAST_INVALID_INPUT: casts,
  CAST_OVERFLOW: casts,
  ARITHMETIC_OVERFLOW: calls(
    "+",
    "-",
    "*",
    "negative",
    "abs",
    "sum",
    "/",
    "div",
    "factorial",
    "lpad",
    "rpad",
    "repeat",
    "space",
  ),
  TEXT_TOO_LONG: (expr, message) => expr.kind === "call" && message.startsWith(expr.fn.name),
  BINARY_ARITHMETIC_OVERFLOW: calls("+", "-", "*"),
  INVALID_ARRAY_INDEX: (expr, message) => expr.kind === "item" || calls("elt")(expr, message),
  INVALID_ARRAY_INDEX_IN_ELEMENT_AT: calls("element_at"),
  CANNOT_PARSE_TIMESTAMP: calls(
    "to_timestamp",
    "to_date",
    "unix_timestamp",
    "to_unix_timestamp",
    "to_timestamp_ntz",
    "to_timestamp_ltz",
  ),
  "INVALID_PARAMETER_VALUE.PATTERN": calls(
    "rlike",
    "regexp_replace",
    "regexp_extract",
    "regexp_extract_all",
    "regexp_count",
    "regexp_substr",
    "regexp_instr",
    "split",
  ),
  DUPLICATED_MAP_KEY: calls("map", "map_from_arrays", "map_from_entries", "map_concat", "str_to_map"),
};

/** The expression that must have raised an error, as it was written; several, when it may have been any of them. */
export function culprit(plan: ResolvedPlan, { code, rule }: StreambookError): string | undefined {
  const may = MAY[code];
  if (!may) return undefined;
  const found = new Map<string, Expr>();
  const look = (expr: ResolvedExpr, around: Expr | undefined): void => {
    const written = expr.written ?? around;
    if (written && may(expr, rule)) found.set(printExpr(written), written);
    for (const operand of operandsOf(expr)) look(operand, written);
    if (expr.kind === "subquery") walk(expr.plan);
  };
  const walk = (node: ResolvedPlan): void => {
    for (const expr of expressionsOf(node)) look(expr, undefined);
    for (const child of childrenOf(node)) walk(child);
  };
  walk(plan);
  const [only, ...others] = found;
  if (!only) return undefined;
  if (others.length > 0) {
    const names = [...found.keys()];
    return `one of ${names.slice(0, 3).join(", ")}${names.length > 3 ? ", …" : ""}`;
  }
  const [text, { origin }] = only;
  return origin ? `${text}\n${renderCaret(origin.text, origin.start, origin.end)}` : text;
}
