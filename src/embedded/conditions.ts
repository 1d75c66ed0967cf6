import type { Conditions } from "../plan/join-filters.js";
import type { ResolvedCall, ResolvedExpr } from "../plan/resolved.js";
import { functions } from "./functions/index.js";

function call(name: string, args: readonly ResolvedExpr[], nullable: boolean): ResolvedCall {
  const settings = { ansi: true, timeZone: "UTC" };
  return {
    kind: "call",
    fn: functions.find(name)!,
    args,
    distinct: false,
    settings,
    type: { kind: "boolean" },
    nullable,
  };
}

/** Conditions that the rules of streams add to a plan. */
export const conditions: Conditions = {
  isNotNull: (column) => call("isnotnull", [column], false),
  isSame: (a, b) => call("<=>", [a, b], false),
  and: (a, b) => call("and", [a, b], a.nullable || b.nullable),
};
