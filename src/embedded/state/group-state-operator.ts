import {
  schemaOf,
  type Attribute,
  type NamedExpr,
  type ResolvedGroupState,
  type ResolvedPlan,
} from "../../plan/resolved.js";
import type { StateOperatorProgress } from "../../plan/streaming-query.js";
import type { StructType } from "../../types/data-type.js";
import { t } from "../../types/t.js";
import { appendRows } from "../load/append-rows.js";
import { resultReader, type ResultReader } from "../load/result.js";
import { columnDefinitions, identifier, sqlType } from "../sql-types.js";
import { ColumnNames } from "./column-names.js";
import { eventMicros, type EventColumn } from "./event-column.js";
import { GroupCalls, type GroupResults, type KeptGroup } from "./group-calls.js";
import { argumentIds, type OperatorBatch, type OperatorSettings, type StatefulOperator } from "./operator.js";
import { StateTable, type StateColumn } from "./state-table.js";

const removedSchema: StructType = t.struct({ kept: t.long() });

/**
 * `flatMapGroupsWithState` over a stream: a row a group in the state table, with a column per field of the state and the timeout. A batch reads the groups that it touches
 * and those that are due, runs the function over them, and keeps what has changed for the commit.
 */
export class GroupStateOperator implements StatefulOperator {
  /** The keys, then all columns. */
  readonly input: ResolvedPlan;
  readonly #plan: ResolvedGroupState;
  readonly #settings: OperatorSettings;
  readonly #event: EventColumn | null;
  readonly #hasWatermark: boolean;
  readonly #state: StateTable;
  readonly #calls: GroupCalls;
  readonly #changes: StructType;
  readonly #readRows: ResultReader;
  readonly #readKept: ResultReader;
  readonly #table: string;
  readonly #keys: readonly string[];
  #results: GroupResults = { output: [], changed: [], removed: [], removals: 0 };
  #dropped = 0;
  #nextTimeout: number | null = null;

  constructor(
    plan: ResolvedGroupState,
    settings: OperatorSettings,
    event: EventColumn | null,
    hasWatermark: boolean,
  ) {
    this.#plan = plan;
    this.#settings = settings;
    this.#event = event;
    this.#hasWatermark = hasWatermark;
    this.input = groupInput(plan);
    this.#calls = new GroupCalls(plan);
    this.#table = `op${settings.place}`;
    const { state } = plan.definition;
    const names = new ColumnNames();
    const keys: StateColumn[] = plan.keys.map(({ attribute }) => ({
      name: names.take(attribute.name),
      sqlType: sqlType(attribute.type),
    }));
    const values: StateColumn[] = [
      ...state.fields.map((f) => ({ name: names.take(f.name), sqlType: sqlType(f.type) })),
      { name: names.take("has state"), sqlType: "BOOLEAN" },
      { name: names.take("timeout ms"), sqlType: "BIGINT" },
    ];
    this.#keys = keys.map((k) => identifier(k.name));
    this.#state = new StateTable(settings.home, `state_${settings.place}`, {
      keys,
      values,
    });
    const keyFields = schemaOf(plan.keys.map((k) => k.attribute)).fields;
    const long = { type: t.long(), nullable: true };
    this.#changes = {
      kind: "struct",
      fields: [
        { name: "kept", ...long },
        ...keyFields,
        ...state.fields,
        { name: "has state", type: t.boolean(), nullable: true },
        { name: "timeout", ...long },
      ],
    };
    const { connection } = settings.home;
    this.#readRows = resultReader(connection, schemaOf(this.input.output));
    this.#readKept = resultReader(connection, this.#changes);
  }

  get usesWatermark(): boolean {
    return this.#plan.definition.timeout === "eventTime";
  }

  /** By the clock: when the first group is due. */
  get nextTimeout(): number | null {
    return this.#nextTimeout;
  }

  get output(): string {
    return `${this.#table}_out`;
  }

  async open(): Promise<void> {
    await this.#state.open();
    await this.#findNextTimeout();
  }

  async run({ inputs, late, evict, time }: OperatorBatch): Promise<void> {
    const { connection } = this.#settings.home;
    const [rows, out, changed, removed] = ["rows", "out", "changed", "removed"].map(
      (name) => `${this.#table}_${name}`,
    );
    const keys = this.#keys.map((_, i) => `o${i}`);
    // No key's column is named so.
    const columns = this.input.output.map((_, i) => `_${i}`);
    const shown = [
      `${this.#state.hash(keys)} AS hash`,
      ...this.#keys.map((key, i) => `o${i} AS ${key}`),
      ...columns.map((column, i) => `o${i} AS ${column}`),
    ];
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE ${rows} AS SELECT ${shown.join(", ")} FROM (${inputs[0]!})`,
    );
    this.#dropped = await this.#dropLate(rows!, late);
    const watermark = this.#hasWatermark ? Number(evict / 1000n) : null;
    const threshold = this.#threshold(time, watermark);
    this.#results = this.#calls.run(
      await this.#readRows(`SELECT ${columns.join(", ")} FROM ${rows}`),
      await this.#kept(rows!, threshold),
      { time, watermark },
      (timeoutAt) => threshold !== null && timeoutAt < threshold,
    );
    const { output } = this.#plan.definition;
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE ${out} (${columnDefinitions(output) || "one INTEGER"})`,
    );
    await appendRows(connection, out!, output, this.#results.output);
    await connection.run(`CREATE OR REPLACE TEMP TABLE ${changed} (${columnDefinitions(this.#changes)})`);
    await appendRows(connection, changed!, this.#changes, this.#changedRows());
    await connection.run(`CREATE OR REPLACE TEMP TABLE ${removed} (kept BIGINT)`);
    await appendRows(
      connection,
      removed!,
      removedSchema,
      this.#results.removed.map((row) => [row]),
    );
  }

  async apply(): Promise<StateOperatorProgress> {
    const { removed, changed, removals } = this.#results;
    const { keys, values } = this.#state.shape;
    const columns = [...keys, ...values].map((c, i) => `c${i + 1} AS ${identifier(c.name)}`);
    const hash = this.#state.hash(keys.map((_, i) => `c${i + 1}`));
    const list = ["c0 AS kept", `${hash} AS hash`, ...columns].join(", ");
    if (changed.length > 0) await this.#state.replace(`(SELECT ${list} FROM ${this.#table}_changed)`);
    if (removed.length > 0) await this.#state.remove(`rowid IN (FROM ${this.#table}_removed)`);
    await this.#findNextTimeout();
    return {
      operatorName: this.#plan.definition.verb,
      numRowsTotal: this.#state.rows,
      numRowsUpdated: changed.length,
      numRowsRemoved: removals,
      numRowsDroppedByWatermark: this.#dropped,
      memoryUsedBytes: this.#state.bytes,
    };
  }

  /** Only where timeouts follow the event time are rows late, as in Spark. */
  async #dropLate(rows: string, late: bigint): Promise<number> {
    if (this.#event === null || this.#plan.definition.timeout !== "eventTime") return 0;
    const column = `_${this.#plan.keys.length + this.#event.place}`;
    const time = eventMicros(column, this.#event.attribute);
    return this.#settings.home.connection.run(`DELETE FROM ${rows} WHERE ${time} <= ${late}`);
  }

  #threshold(time: number, watermark: number | null): number | null {
    const { timeout } = this.#plan.definition;
    return timeout === "none" ? null : timeout === "eventTime" ? watermark : time;
  }

  /** What is known of the groups of the batch, and of those that are due. */
  async #kept(rows: string, threshold: number | null): Promise<KeptGroup[]> {
    if (this.#state.rows === 0) return [];
    const { keys, values } = this.#state.shape;
    const columns = [...keys, ...values].map((c) => identifier(c.name));
    const due = threshold === null ? "" : ` OR ${columns.at(-1)!} < ${threshold}`;
    const read = await this.#readKept(
      `SELECT rowid AS kept, ${columns.join(", ")} FROM ${this.#state.name} WHERE hash IN (SELECT hash FROM ${rows})${due} ORDER BY rowid`,
    );
    return read.map(([row, ...rest]) => {
      const timeoutAt = rest.pop() as bigint | null;
      const hasState = rest.pop() as boolean;
      return {
        row: row as bigint,
        key: rest.slice(0, keys.length),
        value: hasState ? rest.slice(keys.length) : null,
        timeoutAt: timeoutAt === null ? null : Number(timeoutAt),
      };
    });
  }

  #changedRows(): (readonly unknown[])[] {
    const nothing = this.#plan.definition.state.fields.map(() => null);
    return this.#results.changed.map(({ row, key, value, timeoutAt }) => [
      row,
      ...key,
      ...(value ?? nothing),
      value !== null,
      timeoutAt === null ? null : BigInt(timeoutAt),
    ]);
  }

  async #findNextTimeout(): Promise<void> {
    if (this.#plan.definition.timeout !== "processingTime") return;
    const column = identifier(this.#state.shape.values.at(-1)!.name);
    const [row] = await this.#settings.home.connection.rows(`SELECT min(${column}) FROM ${this.#state.name}`);
    const at = (row?.[0] ?? null) as bigint | null;
    this.#nextTimeout = at === null ? null : Number(at);
  }
}

/** The keys of the rows, then their columns. */
export function groupInput(plan: ResolvedGroupState): ResolvedPlan {
  const passed = plan.child.output.map((attribute): NamedExpr => ({
    attribute,
    expr: { ...attribute, kind: "attribute" },
  }));
  const keys = plan.keys.map(({ attribute, expr }, i): NamedExpr => {
    const own: Attribute = { ...attribute, id: argumentIds + i };
    return { attribute: own, expr };
  });
  const columns = [...keys, ...passed];
  const output = columns.map((c) => c.attribute);
  return { kind: "project", child: plan.child, columns, output, isStreaming: plan.isStreaming };
}
