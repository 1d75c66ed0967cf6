import type { GroupStatePlan } from "../logical-plan.js";
import type { ResolvedGroupState, ResolvedPlan } from "../resolved.js";
import { groupingKey } from "./aggregates.js";
import type { AnalysisContext } from "./context.js";
import type { Scope } from "./names.js";
import { unfold } from "./select-list.js";
import { attributes } from "./tables.js";

/** State per key: the grouping is resolved, the rows that come out have columns of their own. */
export function resolveGroupState(
  { keys, definition }: GroupStatePlan,
  child: ResolvedPlan,
  scope: Scope,
  context: AnalysisContext,
): ResolvedGroupState {
  return {
    kind: "groupState",
    child,
    keys: keys.map((key) => groupingKey(unfold(key, context), scope, context)),
    definition,
    timeZone: context.settings.timeZone,
    output: attributes(definition.output, context),
    isStreaming: child.isStreaming,
  };
}
