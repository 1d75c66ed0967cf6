import { StreambookError } from "../errors.js";
import { node, type Expr } from "../plan/expression.js";
import { planNode, type LogicalPlan } from "../plan/logical-plan.js";
import { isNumeric } from "../plan/coerce.js";
import type { Column } from "./column.js";
import type { DataFrame } from "./dataframe.js";

/** A table with its grouping, waiting for what to compute of each group. */
export class GroupedData {
  readonly #df: DataFrame<unknown>;
  readonly #grouping: readonly Expr[];
  readonly #make: (plan: LogicalPlan) => DataFrame;

  constructor(df: DataFrame<unknown>, grouping: readonly Expr[], make: (plan: LogicalPlan) => DataFrame) {
    this.#df = df;
    this.#grouping = grouping;
    this.#make = make;
  }

  #aggregate(computed: readonly Expr[]): DataFrame {
    const exprs = [...this.#grouping, ...computed];
    return this.#make(planNode({ kind: "aggregate", child: this.#df.plan, grouping: this.#grouping, exprs }));
  }

  /**
   * One column per aggregate, after the grouping columns.
   *
   * @example
   * iot.groupBy("gt").agg(count("*").as("n"), avg("x").as("mean_x"))
   */
  agg(...columns: readonly Column[]): DataFrame {
    if (columns.length === 0)
      throw new StreambookError({
        code: "CANNOT_BE_EMPTY",
        step: "agg",
        rule: "agg needs at least one aggregate.",
        got: "agg()",
        cure: 'agg(count("*").as("n"))',
      });
    return this.#aggregate(columns.map((c) => c.expr));
  }

  /** Rows of each group, as the column `count`. */
  count(): DataFrame {
    const counted: Expr = node({ kind: "call", name: "count", args: [node({ kind: "star", target: null })] });
    return this.#aggregate([node({ kind: "alias", child: counted, name: "count" })]);
  }
  avg(...columns: readonly string[]): DataFrame {
    return this.#each("avg", columns);
  }
  mean(...columns: readonly string[]): DataFrame {
    return this.#each("avg", columns);
  }
  sum(...columns: readonly string[]): DataFrame {
    return this.#each("sum", columns);
  }
  min(...columns: readonly string[]): DataFrame {
    return this.#each("min", columns);
  }
  max(...columns: readonly string[]): DataFrame {
    return this.#each("max", columns);
  }

  /** Of the columns named, or of all numbers that are not grouped by. */
  #each(name: string, columns: readonly string[]): DataFrame {
    const grouped = new Set(
      this.#grouping.map((g) => (g.kind === "name" ? g.parts.at(-1)!.toLowerCase() : "")),
    );
    const numbers = this.#df.schema.fields.filter(
      (f) => isNumeric(f.type) && !grouped.has(f.name.toLowerCase()),
    );
    const names = columns.length > 0 ? columns : numbers.map((f) => f.name);
    return this.#aggregate(
      names.map((n) => node({ kind: "call", name, args: [node({ kind: "name", parts: [n] })] })),
    );
  }
}
