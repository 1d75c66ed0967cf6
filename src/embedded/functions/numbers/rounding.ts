import { accepts, castTo, isIntegral, isNumeric } from "../../../plan/coerce.js";
import { Refusal, type Binding, type FunctionDefinition } from "../../../plan/functions.js";
import type { ResolvedExpr } from "../../../plan/resolved.js";
import type { DataType, DecimalType } from "../../../types/data-type.js";
import { Decimal } from "../../../types/decimal.js";
import { roundTo, shortest, toNumber, type Exact, type Rounding } from "../../java/rounding.js";
import { callScript } from "../../scripts.js";
import { counted, DOUBLE, INT, literalNumber, LONG, scalar, type Bind } from "../define.js";
import { scripted } from "../script.js";

/** How many digits stay: a constant. */
function scaleOf(scale: ResolvedExpr | undefined): number | null {
  if (scale === undefined) return 0;
  if (scale.type.kind === "null") return null;
  const isText = scale.kind === "literal" && scale.type.kind === "string";
  if (isText && !/^\s*[+-]?\d+\s*$/.test(String(scale.value)))
    throw new Refusal("CAST_INVALID_INPUT", "The scale must be a whole number.", "round(x, 2)");
  const digits = literalNumber(scale);
  if (digits === null && scale.kind !== "cast")
    throw new Refusal("DATATYPE_MISMATCH.NON_FOLDABLE_INPUT", "The scale must be a constant.", "round(x, 2)");
  return digits === null ? null : Math.trunc(digits);
}

/** One more digit than before may be needed in front of the point: 9.9 becomes 10. */
function roundedType({ precision, scale }: DecimalType, digits: number): DecimalType {
  const whole = precision - scale + 1;
  if (digits < 0) return { kind: "decimal", precision: Math.min(38, Math.max(whole, -digits + 1)), scale: 0 };
  const kept = Math.min(scale, digits);
  return { kind: "decimal", precision: Math.min(38, whole + kept), scale: kept };
}

function bound(value: ResolvedExpr, scale: ResolvedExpr | undefined, type: DataType): Binding {
  const digits = scaleOf(scale);
  const cast = castTo(value, type);
  const result = type.kind === "decimal" ? roundedType(type, digits ?? 0) : type;
  const written: ResolvedExpr = { kind: "literal", value: digits, type: INT, nullable: digits === null };
  return { args: [cast, written], type: result };
}

const rounding: Bind = (args) => {
  counted(args, 1, 2);
  const [value, scale] = args;
  if (scale && !accepts(INT, scale.type)) return null;
  const type = value!.type.kind === "string" || value!.type.kind === "null" ? DOUBLE : value!.type;
  return isNumeric(type) ? bound(value!, scale, type) : null;
};

const BITS: Readonly<Record<string, number>> = { byte: 8, short: 16, int: 32, long: 64 };

function round(name: string, how: Rounding): FunctionDefinition {
  return scalar(name, `${name}(number[, scale])`, rounding, (args, call) => {
    const { type } = call;
    const digits = literalNumber(call.args[1]);
    if (digits !== null && digits >= 0 && isIntegral(type)) return args[0]!;
    const bits = BITS[type.kind];
    const run = (value: unknown, scale: number): unknown => {
      if (typeof value === "object") return decimal(value as Decimal, type as DecimalType, scale, how);
      if (bits === undefined) return real(value as number, scale, how, type.kind === "float");
      const { unscaled } = roundTo({ unscaled: BigInt(value as bigint), scale: 0 }, scale, how);
      const whole = unscaled * 10n ** BigInt(-scale);
      const fits = BigInt.asIntN(bits, whole);
      if (fits !== whole && call.settings.ansi)
        throw new Error(`[ARITHMETIC_OVERFLOW] ${name}: the rounded number does not fit its type.`);
      return type.kind === "long" ? fits : Number(fits);
    };
    const variant = call.settings.ansi ? name : `${name}_wrapping`;
    return callScript({ name: variant, parameters: [call.args[0]!.type, INT], result: type, run }, args);
  });
}

function real(value: number, scale: number, how: Rounding, isFloat: boolean): number {
  if (!Number.isFinite(value) || scale > 330) return value;
  const exact = shortest(value);
  // Long zeros are not worth their digits.
  if (scale >= exact.scale) return value;
  const rounded = toNumber(roundTo(exact, scale, how));
  return isFloat ? Math.fround(rounded) : rounded;
}

function decimal(value: Decimal, type: DecimalType, scale: number, how: Rounding): Decimal {
  const exact: Exact = { unscaled: value.unscaled, scale: value.scale };
  const { unscaled } = roundTo(exact, Math.min(scale, type.scale), how);
  return scale < 0
    ? Decimal.fromUnscaled(unscaled * 10n ** BigInt(-scale), 0)
    : Decimal.fromUnscaled(unscaled, type.scale);
}

/** `ceil` and `floor`: a whole number; with a scale a decimal. */
function whole(name: string, fn: "ceil" | "floor"): FunctionDefinition {
  const how = fn === "ceil" ? "ceiling" : "floor";
  const bind: Bind = (args) => {
    counted(args, 1, 2);
    const [value, scale] = args;
    if (scale !== undefined) {
      // Unlike round, these want a whole number that is written out.
      if (scale.type.kind !== "int" || literalNumber(scale) === null)
        throw new Refusal("NON_FOLDABLE_ARGUMENT", "The scale must be a constant INT.", "ceil(x, 2)");
      const type = exactType(value!.type);
      return type && bound(value!, scale, type);
    }
    const { type } = value!;
    const own = type.kind === "string" || type.kind === "null" ? DOUBLE : type;
    if (!isNumeric(own)) return null;
    if (own.kind !== "decimal")
      return { args: [castTo(value!, isIntegral(own) ? LONG : DOUBLE)], type: LONG };
    return { args: [value!], type: own.scale === 0 ? own : roundedType(own, 0) };
  };
  return scalar(name, `${name}(number[, scale])`, bind, (args, call) => {
    const { type } = call;
    const input = call.args[0]!.type;
    if (input.kind === "long") return args[0]!;
    if (input.kind === "decimal") {
      const run = (value: Decimal, scale: number): Decimal => decimal(value, type as DecimalType, scale, how);
      return callScript({ name: `${fn}_${input.scale}`, parameters: [input, INT], result: type, run }, [
        args[0]!,
        args[1] ?? "0",
      ]);
    }
    const run = (value: number): bigint => toLong(Math[fn](value), name, call.settings.ansi);
    return callScript(
      { name: call.settings.ansi ? fn : `${fn}_lenient`, parameters: [DOUBLE], result: LONG, run },
      args,
    );
  });
}

function exactType(type: DataType): DecimalType | null {
  if (type.kind === "decimal") return type;
  const digits = { byte: 3, short: 5, int: 10, long: 20 }[type.kind as string];
  if (digits !== undefined) return { kind: "decimal", precision: digits, scale: 0 };
  if (type.kind === "float") return { kind: "decimal", precision: 14, scale: 7 };
  if (type.kind === "double") return { kind: "decimal", precision: 30, scale: 15 };
  return type.kind === "string" || type.kind === "null"
    ? { kind: "decimal", precision: 38, scale: 18 }
    : null;
}

function toLong(value: number, name: string, ansi: boolean): bigint {
  if (Number.isNaN(value)) return 0n;
  if (Math.abs(value) < 2 ** 63) return BigInt(value);
  if (ansi) throw new Error(`[ARITHMETIC_OVERFLOW] ${name}: ${value} does not fit a BIGINT.`);
  return value > 0 ? 2n ** 63n - 1n : -(2n ** 63n);
}

export const roundings: readonly FunctionDefinition[] = [
  round("round", "halfUp"),
  round("bround", "halfEven"),
  whole("ceil", "ceil"),
  whole("ceiling", "ceil"),
  whole("floor", "floor"),
  scripted("rint", "number", [DOUBLE], DOUBLE, (x: number) =>
    Math.abs(x % 1) === 0.5 ? 2 * Math.round(x / 2) : Math.sign(x) * Math.round(Math.abs(x)),
  ),
];
