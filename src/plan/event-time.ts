import { childrenOf, type NamedExpr, type ResolvedExpr, type ResolvedPlan } from "./resolved.js";

/** Columns that carry the event time of a watermark, by id, and the delay of that watermark in microseconds. */
export type EventTimes = ReadonlyMap<number, bigint>;

/** The columns of a plan that carry an event time: the column itself passed through, windows over it, and the time of such a window. */
export function eventTimes(plan: ResolvedPlan): EventTimes {
  if (!plan.isStreaming) return new Map();
  const below = new Map(childrenOf(plan).flatMap((child) => [...eventTimes(child)]));
  const carried = (columns: readonly NamedExpr[]): [number, bigint][] =>
    columns.flatMap(({ attribute, expr }) => {
      const delay = delayOf(expr, below);
      return delay === null ? [] : [[attribute.id, delay]];
    });
  switch (plan.kind) {
    case "watermark":
      return below.set(plan.column, plan.delay);
    case "project":
      return new Map(carried(plan.columns));
    case "aggregate":
      return new Map(carried(plan.keys));
    case "groupState":
      return new Map();
    case "expand":
      return new Map([...below, ...carried(plan.keys)]);
    case "timeWindow":
    case "sessionWindow":
      return new Map([...below, ...carried([{ attribute: plan.window, expr: plan.time }])]);
    case "set":
    case "union": {
      // A column of the result is that of the first input, as in Spark: what the others know of it does not count.
      const [first] = childrenOf(plan);
      const known = eventTimes(first!);
      return new Map(
        plan.output.flatMap((a, i) => {
          const delay = known.get(first!.output[i]!.id);
          return delay === undefined ? [] : [[a.id, delay]];
        }),
      );
    }
    default:
      return below;
  }
}

/** A watermark stands in this plan. */
export function hasWatermark(plan: ResolvedPlan): boolean {
  return plan.kind === "watermark" || childrenOf(plan).some(hasWatermark);
}

/** The delay of the event time that an expression carries on; null when it carries none. */
export function delayOf(expr: ResolvedExpr, times: EventTimes): bigint | null {
  if (expr.kind === "attribute") return times.get(expr.id) ?? null;
  const [window] = expr.kind === "call" && expr.fn.name === "window_time" ? expr.args : [];
  return window ? delayOf(window, times) : null;
}
