import { StreambookError } from "../errors.js";
import type { Engine, PlanInfo } from "../plan/engine.js";
import { planNode, type JoinType, type LogicalPlan } from "../plan/logical-plan.js";
import { node, type Expr } from "../plan/expression.js";
import type { StructType } from "../types/data-type.js";
import { catalogString } from "../types/type-text.js";
import { didYouMean, sameName } from "../types/names.js";
import { rowFactory, type Row } from "../types/row.js";
import { showText } from "../types/show.js";
import { schemaTree } from "../types/tree.js";
import { Column, nameExpr, toColumn, type Literal } from "./column.js";
import { GroupedData } from "./grouped.js";
import { NaFunctions } from "./na.js";
import { DataStreamWriter } from "./stream-writer.js";

/** A row whose columns the compiler does not know. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a learner reads row.x of an unknown schema without a cast
export type AnyRow = Row & Record<string, any>;

const JOIN_TYPES: Readonly<Record<string, JoinType>> = {
  inner: "inner",
  cross: "cross",
  left: "left",
  leftouter: "left",
  right: "right",
  rightouter: "right",
  outer: "full",
  full: "full",
  fullouter: "full",
  semi: "semi",
  leftsemi: "semi",
  anti: "anti",
  leftanti: "anti",
};

/**
 * A table that is described, not computed: each method gives a new one, an action (`show`, `collect`, `writeStream…start()`) runs it.
 * Names and types are checked in the call that writes them.
 */
export class DataFrame<R = AnyRow> {
  readonly plan: LogicalPlan;
  readonly engine: Engine;
  readonly #info: PlanInfo;
  declare readonly __row?: R;

  constructor(plan: LogicalPlan, engine: Engine) {
    this.plan = plan;
    this.engine = engine;
    this.#info = engine.describe(plan);
  }

  get schema(): StructType {
    return this.#info.schema;
  }
  get columns(): string[] {
    return this.schema.fields.map((f) => f.name);
  }
  /** Names and types, as `["x", "double"]`. */
  get dtypes(): [string, string][] {
    return this.schema.fields.map((f) => [f.name, catalogString(f.type)]);
  }
  get isStreaming(): boolean {
    return this.#info.isStreaming;
  }

  /** The column of that name of this very table: tells two inputs of a join apart. */
  col(name: string): Column {
    const expr = nameExpr(name);
    if (expr.kind === "name" && !this.columns.some((c) => sameName(c, expr.parts[0]!)))
      throw new StreambookError({
        code: "UNRESOLVED_COLUMN.WITH_SUGGESTION",
        step: "col",
        rule: `This table has no column \`${name}\`.`,
        got: name,
        cure: `${didYouMean(name, this.columns)}the columns here are ${this.columns.join(", ")}`,
      });
    return new Column(expr.kind === "name" ? node({ ...expr, of: this.plan }) : expr);
  }

  #derive<T = AnyRow>(plan: LogicalPlan): DataFrame<T> {
    return new DataFrame<T>(planNode(plan), this.engine);
  }

  /**
   * Chooses and computes columns; `"*"` and `"struct.*"` spread.
   *
   * @example
   * iot.select("gt", col("x").plus(1).as("shifted"))
   */
  select<K extends keyof R & string>(...columns: readonly K[]): DataFrame<Row & Pick<R, K>>;
  select(...columns: readonly (Column | string | readonly (Column | string)[])[]): DataFrame;
  select(...columns: readonly (Column | string | readonly (Column | string)[])[]): DataFrame {
    return this.#derive({
      kind: "project",
      child: this.plan,
      exprs: columns.flat().map((c) => toColumn(c)),
    });
  }

  /** Chooses columns by Spark SQL text: `"*"`, `"cast(x as int) as i"`. */
  selectExpr(...texts: readonly string[]): DataFrame {
    return this.#derive({
      kind: "project",
      child: this.plan,
      exprs: texts.map((text): Expr => node({ kind: "sqlText", text })),
    });
  }

  /** Keeps the rows for which the condition is true: a column, or Spark SQL text. */
  where(condition: Column | string): DataFrame<R> {
    const expr =
      typeof condition === "string"
        ? node({ kind: "sqlText" as const, text: condition })
        : toColumn(condition);
    return this.#derive<R>({ kind: "filter", child: this.plan, condition: expr });
  }
  /** The same as `where`. */
  filter(condition: Column | string): DataFrame<R> {
    return this.where(condition);
  }

  /** Adds a column, or replaces the one of that name. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what an expression gives is known when it is analysed, not to the compiler
  withColumn<N extends string>(name: N, column: Column): DataFrame<Row & Omit<R, N> & Record<N, any>> {
    return this.#derive({
      kind: "withColumns",
      child: this.plan,
      columns: [{ name, expr: toColumn(column) }],
    });
  }
  withColumns(columns: Readonly<Record<string, Column>>): DataFrame {
    const added = Object.entries(columns).map(([name, column]) => ({ name, expr: toColumn(column) }));
    return this.#derive({ kind: "withColumns", child: this.plan, columns: added });
  }
  withColumnRenamed(from: string, to: string): DataFrame {
    return this.#derive({ kind: "rename", child: this.plan, from, to });
  }
  /** Leaves columns out; a name that is not there is no error. */
  drop<K extends string>(...names: readonly K[]): DataFrame<Row & Omit<R, K>> {
    return this.#derive({ kind: "drop", child: this.plan, names });
  }
  /** Handling of nulls: `na.drop("any")`. */
  get na(): NaFunctions<R> {
    return new NaFunctions<R>(this.plan, (plan) => this.#derive<R>(plan));
  }

  groupBy(...columns: readonly (Column | string)[]): GroupedData {
    return new GroupedData(this as DataFrame<unknown>, columns.map(toColumn), (plan) => this.#derive(plan));
  }
  /** Aggregates the whole table to one row. */
  agg(...columns: readonly Column[]): DataFrame {
    return this.groupBy().agg(...columns);
  }

  orderBy(...columns: readonly (Column | string)[]): DataFrame<R> {
    return this.#derive<R>({ kind: "sort", child: this.plan, order: columns.map(toColumn) });
  }
  /** The same as `orderBy`. */
  sort(...columns: readonly (Column | string)[]): DataFrame<R> {
    return this.orderBy(...columns);
  }
  limit(count: number): DataFrame<R> {
    return this.#derive<R>({
      kind: "limit",
      child: this.plan,
      count: atLeastZero("limit", count),
      offset: 0,
    });
  }
  offset(count: number): DataFrame<R> {
    return this.#derive<R>({
      kind: "limit",
      child: this.plan,
      count: Infinity,
      offset: atLeastZero("offset", count),
    });
  }
  distinct(): DataFrame<R> {
    return this.#derive<R>({ kind: "distinct", child: this.plan });
  }
  /** All rows of both, column by position. */
  union(other: DataFrame<unknown>): DataFrame<R> {
    return this.#derive<R>({ kind: "union", children: [this.plan, other.plan] });
  }
  /** Joins by equally named columns or by a condition. */
  join(other: DataFrame<unknown>, on: string | readonly string[] | Column, how = "inner"): DataFrame {
    const type = JOIN_TYPES[how.toLowerCase().replaceAll("_", "")];
    if (!type)
      throw new StreambookError({
        code: "UNSUPPORTED_JOIN_TYPE",
        step: "join",
        rule: "The join type is not one of Spark's.",
        got: how,
        cure: "inner, left, right, full, left_semi, left_anti or cross",
      });
    const using = on instanceof Column ? null : [on].flat();
    const condition = on instanceof Column ? on.expr : null;
    return this.#derive({ kind: "join", left: this.plan, right: other.plan, type, using, condition });
  }
  crossJoin(other: DataFrame<unknown>): DataFrame {
    return this.#derive({
      kind: "join",
      left: this.plan,
      right: other.plan,
      type: "cross",
      using: null,
      condition: null,
    });
  }
  /** Names the table, so that its columns can be reached as `name.column`. */
  alias(name: string): DataFrame<R> {
    return this.#derive<R>({ kind: "alias", child: this.plan, name });
  }

  /** Makes the table known to `session.sql` under a name. */
  createOrReplaceTempView(name: string): void {
    this.engine.createTempView(name, this.plan, true);
  }

  /** Runs the query and gives its rows. */
  async collect(): Promise<R[]> {
    const { schema, rows } = await this.engine.collect(this.plan);
    return rows.map(rowFactory(schema)) as R[];
  }
  async take(n: number): Promise<R[]> {
    return this.limit(n).collect();
  }
  /** The first row, or null. */
  async first(): Promise<R | null> {
    return (await this.take(1))[0] ?? null;
  }
  /** The number of rows. */
  async count(): Promise<number> {
    const counted = this.groupBy().agg(
      new Column(node({ kind: "call", name: "count", args: [nameExpr("*")] })),
    );
    return Number((await this.engine.collect(counted.plan)).rows[0]![0]);
  }
  /** Prints the first `n` rows as Spark prints them; `truncate` cuts cells to 20 characters, or to a number of your own. */
  async show(n = 20, truncate: boolean | number = true, vertical = false): Promise<void> {
    const { schema, rows } = await this.engine.collect(this.limit(n + 1).plan);
    const text = showText(schema, rows.slice(0, n), {
      n,
      truncate,
      vertical,
      timeZone: this.engine.timeZone,
      more: rows.length > n,
    });
    this.engine.print(`${text}\n`);
  }
  printSchema(): void {
    this.engine.print(schemaTree(this.schema));
  }
  /** Prints what the engine will run. */
  explain(): void {
    this.engine.print(this.engine.explain(this.plan));
  }

  /** The first rows and the number of all, for a display. */
  async snapshot(limit: number): Promise<{
    columns: { name: string; type: string }[];
    rows: readonly (readonly unknown[])[];
    total: number;
  }> {
    const [{ schema, rows }, total] = [await this.engine.collect(this.limit(limit).plan), await this.count()];
    const toRow = rowFactory(schema);
    const columns = schema.fields.map((f) => ({ name: f.name, type: catalogString(f.type) }));
    return { columns, rows: rows.map((row) => toRow(row).toArray()), total };
  }

  /** Starts describing where a stream goes. */
  get writeStream(): DataStreamWriter {
    if (!this.isStreaming)
      throw new StreambookError({
        code: "WRITE_STREAM_NOT_ALLOWED",
        step: "writeStream",
        rule: "writeStream can be called only on a streaming DataFrame.",
        got: "a table that does not stream",
        cure: "read it with session.readStream, or call collect() or show() on it",
      });
    return new DataStreamWriter(this as DataFrame<unknown>, (plan) => this.#derive(plan));
  }

  toString(): string {
    return `DataFrame[${this.dtypes.map(([name, type]) => `${name}: ${type}`).join(", ")}]`;
  }
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}

function atLeastZero(step: string, count: number): number {
  if (Number.isInteger(count) && count >= 0) return count;
  throw new StreambookError({
    code: "INVALID_LIMIT_LIKE_EXPRESSION.IS_NEGATIVE",
    step,
    rule: `${step} takes a whole number from 0 up.`,
    got: String(count),
    cure: `${step}(10)`,
  });
}

export type { Literal };
