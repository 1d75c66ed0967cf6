import type { Expr } from "../plan/expression.js";
import { node } from "../plan/expression.js";
import { atomic } from "../types/t.js";
import type { Converter } from "./converter.js";
import { unwrap, type Tree } from "./polyglot.js";

export type Operator = (fields: Tree, to: Converter) => Expr;

const binary =
  (name: string): Operator =>
  (f, to) =>
    to.call(name, [to.convert(f.left ?? f.this), to.convert(f.right ?? f.expression)]);

const unary =
  (name: string): Operator =>
  (f, to) =>
    to.prefixed(() => name, f.this);

/** `NOT` written inside an operator: `NOT IN`, `IS NOT NULL`. */
function negated(f: Tree, to: Converter, expr: Expr): Expr {
  return f.not === true ? to.call("not", [expr]) : expr;
}

const matches =
  (name: string): Operator =>
  (f, to) => {
    const pattern = f.right ?? f.pattern;
    const quantifier = quantified(pattern, to);
    const text = to.convert(f.left ?? f.this);
    if (quantifier) {
      const each = quantifier.patterns.map((p) => to.call(name, [text, p]));
      return each.reduce((all, one) => to.call(quantifier.any ? "or" : "and", [all, one]));
    }
    return to.call(name, [text, to.convert(pattern), ...(f.escape ? [to.convert(f.escape)] : [])]);
  };

/** `LIKE ANY (p, …)`: polyglot was given a call of that name. */
function quantified(tree: unknown, to: Converter): { any: boolean; patterns: Expr[] } | null {
  const [kind, fields] = unwrap(tree);
  const call = kind === "function" ? to.source.call(String(fields.name)) : undefined;
  if (call?.isQuantifier !== true) return null;
  return { any: call.name !== "all", patterns: to.all(fields.args) };
}

const isTruth =
  (value: boolean): Operator =>
  (f, to) =>
    negated(
      f,
      to,
      to.call("<=>", [to.convert(f.this), node({ kind: "literal", value, type: atomic("boolean") })]),
    );

/** The parser's operators by the kind of their nodes, as calls by Spark's names. */
export const operators: Readonly<Record<string, Operator>> = {
  add: binary("+"),
  sub: binary("-"),
  mul: binary("*"),
  div: binary("/"),
  mod: binary("%"),
  int_div: binary("div"),
  eq: binary("="),
  neq: binary("!="),
  lt: binary("<"),
  lte: binary("<="),
  gt: binary(">"),
  gte: binary(">="),
  null_safe_eq: binary("<=>"),
  null_safe_neq: (f, to) => to.call("not", [binary("<=>")(f, to)]),
  and: binary("and"),
  or: binary("or"),
  not: unary("not"),
  concat: binary("concat"),
  bitwise_and: binary("&"),
  bitwise_or: binary("|"),
  bitwise_xor: binary("^"),
  bitwise_not: unary("~"),
  bitwise_left_shift: binary("shiftleft"),
  bitwise_right_shift: (f, to) => {
    const [left, right] = [to.convert(f.left), to.convert(f.right)];
    return to.call(to.source.operatorBefore(right)?.value === ">>>" ? "shiftrightunsigned" : "shiftright", [
      left,
      right,
    ]);
  },
  like: matches("like"),
  i_like: matches("ilike"),
  regexp_like: matches("rlike"),
  is_null: (f, to) => to.call(f.not === true ? "isnotnull" : "isnull", [to.convert(f.this)]),
  is_true: isTruth(true),
  is_false: isTruth(false),
  between: (f, to) =>
    negated(f, to, to.call("between", [to.convert(f.this), to.convert(f.low), to.convert(f.high)])),
  in: (f, to) => {
    if (f.query) throw to.source.refuse(f, "SUBQUERY_EXPRESSION", "IN (SELECT …)", "use LEFT SEMI JOIN");
    return negated(f, to, to.call("in", [to.convert(f.this), ...to.all(f.expressions)]));
  },
};
