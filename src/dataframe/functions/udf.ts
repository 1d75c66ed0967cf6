import { StreambookError } from "../../errors.js";
import { node, type UserFunction } from "../../plan/expression.js";
import type { DataType } from "../../types/data-type.js";
import { asType, Column, toColumn } from "../column.js";

/** What a function of TypeScript is called with (Date, Map, Row, null for null) is not known to the compiler. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the user writes the types of the parameters
export type UserCode = (...values: any[]) => unknown;

/** A function of columns that runs a function of TypeScript once for each row. */
export interface Udf {
  (...columns: readonly (Column | string)[]): Column;
  readonly definition: UserFunction;
  /** For what gives other results for the same values: it is never computed ahead. */
  asNondeterministic(): Udf;
}

/**
 * A TypeScript function as a column: called once for each row, nulls as null. Its result must be of the type given. An error it throws
 * stops the query with FAILED_EXECUTE_UDF, which names the row's values.
 *
 * @example
 * const initials = udf((first: string | null, last: string | null) => `${first?.[0] ?? "?"}${last?.[0] ?? "?"}`, t.string());
 * people.select(initials("FirstName", "LastName").as("initials"))
 */
export function udf(f: UserCode, type: DataType | string): Udf {
  return made({ f, type: asType(type), isRandom: false });
}

export function made(definition: UserFunction): Udf {
  if (typeof definition.f !== "function")
    throw new StreambookError({
      code: "NOT_CALLABLE",
      step: "udf",
      rule: "udf takes a function and the type of its result.",
      got: typeof definition.f,
      cure: "udf((x) => x + 1, t.int())",
    });
  const name = definition.f.name || "udf";
  const apply = (...columns: readonly (Column | string)[]): Column =>
    new Column(node({ kind: "call", name, args: columns.map(toColumn), user: definition }));
  return Object.assign(apply, {
    definition,
    asNondeterministic: () => made({ ...definition, isRandom: true }),
  });
}
