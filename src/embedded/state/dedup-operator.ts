import type { NamedExpr, ResolvedDistinct, ResolvedDistinctOn, ResolvedPlan } from "../../plan/resolved.js";
import type { StateOperatorProgress } from "../../plan/streaming-query.js";
import { identifier, sqlType } from "../sql-types.js";
import { ColumnNames } from "./column-names.js";
import { argumentIds, type OperatorBatch, type OperatorSettings, type StatefulOperator } from "./operator.js";
import { StateTable } from "./state-table.js";

/** `distinct()` and `dropDuplicates(…)` over a stream: the first row of each key comes out at once, and the key is remembered. */
export class DedupOperator implements StatefulOperator {
  /** The columns of the rows, then the keys. */
  readonly input: ResolvedPlan;
  readonly #settings: OperatorSettings;
  readonly #state: StateTable;
  readonly #keys: readonly string[];
  readonly #width: number;
  readonly #rows: string;
  readonly #fresh: string;

  constructor(plan: ResolvedDistinct | ResolvedDistinctOn, settings: OperatorSettings) {
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
    const shape = { keys: kept, values: [], keepsHashes: false };
    this.#state = new StateTable(settings.home, `state_${settings.place}`, shape);
    this.#rows = `op${settings.place}_rows`;
    this.#fresh = `op${settings.place}_fresh`;
  }

  get usesWatermark(): boolean {
    return true;
  }

  get output(): string {
    return `(SELECT ${this.#columns((i) => `value_${i} AS c${i}`) || "1 AS one"} FROM ${this.#fresh})`;
  }

  open(): Promise<void> {
    return this.#state.open();
  }

  async run({ inputs }: OperatorBatch): Promise<void> {
    const { connection } = this.#settings.home;
    const inputKeys = this.#keys.map((_, i) => `o${this.#width + i}`);
    const list = [
      `${this.#state.hash(inputKeys)} AS hash`,
      ...this.#keys.map((key, i) => `${inputKeys[i]!} AS ${key}`),
      ...(this.#width > 0 ? [this.#columns((i) => `o${i} AS value_${i}`)] : []),
    ];
    const first = this.#keys.length > 0 ? `DISTINCT ON (${inputKeys.join(", ")})` : "DISTINCT";
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE ${this.#rows} AS SELECT ${first} ${list.join(", ")} FROM (${inputs[0]!})`,
    );
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE ${this.#fresh} AS SELECT d.* FROM ${this.#rows} d ANTI JOIN ${this.#state.touchedBy(this.#rows)} s ON ${this.#state.sameKey}`,
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

  #columns(column: (i: number) => string): string {
    return Array.from({ length: this.#width }, (_, i) => column(i)).join(", ");
  }
}
