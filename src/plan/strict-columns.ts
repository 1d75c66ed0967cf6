import { operandsOf, type ResolvedAttribute, type ResolvedExpr } from "./resolved.js";

const strict = new Set([
  ...["=", "==", "!=", "<>", "<", "<=", ">", ">=", "between", "not", "!", "like", "rlike"],
  ...["+", "-", "*", "/", "%", "div", "negative", "positive", "shift_time1", "shift_time-1", "time_between"],
  ...["timestampadd", "timestampdiff", "interval_times", "interval_by", "interval_sum1", "interval_sum-1"],
  ...["upper", "lower", "trim", "ltrim", "rtrim", "length", "abs", "isnotnull"],
]);

/** The columns without which a condition cannot be true: it is null where one of them is. */
export function strictColumns(condition: ResolvedExpr): ResolvedAttribute[] {
  switch (condition.kind) {
    case "attribute":
      return [condition];
    case "cast":
    case "field":
      return strictColumns(condition.child);
    case "call":
      return strict.has(condition.fn.name) ? operandsOf(condition).flatMap(strictColumns) : [];
    default:
      return [];
  }
}
