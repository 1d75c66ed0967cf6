import { StreambookError } from "../errors.js";
import { planNode } from "../plan/logical-plan.js";
import { DataFrame } from "./dataframe.js";

/** What `df.na` offers. */
export class NaFunctions<R> {
  readonly #df: DataFrame<R>;

  constructor(df: DataFrame<R>) {
    this.#df = df;
  }

  /**
   * Drops rows with nulls (and NaN): `"any"` of the columns is null, or `"all"` are; a number is the least count of values a row must have.
   *
   * @example
   * iot.na.drop("any", ["Device", "x"])
   */
  drop(how: "any" | "all" | number = "any", subset: readonly string[] | string | null = null): DataFrame<R> {
    if (typeof how === "string" && how !== "any" && how !== "all")
      throw new StreambookError({
        code: "VALUE_NOT_ANY_OR_ALL",
        step: "na.drop",
        rule: 'How to drop is "any" or "all".',
        got: JSON.stringify(how),
        cure: 'na.drop("any"), na.drop("all"), na.drop("any", ["x", "y"])',
      });
    return new DataFrame<R>(
      planNode({
        kind: "dropNulls",
        child: this.#df.plan,
        columns: subset === null ? null : [subset].flat(),
        how: typeof how === "number" ? "any" : how,
        minNonNulls: typeof how === "number" ? how : null,
      }),
      this.#df.engine,
    );
  }
}
