import { references } from "./references.js";
import { childrenOf, expressionsOf, type ResolvedExpr, type ResolvedPlan } from "./resolved.js";

type Ids = ReadonlySet<number>;

const read = (exprs: readonly ResolvedExpr[]): number[] => exprs.flatMap((e) => [...references(e)]);

/** What an operator needs of the columns below it when so much of its own is needed. A join keeps no other columns in its state. */
export function neededBelow(plan: ResolvedPlan, needed: Ids): Ids {
  switch (plan.kind) {
    case "project":
      return new Set(read(plan.columns.filter((c) => needed.has(c.attribute.id)).map((c) => c.expr)));
    case "aggregate":
      return new Set(read(expressionsOf(plan)));
    case "filter":
    case "generate":
    case "expand":
    case "sort":
    case "limit":
    case "sample":
      return new Set([...needed, ...read(expressionsOf(plan))]);
    case "timeWindow":
      return new Set([...needed, ...read([plan.time])]);
    case "join":
      return new Set([
        ...needed,
        ...read(expressionsOf(plan)),
        ...read(plan.lateral?.map((column) => column.expr) ?? []),
      ]);
    default:
      return new Set(childrenOf(plan).flatMap((child) => child.output.map((a) => a.id)));
  }
}
