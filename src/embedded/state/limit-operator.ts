import type { ResolvedLimit } from "../../plan/resolved.js";
import type { StateOperatorProgress } from "../../plan/streaming-query.js";
import { renamed } from "../sql-types.js";
import type { OperatorBatch, OperatorSettings, StatefulOperator } from "./operator.js";
import { ScratchTable } from "./scratch-table.js";

/** LIMIT over a stream: so many rows in the life of the query. */
export class LimitOperator implements StatefulOperator {
  readonly #settings: OperatorSettings;
  readonly #limit: number;
  readonly #width: number;
  readonly #table: string;
  readonly #rows: ScratchTable;
  #given = 0;
  #added = 0;

  constructor(plan: ResolvedLimit, settings: OperatorSettings) {
    this.#settings = settings;
    this.#limit = plan.count;
    this.#width = plan.output.length;
    this.#table = `${settings.home.database}.state_${settings.place}`;
    this.#rows = new ScratchTable(settings.home.connection, `op${settings.place}_rows`);
  }

  get output(): string {
    return this.#rows.name;
  }

  async open(): Promise<void> {
    const { connection } = this.#settings.home;
    await connection.run(`CREATE TABLE IF NOT EXISTS ${this.#table} (given BIGINT)`);
    const rows = await connection.rows(`SELECT given FROM ${this.#table}`);
    this.#given = Number(rows[0]?.[0] ?? 0);
  }

  async run({ inputs, isSmall }: OperatorBatch): Promise<void> {
    const left = BigInt(Math.max(0, this.#limit - this.#given));
    const rows = `SELECT ${renamed(this.#width, "o", "c")} FROM (${inputs[0]!}) LIMIT $1`;
    this.#added = await this.#rows.fill(rows, { isSmall, values: [left] });
  }

  async apply(): Promise<StateOperatorProgress> {
    const { connection } = this.#settings.home;
    this.#settings.home.dead.deleted(await connection.run(`DELETE FROM ${this.#table}`));
    await connection.run(`INSERT INTO ${this.#table} VALUES (${this.#given + this.#added})`);
    this.#given += this.#added;
    return {
      operatorName: "globalLimit",
      numRowsTotal: this.#given > 0 ? 1 : 0,
      numRowsUpdated: this.#added > 0 ? 1 : 0,
      numRowsRemoved: 0,
      numRowsDroppedByWatermark: 0,
      memoryUsedBytes: 8,
    };
  }
}
