import { StreambookError } from "../errors.js";
import type { LogicalPlan } from "../plan/logical-plan.js";
import { described } from "./described.js";

/** The plan of the other table of a join or a union. */
export function planOf(step: string, other: { readonly plan: LogicalPlan }): LogicalPlan {
  const given: unknown = other;
  const plan = (given as { readonly plan?: LogicalPlan } | null | undefined)?.plan;
  if (plan) return plan;
  throw new StreambookError({
    code: "NOT_EXPECTED_TYPE",
    step,
    rule: `${step}() takes another DataFrame.`,
    got: described(given),
    cure:
      typeof given === "string"
        ? `session.table(${JSON.stringify(given)})`
        : given instanceof Promise
          ? "put await before the call that made it"
          : `${step}(otherTable)`,
  });
}
