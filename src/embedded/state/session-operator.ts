import type { ResolvedAggregate, ResolvedCall, ResolvedPlan } from "../../plan/resolved.js";
import type { StateOperatorProgress } from "../../plan/streaming-query.js";
import { sessionNumbers } from "../compiler/sessions.js";
import { identifier, sqlType } from "../sql-types.js";
import { Arguments, partsOf, type Part } from "./aggregate-parts.js";
import type { OpenWindow, Waiting } from "../stream-program.js";
import { closingTimes } from "./closing-times.js";
import { ColumnNames } from "./column-names.js";
import type { OperatorBatch, OperatorSettings, StatefulOperator } from "./operator.js";
import { StateTable, type StateColumn } from "./state-table.js";

/**
 * GROUP BY a session over a stream. The rows of a batch begin sessions of their own; with what is kept of the same other keys, those that overlap or
 * touch become one, which may join sessions that were apart. A session is final when the watermark reaches its end.
 */
export class SessionOperator implements StatefulOperator {
  /** What is read of the rows below: the keys, then the aggregates' arguments. */
  readonly input: ResolvedPlan;
  readonly #settings: OperatorSettings;
  readonly #state: StateTable;
  readonly #parts: readonly Part[];
  /** Columns of the state, as SQL: of each grouping key, null for the session; and those of the session. */
  readonly #keys: readonly (string | null)[];
  readonly #start: string;
  readonly #end: string;
  readonly #isWatermarked: boolean;
  readonly #table: (of: string) => string;
  #evict: bigint | null = null;
  #dropped = 0;

  /** `isWatermarked`: the session carries the event time. */
  constructor(plan: ResolvedAggregate, settings: OperatorSettings, isWatermarked: boolean) {
    this.#settings = settings;
    this.#isWatermarked = isWatermarked;
    this.#table = (of) => `op${settings.place}_${of}`;
    const calls = plan.aggregates.map((a) => a.expr as ResolvedCall);
    const args = new Arguments(plan.keys, calls);
    this.input = args.project(plan.child);

    const names = new ColumnNames();
    const keys: (StateColumn | null)[] = plan.keys.map(({ attribute }, i) =>
      i === plan.session ? null : { name: names.take(attribute.name), sqlType: sqlType(attribute.type) },
    );
    const session = plan.keys[plan.session!]!.attribute.type;
    const instant = sqlType(session.kind === "struct" ? session.fields[0]!.type : session);
    const bounds = ["session_start", "session_end"].map((name): StateColumn => ({
      name: names.take(name),
      sqlType: instant,
    }));
    [this.#start, this.#end] = bounds.map((c) => identifier(c.name)) as [string, string];
    const { parts, values } = partsOf(calls, args, names);
    this.#parts = parts;
    this.#keys = keys.map((k) => k && identifier(k.name));
    this.#state = new StateTable(settings.home, `state_${settings.place}`, {
      keys: keys.filter((k) => k !== null),
      values: [...bounds, ...values],
    });
  }

  get usesWatermark(): boolean {
    return this.#settings.mode !== "complete";
  }

  get output(): string {
    const rows =
      this.#settings.mode === "append"
        ? this.#table("closed")
        : `(SELECT ${this.#state.columns} FROM ${this.#table("merged")} UNION ALL ${this.#untouched()})`;
    const keys = this.#keys.map((key) => key ?? `{start: ${this.#start}, "end": ${this.#end}}`);
    const finished = this.#parts.map(({ aggregate, columns }) => aggregate.finish(columns.map(identifier)));
    return `(SELECT ${[...keys, ...finished].map((sql, i) => `${sql} AS c${i}`).join(", ")} FROM ${rows})`;
  }

  open(): Promise<void> {
    return this.#state.open();
  }

  async openWindows(limit: number): Promise<readonly OpenWindow[]> {
    if (!this.#waits) return [];
    const [opens, closes] = [`epoch_us(${this.#start})`, `epoch_us(${this.#end})`];
    return closingTimes(this.#settings.home.connection, this.#state.name, { opens, closes, limit });
  }

  async waiting(): Promise<readonly Waiting[]> {
    if (!this.#waits) return [];
    const keys = this.#state.shape.keys.map(
      ({ name }) =>
        `'${name.replaceAll("'", "''")} = ' || coalesce(CAST(${identifier(name)} AS VARCHAR), 'null')`,
    );
    const [first] = (await this.#settings.home.connection.rows(
      `SELECT concat_ws(', ', ${keys.join(", ")}), CAST(epoch_us(${this.#end}) AS BIGINT) AS closes FROM ${this.#state.name} ORDER BY closes LIMIT 1`,
    )) as [string, bigint][];
    if (!first) return [];
    const [of, closes] = first;
    return [{ kind: "session", count: this.#state.rows, until: Number(closes) / 1000, of }];
  }

  get #waits(): boolean {
    return this.#isWatermarked && this.#settings.mode !== "complete" && this.#state.rows > 0;
  }

  async run({ inputs, late, evict }: OperatorBatch): Promise<void> {
    const { connection } = this.#settings.home;
    const create = (table: string, sql: string): Promise<number> =>
      connection.run(`CREATE OR REPLACE TEMP TABLE ${this.#table(table)} AS ${sql}`);
    await create("delta", this.#deltaSql(inputs[0]!));
    this.#dropped = this.#isWatermarked
      ? await connection.run(`DELETE FROM ${this.#table("delta")} WHERE epoch_us(${this.#end}) <= ${late}`)
      : 0;
    const delta = this.#table("delta");
    await create(
      "kept",
      `SELECT s.* FROM ${this.#state.touchedBy(delta)} s SEMI JOIN ${delta} d ON ${this.#state.sameKey}`,
    );
    await create("folded", this.#foldedSql());
    await create("merged", this.#mergedSql());
    this.#evict = this.#isWatermarked && this.#settings.mode !== "complete" && evict > late ? evict : null;
    if (this.#settings.mode === "append") await create("closed", this.#closedSql());
  }

  async apply(): Promise<StateOperatorProgress> {
    const { connection } = this.#settings.home;
    const [kept, merged] = [this.#table("kept"), this.#table("merged")];
    // A session is known by its start: one that starts earlier now is another.
    const [[gone]] = (await connection.rows(
      `SELECT count(*) FROM ${kept} d ANTI JOIN ${merged} s ON ${this.#state.sameKey} AND s.${this.#start} = d.${this.#start}`,
    )) as [[bigint]];
    const updated = await this.#state.replace(merged, { of: kept });
    const evicted = this.#evict === null ? 0 : await this.#state.remove(this.#isClosed());
    return {
      operatorName: "sessionWindowStateStoreSaveExec",
      numRowsTotal: this.#state.rows,
      numRowsUpdated: updated,
      numRowsRemoved: Number(gone) + evicted,
      numRowsDroppedByWatermark: this.#dropped,
      memoryUsedBytes: this.#state.bytes,
    };
  }

  /** The sessions that the batch's rows begin, equal ones as one. */
  #deltaSql(input: string): string {
    const places = this.#keys.map((_, i) => `o${i}`);
    const others = places.filter((_, i) => this.#keys[i] !== null);
    const session = places[this.#keys.indexOf(null)]!;
    const keys = this.#keys.flatMap((key, i) => (key === null ? [] : `o${i} AS ${key}`));
    const fresh = this.#parts.flatMap(({ aggregate, columns }) =>
      aggregate.columns.map((c, i) => `CAST(${c.fresh} AS ${c.sqlType}) AS ${identifier(columns[i]!)}`),
    );
    const bounds = [`${session}.start AS ${this.#start}`, `${session}."end" AS ${this.#end}`];
    const list = [`${this.#state.hash(others)} AS hash`, ...keys, ...bounds, ...fresh];
    return `SELECT ${list.join(", ")} FROM (${input}) GROUP BY ${places.join(", ")}`;
  }

  /** The sessions of the batch's keys as they are after it: the parts of each, in the order of their starts, folded into one by twos. */
  #foldedSql(): string {
    const { columns } = this.#state;
    const pieces = `(SELECT ${columns} FROM ${this.#table("kept")} UNION ALL SELECT ${columns} FROM ${this.#table("delta")})`;
    const keys = this.#keys.filter((key) => key !== null);
    const numbered = sessionNumbers(pieces, { keys, start: this.#start, end: this.#end });
    const fields = this.#parts.flatMap(({ aggregate, columns: own }) =>
      aggregate.columns.map((c, i) => ({ name: identifier(own[i]!), type: c.sqlType })),
    );
    const struct = (values: readonly string[]): string =>
      `{${fields.map(({ name, type }, i) => `${name}: CAST(${values[i]} AS ${type})`).join(", ")}}`;
    const folded = this.#parts.flatMap(({ aggregate, columns: own }) => {
      const side = (of: string): string[] =>
        own.map((c) => `struct_extract(${of}, '${c.replaceAll("'", "''")}')`);
      return aggregate.merge(side("a"), side("b"));
    });
    const list = `list(${struct(fields.map((f) => f.name))} ORDER BY ${this.#start}, ${this.#end})`;
    const value = fields.length > 0 ? `list_reduce(${list}, lambda a, b: ${struct(folded)})` : "NULL";
    const select = [
      "any_value(hash) AS hash",
      ...keys,
      `min(${this.#start}) AS ${this.#start}`,
      `max(${this.#end}) AS ${this.#end}`,
      `${value} AS folded`,
    ];
    return `SELECT ${select.join(", ")} FROM ${numbered} GROUP BY ${[...keys, "session"].join(", ")}`;
  }

  #mergedSql(): string {
    const keys = this.#keys.filter((key) => key !== null);
    const values = this.#parts.flatMap(({ columns }) => columns.map(identifier));
    const list = ["hash", ...keys, this.#start, this.#end, ...values.map((v) => `folded.${v} AS ${v}`)];
    return `SELECT ${list.join(", ")} FROM ${this.#table("folded")}`;
  }

  #isClosed(): string {
    return this.#evict === null ? "false" : `epoch_us(${this.#end}) <= ${this.#evict}`;
  }

  #closedSql(): string {
    return `SELECT ${this.#state.columns} FROM ${this.#table("merged")} WHERE ${this.#isClosed()} UNION ALL ${this.#untouched()} AND ${this.#isClosed()}`;
  }

  /** The kept sessions whose keys the batch does not have. */
  #untouched(): string {
    const { columns, name } = this.#state;
    return `SELECT ${columns} FROM ${name} WHERE rowid NOT IN (SELECT kept FROM ${this.#table("kept")})`;
  }
}
