import { StreambookError } from "../errors.js";
import type {
  ArrayType,
  AtomicKind,
  AtomicType,
  DataType,
  DecimalType,
  FieldMetadata,
  MapType,
  StructField,
  StructType,
} from "./data-type.js";
import type { Decimal } from "./decimal.js";
import type { FieldValues, NotNull, StructOf, Typed, ValueOf } from "./typed.js";

const atoms = new Map<AtomicKind, AtomicType>();

/** The one frozen value of a type without parts. */
export function atomic(kind: AtomicKind): AtomicType {
  let type = atoms.get(kind);
  if (type === undefined) atoms.set(kind, (type = Object.freeze({ kind })));
  return type;
}

export function decimalType(precision = 10, scale = 0): DecimalType {
  if (!Number.isInteger(precision) || precision < 1 || precision > 38) {
    throw new StreambookError({
      code: "DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION",
      step: "decimal type",
      rule: "The precision of a decimal is a whole number from 1 to 38.",
      got: String(precision),
      cure: "t.decimal(38, 2)",
    });
  }
  if (!Number.isInteger(scale) || scale < 0 || scale > precision) {
    throw new StreambookError({
      code: "DECIMAL_SCALE_EXCEEDS_PRECISION",
      step: "decimal type",
      rule: `The scale of a decimal (digits after the point) is a whole number from 0 to its precision, ${precision}.`,
      got: String(scale),
      cure: `t.decimal(${precision}, ${Math.min(2, precision)})`,
    });
  }
  return Object.freeze({ kind: "decimal", precision, scale });
}

export function arrayType(element: DataType, containsNull = true): ArrayType {
  return Object.freeze({ kind: "array", element: checkedType("t.array", element), containsNull });
}

export function mapType(key: DataType, value: DataType, valueContainsNull = true): MapType {
  if (checkedType("t.map", key).kind === "map") {
    throw new StreambookError({
      code: "DATATYPE_MISMATCH.INVALID_MAP_KEY_TYPE",
      step: "t.map",
      rule: "The key of a map cannot be a map.",
      cure: "t.map(t.string(), …)",
    });
  }
  return Object.freeze({ kind: "map", key, value: checkedType("t.map", value), valueContainsNull });
}

export function structField(
  name: string,
  type: DataType | NotNull,
  nullable = true,
  metadata: FieldMetadata = {},
): StructField {
  const checked = checkedType(`field ${JSON.stringify(name)}`, type);
  const field = { name, type: checked, nullable: nullable && !isNotNull(type) };
  return Object.freeze(Object.keys(metadata).length === 0 ? field : { ...field, metadata });
}

export function structOf(fields: readonly StructField[]): StructType {
  return Object.freeze({ kind: "struct", fields: Object.freeze([...fields]) });
}

function isNotNull(type: DataType | NotNull): type is NotNull {
  return type.kind === "notNull";
}

// Cells are often JavaScript in spirit: `t.long` without its brackets must not become a schema.
function checkedType(step: string, type: DataType | NotNull): DataType {
  const given: unknown = type;
  if (typeof given === "object" && given !== null && typeof (given as { kind?: unknown }).kind === "string") {
    return isNotNull(type) ? type.type : type;
  }
  throw new StreambookError({
    code: "NOT_EXPECTED_TYPE",
    step,
    rule: "A data type made by t is expected.",
    got:
      typeof given === "function"
        ? `the function ${(given as { name: string }).name}`
        : (JSON.stringify(given) ?? String(given)),
    cure:
      typeof given === "function"
        ? "call it: t.long(), t.string(), …"
        : typeof given === "string"
          ? `${Object.hasOwn(t, given) ? `t.${given}()` : "t.string(), t.long(), …"}; a schema as text is for .schema("x double")`
          : "t.long(), t.string(), t.struct({ … })",
  });
}

function simple<V>(kind: AtomicKind): () => Typed<AtomicType, V> {
  return () => atomic(kind);
}

type Element<E, N> = ValueOf<E> | (N extends false ? never : null);

/**
 * Makes data types. A field of `t.struct` may be null unless it is `t.notNull(type)`.
 *
 * @example
 * const iot = t.struct({ Arrival_Time: t.long(), User: t.notNull(t.string()), x: t.double() });
 * iot.fields[1]; // { name: "User", type: { kind: "string" }, nullable: false }
 */
export const t = Object.freeze({
  boolean: simple<boolean>("boolean"),
  /** -128 to 127. */
  byte: simple<number>("byte"),
  /** -32768 to 32767. */
  short: simple<number>("short"),
  /** 32 bits. */
  int: simple<number>("int"),
  /** 64 bits: a bigint in JavaScript, always. */
  long: simple<bigint>("long"),
  /** 32-bit floating point. */
  float: simple<number>("float"),
  double: simple<number>("double"),
  string: simple<string>("string"),
  // The type is written out: inferred, it is declared with a type parameter that the notebooks' compiler does not know.
  binary: (): Typed<AtomicType, Uint8Array> => atomic("binary"),
  /** A day without time: a Date at midnight UTC. */
  date: simple<Date>("date"),
  /** An instant, to the microsecond inside and in what is printed, to the millisecond as a Date. */
  timestamp: simple<Date>("timestamp"),
  /** A date and time without zone: a Date that shows it in UTC. */
  timestampNtz: simple<Date>("timestamp_ntz"),
  /** The type of a bare NULL. */
  nullType: simple<null>("null"),
  /** Exact: `precision` digits in all (1 to 38), `scale` of them after the point. */
  decimal: (precision?: number, scale?: number): Typed<DecimalType, Decimal> => decimalType(precision, scale),
  array: <E extends DataType, N extends boolean = true>(
    element: E,
    containsNull?: N,
  ): Typed<ArrayType, Element<E, N>[]> => arrayType(element, containsNull),
  map: <K extends DataType, V extends DataType, N extends boolean = true>(
    key: K,
    value: V,
    valueContainsNull?: N,
  ): Typed<MapType, Map<ValueOf<K>, Element<V, N>>> => mapType(key, value, valueContainsNull),
  struct: <F extends { readonly [name: string]: DataType | NotNull }>(fields: F): StructOf<FieldValues<F>> =>
    structOf(Object.entries(fields).map(([name, type]) => structField(name, type))),
  notNull: <T extends DataType>(type: T): NotNull<ValueOf<T>> =>
    Object.freeze({ kind: "notNull", type: checkedType("t.notNull", type) }),
});
