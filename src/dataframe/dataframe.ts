import { StreambookError } from "../errors.js";
import type { Engine, PlanInfo, ResultTable } from "../plan/engine.js";
import { planNode, type JoinType, type LogicalPlan } from "../plan/logical-plan.js";
import { node, type Expr } from "../plan/expression.js";
import type { StructType } from "../types/data-type.js";
import { catalogString } from "../types/type-text.js";
import { didYouMean, sameName } from "../types/names.js";
import { rowFactory, type Row } from "../types/row.js";
import { showText } from "../types/show.js";
import { schemaTree } from "../types/tree.js";
import { Column, columnFor, columnOnly, nameExpr, type Literal } from "./column.js";
import { danfoFrame, type DanfoFrame } from "./danfo.js";
import { planOf } from "./other-table.js";
import { GroupedData, type AggregateMap, type GroupingKind } from "./grouped.js";
import type { GroupKey } from "./group-state.js";
import type { AnyRow, RowPlus, RowRenamed, RowWithout } from "./row-types.js";
import { NaFunctions } from "./na.js";
import { DataStreamWriter } from "./stream-writer.js";
import { TableVerbs } from "./table-verbs.js";
import { DataFrameWriter } from "./writer.js";

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
export class DataFrame<R = AnyRow> extends TableVerbs<R> {
  override readonly plan: LogicalPlan;
  override readonly engine: Engine;
  readonly #info: PlanInfo;
  declare readonly __row?: R;

  constructor(plan: LogicalPlan, engine: Engine) {
    super();
    this.plan = plan;
    this.engine = engine;
    this.#info = engine.describe(plan);
  }

  override get schema(): StructType {
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
    if (expr.kind !== "name") return new Column(expr);
    const isHere = this.columns.some((c) => sameName(c, expr.parts[0]!));
    if (!isHere && !this.#hasFileColumn(expr.parts[0]!))
      throw new StreambookError({
        code: "UNRESOLVED_COLUMN.WITH_SUGGESTION",
        step: "col",
        rule: `This table has no column \`${name}\`.`,
        got: name,
        cure: `${didYouMean(name, this.columns)}the columns here are ${this.columns.join(", ")}`,
      });
    return new Column(node({ ...expr, of: this.plan }));
  }

  /**
   * A column that files have besides those of their schema: `_metadata`, a struct of `file_path`, `file_name`, `file_size`, `file_block_start`,
   * `file_block_length` and `file_modification_time` (of Parquet `row_index` too). Throws UNRESOLVED_COLUMN.WITH_SUGGESTION.
   *
   * @example
   * readings.select("*", readings.metadataColumn("_metadata").getField("file_name"))
   */
  metadataColumn(name: string): Column {
    const isTaken = this.columns.some((c) => sameName(c, name));
    const own = isTaken ? `_${name}` : name;
    if (/^_metadata$/i.test(name) && this.#hasFileColumn(own)) return new Column(nameExpr(own));
    throw new StreambookError({
      code: "UNRESOLVED_COLUMN.WITH_SUGGESTION",
      step: "metadataColumn",
      rule: `This table has no hidden column \`${name}\`.`,
      got: name,
      cure: "rows of files have _metadata",
    });
  }

  #hasFileColumn(name: string): boolean {
    if (!/^_+metadata$/i.test(name)) return false;
    try {
      this.engine.describe(planNode({ kind: "project", child: this.plan, exprs: [nameExpr(name)] }));
      return true;
    } catch {
      return false;
    }
  }

  protected override derive<T = AnyRow>(plan: LogicalPlan): DataFrame<T> {
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
    return this.derive({
      kind: "project",
      child: this.plan,
      exprs: columns.flat().map((c) => columnFor("select", c)),
    });
  }

  /** Chooses columns by Spark SQL text: `"*"`, `"cast(x as int) as i"`. */
  selectExpr(...texts: readonly string[]): DataFrame {
    return this.derive({
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
        : columnFor("where", condition);
    return this.derive<R>({ kind: "filter", child: this.plan, condition: expr });
  }
  /** The same as `where`. */
  filter(condition: Column | string): DataFrame<R> {
    return this.where(condition);
  }

  /**
   * Follows the event time in a column: the watermark is the largest time seen less the delay, taken after a batch and used in the next. Groups and
   * windows that it has passed are final; rows that come later than that are dropped.
   *
   * @example
   * iot.withWatermark("event_time", "5 seconds").groupBy(window("event_time", "10 seconds")).count()
   */
  withWatermark(column: string, delay: string): DataFrame<R> {
    return this.derive<R>({ kind: "watermark", child: this.plan, column, delay });
  }

  /** Adds a column, or replaces the one of that name. */
  withColumn<N extends string>(name: N, column: Column): DataFrame<RowPlus<R, N>> {
    return this.derive({
      kind: "withColumns",
      child: this.plan,
      columns: [{ name, expr: columnOnly("withColumn", column) }],
    });
  }
  /** Adds or replaces several columns; none of them sees the others. */
  withColumns<N extends string>(columns: Readonly<Record<N, Column>>): DataFrame<RowPlus<R, N>> {
    const added = Object.entries<Column>(columns).map(([name, column]) => ({
      name,
      expr: columnOnly("withColumns", column),
    }));
    return this.derive({ kind: "withColumns", child: this.plan, columns: added });
  }
  /** Gives a column another name; a name that is not there is no error. */
  withColumnRenamed<F extends string, T extends string>(from: F, to: T): DataFrame<RowRenamed<R, F, T>> {
    return this.derive({ kind: "rename", child: this.plan, from, to });
  }
  /** Leaves columns out, by name or the very column (`df.col("id")` of two that are called so); one that is not there is no error. */
  drop<K extends string = never>(...columns: readonly (K | Column)[]): DataFrame<RowWithout<R, K>> {
    const names = columns.filter((c): c is K => typeof c === "string");
    const exprs = columns.filter((c) => typeof c !== "string").map((c) => columnFor("drop", c));
    return this.derive({
      kind: "drop",
      child: this.plan,
      names,
      ...(exprs.length > 0 ? { columns: exprs } : {}),
    });
  }
  /** Handling of nulls: `na.drop("any")`. */
  get na(): NaFunctions<R> {
    return new NaFunctions<R>(this.plan, this.schema, (plan) => this.derive<R>(plan));
  }
  /** The same as `na.drop`. */
  dropna(
    how: "any" | "all" | number = "any",
    subset: readonly string[] | string | null = null,
  ): DataFrame<R> {
    return this.na.drop(how, subset);
  }
  /** The same as `na.fill`. */
  fillna(...args: Parameters<NaFunctions<R>["fill"]>): DataFrame<R> {
    return this.na.fill(...args);
  }

  groupBy<const K extends readonly (keyof R & string)[]>(...columns: K): GroupedData<R, GroupKey<R, K>>;
  groupBy(...columns: readonly (Column | string)[]): GroupedData<R>;
  groupBy(...columns: readonly (Column | string)[]): GroupedData<R> {
    return this.#grouped("plain", columns);
  }
  /** Groups by every combination of these columns: by all of them, by some, and the whole table. */
  cube(...columns: readonly (Column | string)[]): GroupedData<R> {
    return this.#grouped("cube", columns);
  }
  /** Groups by these columns, then with the last left out, and so on to the whole table. */
  rollup(...columns: readonly (Column | string)[]): GroupedData<R> {
    return this.#grouped("rollup", columns);
  }
  #grouped(kind: GroupingKind, columns: readonly (Column | string)[]): GroupedData<R> {
    const make = (plan: LogicalPlan): DataFrame => this.derive(plan);
    const keys = columns.map((c) => columnFor(kind === "plain" ? "groupBy" : kind, c));
    return new GroupedData<R>(this, keys, make, kind);
  }
  /** Aggregates the whole table to one row. */
  agg(...columns: readonly [AggregateMap] | readonly Column[]): DataFrame {
    return this.groupBy().agg(...columns);
  }

  /** Sorts, nulls first going up; a number means the column of that place, negative going down. */
  orderBy(...columns: readonly (Column | string | number)[]): DataFrame<R> {
    const order = columns.map((c) => (typeof c === "number" ? placeKey(c) : columnFor("orderBy", c)));
    return this.derive<R>({ kind: "sort", child: this.plan, order });
  }
  /** The same as `orderBy`. */
  sort(...columns: readonly (Column | string | number)[]): DataFrame<R> {
    return this.orderBy(...columns);
  }
  limit(count: number): DataFrame<R> {
    return this.derive<R>({
      kind: "limit",
      child: this.plan,
      count: atLeastZero("limit", count),
      offset: 0,
    });
  }
  offset(count: number): DataFrame<R> {
    return this.derive<R>({
      kind: "limit",
      child: this.plan,
      count: Infinity,
      offset: atLeastZero("offset", count),
    });
  }
  /** Joins by equally named columns or by a condition. */
  join(
    other: DataFrame<unknown>,
    on: string | readonly string[] | Column | readonly Column[] | null = null,
    how = "inner",
  ): DataFrame {
    const type = JOIN_TYPES[how.toLowerCase().replaceAll("_", "")];
    if (!type)
      throw new StreambookError({
        code: "UNSUPPORTED_JOIN_TYPE",
        step: "join",
        rule: "The join type is not one of Spark's.",
        got: how,
        cure: "inner, left, right, full, left_semi, left_anti or cross",
      });
    const list = on === null ? [] : [on].flat();
    const conditions = list.flatMap((c) => (c instanceof Column ? [c] : []));
    const names = list.flatMap((c) => (typeof c === "string" ? [c] : []));
    const using = names.length > 0 ? names : null;
    const condition = conditions.length > 0 ? conditions.reduce((a, b) => a.and(b)).expr : null;
    return this.derive({
      kind: "join",
      left: this.plan,
      right: planOf("join", other),
      type,
      using,
      condition,
    });
  }
  crossJoin(other: DataFrame<unknown>): DataFrame {
    return this.derive({
      kind: "join",
      left: this.plan,
      right: planOf("crossJoin", other),
      type: "cross",
      using: null,
      condition: null,
    });
  }
  /** Names the table, so that its columns can be reached as `name.column`. */
  alias(name: string): DataFrame<R> {
    return this.derive<R>({ kind: "alias", child: this.plan, name });
  }

  /** Makes the table known to `session.sql` under a name. */
  createOrReplaceTempView(name: string): void {
    this.engine.createTempView(name, this.plan, true);
  }
  /** Makes the table known under a name that is not taken yet. */
  createTempView(name: string): void {
    this.engine.createTempView(name, this.plan, false);
  }

  /** Runs the query and gives its rows. */
  async collect(): Promise<R[]> {
    return this.#rows("collect", this.plan);
  }
  async take(n: number): Promise<R[]> {
    return this.#rows("take", this.limit(n).plan);
  }
  /** The last rows. */
  async tail(n: number): Promise<R[]> {
    const rows = await this.#rows("tail", this.plan);
    return n > 0 ? rows.slice(-n) : [];
  }
  /** The first row, or null; with a number, the first rows. */
  async head(): Promise<R | null>;
  async head(n: number): Promise<R[]>;
  async head(n?: number): Promise<R[] | R | null> {
    const rows = await this.#rows("head", this.limit(n ?? 1).plan);
    return n === undefined ? (rows[0] ?? null) : rows;
  }
  /** The first row, or null. */
  async first(): Promise<R | null> {
    return (await this.#rows("first", this.limit(1).plan))[0] ?? null;
  }
  async isEmpty(): Promise<boolean> {
    return (await this.#rows("isEmpty", this.limit(1).plan)).length === 0;
  }
  /** Each row as JSON text, in the column `value`. */
  toJSON(): DataFrame {
    const exprs = this.schema.fields.map((f): Expr => node({ kind: "name", parts: [f.name] }));
    const struct = node({ kind: "call", name: "struct", args: exprs });
    const json = node({ kind: "call", name: "to_json", args: [struct] });
    return this.derive({
      kind: "project",
      child: this.plan,
      exprs: [node({ kind: "alias", child: json, name: "value" })],
    });
  }
  /** The number of rows. */
  async count(): Promise<number> {
    const counted = this.groupBy().agg(
      new Column(node({ kind: "call", name: "count", args: [nameExpr("*")] })),
    );
    return Number((await this.#run("count", counted.plan)).rows[0]![0]);
  }
  /** Prints the first `n` rows as Spark prints them; `truncate` cuts cells to 20 characters, or to a number of your own. */
  async show(n = 20, truncate: boolean | number = true, vertical = false): Promise<void> {
    const { schema, rows } = await this.#run("show", this.limit(n + 1).plan);
    const text = showText(schema, rows.slice(0, n), {
      n,
      truncate,
      vertical,
      timeZone: this.engine.timeZone,
      more: rows.length > n,
    });
    this.engine.print(`${text}\n`);
  }
  /**
   * Runs the query and gives its rows as a danfojs DataFrame, for analysis as with pandas. danfojs-node is loaded when this is first called.
   * A column of longs or decimals is numbers where all of them are exact as such, else text; a timestamp is a Date, a date text like `2020-01-31`,
   * bytes base64, and what has parts (arrays, maps, structs) its JSON text.
   *
   * @throws StreambookError `DANFO_MISSING` when danfojs-node is not installed, `COLUMN_ALREADY_EXISTS` where two columns have one name.
   * @example
   * const frame = await df.toDanfo();
   * frame.print();
   */
  async toDanfo<Frame = DanfoFrame>(): Promise<Frame> {
    const { schema, rows } = await this.#run("toDanfo", this.plan);
    const toRow = rowFactory(schema);
    return (await danfoFrame(
      schema.fields,
      rows.map((row) => toRow(row).toArray()),
    )) as Frame;
  }
  printSchema(): void {
    this.engine.print(schemaTree(this.schema));
  }
  /**
   * Prints the plan: a line for each operator, from the result down to the inputs; of a stream also what each keeps as state.
   * `explain(true)` adds the SQL that the engine makes of it.
   *
   * @example
   * iot.groupBy("User").count().explain()
   */
  explain(extended = false): void {
    this.engine.print(`${this.engine.explain(this.plan, extended)}\n`);
  }

  /** The first rows and the number of all, for a display. */
  async snapshot(limit: number): Promise<{
    columns: { name: string; type: string }[];
    rows: readonly (readonly unknown[])[];
    total: number;
  }> {
    const { schema, rows } = await this.#run("snapshot", this.limit(limit).plan);
    const total = await this.count();
    const toRow = rowFactory(schema);
    const columns = schema.fields.map((f) => ({ name: f.name, type: catalogString(f.type) }));
    return { columns, rows: rows.map((row) => toRow(row).toArray()), total };
  }

  async #rows(action: string, plan: LogicalPlan): Promise<R[]> {
    const { schema, rows } = await this.#run(action, plan);
    return rows.map(rowFactory(schema)) as R[];
  }
  /** Runs what an action makes of the table; of a stream the table itself is refused, not what was made of it. */
  #run(action: string, plan: LogicalPlan): Promise<ResultTable> {
    return this.engine.collect(this.isStreaming ? this.plan : plan, action);
  }

  /** Starts describing where the rows are written. */
  get write(): DataFrameWriter {
    return new DataFrameWriter(this);
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
    return new DataStreamWriter(this, (plan) => this.derive(plan));
  }

  override toString(): string {
    return `DataFrame[${this.dtypes.map(([name, type]) => `${name}: ${type}`).join(", ")}]`;
  }
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}

function placeKey(place: number): Expr {
  const child: Expr = node({ kind: "literal", value: Math.abs(place), type: { kind: "int" } });
  return node({ kind: "sort", child, descending: place < 0, nullsFirst: place > 0 });
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

export type { AnyRow, Literal };
