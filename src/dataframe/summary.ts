import { StreambookError } from "../errors.js";
import { isNumeric } from "../plan/coerce.js";
import { node, type Expr } from "../plan/expression.js";
import { planNode, type LogicalPlan } from "../plan/logical-plan.js";
import type { StructType } from "../types/data-type.js";

const STRING = { kind: "string" } as const;
const DOUBLE = { kind: "double" } as const;

/** One aggregation over all columns, its results turned into a row for each statistic, every value a text. */
export function summaryPlan(
  child: LogicalPlan,
  schema: StructType,
  columns: readonly string[],
  statistics: readonly string[],
): LogicalPlan {
  const chosen = schema.fields.filter((f) =>
    columns.length > 0
      ? columns.some((c) => c.toLowerCase() === f.name.toLowerCase())
      : isNumeric(f.type) || f.type.kind === "string",
  );
  const cells = statistics.map((statistic, s) =>
    chosen.map((field, i) => {
      const column = node({ kind: "name", parts: [field.name] });
      const value = statisticOf(statistic, column, isNumeric(field.type));
      const text = node({ kind: "cast", child: value, to: STRING, safe: false });
      return node({ kind: "alias", child: text, name: `s${s}_${i}` });
    }),
  );
  const aggregated = planNode({ kind: "aggregate", child, grouping: [], exprs: cells.flat() });
  return planNode({
    kind: "unpivot",
    child: aggregated,
    ids: [],
    entries: statistics.map((name, s) => ({
      name,
      columns: chosen.map((_, i) => node({ kind: "name", parts: [`s${s}_${i}`] })),
    })),
    nameColumn: "summary",
    valueColumns: chosen.map((f) => f.name),
    keepNulls: true,
  });
}

function statisticOf(statistic: string, column: Expr, isNumber: boolean): Expr {
  const call = (name: string, ...args: readonly Expr[]): Expr => node({ kind: "call", name, args });
  // A text counts as the number it may be.
  const number = isNumber ? column : node({ kind: "cast", child: column, to: DOUBLE, safe: true });
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(statistic);
  if (percent) {
    const share = node({ kind: "literal", value: Number(percent[1]) / 100, type: DOUBLE });
    return call("percentile_approx", number, share);
  }
  switch (statistic) {
    case "count":
    case "min":
    case "max":
      return call(statistic, column);
    case "mean":
      return call("avg", number);
    case "stddev":
      return call("stddev", number);
    case "count_distinct":
      return node({ kind: "call", name: "count", args: [column], distinct: true });
    case "approx_count_distinct":
      return call("approx_count_distinct", column);
  }
  throw new StreambookError({
    code: "UNRECOGNIZED_STATISTIC",
    step: "summary",
    rule: "This statistic is not one of Spark's.",
    got: statistic,
    cure: 'count, mean, stddev, min, max, count_distinct, approx_count_distinct, or a percentile such as "25%"',
  });
}
