/**
 * Names of the types that have no parts, as Spark's DDL writes them except for `long`, `short`, `byte` (bigint, smallint, tinyint).
 * `interval` is the calendar's: months, days and microseconds side by side.
 */
export type AtomicKind =
  | "null"
  | "boolean"
  | "byte"
  | "short"
  | "int"
  | "long"
  | "float"
  | "double"
  | "string"
  | "binary"
  | "date"
  | "timestamp"
  | "timestamp_ntz"
  | "interval";

export interface AtomicType {
  readonly kind: AtomicKind;
}

/** Months: `INTERVAL YEAR TO MONTH` from the field `start` to the field `end` (0 year, 1 month). */
export interface YearMonthIntervalType {
  readonly kind: "year_month_interval";
  readonly start: number;
  readonly end: number;
}

/** Microseconds: `INTERVAL DAY TO SECOND` from the field `start` to the field `end` (0 day, 1 hour, 2 minute, 3 second). */
export interface DayTimeIntervalType {
  readonly kind: "day_time_interval";
  readonly start: number;
  readonly end: number;
}

export interface DecimalType {
  readonly kind: "decimal";
  /** Digits in all, 1 to 38. */
  readonly precision: number;
  /** Digits after the point, 0 to precision. */
  readonly scale: number;
}

export interface ArrayType {
  readonly kind: "array";
  readonly element: DataType;
  readonly containsNull: boolean;
}

export interface MapType {
  readonly kind: "map";
  readonly key: DataType;
  readonly value: DataType;
  readonly valueContainsNull: boolean;
}

export interface StructField {
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
  /** What is said of the column besides: `comment`, and whatever a schema's JSON carries. */
  readonly metadata?: FieldMetadata;
}

/** Plain JSON. */
export type FieldMetadata = Readonly<Record<string, unknown>>;

export interface StructType {
  readonly kind: "struct";
  readonly fields: readonly StructField[];
}

/** Any Spark SQL type: frozen plain data, compared by value. */
export type DataType =
  AtomicType | DecimalType | YearMonthIntervalType | DayTimeIntervalType | ArrayType | MapType | StructType;
