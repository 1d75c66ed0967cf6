import type { Attribute, NamedExpr, ResolvedExpr, ResolvedPlan } from "../../plan/resolved.js";
import { boundAt, leavesAfter, type Leaving } from "../../plan/stream-join.js";
import type { PhysicalColumn } from "../compiler/expr.js";
import { compileExpr } from "../compiler/expr.js";
import { identifier, sqlType } from "../sql-types.js";
import type { OpenWindow } from "../stream-program.js";
import { closingTimes } from "./closing-times.js";
import { ColumnNames } from "./column-names.js";
import { argumentIds, type OperatorSettings } from "./operator.js";
import { StateTable, type StateColumn } from "./state-table.js";

export interface JoinSideParts {
  readonly side: "left" | "right";
  readonly child: ResolvedPlan;
  /** The columns that are read of it above the join or in its condition. */
  readonly needed: ReadonlySet<number>;
  readonly keys: readonly ResolvedExpr[];
  /** What is said of this side alone. */
  readonly only: readonly ResolvedExpr[];
  readonly leaving: Leaving;
  /** The column that says which rows are late. */
  readonly time: Attribute | null;
  /** Rows remember whether they had a partner. */
  readonly isMarked: boolean;
}

/**
 * One input of a stream-stream join: the rows of the batch, in a temporary table, and those kept of earlier ones, in a state table. Both have the columns
 * `hash` (of the keys), the keys, the needed columns, and `matched` where rows without a partner come out or a row comes out once.
 */
export class JoinSide {
  /** What is read of the rows below: the keys, then the needed columns that are none of them. */
  readonly input: ResolvedPlan;
  readonly state: StateTable;
  /** The rows of the batch that are not late and may have a partner. */
  readonly fresh: string;
  /** Rows that can have none, which a preserved side lets out at once. */
  readonly failed: string;
  /** The names of the keys' columns, in the keys' order. */
  readonly keys: readonly string[];
  dropped = 0;
  readonly #settings: OperatorSettings;
  readonly #parts: JoinSideParts;
  readonly #columns: readonly StateColumn[];
  readonly #names = new Map<number, string>();
  #rows = 0;
  /** Nothing at or below this is kept any more. */
  #clearedTo: number | null = null;

  constructor(parts: JoinSideParts, settings: OperatorSettings) {
    this.#settings = settings;
    this.#parts = parts;
    const kept = parts.child.output.filter((a) => parts.needed.has(a.id));
    // A column per key, in the keys' order on both sides: their hash is made of them. A needed column that is a key stands once.
    const used = new Set<number>();
    const keys = parts.keys.map((expr, i): NamedExpr => {
      const own = expr.kind === "attribute" && !used.has(expr.id) && kept.find((a) => a.id === expr.id);
      if (own) used.add(own.id);
      const { type, nullable } = expr;
      const made = { id: argumentIds + i, name: `key ${i + 1}`, type, nullable, qualifier: null };
      return { expr, attribute: own || made };
    });
    const others = kept.filter((a) => !used.has(a.id));
    const columns = [
      ...keys,
      ...others.map((attribute): NamedExpr => ({ attribute, expr: { ...attribute, kind: "attribute" } })),
    ];
    const output = columns.map((c) => c.attribute);
    this.input = { kind: "project", child: parts.child, columns, output, isStreaming: true };
    const names = new ColumnNames(["matched"]);
    this.#columns = output.map(({ id, name, type }) => {
      const column = { name: names.take(name), sqlType: sqlType(type) };
      this.#names.set(id, column.name);
      return column;
    });
    this.keys = this.#columns.slice(0, keys.length).map((c) => identifier(c.name));
    const matched = parts.isMarked ? [{ name: "matched", sqlType: "BOOLEAN" }] : [];
    const shape = {
      keys: this.#columns.slice(0, keys.length),
      values: [...this.#columns.slice(keys.length), ...matched],
    };
    const base = `${settings.place}_${parts.side}`;
    this.state = new StateTable(settings.home, `state_${base}`, shape);
    this.fresh = `op${base}_fresh`;
    this.failed = `op${base}_failed`;
  }

  /** Rows of the batch that may have a partner. */
  get rows(): number {
    return this.#rows;
  }

  /** Rows leave when the watermark has passed them. */
  get leaves(): boolean {
    return this.#parts.leaving !== null;
  }

  /** The columns as SQL reads them of rows that go by `alias`. */
  columnsOf(alias: string): Map<number, PhysicalColumn> {
    return new Map(
      [...this.#names].map(([id, name]) => [id, { sql: `${alias}.${identifier(name)}`, raw: null }] as const),
    );
  }

  /** Takes in the rows of a batch; late ones are dropped and counted. */
  async read(input: string, late: bigint): Promise<void> {
    const { connection } = this.#settings.home;
    const { only, time, isMarked } = this.#parts;
    const list = [
      `${this.state.hash(this.keys.map((_, i) => `o${i}`))} AS hash`,
      ...this.#columns.map((c, i) => `o${i} AS ${identifier(c.name)}`),
      ...(isMarked ? ["false AS matched"] : []),
    ];
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE ${this.fresh} AS SELECT ${list.join(", ")} FROM (${input})`,
    );
    const lateness = time && this.#names.get(time.id);
    this.dropped = lateness
      ? await connection.run(`DELETE FROM ${this.fresh} WHERE ${endsBy(identifier(lateness), time, late)}`)
      : 0;
    if (only.length > 0) {
      const columns = this.columnsOf("r");
      const fails = `(${only.map((e) => compileExpr(e, columns)).join(" AND ")}) IS NOT TRUE`;
      await connection.run(
        `CREATE OR REPLACE TEMP TABLE ${this.failed} AS SELECT * FROM ${this.fresh} r WHERE ${fails}`,
      );
      await connection.run(`DELETE FROM ${this.fresh} r WHERE ${fails}`);
    }
    const [[rows]] = (await connection.rows(`SELECT count(*) FROM ${this.fresh}`)) as [[bigint]];
    this.#rows = Number(rows);
  }

  /** The condition under which a row leaves at this watermark (microseconds). */
  gone(watermark: bigint): string {
    const { leaving, keys } = this.#parts;
    if (leaving === null) return "false";
    const limit = BigInt(boundAt(leaving, Number(watermark / 1000n))) * 1000n;
    if (leaving.by === "key") return endsBy(this.keys[leaving.key]!, keys[leaving.key]!, limit);
    return endsBy(identifier(this.#names.get(leaving.column.id)!), leaving.column, limit);
  }

  /** Some kept rows may leave at this watermark (microseconds): those of a restart, or those above the watermark of the batch before. */
  mayHaveGone(watermark: bigint): boolean {
    return (
      this.leaves && this.state.rows > 0 && (this.#clearedTo === null || Number(watermark) > this.#clearedTo)
    );
  }

  /** When the first kept rows leave; of a side whose rows come out alone, those without a partner. */
  async leavingTimes(limit: number): Promise<readonly OpenWindow[]> {
    const { leaving, keys, isMarked } = this.#parts;
    const after = leaving === null ? null : leavesAfter(leaving);
    if (leaving === null || after === null || this.state.rows === 0) return [];
    const [sql, { type }] =
      leaving.by === "key"
        ? [this.keys[leaving.key]!, keys[leaving.key]!]
        : [identifier(this.#names.get(leaving.column.id)!), leaving.column];
    const opens = `epoch_us(${sql}${type.kind === "struct" ? '."end"' : ""})`;
    const closes = `${opens} + ${BigInt(after) * 1000n}`;
    const from = `${this.state.name}${isMarked ? " WHERE NOT matched" : ""}`;
    return closingTimes(this.#settings.home.connection, `(FROM ${from})`, { opens, closes, limit });
  }

  /** Kept rows, those that have no partner where rows remember that. */
  async alone(): Promise<number> {
    if (!this.#parts.isMarked || this.state.rows === 0) return this.state.rows;
    const sql = `SELECT count(*) FROM ${this.state.name} WHERE NOT matched`;
    const [[count]] = (await this.#settings.home.connection.rows(sql)) as [[bigint]];
    return Number(count);
  }

  cleared(watermark: bigint): void {
    this.#clearedTo = Number(watermark);
  }
}

/** Compared with the column as it is, so that the engine can leave out blocks of rows by their least and greatest times. */
function endsBy(sql: string, { type }: Pick<ResolvedExpr, "type">, limit: bigint): string {
  if (type.kind === "struct") {
    const end = type.fields.find((f) => f.name === "end");
    return `(${sql})."end" <= ${instant(end?.type.kind ?? "timestamp", limit)}`;
  }
  return `${sql} <= ${instant(type.kind, limit)}`;
}

function instant(kind: string, micros: bigint): string {
  return `${kind === "timestamp_ntz" ? "make_timestamp" : "make_timestamptz"}(${micros})`;
}
