import { castTo, commonType, isIntegral, isNumeric } from "../../../plan/coerce.js";
import { Refusal, type Binding, type FunctionDefinition, type WrittenCall } from "../../../plan/functions.js";
import type { ResolvedExpr } from "../../../plan/resolved.js";
import type { DataType } from "../../../types/data-type.js";
import { isInterval } from "../../../types/interval.js";
import { DATE, DOUBLE, INT } from "../define.js";
import { dateAdd, dateSub } from "./days.js";
import { isDateTime, isText, type Sign } from "./interval-kinds.js";
import { integral, multiplicative, negated, unary } from "./interval-scale.js";
import { shift } from "./interval-shift.js";
import { difference, sum } from "./interval-sum.js";

const compare = (args: readonly ResolvedExpr[]): null => {
  const [a, b] = args.map((arg) => arg.type);
  if (!a || !b || (!isInterval(a) && !isInterval(b))) return null;
  if (a.kind === "interval" && b.kind === "interval")
    throw new Refusal("DATATYPE_MISMATCH.INVALID_ORDERING_TYPE");
  if (!commonType(a, b)) throw new Refusal("DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES");
  return null;
};

/** Plus and minus where a date, a timestamp or an interval takes part; null for what is left to numbers. */
function additive(args: readonly ResolvedExpr[], sign: Sign, isTry: boolean): Binding | null {
  const [a, b] = args;
  if (!a || !b || args.length !== 2) return null;
  const [l, r] = [a.type, b.type];
  if (isInterval(l) && isInterval(r)) return sum([a, b], sign, isTry);
  if (isInterval(l) && r.kind === "null") return sum([a, castTo(b, l)], sign, isTry);
  if (isInterval(r) && l.kind === "null") return sum([castTo(a, r), b], sign, isTry);
  if ((isDateTime(l) || isText(l)) && isInterval(r)) return shift(a, b, sign, isTry);
  if (sign === 1 && isInterval(l) && (isDateTime(r) || isText(r))) {
    const moved = shift(b, a, 1, isTry);
    return { ...moved, shown: ([x, y]) => moved.shown!([y!, x!]) };
  }
  const isCount = (t: DataType): boolean => isIntegral(t) && t.kind !== "long";
  const dateMove = (date: ResolvedExpr, n: ResolvedExpr, isSwapped: boolean): Binding => {
    const fn = sign === 1 ? dateAdd : dateSub;
    const shown = ([x, y]: readonly string[]): string =>
      isSwapped ? `${fn.name}(${y}, ${x})` : `${fn.name}(${x}, ${y})`;
    return { fn, args: [date, castTo(n, INT)], type: DATE, shown, ...(isTry && { nullable: true }) };
  };
  if (l.kind === "date" && isCount(r)) return dateMove(a, b, false);
  if (sign === 1 && r.kind === "date" && isCount(l)) return dateMove(b, a, true);
  if (sign === -1 && isDateTime(l) && isDateTime(r)) return difference([a, b]);
  if (sign === -1 && isDateTime(l) && isText(r)) return difference([a, castTo(b, l)]);
  if (sign === -1 && isText(l) && isDateTime(r)) return difference([castTo(a, r), b]);
  if (l.kind === "date" && (isNumeric(r) || isText(r)))
    throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE");
  const isMove =
    isInterval(r) ||
    (isInterval(l) && isDateTime(r)) ||
    (sign === 1 && (isInterval(l) || (l.kind === "date" && r.kind === "date")));
  if (isMove) throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE");
  if (isDateTime(l) || isDateTime(r) || isInterval(l))
    throw new Refusal("DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES");
  return null;
}

const comparisons = ["=", "==", "!=", "<>", "<", "<=", ">", ">=", "<=>"];

const rules: Readonly<
  Record<string, (args: readonly ResolvedExpr[], written: WrittenCall) => Binding | null>
> = {
  ...Object.fromEntries(comparisons.map((name) => [name, compare])),
  "+": (args) => additive(args, 1, false),
  "-": (args, { settings }) => {
    // Without ANSI a text beside a date is read as a number.
    const isLoose = !settings.ansi && args[0]?.type.kind === "date" && args[1]?.type.kind === "string";
    if (isLoose) throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE");
    return additive(args, -1, false);
  },
  "*": (args) => multiplicative(args, false, false),
  "/": (args) => multiplicative(args, true, false),
  div: (args) => integral(args),
  try_add: (args) => unshown(additive(args, 1, true)),
  try_subtract: (args) => unshown(additive(args, -1, true)),
  try_multiply: (args) => multiplicative(args, false, true),
  try_divide: (args) => multiplicative(args, true, true),
  negative: (args) =>
    unary(args, (x, isCalendar, isStrict) => (isCalendar ? negated([x], isStrict) : `(-${x})`)),
  positive: (args) => unary(args, (x) => x),
  abs: (args) => (args[0]?.type.kind === "interval" ? null : unary(args, (x) => `abs(${x})`)),
  sign: (args) => unary(args, (x) => `CAST(sign(${x}) AS DOUBLE)`, DOUBLE),
  signum: (args) => unary(args, (x) => `CAST(sign(${x}) AS DOUBLE)`, DOUBLE),
};

function unshown(binding: Binding | null): Binding | null {
  if (!binding) return null;
  const { shown: _, ...rest } = binding;
  return rest;
}

/** An operator that times and intervals take part in, too: what they make of it, or else what it was. */
export function withTimes(fn: FunctionDefinition): FunctionDefinition {
  const rule = Object.hasOwn(rules, fn.name) ? rules[fn.name] : undefined;
  if (!rule) return fn;
  return { ...fn, bind: (args, written) => rule(args, written) ?? fn.bind(args, written) };
}
