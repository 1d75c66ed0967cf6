/** Names of the types that have no parts, as Spark's DDL writes them except for `long`, `short`, `byte` (bigint, smallint, tinyint). */
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
  | "timestamp_ntz";

export interface AtomicType {
  readonly kind: AtomicKind;
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
}

export interface StructType {
  readonly kind: "struct";
  readonly fields: readonly StructField[];
}

/** Any Spark SQL type: frozen plain data, compared by value. */
export type DataType = AtomicType | DecimalType | ArrayType | MapType | StructType;
