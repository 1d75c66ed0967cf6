import { StreambookError } from "../errors.js";
import { planNode, type LogicalPlan } from "../plan/logical-plan.js";
import type { DataFrame } from "./dataframe.js";

/** What `df.na` offers. */
export class NaFunctions<R> {
  readonly #child: LogicalPlan;
  readonly #make: (plan: LogicalPlan) => DataFrame<R>;

  constructor(child: LogicalPlan, make: (plan: LogicalPlan) => DataFrame<R>) {
    this.#child = child;
    this.#make = make;
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
    return this.#make(
      planNode({
        kind: "dropNulls",
        child: this.#child,
        columns: subset === null ? null : [subset].flat(),
        how: typeof how === "number" ? "any" : how,
        minNonNulls: typeof how === "number" ? how : null,
      }),
    );
  }
}
