import { StreambookError } from "../errors.js";
import { node, type Expr } from "../plan/expression.js";
import { planNode } from "../plan/logical-plan.js";
import { isNumeric } from "../plan/coerce.js";
import type { Column } from "./column.js";
import { DataFrame } from "./dataframe.js";

/** A table with its grouping, waiting for what to compute of each group. */
export class GroupedData {
  readonly #df: DataFrame<unknown>;
  readonly #grouping: readonly Expr[];

  constructor(df: DataFrame<unknown>, grouping: readonly Expr[]) {
    this.#df = df;
    this.#grouping = grouping;
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
    const exprs = [...this.#grouping, ...columns.map((c) => c.expr)];
    return new DataFrame(planNode({ kind: "aggregate", child: this.#df.plan, grouping: this.#grouping, exprs }), this.#df.engine);
  }

  /** Rows of each group, as the column `count`. */
  count(): DataFrame {
    const counted: Expr = node({ kind: "call", name: "count", args: [node({ kind: "star", target: null })] });
    const exprs = [...this.#grouping, node({ kind: "alias", child: counted, name: "count" })];
    return new DataFrame(planNode({ kind: "aggregate", child: this.#df.plan, grouping: this.#grouping, exprs }), this.#df.engine);
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
    const grouped = new Set(this.#grouping.map((g) => (g.kind === "name" ? g.parts.at(-1)!.toLowerCase() : "")));
    const numbers = this.#df.schema.fields.filter((f) => isNumeric(f.type) && !grouped.has(f.name.toLowerCase()));
    const names = columns.length > 0 ? columns : numbers.map((f) => f.name);
    const calls = names.map((n) => node({ kind: "call" as const, name, args: [node({ kind: "name", parts: [n] })] }));
    const exprs = [...this.#grouping, ...calls];
    return new DataFrame(planNode({ kind: "aggregate", child: this.#df.plan, grouping: this.#grouping, exprs }), this.#df.engine);
  }
}
