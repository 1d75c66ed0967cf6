import { asDecimal, castTo, commonType, isIntegral, isNumeric, sameType } from "../../../plan/coerce.js";
import { Refusal } from "../../../plan/functions.js";
import type { ResolvedExpr } from "../../../plan/resolved.js";
import type { ArrayType, DataType, MapType } from "../../../types/data-type.js";

const NULL: DataType = { kind: "null" };

export const arrayOf = (element: DataType, containsNull = true): ArrayType => ({
  kind: "array",
  element,
  containsNull,
});

/** A bare NULL where an array is wanted is an array of nothing. */
export function asArray(arg: ResolvedExpr | undefined): ArrayType {
  if (arg?.type.kind === "array") return arg.type;
  if (arg?.type.kind === "null") return arrayOf(NULL);
  throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE");
}

/** An array as it is, and a null without a type as an array of nothing. */
export function arrayArgument(arg: ResolvedExpr | undefined): ResolvedExpr {
  return castTo(arg!, asArray(arg));
}

export function asMap(arg: ResolvedExpr | undefined): MapType {
  if (arg?.type.kind === "map") return arg.type;
  if (arg?.type.kind === "null") return { kind: "map", key: NULL, value: NULL, valueContainsNull: true };
  throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE");
}

/** An argument of that type, or one that Spark makes into it by itself. */
export function wanted(arg: ResolvedExpr, type: DataType): ResolvedExpr {
  const fits =
    arg.type.kind === "null" ||
    sameType(arg.type, type) ||
    arg.type.kind === "string" ||
    (isNumeric(arg.type) && isNumeric(type)) ||
    (type.kind === "string" && !["array", "map", "struct", "binary"].includes(arg.type.kind));
  if (!fits) throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE");
  return castTo(arg, type);
}

/** A text, and nothing that Spark would have to make into one. */
export function asText(arg: ResolvedExpr): ResolvedExpr {
  if (arg.type.kind === "string" || arg.type.kind === "null") return castTo(arg, { kind: "string" });
  throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE");
}

/** The least common type, where a string beside something else is refused instead of read. */
export function wider(a: DataType, b: DataType): DataType | null {
  if (a.kind === "array" && b.kind === "array") {
    const element = wider(a.element, b.element);
    return element && arrayOf(element, a.containsNull || b.containsNull);
  }
  const mixes = (a.kind === "string") !== (b.kind === "string") && a.kind !== "null" && b.kind !== "null";
  return mixes ? null : commonType(a, b);
}

/** The common type that loses nothing: no decimal beside an integer that it cannot hold. */
export function tightest(a: DataType, b: DataType): DataType | null {
  if (a.kind === "decimal" || b.kind === "decimal") {
    const [x, y] = [asDecimal(a), asDecimal(b)];
    if (!x || !y || sameType(a, b)) return wider(a, b);
    const [fixed, other] = a.kind === "decimal" ? [x, y] : [y, x];
    return isIntegral(a.kind === "decimal" ? b : a) && fixed.precision - fixed.scale >= other.precision
      ? fixed
      : null;
  }
  return wider(a, b);
}

/** An array and a value for it, both of one element type. */
export function arrayAndValue(
  array: ResolvedExpr,
  value: ResolvedExpr,
  common: (a: DataType, b: DataType) => DataType | null = tightest,
): { array: ResolvedExpr; value: ResolvedExpr; type: ArrayType } {
  if (array.type.kind !== "array") throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE");
  const element = common(array.type.element, value.type);
  if (!element) throw new Refusal("DATATYPE_MISMATCH.ARRAY_FUNCTION_DIFF_TYPES");
  const type = arrayOf(element, array.type.containsNull);
  return { array: castTo(array, type), value: castTo(value, element), type };
}

/** Two arrays of one element type. */
export function twoArrays(args: readonly ResolvedExpr[]): { args: ResolvedExpr[]; type: ArrayType } {
  const [a, b] = args.map((arg) => arg.type);
  const element = a?.kind === "array" && b?.kind === "array" ? wider(a.element, b.element) : null;
  if (!element || a?.kind !== "array" || b?.kind !== "array")
    throw new Refusal("DATATYPE_MISMATCH.BINARY_ARRAY_DIFF_TYPES");
  const type = arrayOf(element, a.containsNull || b.containsNull);
  return { args: args.map((arg) => castTo(arg, type)), type };
}

/** The SQL for whether an array holds a null, the array's SQL being cheap. */
export const holdsNull = (list: string): string => `(list_count(${list}) < len(${list}))`;
