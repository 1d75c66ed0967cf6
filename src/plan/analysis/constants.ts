import { StreambookError } from "../../errors.js";
import { toText } from "../../types/text.js";
import type { DataType } from "../../types/data-type.js";
import type { ResolvedCall, ResolvedCast, ResolvedExpr } from "../resolved.js";

/** A value in the engine's form; undefined for what is not computed before the engine runs. */
type Constant = unknown;

const INTEGERS: Readonly<Partial<Record<DataType["kind"], number>>> = {
  byte: 8,
  short: 16,
  int: 32,
  long: 64,
};

/**
 * What LIMIT, a pivot and `range` have to know while a query is analysed: the value of an expression of written values, as far as the
 * everyday operators and functions go. An operation that cannot be done raises, as it would when it runs.
 *
 * @example
 * constantOf(resolve("1 + length('abc')")); // 4
 */
export function constantOf(expr: ResolvedExpr): Constant {
  if (expr.kind === "literal") return expr.value;
  if (expr.kind === "cast") return castOf(expr);
  if (expr.kind !== "call") return undefined;
  const chosen = chosenOf(expr);
  if (chosen !== undefined) return chosen;
  const args = expr.args.map(constantOf);
  if (args.includes(undefined)) return undefined;
  const compute = FUNCTIONS[expr.fn.name];
  if (!compute) return undefined;
  return args.includes(null) ? null : compute(args, expr);
}

/** What looks at its arguments one after the other. */
function chosenOf({ fn, args }: ResolvedCall): Constant {
  if (fn.name === "coalesce") {
    for (const arg of args) {
      const value = constantOf(arg);
      if (value !== null) return value;
    }
    return null;
  }
  if (fn.name !== "when" && fn.name !== "if") return undefined;
  for (let i = 0; i + 1 < args.length; i += 2) {
    const condition = constantOf(args[i]!);
    if (condition === undefined) return undefined;
    if (condition === true) return constantOf(args[i + 1]!);
  }
  return args.length % 2 === 1 ? constantOf(args.at(-1)!) : null;
}

function castOf({ child, type, mode, zone }: ResolvedCast): Constant {
  const value = constantOf(child);
  if (value === null || value === undefined || type.kind === child.type.kind) return value;
  if (type.kind === "string") return toText(value, child.type, zone ?? "UTC");
  if (type.kind === "double" && (typeof value === "number" || typeof value === "bigint"))
    return Number(value);
  const isText = child.type.kind === "string";
  if (INTEGERS[type.kind] === undefined || !(isText || INTEGERS[child.type.kind] !== undefined))
    return undefined;
  const text = `${value as bigint}`.trim();
  if (/^[+-]?\d+$/.test(text)) return whole(BigInt(text), type, mode === "ansi");
  if (mode !== "ansi") return undefined;
  throw failure(
    "CAST_INVALID_INPUT",
    `The value '${text}' of the type "STRING" cannot be cast to "${type.kind.toUpperCase()}" because it is malformed.`,
    "try_cast(x AS type) gives null for such a value",
  );
}

/** A number in its type. */
function whole(value: bigint, type: DataType, isStrict: boolean): Constant {
  const bits = INTEGERS[type.kind]!;
  const kept = BigInt.asIntN(bits, value);
  if (isStrict && kept !== value)
    throw failure("ARITHMETIC_OVERFLOW", `${value} does not fit its type.`, "a number of a wider type: 1L");
  return type.kind === "long" ? kept : Number(kept);
}

type Compute = (args: readonly unknown[], call: ResolvedCall) => Constant;

function byZero(isStrict: boolean): null {
  if (!isStrict) return null;
  throw failure("DIVIDE_BY_ZERO", "Division by zero.", "try_divide(a, b) gives null for a divisor of 0");
}

const arithmetic =
  (compute: (a: bigint, b: bigint) => bigint, isDivision = false): Compute =>
  ([a, b], { type, settings }) => {
    if (INTEGERS[type.kind] === undefined) return undefined;
    const [left, right] = [BigInt(a as bigint), BigInt((b ?? 0) as bigint)];
    if (!isDivision || right !== 0n) return whole(compute(left, right), type, settings.ansi);
    return byZero(settings.ansi);
  };

/** The value of a division of numbers is left to the engine; that there is none is known. */
const division: Compute = ([, b], { settings }) => {
  if (Number(b) !== 0) return undefined;
  return byZero(settings.ansi);
};

const ofText =
  (compute: (text: string) => unknown): Compute =>
  ([text]) =>
    typeof text === "string" ? compute(text) : undefined;
const joined: Compute = (args) => (args.every((arg) => typeof arg === "string") ? args.join("") : undefined);
const size: Compute = ([list]) => (Array.isArray(list) ? list.length : undefined);

const FUNCTIONS: Readonly<Record<string, Compute>> = {
  "+": arithmetic((a, b) => a + b),
  "-": arithmetic((a, b) => a - b),
  "*": arithmetic((a, b) => a * b),
  "%": arithmetic((a, b) => a % b, true),
  div: arithmetic((a, b) => a / b, true),
  "/": division,
  negative: arithmetic((a) => -a),
  positive: ([a]) => a,
  abs: arithmetic((a) => (a < 0n ? -a : a)),
  not: ([a]) => a !== true,
  length: ofText((text) => [...text].length),
  char_length: ofText((text) => [...text].length),
  upper: ofText((text) => text.toUpperCase()),
  lower: ofText((text) => text.toLowerCase()),
  concat: joined,
  "||": joined,
  array: (args) => [...args],
  size,
  cardinality: size,
};

function failure(code: string, rule: string, cure: string): StreambookError {
  return new StreambookError({ code, step: "SQL text", rule, got: "a constant", cure });
}
