import { StreambookError } from "../errors.js";
import { node, type Expr } from "../plan/expression.js";
import type { GroupFunction, GroupStateDefinition } from "../plan/group-state.js";
import { planNode, type LogicalPlan, type PivotValue } from "../plan/logical-plan.js";
import { isNumeric } from "../plan/coerce.js";
import type { DataType, StructType } from "../types/data-type.js";
import type { RowOf } from "../types/typed.js";
import {
  groupStateDefinition,
  type FlatMapGroups,
  type GroupStateOptions,
  type MapGroups,
} from "./group-state.js";
import { sqlName } from "../types/type-text.js";
import { sameName } from "../types/names.js";
import { described } from "./described.js";
import { Column, nameExpr, toColumn, toExpr, type Literal } from "./column.js";
import type { AnyRow, DataFrame } from "./dataframe.js";

/** How the keys group: each combination, or with the totals that cube and rollup add. */
export type GroupingKind = "plain" | "cube" | "rollup";

/** An aggregate by the name of its column: `{ x: "max", "*": "count" }`. */
export type AggregateMap = Readonly<Record<string, string>>;

interface Pivot {
  readonly column: Expr;
  readonly values: readonly PivotValue[];
}

/** A table with its grouping, waiting for what to compute of each group. `R` are its rows, `K` the key as a function over groups sees it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the key of columns that are computed is known when they are analysed
export class GroupedData<R = AnyRow, K = any> {
  readonly #df: DataFrame<unknown>;
  readonly #grouping: readonly Expr[];
  readonly #kind: GroupingKind;
  readonly #make: (plan: LogicalPlan) => DataFrame;
  readonly #pivot: Pivot | null;

  constructor(
    df: DataFrame<unknown>,
    grouping: readonly Expr[],
    make: (plan: LogicalPlan) => DataFrame,
    kind: GroupingKind = "plain",
    pivot: Pivot | null = null,
  ) {
    this.#df = df;
    this.#grouping = grouping;
    this.#make = make;
    this.#kind = kind;
    this.#pivot = pivot;
  }

  #aggregate(computed: readonly Expr[]): DataFrame {
    const keys = this.#grouping;
    const child = this.#df.plan;
    if (this.#pivot)
      return this.#make(
        planNode({ kind: "pivot", child, grouping: keys, ...this.#pivot, aggregates: computed }),
      );
    const grouping: readonly Expr[] =
      this.#kind === "plain" ? keys : [node({ kind: "call", name: this.#kind, args: keys })];
    return this.#make(planNode({ kind: "aggregate", child, grouping, exprs: [...keys, ...computed] }));
  }

  /**
   * Turns the values of a column into columns. Values that are given are columns in their order; without them they are looked up first,
   * so the result is awaited.
   *
   * @example
   * iot.groupBy("User").pivot("gt", ["walk", "sit"]).avg("x");
   * (await iot.groupBy("User").pivot("gt")).count();
   */
  pivot(column: Column | string, values: readonly (Column | Literal)[]): GroupedData;
  pivot(column: Column | string): Promise<GroupedData>;
  pivot(column: Column | string, values?: readonly (Column | Literal)[]): GroupedData | Promise<GroupedData> {
    const by = toColumn(column);
    const over = (list: readonly PivotValue[]): GroupedData =>
      new GroupedData(this.#df, this.#grouping, this.#make, this.#kind, { column: by, values: list });
    if (values) return over(values.map((v) => ({ value: toExpr(v), name: null })));
    const distinct = planNode({
      kind: "distinct",
      child: planNode({
        kind: "project",
        child: this.#df.plan,
        exprs: [node({ kind: "alias", child: by, name: "value" })],
      }),
    });
    const order = [node({ kind: "name", parts: ["value"] })];
    const sorted = planNode({ kind: "sort", child: distinct, order });
    return this.#df.engine.collect(sorted, "pivot without values").then(({ schema, rows }) =>
      over(
        rows.map(([value]) => ({
          value: node({ kind: "literal", value, type: schema.fields[0]!.type }),
          name: null,
        })),
      ),
    );
  }

  /**
   * One column per aggregate, after the grouping columns.
   *
   * @example
   * iot.groupBy("gt").agg(count("*").as("n"), avg("x").as("mean_x"))
   */
  agg(...columns: readonly [AggregateMap] | readonly Column[]): DataFrame {
    const [first] = columns;
    const isMap = typeof first === "object" && first !== null && !(first instanceof Column);
    if (isMap && columns.length === 1)
      return this.#aggregate(Object.entries(first).map(([column, name]) => named(name, column)));
    if (columns.length === 0)
      throw new StreambookError({
        code: "CANNOT_BE_EMPTY",
        step: "agg",
        rule: "agg needs at least one aggregate.",
        got: "agg()",
        cure: 'agg(count("*").as("n"))',
      });
    return this.#aggregate((columns as readonly Column[]).map(aggregateOf));
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

  /**
   * Calls a function for every group of a batch with the key, the group's rows and what is kept of the group; the rows it gives come out. Under one column the
   * key is its value, under several a row of them. A group whose timeout is over is called without rows.
   *
   * @throws StreambookError GROUP_STATE_OPTIONS; from the running query what the function throws, as FAILED_EXECUTE_UDF.
   * @example
   * iot.groupBy("User").flatMapGroupsWithState(
   *   { state: t.struct({ n: t.long() }), output: t.struct({ User: t.string(), n: t.long() }), outputMode: "update" },
   *   (user, rows, state) => {
   *     const n = (state.getOption()?.n ?? 0n) + BigInt(rows.length);
   *     state.update({ n });
   *     return [{ User: user, n }];
   *   },
   * )
   */
  flatMapGroupsWithState<S extends StructType, O extends StructType>(
    options: GroupStateOptions<S, O>,
    f: FlatMapGroups<K, R, S, O>,
  ): DataFrame<RowOf<O>> {
    return this.#withState("flatMapGroupsWithState", options, f);
  }

  /**
   * The same for a function that gives one row a call. The output mode is update.
   *
   * @example
   * iot.groupBy("User").mapGroupsWithState(
   *   { state: t.struct({ n: t.long() }), output: t.struct({ User: t.string(), n: t.long() }) },
   *   (user, rows, state) => {
   *     state.update({ n: (state.getOption()?.n ?? 0n) + BigInt(rows.length) });
   *     return { User: user, n: state.get().n };
   *   },
   * )
   */
  mapGroupsWithState<S extends StructType, O extends StructType>(
    options: Omit<GroupStateOptions<S, O>, "outputMode"> & { readonly outputMode?: "update" },
    f: MapGroups<K, R, S, O>,
  ): DataFrame<RowOf<O>> {
    return this.#withState("mapGroupsWithState", { ...options, outputMode: "update" }, f);
  }

  #withState<S extends StructType, O extends StructType>(
    verb: GroupStateDefinition["verb"],
    options: GroupStateOptions<S, O>,
    f: GroupFunction,
  ): DataFrame<RowOf<O>> {
    const definition = groupStateDefinition(verb, options, f, this.#kind === "plain" && !this.#pivot);
    const plan = planNode({ kind: "groupState", child: this.#df.plan, keys: this.#grouping, definition });
    return this.#make(plan) as unknown as DataFrame<RowOf<O>>;
  }

  /** Of the columns named, or of all numbers, those that are grouped by included. */
  #each(name: string, columns: readonly string[]): DataFrame {
    const numbers = this.#df.schema.fields.filter((f) => isNumeric(f.type));
    const names = columns.length > 0 ? columns : numbers.map((f) => f.name);
    for (const column of columns) {
      const field = this.#df.schema.fields.find((f) => sameName(f.name, column));
      if (field && !isNumeric(field.type)) throw notNumeric(name, column, field.type);
    }
    return this.#aggregate(
      names.map((n) => node({ kind: "call", name, args: [node({ kind: "name", parts: [n] })] })),
    );
  }
}

function aggregateOf(value: unknown): Expr {
  if (value instanceof Column) return value.expr;
  throw new StreambookError({
    code: "NOT_EXPECTED_TYPE",
    step: "agg",
    rule: "agg takes columns made by aggregate functions.",
    got: described(value),
    cure: 'agg(count("*").as("n"), avg("x")), or agg({ x: "avg" })',
  });
}

function notNumeric(name: string, column: string, type: DataType): StreambookError {
  return new StreambookError({
    // The class that Spark 4.3 itself gives it.
    code: "_LEGACY_ERROR_TEMP_1323",
    step: name,
    rule: `"${column}" is not a numeric column. Aggregation function can only be applied on a numeric column.`,
    got: `${column}, which is a ${sqlName(type)}`,
    cure: `count, max and min go with every type: agg(max("${column}"))`,
  });
}

function named(name: string, column: string): Expr {
  return node({ kind: "call", name: name.toLowerCase(), args: [nameExpr(column)] });
}
