import type { ResolvedWatermark } from "../../plan/resolved.js";
import type { Connection } from "../database.js";
import { identifier } from "../sql-types.js";
import type { ObservedTimes } from "../stream-program.js";
import type { ColumnNames } from "./column-names.js";
import { nothingObserved, observeTimes } from "./observed-times.js";

/** Of more event times than these a picture needs only some. */
const SAMPLE = 24;

/** Columns of a batch's groups: their latest, earliest and summed event times in microseconds, how many there are, and all of them. */
const COLUMNS = ["max", "min", "sum", "count", "nulls", "all"] as const;
type Names = Readonly<Record<(typeof COLUMNS)[number], string>>;

/**
 * The event times of a batch, told by its groups: an aggregation that sees every row can count for the watermark below it what it needs to know, so that the rows
 * need not be kept for a second look.
 */
export class GroupTimes {
  readonly #time: string;
  readonly #names: Names;
  #observed: ObservedTimes;
  #isWatched = false;
  #times: readonly number[] = [];

  /** `column`: the event time among what is read of the rows. */
  constructor(watermark: ResolvedWatermark, column: string, names: ColumnNames) {
    this.#time = `epoch_us(${column})`;
    const entries = COLUMNS.map((column) => [column, identifier(names.take(`time_${column}`))]);
    this.#names = Object.fromEntries(entries) as Names;
    this.#observed = nothingObserved(watermark);
  }

  get observed(): ObservedTimes {
    return this.#observed;
  }

  /** Some event times of the last batch, milliseconds; none before somebody watches. */
  get times(): readonly number[] {
    return this.#times;
  }

  watch(): void {
    this.#isWatched = true;
  }

  /** Another one when there are other columns. */
  get shape(): string {
    return this.#isWatched ? "watched" : "";
  }

  /** For the select list of the groups. */
  get columns(): string[] {
    const { max, min, sum, count, nulls, all } = this.#names;
    const time = this.#time;
    return [
      ...(this.#isWatched ? [`list(${time}) AS ${all}`] : []),
      `max(${time}) AS ${max}`,
      `min(${time}) AS ${min}`,
      `sum(CAST(${time} AS DOUBLE)) AS ${sum}`,
      `count(${time}) AS ${count}`,
      `count(*) - count(${time}) AS ${nulls}`,
    ];
  }

  /** Late rows count as well: so before they are taken out of the groups. */
  async observe(connection: Connection, groups: string, isSmall: boolean): Promise<void> {
    const { max, min, sum, count, nulls, all } = this.#names;
    if (this.#isWatched) {
      const rows = await connection.rows(
        `SELECT CAST(t // 1000 AS BIGINT) FROM (SELECT DISTINCT unnest(${all}) AS t FROM ${groups}) WHERE t IS NOT NULL USING SAMPLE reservoir(${SAMPLE} ROWS) REPEATABLE (1)`,
      );
      this.#times = rows.map(([time]) => Number(time as bigint));
    }
    const of = {
      max: `max(${max})`,
      min: `min(${min})`,
      sum: `sum(${sum})`,
      rows: `sum(${count})`,
      nulls: `sum(${nulls})`,
    };
    this.#observed = await observeTimes(connection, this.#observed, groups, of, isSmall);
  }
}
