import type { DataType, StructType } from "./data-type.js";
import type { Decimal } from "./decimal.js";
import type { Row, schemaKey } from "./row-class.js";

// Exists for the compiler only: no value carries it at run time.
export declare const valueOfType: unique symbol;

/** A data type that remembers which JavaScript value a reader gets for it. */
export type Typed<T extends DataType, V> = T & { readonly [valueOfType]?: { readonly value: V } };

/** A field that takes no nulls: `t.notNull(t.long())`, meant for `t.struct`. */
export interface NotNull<V = unknown> {
  readonly kind: "notNull";
  readonly type: DataType;
  readonly [valueOfType]?: { readonly value: V };
}

/** The JavaScript value of a type as a row gives it: `bigint` for `t.long()`. `any` where the compiler cannot know. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a learner reads `row.x` of an unknown schema without a cast
export type ValueOf<T> = T extends { readonly [valueOfType]?: { readonly value: infer V } } ? Known<V> : any;

// A plain DataType matches the phantom property with nothing to infer: that is "unknown", which nobody can use.
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- see ValueOf
type Known<V> = unknown extends V ? any : V;

/** What a field of `t.struct` holds: null too, unless it is `t.notNull(…)`. */
export type FieldValue<T> = T extends { readonly kind: "notNull" } ? ValueOf<T> : ValueOf<T> | null;

/** The fields of a row of `t.struct({…})`. */
export type FieldValues<F> = { [K in keyof F]: FieldValue<F[K]> };

/** A row with these fields. A field named like one of Row's methods hides the method. */
export type RowWith<F> = [keyof F & keyof Row] extends [never] ? F & Row : F & Omit<Row, keyof F & keyof Row>;

/** A schema whose rows have these fields. */
export type StructOf<F> = Typed<StructType, RowWith<F>>;

/**
 * The row type of a schema.
 *
 * @example
 * const schema = t.struct({ Arrival_Time: t.long(), x: t.double() });
 * type Reading = RowOf<typeof schema>; // { Arrival_Time: bigint | null; x: number | null } & Row
 */
export type RowOf<S> = ValueOf<S>;

/** What may be written where a value of a row is expected: `1` for a long, ISO text for a timestamp, an object for a struct. */
export type InputOf<V> = V extends bigint
  ? bigint | number
  : V extends Date
    ? Date | string | bigint
    : V extends Decimal
      ? Decimal | bigint | number | string
      : V extends Uint8Array
        ? Uint8Array
        : V extends ReadonlyMap<infer K, infer W>
          ? ReadonlyMap<InputOf<K>, InputOf<W>> | { readonly [key: string]: InputOf<W> }
          : V extends readonly (infer E)[]
            ? readonly InputOf<E>[]
            : V extends { readonly [schemaKey]: StructType }
              ? InputFields<V>
              : V;

// A row with a column named like a method has lost that method, so it is told from the whole Row.
type FieldNames<V> = Exclude<keyof V, V extends Row ? keyof Row : typeof schemaKey>;
type InputFields<V> = { readonly [K in FieldNames<V>]?: InputOf<V[K]> | undefined } | readonly unknown[];

/** What `addData` and `createDataFrame` take as a row of a schema. */
export type InputRowOf<S> = InputOf<RowOf<S>>;
