import type { Expr } from "../plan/expression.js";
import { node } from "../plan/expression.js";
import { refusal, syntaxError } from "./syntax-error.js";
import { atomic } from "../types/t.js";
import type { Converter } from "./converter.js";
import { unwrap, type Tree } from "./polyglot.js";

export type Operator = (fields: Tree, to: Converter) => Expr;

const binary =
  (name: string): Operator =>
  (f, to) =>
    to.call(name, [operand(f.left ?? f.this, to), operand(f.right ?? f.expression, to)]);

const predicates = new Set([
  "between",
  "in",
  "is_null",
  "is_true",
  "is_false",
  "regexp_like",
  "null_safe_neq",
  "not",
]);

/** After `x IN (…)`, `x IS NULL` and the like only AND and OR may follow in Spark: more needs brackets. */
function operand(tree: unknown, to: Converter): Expr {
  const [kind] = unwrap(tree);
  if (!predicates.has(kind)) {
    const expr = to.convert(tree);
    // IS NOT DISTINCT FROM comes as <=>, which may be part of an operator.
    const isDistinct =
      kind === "null_safe_eq" &&
      expr.kind === "call" &&
      to.source.operatorBefore(expr.args[1]!)?.value === "from";
    if (!isDistinct) return expr;
  }
  const span = to.source.spanOf(tree);
  throw syntaxError(
    to.source.text,
    span,
    "A condition cannot be part of an operator without brackets.",
    "put brackets around it",
  );
}

/** A chain of AND or OR becomes a balanced tree, as Spark makes it: it shows in column names, and deep chains stay shallow. */
const logical =
  (kind: "and" | "or"): Operator =>
  (f, to) => {
    const terms: Expr[] = [];
    const flatten = (fields: Tree): void => {
      for (const side of [fields.left, fields.right]) {
        const [sideKind, inner] = unwrap(side);
        if (sideKind === kind) flatten(inner);
        else terms.push(to.convert(side));
      }
    };
    flatten(f);
    const balanced = (low: number, high: number): Expr => {
      if (low === high) return terms[low]!;
      const middle = low + Math.floor((high - low) / 2);
      return to.call(kind, [balanced(low, middle), balanced(middle + 1, high)]);
    };
    return balanced(0, terms.length - 1);
  };

/** `NOT` written inside an operator: `NOT IN`, `IS NOT NULL`. */
function negated(f: Tree, to: Converter, expr: Expr): Expr {
  return f.not === true ? to.call("not", [expr]) : expr;
}

/** LIKE, ILIKE and RLIKE all reach the parser as RLIKE (it gives up on `NOT a LIKE b`): the text says which one was meant. */
const matches: Operator = (f, to) => {
  const text = operand(f.this, to);
  const quantifier = quantified(f.pattern, to);
  if (quantifier)
    return quantifier.patterns.every(isText)
      ? likeQuantified(quantifier, text, to)
      : oneByOne(quantifier, text, to, (match) => match);
  const pattern = operand(f.pattern, to);
  const escape = to.source.escapeAfter(pattern);
  return to.call(matchName(to.source.operatorBefore(pattern)?.value), [
    text,
    pattern,
    ...(escape ? [escape] : []),
  ]);
};

const isText = (expr: Expr): boolean => expr.kind === "literal" && typeof expr.value === "string";

/** Patterns that are all known become one call, as Spark makes it; ILIKE compares in lower case. */
function likeQuantified({ name, any, patterns }: Quantifier, text: Expr, to: Converter): Expr {
  const kind = any ? "likeany" : "likeall";
  if (name !== "ilike") return to.call(kind, [text, ...patterns]);
  const lower = patterns.map((p) =>
    p.kind === "literal" ? node({ ...p, value: String(p.value).toLowerCase() }) : p,
  );
  return to.call(kind, [to.call("lower", [text]), ...lower]);
}

/** A pattern that is no text makes Spark compare with one after the other. */
function oneByOne(
  { name, any, patterns }: Quantifier,
  text: Expr,
  to: Converter,
  on: (e: Expr) => Expr,
): Expr {
  const each = patterns.map((p) => on(to.call(name, [text, p])));
  return each.reduce((all, one) => to.call(any ? "or" : "and", [all, one]));
}

/** `NOT LIKE ALL` has its NOT before the LIKE; one before the text negates the whole. */
function notInside(made: Expr, tree: unknown, to: Converter): Expr {
  const [kind, fields] = unwrap(tree);
  const quantifier = kind === "regexp_like" ? quantified(fields.pattern, to) : null;
  const child = made.kind === "call" ? made.args[0] : undefined;
  if (!quantifier || child?.kind !== "call" || made.origin?.start !== child.origin?.start) return made;
  if (/^like(all|any)$/.test(child.name)) return to.call(`not${child.name}`, child.args);
  return oneByOne(quantifier, operand(fields.this, to), to, (match) => to.call("not", [match]));
}

function matchName(operator: string | undefined): string {
  return operator === "like" || operator === "ilike" ? operator : "rlike";
}

interface Quantifier {
  readonly name: string;
  readonly any: boolean;
  readonly patterns: Expr[];
}

/** `LIKE ANY (p, …)`: the parser was given a call of that name. */
function quantified(tree: unknown, to: Converter): Quantifier | null {
  const [kind, fields] = unwrap(tree);
  const call = kind === "function" ? to.source.call(String(fields.name)) : undefined;
  if (call?.isQuantifier !== true) return null;
  const name = matchName(to.source.tokenBefore(call.start)?.value);
  return { name, any: call.name !== "all", patterns: to.all(fields.args) };
}

const isTruth =
  (value: boolean): Operator =>
  (f, to) =>
    negated(
      f,
      to,
      to.call("<=>", [operand(f.this, to), node({ kind: "literal", value, type: atomic("boolean") })]),
    );

/** `a IN (SELECT …)`, `(a, b) IN (SELECT …)`. */
function amongRows(f: Tree, to: Converter): Expr {
  const [kind, fields] = unwrap(f.this);
  const written = kind === "tuple" ? null : operand(f.this, to);
  // STRUCT(a, b) is written for the row (a, b).
  const isRow = written?.kind === "call" && written.name === "struct";
  const operands = isRow ? written.args : written ? [written] : to.all(fields.expressions);
  const origin = to.source.origin(to.source.spanOf(f));
  const plan = to.query(f.query);
  return node({ kind: "subquery", form: "in", plan, operands: Object.freeze(operands), origin });
}

/** The parser's operators by the kind of their nodes, as calls by Spark's names. */
/** A condition without a name in it that Spark keeps as it is written. */
const isWritten = (value: Expr): boolean =>
  value.kind === "literal"
    ? value.value !== null
    : value.kind === "call" && /^(not|and|or)$/.test(value.name) && value.args.every(isWritten);

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
  and: logical("and"),
  or: logical("or"),
  not: (f, to) => notInside(to.prefixed({ not: "not", "!": "not" }, "not", f.this), f.this, to),
  concat: binary("concat"),
  bitwise_and: binary("&"),
  bitwise_or: binary("|"),
  bitwise_xor: binary("^"),
  bitwise_not: (f, to) => to.prefixed({ "~": "~" }, "~", f.this),
  bitwise_left_shift: binary("shiftleft"),
  bitwise_right_shift: (f, to) => {
    const [left, right] = [to.convert(f.left), to.convert(f.right)];
    return to.call(to.source.operatorBefore(right)?.value === ">>>" ? "shiftrightunsigned" : "shiftright", [
      left,
      right,
    ]);
  },
  regexp_like: matches,
  is_null: (f, to) => {
    const value = operand(f.this, to);
    const isNot = f.not === true;
    // UNKNOWN is the null of a condition; of what is written out Spark shows and asks that it is one.
    if (isWritten(value) && to.source.saysUnknown(value))
      return to.call(isNot ? "is not unknown" : "is unknown", [value]);
    return to.call(isNot ? "isnotnull" : "isnull", [value]);
  },
  is_true: isTruth(true),
  is_false: isTruth(false),
  between: (f, to) =>
    negated(f, to, to.call("between", [operand(f.this, to), to.convert(f.low), to.convert(f.high)])),
  in: (f, to) => {
    if (f.query) return negated(f, to, amongRows(f, to));
    const list = f.expressions as readonly unknown[];
    if (list.length === 0) {
      const span = to.source.spanOf(f);
      throw refusal(
        "INVALID_SQL_SYNTAX.EMPTY_IN_PREDICATE",
        to.source.text,
        span,
        "IN needs at least one value.",
        "a IN (1, 2)",
      );
    }
    const value = operand(f.this, to);
    return negated(f, to, to.call("in", [value, ...to.all(list)]));
  },
};
