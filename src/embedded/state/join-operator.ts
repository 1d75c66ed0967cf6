import type { JoinType } from "../../plan/logical-plan.js";
import type { Attribute, ResolvedJoin, ResolvedPlan } from "../../plan/resolved.js";
import { boundAt, type StreamJoin } from "../../plan/stream-join.js";
import type { StateOperatorProgress } from "../../plan/streaming-query.js";
import type { OpenWindow, Waiting } from "../stream-program.js";
import { compileExpr } from "../compiler/expr.js";
import { JoinSide } from "./join-side.js";
import type { OperatorBatch, OperatorSettings, StatefulOperator } from "./operator.js";

/** The sides whose rows come out without a partner when they can have none any more. */
const preserved: Readonly<Partial<Record<JoinType, readonly ("left" | "right")[]>>> = {
  left: ["left"],
  right: ["right"],
  full: ["left", "right"],
};

/**
 * A join of two streams. Both sides keep their rows until the watermark says that no partner can come any more. A batch is:
 *
 * 1. Take in the new rows of both sides. Late ones are dropped; a row that fails a condition of its own side never has a partner: a
 *    preserved side lets it out at once, with nulls, and nobody keeps it.
 * 2. Join the new left rows with the kept right rows, then the new right rows with all left rows, kept and new.
 * 3. Rows that the watermark has passed leave, after they were joined; those of a preserved side that never had a partner come out with nulls.
 *    Whether a row had one is remembered with it (`matched`), not looked up again.
 * 4. In the commit's transaction: the rows that left are deleted, new ones added, marks set.
 *
 * A left semi join lets a left row out at its first partner, and does not keep it any more.
 */
export class JoinOperator implements StatefulOperator {
  /** What is read of each side. */
  readonly inputs: readonly ResolvedPlan[];
  readonly #settings: OperatorSettings;
  readonly #type: JoinType;
  readonly #parts: StreamJoin;
  readonly #left: JoinSide;
  readonly #right: JoinSide;
  readonly #output: readonly { readonly attribute: Attribute; readonly place: number }[];
  readonly #rows: string;
  readonly #pairs: string;
  readonly #on: string;
  #evict = 0n;

  /** `needed`: the columns that are read above the join or in its condition. */
  constructor(
    plan: ResolvedJoin,
    parts: StreamJoin,
    needed: ReadonlySet<number>,
    settings: OperatorSettings,
  ) {
    this.#settings = settings;
    this.#type = plan.type === "cross" ? "inner" : plan.type;
    this.#parts = parts;
    const side = (name: "left" | "right"): JoinSide => {
      const time = this.#parts.times[name];
      return new JoinSide(
        {
          side: name,
          child: plan[name],
          needed,
          keys: this.#parts.keys.map((k) => k[name]),
          only: this.#parts.only[name],
          leaving: this.#parts.leaving[name],
          time: time && needed.has(time.id) ? time : null,
          isMarked: this.#isPreserved(name),
        },
        settings,
      );
    };
    this.#left = side("left");
    this.#right = side("right");
    this.inputs = [this.#left.input, this.#right.input];
    this.#output = plan.output
      .map((attribute, place) => ({ attribute, place }))
      .filter(({ attribute }) => needed.has(attribute.id));
    this.#rows = `op${settings.place}_rows`;
    this.#pairs = `op${settings.place}_pairs`;
    const columns = new Map([...this.#left.columnsOf("l"), ...this.#right.columnsOf("r")]);
    const keys = this.#parts.keys.map(
      ({ isNullSafe }, i) =>
        `l.${this.#left.keys[i]!} ${isNullSafe ? "IS NOT DISTINCT FROM" : "="} r.${this.#right.keys[i]!}`,
    );
    const rest = this.#parts.pairs.map((e) => compileExpr(e, columns));
    this.#on = ["l.hash = r.hash", ...keys, ...rest].join(" AND ");
  }

  get usesWatermark(): boolean {
    return this.#left.leaves || this.#right.leaves;
  }

  /** Rows that come out later are not older than what either side still keeps. */
  outputWatermark(input: number): number {
    const { left, right } = this.#parts.leaving;
    const limits = [left, right].flatMap((leaving) => (leaving ? [boundAt(leaving, input)] : []));
    return Math.max(0, Math.min(input, ...limits));
  }

  get output(): string {
    return this.#rows;
  }

  async open(): Promise<void> {
    await this.#left.state.open();
    await this.#right.state.open();
  }

  async openWindows(limit: number): Promise<readonly OpenWindow[]> {
    return [...(await this.#left.leavingTimes(limit)), ...(await this.#right.leavingTimes(limit))];
  }

  async waiting(): Promise<readonly Waiting[]> {
    const waiting: Waiting[] = [];
    for (const of of ["left", "right"] as const) {
      const side = of === "left" ? this.#left : this.#right;
      const count = await side.alone();
      const [first] = await side.leavingTimes(1);
      const kind = this.#isPreserved(of) && first ? "unpaired" : "partner";
      if (count > 0) waiting.push({ kind, count, until: first?.end ?? null, of });
    }
    return waiting;
  }

  async run({ inputs, late, evict }: OperatorBatch): Promise<void> {
    this.#evict = evict;
    await this.#left.read(inputs[0]!, late);
    await this.#right.read(inputs[1]!, late);
    const selects = await (this.#type === "inner"
      ? this.#runInner()
      : this.#type === "semi"
        ? this.#runSemi()
        : this.#runOuter());
    // Read once, when the sink or the operator above asks for the rows.
    await this.#settings.home.connection.run(
      `CREATE OR REPLACE TEMP VIEW ${this.#rows} AS ${selects.join(" UNION ALL ")}`,
    );
  }

  async apply(): Promise<StateOperatorProgress> {
    const [left, right] = [await this.#apply("left"), await this.#apply("right")];
    return {
      operatorName: "symmetricHashJoin",
      numRowsTotal: this.#left.state.rows + this.#right.state.rows,
      numRowsUpdated: left.stored + right.stored,
      numRowsRemoved: left.removed + right.removed,
      numRowsDroppedByWatermark: this.#left.dropped + this.#right.dropped,
      memoryUsedBytes: this.#left.state.bytes + this.#right.state.bytes,
    };
  }

  #isPreserved(side: "left" | "right"): boolean {
    return preserved[this.#type]?.includes(side) === true;
  }

  /** The joins that a batch needs, of relations with the columns of the sides and `kept`, the row number of a kept row. */
  #joins(): [left: string, right: string][] {
    const [left, right] = [this.#left, this.#right];
    const joins: [string, string][] = [];
    if (left.rows > 0 && right.state.rows > 0) joins.push([left.fresh, kept(right, left)]);
    if (right.rows > 0 && left.state.rows > 0) joins.push([kept(left, right), right.fresh]);
    if (left.rows > 0 && right.rows > 0) joins.push([left.fresh, right.fresh]);
    return joins;
  }

  /** The needed columns of a pair; of a row alone when a side is not given. */
  #columns(left: string | null, right: string | null): string {
    const from = new Map([
      ...(left === null ? [] : this.#left.columnsOf(left)),
      ...(right === null ? [] : this.#right.columnsOf(right)),
    ]);
    const list = this.#output.map(
      ({ attribute, place }) => `${from.get(attribute.id)?.sql ?? "NULL"} AS c${place}`,
    );
    return list.join(", ") || "1 AS one";
  }

  #nothing(): string {
    return `SELECT ${this.#columns("l", "r")} FROM ${this.#left.fresh} l, ${this.#right.fresh} r WHERE false`;
  }

  #runInner(): readonly string[] {
    const found = this.#joins().map(
      ([l, r]) => `SELECT ${this.#columns("l", "r")} FROM ${l} l JOIN ${r} r ON ${this.#on}`,
    );
    return found.length > 0 ? found : [this.#nothing()];
  }

  /** Left rows at their first partner: `pairs` numbers them. */
  async #runSemi(): Promise<readonly string[]> {
    const { connection } = this.#settings.home;
    const left = this.#left;
    const found = this.#joins().map(
      ([l, r]) => `SELECT ${numbers("l", l === left.fresh)} FROM ${l} l JOIN ${r} r ON ${this.#on}`,
    );
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE ${this.#pairs} AS ${[`SELECT ${numbers("l", true)} FROM ${left.fresh} l WHERE false`, ...found].join(" UNION ")}`,
    );
    const of = (relation: string, number: string): string =>
      `SELECT ${this.#columns("l", null)} FROM ${relation} l WHERE rowid IN (SELECT ${number} FROM ${this.#pairs} WHERE ${number} IS NOT NULL)`;
    return [of(left.fresh, "l_fresh"), of(left.state.name, "l_kept")];
  }

  /** Pairs with the row numbers of both; then the rows that leave alone, and those that could have no partner. */
  async #runOuter(): Promise<readonly string[]> {
    const { connection } = this.#settings.home;
    const [left, right] = [this.#left, this.#right];
    const pairs = this.#joins().map(
      ([l, r]) =>
        `SELECT ${numbers("l", l === left.fresh)}, ${numbers("r", r === right.fresh)}, ${this.#columns("l", "r")} FROM ${l} l JOIN ${r} r ON ${this.#on}`,
    );
    const places = this.#output.map(({ place }) => `c${place}`).join(", ") || "one";
    const none = `SELECT ${numbers("l", true)}, ${numbers("r", true)}, ${this.#columns("l", "r")} FROM ${left.fresh} l, ${right.fresh} r WHERE false`;
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE ${this.#pairs} AS ${(pairs.length > 0 ? pairs : [none]).join(" UNION ALL ")}`,
    );
    const selects = [`SELECT ${places} FROM ${this.#pairs}`];
    for (const name of ["left", "right"] as const) {
      if (!this.#isPreserved(name)) continue;
      const side = name === "left" ? left : right;
      const alias = name === "left" ? "l" : "r";
      const columns = name === "left" ? this.#columns("l", null) : this.#columns(null, "r");
      const gone = side.gone(this.#evict);
      const unpaired = (number: string): string =>
        `SELECT ${alias}_${number} FROM ${this.#pairs} WHERE ${alias}_${number} IS NOT NULL`;
      selects.push(
        `SELECT ${columns} FROM ${side.fresh} ${alias} WHERE ${gone} AND rowid NOT IN (${unpaired("fresh")})`,
      );
      if (side.mayHaveGone(this.#evict))
        selects.push(
          `SELECT ${columns} FROM ${side.state.name} ${alias} WHERE ${gone} AND NOT matched AND rowid NOT IN (${unpaired("kept")})`,
        );
      if (this.#parts.only[name].length > 0) selects.push(`SELECT ${columns} FROM ${side.failed} ${alias}`);
    }
    return selects;
  }

  /**
   * The left rows are stored before they meet the new right ones, and leave after that. The right rows have met all there is: one that leaves at once is
   * not stored, unless it comes out alone.
   */
  async #apply(name: "left" | "right"): Promise<Changes> {
    const { connection } = this.#settings.home;
    const side = name === "left" ? this.#left : this.#right;
    const isMarked = this.#isPreserved(name);
    const gone = side.gone(this.#evict);
    const paired = (number: string): string =>
      `rowid IN (SELECT ${name[0]!}_${number} FROM ${this.#pairs} WHERE ${name[0]!}_${number} IS NOT NULL)`;
    // A left row of a semi join has come out: nobody looks at it again.
    const isDone = this.#type === "semi" && name === "left";
    let removed = 0;
    if (isDone && side.state.rows > 0) removed += await side.state.remove(paired("kept"));
    if (side.mayHaveGone(this.#evict)) removed += await side.state.remove(gone);
    side.cleared(this.#evict);
    if (isMarked && side.state.rows > 0)
      await connection.run(
        `UPDATE ${side.state.name} SET matched = true WHERE ${paired("kept")} AND NOT matched`,
      );
    if (side.rows === 0) return { stored: 0, removed };
    const fresh = `(SELECT *${isMarked ? ` REPLACE (${paired("fresh")} AS matched)` : ""} FROM ${side.fresh}${isDone ? ` WHERE NOT ${paired("fresh")}` : ""})`;
    const stored = await side.state.add(`(FROM ${fresh} WHERE (${gone}) IS NOT TRUE)`);
    if (!side.leaves || (name === "right" && !isMarked)) return { stored, removed };
    const leaving = name === "right" ? `${gone} AND NOT matched` : gone;
    const [[count]] = (await connection.rows(`SELECT count(*) FROM ${fresh} WHERE ${leaving}`)) as [[bigint]];
    return { stored: stored + Number(count), removed: removed + Number(count) };
  }
}

interface Changes {
  readonly stored: number;
  readonly removed: number;
}

/** The row numbers of one side of a pair: among the kept rows, or among the new ones. */
function numbers(alias: string, isFresh: boolean): string {
  const number = isFresh
    ? `NULL::BIGINT AS ${alias}_kept, ${alias}.rowid`
    : `${alias}.kept AS ${alias}_kept, NULL::BIGINT`;
  return `${number} AS ${alias}_fresh`;
}

/** The kept rows of a side that may match new rows of the other: found by their hashes, which is all that is read of the rest. */
function kept(side: JoinSide, other: JoinSide): string {
  return side.state.touchedBy(other.fresh);
}
