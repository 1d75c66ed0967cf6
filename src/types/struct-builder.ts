import type { DataType, StructField, StructType } from "./data-type.js";
import { parseDDL } from "./ddl.js";
import type { Decimal } from "./decimal.js";
import { structField } from "./t.js";
import type { FieldValue, NotNull, RowWith, valueOfType } from "./typed.js";

/** The values of the type names that `add` takes, as in PySpark's `add("a", "long")`. Any other DDL type works too. */
export interface NamedTypes {
  boolean: boolean;
  byte: number;
  tinyint: number;
  short: number;
  smallint: number;
  int: number;
  integer: number;
  long: bigint;
  bigint: bigint;
  float: number;
  double: number;
  decimal: Decimal;
  string: string;
  binary: Uint8Array;
  date: Date;
  timestamp: Date;
  timestamp_ntz: Date;
}

type Added<F, N extends string, V> = StructTypeBuilder<F & { readonly [K in N]: V }>;
type Nullable<V, B> = B extends false ? Exclude<V, null> : V;

/** A schema that grows field by field; it is itself a schema, to be given wherever one is expected. */
export interface StructTypeBuilder<F> extends StructType {
  readonly [valueOfType]?: { readonly value: RowWith<F> };
  /** A new schema with one more field; this one stays as it is. The type is made by `t` or named as DDL names it. */
  add<N extends string, T extends keyof NamedTypes, B extends boolean = true>(
    name: N,
    type: T,
    nullable?: B,
  ): Added<F, N, Nullable<NamedTypes[T] | null, B>>;
  add<N extends string, T extends DataType | NotNull, B extends boolean = true>(
    name: N,
    type: T,
    nullable?: B,
  ): Added<F, N, Nullable<FieldValue<T>, B>>;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the compiler cannot read DDL
  add<N extends string>(name: N, type: string, nullable?: boolean): Added<F, N, any>;
}

// `add` stands on the prototype, so that the schema equals one made by t.struct.
class Builder {
  readonly kind = "struct";
  readonly fields: readonly StructField[];

  constructor(fields: readonly StructField[]) {
    this.fields = Object.freeze([...fields]);
    Object.freeze(this);
  }

  add(name: string, type: DataType | NotNull | string, nullable = true): Builder {
    return new Builder([
      ...this.fields,
      structField(name, typeof type === "string" ? parseDDL(type) : type, nullable),
    ]);
  }
}

/**
 * An empty schema to add fields to, as PySpark's `StructType()`.
 *
 * @example
 * const schema = structType().add("Arrival_Time", t.long()).add("User", "string", false);
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- no fields yet
export function structType(): StructTypeBuilder<{}> {
  return new Builder([]) as never;
}
