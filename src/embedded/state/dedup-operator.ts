import type { NamedExpr, ResolvedDistinct, ResolvedDistinctOn, ResolvedPlan } from "../../plan/resolved.js";
import type { StateOperatorProgress } from "../../plan/streaming-query.js";
import { identifier, sqlType } from "../sql-types.js";
import type { OpenWindow, Waiting } from "../stream-program.js";
import { closingTimes } from "./closing-times.js";
import { ColumnNames } from "./column-names.js";
import { eventMicros, type EventColumn } from "./event-column.js";
import { argumentIds, type OperatorBatch, type OperatorSettings, type StatefulOperator } from "./operator.js";
import { ScratchTable } from "./scratch-table.js";
import { StateTable, type StateColumn } from "./state-table.js";

/**
 * `distinct()` and `dropDuplicates(…)` over a stream: the first row of each key comes out at once, and the key is remembered: for ever, or until the
 * watermark reaches the event time among the keys; within the watermark, until it reaches the first row's event time and the delay.
 */
export class DedupOperator implements StatefulOperator {
  /** The columns of the rows, then the keys. */
  readonly input: ResolvedPlan;
  readonly usesWatermark = true;
  readonly #settings: OperatorSettings;
  readonly #state: StateTable;
  readonly #keys: readonly string[];
  readonly #width: number;
  readonly #rows: ScratchTable;
  readonly #fresh: ScratchTable;
  /** The event time of a row, microseconds, as SQL; null when the rows carry none. */
  readonly #time: string | null;
  /** When a key is forgotten, microseconds, as SQL over the state; null when never. */
  readonly #expires: string | null;
  /** The column of the state that says so, and its value for a row. */
  readonly #expiry: { readonly column: string; readonly sql: string } | null;
  #evict = 0n;
  #isSmall = false;
  #late = 0;
  #duplicates = 0;

  /** `event`: the column of the rows that carries the event time. */
  constructor(
    plan: ResolvedDistinct | ResolvedDistinctOn,
    settings: OperatorSettings,
    event: EventColumn | null,
  ) {
    this.#settings = settings;
    const through = plan.output.map((attribute): NamedExpr => ({
      attribute,
      expr: { ...attribute, kind: "attribute" },
    }));
    const keys = (plan.kind === "distinct" ? through.map((c) => c.expr) : plan.keys).map(
      (expr, i): NamedExpr => ({
        expr,
        attribute: {
          id: argumentIds + i,
          name: expr.kind === "attribute" ? expr.name : `key ${i + 1}`,
          type: expr.type,
          nullable: expr.nullable,
          qualifier: null,
        },
      }),
    );
    const columns = [...through, ...keys];
    const output = columns.map((c) => c.attribute);
    this.input = { kind: "project", child: plan.child, columns, output, isStreaming: true };
    this.#width = through.length;
    const names = new ColumnNames();
    const kept = keys.map(({ attribute }) => ({
      name: names.take(attribute.name),
      sqlType: sqlType(attribute.type),
    }));
    this.#keys = kept.map((k) => identifier(k.name));
    this.#time = event && eventMicros(`value_${event.place}`, event.attribute);
    const values: StateColumn[] = [];
    this.#expiry = null;
    if (event && plan.kind === "distinctOn" && plan.withinWatermark) {
      const name = names.take("expires_at");
      values.push({ name, sqlType: "BIGINT" });
      this.#expires = identifier(name);
      // A row without a time counts as one of the epoch.
      this.#expiry = { column: this.#expires, sql: `coalesce(${this.#time}, 0) + ${event.delay}` };
    } else {
      const place = keys.findIndex(
        ({ expr }) => expr.kind === "attribute" && expr.id === event?.attribute.id,
      );
      this.#expires = event && place >= 0 ? eventMicros(this.#keys[place]!, event.attribute) : null;
    }
    this.#state = new StateTable(settings.home, `state_${settings.place}`, {
      keys: kept,
      values,
    });
    const scratch = (name: string): ScratchTable =>
      new ScratchTable(settings.home.connection, `op${settings.place}_${name}`);
    [this.#rows, this.#fresh] = [scratch("rows"), scratch("fresh")];
  }

  get output(): string {
    return `(SELECT ${this.#columns((i) => `value_${i} AS c${i}`) || "1 AS one"} FROM ${this.#fresh.name})`;
  }

  open(): Promise<void> {
    return this.#state.open();
  }

  async openWindows(limit: number): Promise<readonly OpenWindow[]> {
    if (this.#expires === null || this.#state.rows === 0) return [];
    const opens = this.#expiry ? "NULL" : this.#expires;
    const of = { opens, closes: this.#expires, limit };
    return closingTimes(this.#settings.home.connection, this.#state.name, of);
  }

  async waiting(): Promise<readonly Waiting[]> {
    const [first] = await this.openWindows(1);
    const { rows: count } = this.#state;
    return [{ kind: "duplicates", count, until: first?.end ?? null, of: "", duplicates: this.#duplicates }];
  }

  async run({ inputs, late, evict, isSmall }: OperatorBatch): Promise<void> {
    this.#isSmall = isSmall && this.#state.isFew;
    this.#evict = evict;
    const inputKeys = this.#keys.map((_, i) => `o${this.#width + i}`);
    const list = [
      `${this.#state.hash(inputKeys)} AS hash`,
      ...this.#keys.map((key, i) => `${inputKeys[i]!} AS ${key}`),
      ...(this.#width > 0 ? [this.#columns((i) => `o${i} AS value_${i}`)] : []),
    ];
    const all = await this.#rows.fill(`SELECT ${list.join(", ")} FROM (${inputs[0]!})`, { isSmall });
    this.#late = await this.#dropLate(late, isSmall);
    const fresh = await this.#fresh.fill(this.#freshSql(), { isSmall: this.#isSmall });
    const rows = all - this.#late;
    if (rows > 0) this.#duplicates = rows - fresh;
  }

  async #dropLate(late: bigint, isSmall: boolean): Promise<number> {
    if (this.#time === null) return 0;
    const { connection } = this.#settings.home;
    const sql = `DELETE FROM ${this.#rows.name} WHERE ${this.#time} <= $1`;
    return isSmall ? connection.repeat(sql, [late]) : connection.run(sql, [late]);
  }

  /** The first row of a key, in the order of the rows: an operator above takes the first ones too. */
  #freshSql(): string {
    const rows = this.#rows.name;
    const by = this.#keys.length > 0 ? ` GROUP BY ${this.#keys.join(", ")}` : "";
    const first = `SELECT * FROM ${rows} WHERE rowid IN (SELECT min(rowid) FROM ${rows}${by})`;
    const expiry = this.#expiry ? `, ${this.#expiry.sql} AS ${this.#expiry.column}` : "";
    return `SELECT d.*${expiry} FROM (${first}) d ANTI JOIN ${this.#state.touchedBy(rows)} s ON ${this.#state.sameKey}`;
  }

  async apply(): Promise<StateOperatorProgress> {
    const isSmall = this.#isSmall;
    const added = await this.#state.add(this.#fresh.name, { isSmall });
    const values = [this.#evict];
    const removed =
      this.#expires === null ? 0 : await this.#state.remove(`${this.#expires} <= $1`, { isSmall, values });
    return {
      operatorName: this.#expiry ? "dedupeWithinWatermark" : "dedupe",
      numRowsTotal: this.#state.rows,
      numRowsUpdated: added,
      numRowsRemoved: removed,
      numRowsDroppedByWatermark: this.#late,
      memoryUsedBytes: this.#state.bytes,
    };
  }

  #columns(column: (i: number) => string): string {
    return Array.from({ length: this.#width }, (_, i) => column(i)).join(", ");
  }
}
