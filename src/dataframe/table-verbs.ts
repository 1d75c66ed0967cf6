import { StreambookError } from "../errors.js";
import type { Engine } from "../plan/engine.js";
import { node, type Expr } from "../plan/expression.js";
import { planNode, type LogicalPlan } from "../plan/logical-plan.js";
import type { StructType } from "../types/data-type.js";
import { toColumn, type Column } from "./column.js";
import { planOf } from "./other-table.js";
import type { AnyRow, DataFrame } from "./dataframe.js";
import { summaryPlan } from "./summary.js";

/** Verbs over whole tables: sets of rows, samples, names by position, statistics. DataFrame inherits them. */
export abstract class TableVerbs<R> {
  abstract readonly plan: LogicalPlan;
  abstract readonly engine: Engine;
  abstract readonly schema: StructType;
  protected abstract derive<T = AnyRow>(plan: LogicalPlan): DataFrame<T>;

  distinct(): DataFrame<R> {
    return this.derive<R>({ kind: "distinct", child: this.plan, deduplicates: true });
  }
  /**
   * One row of each combination of the columns, or of all.
   *
   * @example
   * iot.dropDuplicates(["User", "gt"])
   */
  dropDuplicates(columns: readonly string[] | string | null = null): DataFrame<R> {
    return this.derive<R>({
      kind: "distinctOn",
      child: this.plan,
      columns: columns === null ? null : [columns].flat(),
    });
  }
  /**
   * One row of each combination of the columns, or of all, among those at most the watermark's delay after the first: what a source sends twice
   * comes once, and a key is forgotten when the watermark has passed its first row's time and the delay. Streams with a watermark only.
   *
   * @example
   * orders.withWatermark("time", "10 minutes").dropDuplicatesWithinWatermark(["orderId"])
   */
  dropDuplicatesWithinWatermark(columns: readonly string[] | string | null = null): DataFrame<R> {
    return this.derive<R>({
      kind: "distinctOn",
      child: this.plan,
      columns: columns === null ? null : [columns].flat(),
      withinWatermark: true,
    });
  }
  /** All rows of both, column by position. */
  union(other: DataFrame<unknown>): DataFrame<R> {
    return this.derive<R>({ kind: "union", children: [this.plan, planOf("union", other)] });
  }
  /** The same as `union`. */
  unionAll(other: DataFrame<unknown>): DataFrame<R> {
    return this.union(other);
  }
  /** All rows of both, columns by name; with `allowMissingColumns` what one side lacks is null there. */
  unionByName(
    other: DataFrame<unknown>,
    options: { readonly allowMissingColumns?: boolean } | boolean = {},
  ): DataFrame {
    const allowMissing = typeof options === "boolean" ? options : (options.allowMissingColumns ?? false);
    return this.derive({
      kind: "unionByName",
      left: this.plan,
      right: planOf("unionByName", other),
      allowMissing,
    });
  }
  /** Rows that both have, each once. */
  intersect(other: DataFrame<unknown>): DataFrame<R> {
    return this.#set("intersect", other, false);
  }
  /** Rows that both have, as often as both have them. */
  intersectAll(other: DataFrame<unknown>): DataFrame<R> {
    return this.#set("intersect", other, true);
  }
  /** Rows that the other has not, each once. */
  subtract(other: DataFrame<unknown>): DataFrame<R> {
    return this.#set("except", other, false);
  }
  /** The same as `subtract`. */
  except(other: DataFrame<unknown>): DataFrame<R> {
    return this.subtract(other);
  }
  /** Rows less those of the other, each row of it taking one away. */
  exceptAll(other: DataFrame<unknown>): DataFrame<R> {
    return this.#set("except", other, true);
  }

  #set(operator: "intersect" | "except", other: DataFrame<unknown>, all: boolean): DataFrame<R> {
    return this.derive<R>({ kind: "set", operator, all, left: this.plan, right: planOf(operator, other) });
  }

  /** About this share of the rows; the same rows for the same seed. */
  sample(fraction: number, seed: number | bigint = 0): DataFrame<R> {
    return this.#sample(0, share("sample", fraction), seed);
  }
  /**
   * The rows dealt out by these weights; every row is in one part.
   *
   * @example
   * const [train, test] = df.randomSplit([0.8, 0.2], 1);
   */
  randomSplit(weights: readonly number[], seed: number | bigint = 0): DataFrame<R>[] {
    const total = weights.reduce((a, b) => a + b, 0);
    let from = 0;
    return weights.map((weight, i) => {
      const upTo = i === weights.length - 1 ? 1 : from + weight / total;
      const part = this.#sample(from, upTo, seed);
      from = upTo;
      return part;
    });
  }

  #sample(lower: number, upper: number, seed: number | bigint): DataFrame<R> {
    return this.derive<R>({ kind: "sample", child: this.plan, lower, upper, seed: BigInt(seed) });
  }

  /** New names by position; without names the table as it is. */
  toDF(...names: readonly string[]): DataFrame {
    return names.length === 0
      ? this.derive(this.plan)
      : this.derive({ kind: "renameAll", child: this.plan, names });
  }
  withColumnsRenamed(names: Readonly<Record<string, string>>): DataFrame {
    const plan = Object.entries(names).reduce<LogicalPlan>(
      (child, [from, to]) => planNode({ kind: "rename", child, from, to }),
      this.plan,
    );
    return this.derive(plan);
  }
  /** What a function makes of the table: verbs of your own in a chain. */
  transform<T>(change: (df: DataFrame<R>) => DataFrame<T>): DataFrame<T> {
    return change(this.derive<R>(this.plan));
  }

  /**
   * Turns columns into rows: a row for each of them, with its name and its value.
   *
   * @example
   * iot.unpivot(["User"], ["x", "y", "z"], "axis", "value")
   */
  unpivot(
    ids: readonly (Column | string)[] | Column | string,
    values: readonly (Column | string)[] | Column | string | null,
    nameColumn: string,
    valueColumn: string,
  ): DataFrame {
    const keep = [ids].flat().map(toColumn);
    const kept = new Set(keep.map((e) => (e.kind === "name" ? e.parts.at(-1)!.toLowerCase() : "")));
    const turned: readonly Expr[] =
      values === null
        ? this.schema.fields
            .filter((f) => !kept.has(f.name.toLowerCase()))
            .map((f) => node({ kind: "name", parts: [f.name] }))
        : [values].flat().map(toColumn);
    return this.derive({
      kind: "unpivot",
      child: this.plan,
      ids: keep,
      entries: turned.map((column) => ({ columns: [column], name: null })),
      nameColumn,
      valueColumns: [valueColumn],
      keepNulls: true,
    });
  }

  /** Count, mean, standard deviation, least and greatest value of columns, as texts. */
  describe(...columns: readonly string[]): DataFrame {
    const statistics = ["count", "mean", "stddev", "min", "max"];
    return this.derive(summaryPlan(this.plan, this.schema, columns, statistics));
  }
  /** Like `describe`, with the statistics named: `"count"`, `"mean"`, `"25%"`, `"max"`, … */
  summary(...statistics: readonly string[]): DataFrame {
    const all = ["count", "mean", "stddev", "min", "25%", "50%", "75%", "max"];
    return this.derive(summaryPlan(this.plan, this.schema, [], statistics.length > 0 ? statistics : all));
  }

  /** The table as it is: this engine keeps nothing between queries, and has no partitions. */
  cache(): DataFrame<R> {
    return this.derive<R>(this.plan);
  }
  /** The same as `cache`. */
  persist(): DataFrame<R> {
    return this.cache();
  }
  unpersist(): DataFrame<R> {
    return this.cache();
  }
  repartition(..._how: readonly unknown[]): DataFrame<R> {
    return this.cache();
  }
  coalesce(_partitions: number): DataFrame<R> {
    return this.cache();
  }
  hint(_name: string, ..._parameters: readonly unknown[]): DataFrame<R> {
    return this.cache();
  }
}

function share(step: string, fraction: number): number {
  if (fraction >= 0 && fraction <= 1) return fraction;
  throw new StreambookError({
    code: "INVALID_FRACTION",
    step,
    rule: "The share of the rows is a number from 0 to 1.",
    got: String(fraction),
    cure: `${step}(0.1, 42)`,
  });
}
