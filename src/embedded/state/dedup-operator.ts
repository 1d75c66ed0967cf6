import type { ResolvedDistinct } from "../../plan/resolved.js";
import type { StateOperatorProgress } from "../../plan/streaming-query.js";
import { identifier, sqlType } from "../sql-types.js";
import { ColumnNames } from "./column-names.js";
import type { OperatorBatch, OperatorSettings, StatefulOperator } from "./operator.js";
import { StateTable } from "./state-table.js";

/** DISTINCT over a stream: the first row of each key comes out at once, and the key is remembered. */
export class DedupOperator implements StatefulOperator {
  readonly #settings: OperatorSettings;
  readonly #state: StateTable;
  readonly #keys: readonly string[];
  readonly #fresh: string;

  constructor(plan: ResolvedDistinct, settings: OperatorSettings) {
    this.#settings = settings;
    const names = new ColumnNames();
    const keys = plan.output.map((a) => ({ name: names.take(a.name), sqlType: sqlType(a.type) }));
    this.#keys = keys.map((k) => identifier(k.name));
    this.#state = new StateTable(settings.home, `state_${settings.place}`, {
      keys,
      values: [],
      keepsHashes: false,
    });
    this.#fresh = `op${settings.place}_fresh`;
  }

  get output(): string {
    const list = this.#keys.map((key, i) => `${key} AS c${i}`).join(", ") || "1 AS one";
    return `(SELECT ${list} FROM ${this.#fresh})`;
  }

  open(): Promise<void> {
    return this.#state.open();
  }

  async run({ inputs }: OperatorBatch): Promise<void> {
    const { connection } = this.#settings.home;
    const inputKeys = this.#keys.map((_, i) => `o${i}`);
    const rows = `op${this.#settings.place}_rows`;
    const list = [`${this.#state.hash(inputKeys)} AS hash`, ...this.#keys.map((key, i) => `o${i} AS ${key}`)];
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE ${rows} AS SELECT DISTINCT ${list.join(", ")} FROM (${inputs[0]!})`,
    );
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE ${this.#fresh} AS SELECT NULL::BIGINT AS kept, d.* FROM ${rows} d ANTI JOIN ${this.#state.touchedBy(rows)} s ON ${this.#state.sameKey}`,
    );
  }

  async apply(): Promise<StateOperatorProgress> {
    const added = await this.#state.add(this.#fresh);
    return {
      operatorName: "dedupe",
      numRowsTotal: this.#state.rows,
      numRowsUpdated: added,
      numRowsRemoved: 0,
      numRowsDroppedByWatermark: 0,
      memoryUsedBytes: this.#state.bytes,
    };
  }
}
