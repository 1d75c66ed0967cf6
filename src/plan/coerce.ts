import type { AtomicKind, DataType, DecimalType, StructField, StructType } from "../types/data-type.js";
import { sameName } from "../types/names.js";
import { sameType as equalTypes } from "../types/same-type.js";
import type { ResolvedExpr } from "./resolved.js";

const WIDTH: Partial<Record<DataType["kind"], number>> = {
  byte: 1,
  short: 2,
  int: 3,
  long: 4,
  decimal: 5,
  float: 6,
  double: 7,
};
const INTEGRAL_DIGITS: Partial<Record<DataType["kind"], number>> = { byte: 3, short: 5, int: 10, long: 20 };

export const atomic = (kind: AtomicKind): DataType => ({ kind });

export function isNumeric(type: DataType): boolean {
  return WIDTH[type.kind] !== undefined;
}

export function isIntegral(type: DataType): boolean {
  return INTEGRAL_DIGITS[type.kind] !== undefined;
}

/** Equal but for where nulls may stand, which no cast changes. */
export function sameType(a: DataType, b: DataType): boolean {
  return equalTypes(a, b, false);
}

/** The decimal that holds every value of an integral type, or the type itself. */
export function asDecimal(type: DataType): DecimalType | null {
  if (type.kind === "decimal") return type;
  const digits = INTEGRAL_DIGITS[type.kind];
  return digits === undefined ? null : { kind: "decimal", precision: digits, scale: 0 };
}

function widerDecimal(a: DecimalType, b: DecimalType): DecimalType {
  const scale = Math.max(a.scale, b.scale);
  const whole = Math.max(a.precision - a.scale, b.precision - b.scale);
  return { kind: "decimal", precision: Math.min(38, whole + scale), scale: Math.min(scale, 38) };
}

/**
 * The least common type under ANSI rules, as Spark's `AnsiTypeCoercion`: null gives way to anything, numbers widen, a string gives way
 * to the atomic type it meets. Null when there is none.
 */
export function commonType(a: DataType, b: DataType): DataType | null {
  if (sameType(a, b)) return a;
  if (a.kind === "null") return b;
  if (b.kind === "null") return a;
  if (isNumeric(a) && isNumeric(b)) {
    if (a.kind === "decimal" || b.kind === "decimal") {
      const [x, y] = [asDecimal(a), asDecimal(b)];
      return x && y ? widerDecimal(x, y) : atomic("double");
    }
    // A long or int loses digits in a float: Spark widens to double.
    if (a.kind === "float" || b.kind === "float")
      return atomic(isIntegral(a) || isIntegral(b) ? "double" : widest(a, b));
    return atomic(widest(a, b));
  }
  if (a.kind === "string") return giveWay(b);
  if (b.kind === "string") return giveWay(a);
  if (isDateTime(a) && isDateTime(b))
    return atomic(a.kind === "timestamp" || b.kind === "timestamp" ? "timestamp" : "timestamp_ntz");
  if (
    (a.kind === "day_time_interval" || a.kind === "year_month_interval") &&
    (b.kind === "day_time_interval" || b.kind === "year_month_interval")
  )
    return a.kind === b.kind
      ? { kind: a.kind, start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) }
      : null;
  if (a.kind === "array" && b.kind === "array") {
    const element = commonType(a.element, b.element);
    return element && { kind: "array", element, containsNull: a.containsNull || b.containsNull };
  }
  if (a.kind === "map" && b.kind === "map") {
    const [key, value] = [commonType(a.key, b.key), commonType(a.value, b.value)];
    const valueContainsNull = a.valueContainsNull || b.valueContainsNull;
    return key && value && { kind: "map", key, value, valueContainsNull };
  }
  if (a.kind === "struct" && b.kind === "struct") return commonStruct(a, b);
  return null;
}

/** Structs meet field by field, when their fields have the same names. */
function commonStruct(a: StructType, b: StructType): StructType | null {
  if (a.fields.length !== b.fields.length) return null;
  const fields: StructField[] = [];
  for (const [i, field] of a.fields.entries()) {
    const other = b.fields[i]!;
    const type = commonType(field.type, other.type);
    if (!type || !sameName(field.name, other.name)) return null;
    fields.push({ name: field.name, type, nullable: field.nullable || other.nullable });
  }
  return { kind: "struct", fields };
}

function widest(a: DataType, b: DataType): AtomicKind {
  return (WIDTH[a.kind]! >= WIDTH[b.kind]! ? a.kind : b.kind) as AtomicKind;
}

function giveWay(other: DataType): DataType | null {
  if (isIntegral(other)) return atomic("long");
  if (isNumeric(other)) return atomic("double");
  return ["boolean", "date", "timestamp", "timestamp_ntz", "binary"].includes(other.kind) ? other : null;
}

export function isDateTime(type: DataType): boolean {
  return type.kind === "date" || type.kind === "timestamp" || type.kind === "timestamp_ntz";
}

export function commonOf(types: readonly DataType[]): DataType | null {
  return types.reduce<DataType | null>((a, b) => a && commonType(a, b), { kind: "null" });
}

/** Writes the implicit cast in, where one is needed. */
export function castTo(expr: ResolvedExpr, type: DataType): ResolvedExpr {
  return sameType(expr.type, type)
    ? expr
    : { kind: "cast", child: expr, mode: "ansi", type, nullable: expr.nullable };
}

/** Whether a value of `from` is taken where `to` is wanted, without the user writing a cast (ANSI: numbers widen, strings do not become numbers here). */
export function accepts(to: DataType, from: DataType): boolean {
  if (sameType(to, from) || from.kind === "null") return true;
  if (to.kind === "string") return !["array", "map", "struct", "binary"].includes(from.kind);
  const common = commonType(to, from);
  return common !== null && sameType(common, to);
}
