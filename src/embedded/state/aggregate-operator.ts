import type {
  NamedExpr,
  ResolvedAggregate,
  ResolvedCall,
  ResolvedPlan,
  ResolvedWatermark,
} from "../../plan/resolved.js";
import type { ObservedTimes } from "../stream-program.js";
import type { StateOperatorProgress } from "../../plan/streaming-query.js";
import { identifier, sqlType } from "../sql-types.js";
import { Arguments, partsOf, type Part } from "./aggregate-parts.js";
import { ColumnNames } from "./column-names.js";
import type { OpenWindow, Waiting } from "../stream-program.js";
import { eventMicros } from "./event-column.js";
import { GroupTimes } from "./group-times.js";
import type { OperatorBatch, OperatorSettings, StatefulOperator } from "./operator.js";
import { ScratchTable } from "./scratch-table.js";
import { StateTable, type StateColumn } from "./state-table.js";

/** Before every time: the least BIGINT. */
const NEVER = -(2n ** 63n);

/**
 * GROUP BY over a stream. Each batch is aggregated by itself, what is kept of the groups it touches is looked up and merged, and the merged rows
 * replace the kept ones. Update mode gives the touched groups, complete mode all.
 */
export class AggregateOperator implements StatefulOperator {
  /** What is read of the rows below: the keys, then the aggregates' arguments. */
  readonly input: ResolvedPlan;
  readonly #settings: OperatorSettings;
  readonly #state: StateTable;
  readonly #parts: readonly Part[];
  readonly #keys: readonly string[];
  readonly #delta: ScratchTable;
  readonly #merged: ScratchTable;
  readonly #isGlobal: boolean;
  /** The time at which a group is final, in microseconds, as SQL over the key's column; null when no key carries the event time. */
  readonly #closes: string | null;
  readonly #closed: ScratchTable;
  /** The batch's event times; null when they are looked at elsewhere. */
  readonly #times: GroupTimes | null;
  #evict: bigint | null = null;
  #isSmall = false;
  #dropped = 0;

  /** `eventKey`: the place of the key that carries the event time, or -1. `watermark`: one whose event times are looked at here. */
  constructor(
    plan: ResolvedAggregate,
    settings: OperatorSettings,
    eventKey: number,
    watermark: ResolvedWatermark | null = null,
  ) {
    this.#settings = settings;
    const calls = plan.aggregates.map((a) => a.expr as ResolvedCall);
    const args = new Arguments(plan.keys, calls);
    this.input = args.project(plan.child, watermark ? [timeOf(watermark)] : []);
    this.#isGlobal = plan.keys.length === 0;

    const names = new ColumnNames();
    const keys: StateColumn[] = plan.keys.map(({ attribute }) => ({
      name: names.take(attribute.name),
      sqlType: sqlType(attribute.type),
    }));
    const { parts, values } = partsOf(calls, args, names);
    this.#parts = parts;
    this.#times = watermark && new GroupTimes(watermark, `o${this.input.output.length - 1}`, names);
    this.#keys = keys.map((k) => identifier(k.name));
    this.#state = new StateTable(settings.home, `state_${settings.place}`, { keys, values });
    const event = settings.mode === "complete" ? undefined : plan.keys[eventKey];
    this.#closes = event ? eventMicros(this.#keys[eventKey]!, event.attribute) : null;
    const scratch = (name: string): ScratchTable =>
      new ScratchTable(settings.home.connection, `op${settings.place}_${name}`);
    [this.#delta, this.#merged, this.#closed] = [scratch("delta"), scratch("merged"), scratch("closed")];
  }

  get observed(): ObservedTimes | undefined {
    return this.#times?.observed;
  }

  watch(): void {
    this.#times?.watch();
  }

  async sampleTimes(limit: number): Promise<readonly number[]> {
    return this.#times?.times.slice(0, limit) ?? [];
  }

  get usesWatermark(): boolean {
    return this.#settings.mode !== "complete";
  }

  get output(): string {
    if (this.#settings.mode === "append")
      return `(SELECT ${this.#outputs().join(", ")} FROM ${this.#closed.name})`;
    const { columns } = this.#state;
    const rows =
      this.#settings.mode === "complete"
        ? `(SELECT ${columns} FROM ${this.#merged.name} UNION ALL ${this.#untouched()})`
        : this.#merged.name;
    return `(SELECT ${this.#outputs().join(", ")} FROM ${rows})`;
  }

  open(): Promise<void> {
    return this.#state.open();
  }

  async openWindows(limit: number): Promise<readonly OpenWindow[]> {
    if (this.#closes === null || this.#state.rows === 0) return [];
    const starts = this.#closes.includes('."end"') ? this.#closes.replace('."end"', '."start"') : "NULL";
    const rows = await this.#settings.home.connection.rows(
      `SELECT CAST(min(${starts}) AS BIGINT), ${this.#closes} AS closes, count(*) FROM ${this.#state.name} WHERE ${this.#closes} IS NOT NULL GROUP BY closes ORDER BY closes LIMIT ${limit}`,
    );
    return (rows as [bigint | null, bigint, bigint][]).map(([start, end, groups]) => ({
      start: start === null ? null : Number(start / 1000n),
      end: Number(end / 1000n),
      groups: Number(groups),
    }));
  }

  async waiting(): Promise<readonly Waiting[]> {
    const [first] = await this.openWindows(1);
    return first ? [{ kind: "window", count: this.#state.rows, until: first.end, of: "" }] : [];
  }

  get isSmall(): boolean {
    return this.#isSmall;
  }

  async run({ inputs, late, evict, isSmall, smallRows }: OperatorBatch): Promise<void> {
    const { isFew } = this.#state;
    this.#isSmall = isSmall && isFew;
    const delta = this.#deltaSql(inputs[0]!);
    if (this.#closes === null && this.#times === null) {
      // Nobody else looks at the batch by itself.
      const merged = this.#isSmall
        ? this.#mergedSql(`(${delta})`)
        : `WITH fresh AS MATERIALIZED (${delta}) ${this.#mergedSql("fresh")}`;
      await this.#merged.fill(merged, { isSmall: this.#isSmall });
    } else {
      const shape = this.#times?.shape ?? "";
      const groups = await this.#delta.fill(delta, { isSmall: this.#isSmall, shape });
      // Many rows may be of few groups: what follows is as quick as in a small batch then.
      this.#isSmall = isFew && smallRows > 0 && groups <= smallRows;
      await this.#times?.observe(this.#settings.home.connection, this.#delta.name, this.#isSmall);
      this.#dropped = await this.#dropLate(late);
      await this.#merged.fill(this.#mergedSql(this.#delta.name), { isSmall: this.#isSmall });
    }
    // As long as the watermark stands still there is nothing to close that was not closed before.
    this.#evict = this.#closes !== null && evict > late ? evict : null;
    if (this.#settings.mode === "append")
      await this.#closed.fill(this.#closedSql(), { isSmall: this.#isSmall, values: this.#closing });
  }

  async #dropLate(late: bigint): Promise<number> {
    if (this.#closes === null) return 0;
    const { connection } = this.#settings.home;
    const sql = `DELETE FROM ${this.#delta.name} WHERE ${this.#closes} <= $1`;
    return this.#isSmall ? connection.repeat(sql, [late]) : connection.run(sql, [late]);
  }

  async apply(): Promise<StateOperatorProgress> {
    const updated = await this.#state.replace(this.#merged.name, { isSmall: this.#isSmall });
    const removed =
      this.#evict === null
        ? 0
        : await this.#state.remove(this.#isClosed, { isSmall: this.#isSmall, values: this.#closing });
    return {
      operatorName: "stateStoreSave",
      numRowsTotal: this.#state.rows,
      numRowsUpdated: updated,
      numRowsRemoved: removed,
      numRowsDroppedByWatermark: this.#dropped,
      memoryUsedBytes: this.#state.bytes,
    };
  }

  /** The batch by itself: one row for each of its groups; without keys always one. */
  #deltaSql(input: string): string {
    const keys = this.#keys.map((key, i) => `o${i} AS ${key}`);
    const fresh = this.#parts.flatMap(({ aggregate, columns }) =>
      aggregate.columns.map((c, i) => `CAST(${c.fresh} AS ${c.sqlType}) AS ${identifier(columns[i]!)}`),
    );
    const by = this.#isGlobal ? "" : ` GROUP BY ${this.#keys.map((_, i) => `o${i}`).join(", ")}`;
    const hash = this.#state.hash(this.#keys.map((_, i) => `o${i}`));
    const list = [`${hash} AS hash`, ...keys, ...fresh, ...(this.#times?.columns ?? [])];
    return `SELECT ${list.join(", ")} FROM (${input})${by}`;
  }

  /** The groups of the batch as they are after it, with the row number of what was kept of them. */
  #mergedSql(delta: string): string {
    const keys = this.#keys.map((key) => `d.${key} AS ${key}`);
    const values = this.#parts.flatMap(({ aggregate, columns }) => {
      const side = (alias: string): string[] => columns.map((c) => `${alias}.${identifier(c)}`);
      const [kept, added] = [side("s"), side("d")];
      return aggregate
        .merge(kept, added)
        .map(
          (sql, i) =>
            `CASE WHEN s.kept IS NULL THEN ${added[i]} ELSE ${sql} END AS ${identifier(columns[i]!)}`,
        );
    });
    const list = ["s.kept AS kept", "d.hash AS hash", ...keys, ...values].join(", ");
    // Few kept rows are met as they are; of many only those that the batch touches are read.
    const kept = this.#isSmall ? this.#state.all : this.#state.touchedBy(delta);
    return `SELECT ${list} FROM ${delta} d LEFT JOIN ${kept} s ON ${this.#state.sameKey}`;
  }

  /** Of groups that are final, `$1` being `#closing`. */
  get #isClosed(): string {
    return this.#closes === null ? "$1 > 0" : `${this.#closes} <= $1`;
  }

  /** The time at which what lies up to it is closed, microseconds; the same statement serves when nothing is. */
  get #closing(): readonly bigint[] {
    return [this.#evict ?? NEVER];
  }

  /** The groups that are final: those of the batch, and the kept ones that it did not touch. */
  #closedSql(): string {
    const { columns } = this.#state;
    return `SELECT ${columns} FROM ${this.#merged.name} WHERE ${this.#isClosed} UNION ALL ${this.#untouched()} AND ${this.#isClosed}`;
  }

  /** The kept groups that the batch does not change. */
  #untouched(): string {
    const { columns, name } = this.#state;
    return `SELECT ${columns} FROM ${name} WHERE rowid NOT IN (SELECT kept FROM ${this.#merged.name} WHERE kept IS NOT NULL)`;
  }

  #outputs(): string[] {
    const finished = this.#parts.map(({ aggregate, columns }) => aggregate.finish(columns.map(identifier)));
    return [...this.#keys, ...finished].map((sql, i) => `${sql} AS c${i}`);
  }
}

function timeOf(watermark: ResolvedWatermark): NamedExpr {
  const attribute = watermark.output.find((a) => a.id === watermark.column)!;
  return { attribute, expr: { ...attribute, kind: "attribute" } };
}
