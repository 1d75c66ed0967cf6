import type { Row } from "../types/row.js";

/** A row whose columns the compiler does not know. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a learner reads row.x of an unknown schema without a cast
export type AnyRow = Row & Record<string, any>;

/** With columns more, or others in their place. What an expression gives is known when it is analysed, not to the compiler. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
export type RowPlus<R, N extends string> = Known<N, Row & Omit<R, N> & Record<N, any>>;

/** With columns less; where only the very column was given, it may be any of them. */
export type RowWithout<R, K extends string> = [K] extends [never] ? AnyRow : Known<K, Row & Omit<R, K>>;

/** With one column under another name; a name that is not there changes nothing. */
export type RowRenamed<R, F extends string, T extends string> = Known<
  F | T,
  F extends keyof R ? Row & Omit<R, F | T> & Record<T, R[F]> : R
>;

// A text that the compiler does not know may be the name of any column.
type Known<N extends string, Then> = string extends N ? AnyRow : Then;
