import type { AtomicKind, DataType } from "../types/data-type.js";
import { sameName } from "../types/names.js";
import { sameType as equalTypes } from "../types/same-type.js";
import { asDecimal, isIntegral, widerDecimal } from "./decimal-types.js";
import type { SqlSettings } from "./functions.js";
import type { ResolvedExpr } from "./resolved.js";

export { asDecimal, isIntegral } from "./decimal-types.js";

const WIDTH: Partial<Record<DataType["kind"], number>> = {
  byte: 1,
  short: 2,
  int: 3,
  long: 4,
  decimal: 5,
  float: 6,
  double: 7,
};

export const atomic = (kind: AtomicKind): DataType => ({ kind });

export function isNumeric(type: DataType): boolean {
  return WIDTH[type.kind] !== undefined;
}

/** Not made of other types. */
export function isAtomic(type: DataType): boolean {
  return type.kind !== "array" && type.kind !== "map" && type.kind !== "struct";
}

/** Equal but for where nulls may stand, which no cast changes. */
export function sameType(a: DataType, b: DataType): boolean {
  return equalTypes(a, b, false);
}

/** What a text becomes beside a value of another type; null where it stays apart. */
type TextBeside = (other: DataType) => DataType | null;

/**
 * The least common type, as Spark's `AnsiTypeCoercion` finds it: null gives way to anything, numbers widen, a string gives way to the
 * atomic type it meets. Without ANSI everything gives way to the string. Null when there is none.
 */
export function commonType(a: DataType, b: DataType, ansi = true): DataType | null {
  return common(a, b, ansi, ansi ? textGivesWay : textWins);
}

/** The common type of two operands of a comparison: without ANSI too a string is read as what it is compared with. */
export function comparedType(a: DataType, b: DataType, ansi: boolean): DataType | null {
  if (!isAtomic(a) && !isAtomic(b) && a.kind !== "null" && b.kind !== "null") return nestedTight(a, b, ansi);
  return common(a, b, ansi, ansi ? textGivesWay : textIsRead);
}

/** Inside arrays and structs no text gives way, and a whole number only to a decimal that holds all of its kind. */
function nestedTight(a: DataType, b: DataType, ansi: boolean): DataType | null {
  const holds = (x: DataType, y: DataType): boolean => {
    if (x.kind === "array" && y.kind === "array") return holds(x.element, y.element);
    if (x.kind === "struct" && y.kind === "struct")
      return x.fields.every((field, i) => !y.fields[i] || holds(field.type, y.fields[i].type));
    if (x.kind === y.kind || (x.kind !== "decimal" && y.kind !== "decimal")) return true;
    const [decimal, other] = x.kind === "decimal" ? [x, y] : [y as DataType & { kind: "decimal" }, x];
    const whole = isIntegral(other) ? asDecimal(other) : null;
    return whole?.kind !== "decimal" || decimal.precision - decimal.scale >= whole.precision;
  };
  if (equalTypes(a, b, false, false)) return a;
  return holds(a, b) ? tightestType(a, b, ansi) : null;
}

/** The common type of what holds no text: what both sides of a binary operator widen to. */
export function tightestType(a: DataType, b: DataType, ansi: boolean): DataType | null {
  return common(a, b, ansi, () => null);
}

function common(a: DataType, b: DataType, ansi: boolean, text: TextBeside): DataType | null {
  if (sameType(a, b)) return a;
  if (a.kind === "null") return b;
  if (b.kind === "null") return a;
  if (isNumeric(a) && isNumeric(b)) return widerNumber(a, b, ansi);
  if (a.kind === "string" && isAtomic(b)) return text(b);
  if (b.kind === "string" && isAtomic(a)) return text(a);
  if (isDateTime(a) && isDateTime(b))
    return atomic(a.kind === "timestamp" || b.kind === "timestamp" ? "timestamp" : "timestamp_ntz");
  if (isFieldInterval(a) && isFieldInterval(b))
    return a.kind === b.kind
      ? { kind: a.kind, start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) }
      : null;
  const both = (x: DataType, y: DataType): DataType | null => common(x, y, ansi, text);
  if (a.kind === "array" && b.kind === "array") {
    const element = both(a.element, b.element);
    return element && { kind: "array", element, containsNull: a.containsNull || b.containsNull };
  }
  if (a.kind === "map" && b.kind === "map") {
    const [key, value] = [both(a.key, b.key), both(a.value, b.value)];
    const valueContainsNull = a.valueContainsNull || b.valueContainsNull;
    return key && value && { kind: "map", key, value, valueContainsNull };
  }
  if (a.kind === "struct" && b.kind === "struct" && a.fields.length === b.fields.length) {
    const fields = a.fields.map((field, i) => {
      const other = b.fields[i]!;
      const type = sameName(field.name, other.name) ? both(field.type, other.type) : null;
      return type && { name: field.name, type, nullable: field.nullable || other.nullable };
    });
    const found = fields.flatMap((f) => (f === null ? [] : [f]));
    return found.length === fields.length ? { kind: "struct", fields: found } : null;
  }
  return null;
}

function widerNumber(a: DataType, b: DataType, ansi: boolean): DataType {
  if (a.kind === "decimal" || b.kind === "decimal") {
    const [x, y] = [asDecimal(a), asDecimal(b)];
    return x && y ? widerDecimal(x, y) : atomic("double");
  }
  const widest = (WIDTH[a.kind]! >= WIDTH[b.kind]! ? a.kind : b.kind) as AtomicKind;
  // A long or int loses digits in a float: under ANSI Spark widens to double.
  return atomic(ansi && widest === "float" && (isIntegral(a) || isIntegral(b)) ? "double" : widest);
}

const textGivesWay: TextBeside = (other) => {
  if (isIntegral(other)) return atomic("long");
  if (isNumeric(other)) return atomic("double");
  return isSimple(other) ? other : null;
};
const textWins: TextBeside = (other) =>
  isSimple(other) && other.kind !== "boolean" && other.kind !== "binary" ? atomic("string") : null;
const textIsRead: TextBeside = (other) => {
  if (other.kind === "decimal") return atomic("double");
  return isSimple(other) ? other : null;
};

type FieldInterval = Extract<DataType, { kind: "day_time_interval" | "year_month_interval" }>;

function isFieldInterval(type: DataType): type is FieldInterval {
  return type.kind === "day_time_interval" || type.kind === "year_month_interval";
}

const isSimple = (type: DataType): boolean =>
  isNumeric(type) || isDateTime(type) || type.kind === "boolean" || type.kind === "binary";

export function isDateTime(type: DataType): boolean {
  return type.kind === "date" || type.kind === "timestamp" || type.kind === "timestamp_ntz";
}

export function commonOf(types: readonly DataType[], ansi = true): DataType | null {
  // Texts first, as Spark does: what they meet does not depend on where they stand.
  const texts = types.filter((t) => t.kind === "string");
  const sorted = [...texts, ...types.filter((t) => t.kind !== "string")];
  return sorted.reduce<DataType | null>((a, b) => a && commonType(a, b, ansi), { kind: "null" });
}

/** Writes the implicit cast in, where one is needed. */
export function castTo(expr: ResolvedExpr, type: DataType): ResolvedExpr {
  return sameType(expr.type, type)
    ? expr
    : { kind: "cast", child: expr, mode: "ansi", type, nullable: expr.nullable };
}

/** The same under the session's settings: in its zone, and without ANSI a value that does not fit is null. */
export function implicitCast(
  expr: ResolvedExpr,
  type: DataType,
  { ansi, timeZone }: SqlSettings,
): ResolvedExpr {
  const cast = castTo(expr, type);
  if (cast === expr || cast.kind !== "cast") return cast;
  return ansi ? { ...cast, zone: timeZone } : { ...cast, zone: timeZone, mode: "legacy", nullable: true };
}

/** Whether a function that wants `to` takes a value of `from` without the user writing a cast, as Spark's `implicitCast`. */
export function accepts(to: DataType, from: DataType): boolean {
  if (sameType(to, from) || from.kind === "null") return true;
  if (isNumeric(to)) return isNumeric(from) || from.kind === "string";
  if (isDateTime(to)) return isDateTime(from) || from.kind === "string";
  if (to.kind === "string") return isAtomic(from);
  if (to.kind === "boolean" || to.kind === "binary") return from.kind === "string";
  if (to.kind === "array" && from.kind === "array") return accepts(to.element, from.element);
  if (to.kind === "map" && from.kind === "map")
    return accepts(to.key, from.key) && accepts(to.value, from.value);
  const found = commonType(to, from);
  return found !== null && sameType(found, to);
}
