import type { ResolvedWatermark } from "../../plan/resolved.js";
import type { ObservedTimes } from "../stream-program.js";
import { nothingObserved, observeTimes } from "./observed-times.js";
import type { OperatorBatch, OperatorSettings, StatefulOperator } from "./operator.js";
import { ScratchTable } from "./scratch-table.js";

/** `withWatermark` over a stream: looks at the event times of a batch, and lets its rows pass. What it says counts from the next batch on. */
export class WatermarkOperator implements StatefulOperator {
  readonly #settings: OperatorSettings;
  readonly #rows: ScratchTable;
  readonly #width: number;
  readonly #place: number;
  readonly #limit: string;
  #observed: ObservedTimes;

  constructor(plan: ResolvedWatermark, settings: OperatorSettings) {
    this.#settings = settings;
    this.#rows = new ScratchTable(settings.home.connection, `op${settings.place}_rows`);
    this.#width = plan.output.length;
    this.#place = plan.output.findIndex((a) => a.id === plan.column);
    this.#limit = plan.atMost === undefined ? "" : ` LIMIT ${plan.atMost}`;
    this.#observed = nothingObserved(plan);
  }

  get output(): string {
    return this.#rows.name;
  }

  get observed(): ObservedTimes {
    return this.#observed;
  }

  async open(): Promise<void> {}

  async run({ inputs, isSmall }: OperatorBatch): Promise<void> {
    const columns = Array.from({ length: this.#width }, (_, i) => `o${i} AS c${i}`).join(", ");
    await this.#rows.fill(`SELECT ${columns} FROM (${inputs[0]!})${this.#limit}`, { isSmall });
    const time = `epoch_us(c${this.#place})`;
    const of = {
      max: `max(${time})`,
      min: `min(${time})`,
      sum: `sum(CAST(${time} AS DOUBLE))`,
      rows: `count(${time})`,
      nulls: `count(*) - count(${time})`,
    };
    const { connection } = this.#settings.home;
    this.#observed = await observeTimes(connection, this.#observed, this.#rows.name, of, isSmall);
  }

  async sampleTimes(limit: number): Promise<readonly number[]> {
    const rows = await this.#settings.home.connection.rows(
      `SELECT CAST(epoch_us(c${this.#place}) // 1000 AS BIGINT) FROM ${this.#rows.name} WHERE c${this.#place} IS NOT NULL USING SAMPLE reservoir(${limit} ROWS) REPEATABLE (1)`,
    );
    return rows.map(([time]) => Number(time as bigint));
  }

  async apply(): Promise<null> {
    return null;
  }
}
