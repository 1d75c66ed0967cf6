import { combineLimits } from "./combine-limits.js";
import { deduplicatedColumns } from "./deduplicated-columns.js";
import type { Conditions } from "./join-filters.js";
import { limitReads, type LimitReads } from "./limit-reads.js";
import { lowerExcept } from "./lower-except.js";
import { lowerFilters } from "./lower-filters.js";
import { lowerSemiJoins } from "./lower-semi-joins.js";
import type { ResolvedPlan } from "./resolved.js";
import { withoutTwins } from "./union-twins.js";

/** A streaming plan with what Spark's optimizer does to it, as far as watermarks, late rows and states tell of it. */
export function optimizedStream(plan: ResolvedPlan, make: Conditions): LimitReads {
  const lowered = lowerFilters(lowerSemiJoins(lowerExcept(withoutTwins(plan), make)), make);
  return limitReads(combineLimits(deduplicatedColumns(lowered)));
}
