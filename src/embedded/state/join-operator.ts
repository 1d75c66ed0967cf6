import type { JoinType } from "../../plan/logical-plan.js";
import type { ResolvedJoin, ResolvedPlan } from "../../plan/resolved.js";
import { boundAt, type StreamJoin } from "../../plan/stream-join.js";
import type { StateOperatorProgress } from "../../plan/streaming-query.js";
import type { OpenWindow, Waiting } from "../stream-program.js";
import { JoinPairs } from "./join-pairs.js";
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
  readonly #meeting: JoinPairs;
  readonly #rows: string;
  readonly #pairs: string;
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
    this.#meeting = new JoinPairs(plan, parts, needed, this.#left, this.#right);
    this.#rows = `op${settings.place}_rows`;
    this.#pairs = `op${settings.place}_pairs`;
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

  #runInner(): readonly string[] {
    const items = (): string => this.#meeting.columns("l", "r");
    const found = this.#meeting.found(items);
    return found.length > 0 ? found : [this.#meeting.none(items)];
  }

  /** Left rows at their first partner: `pairs` numbers them. */
  async #runSemi(): Promise<readonly string[]> {
    const { connection } = this.#settings.home;
    const left = this.#left;
    const items = (l: string): string => this.#meeting.leftNumbers(l);
    const found = [this.#meeting.none(items), ...this.#meeting.found(items)];
    await connection.run(`CREATE OR REPLACE TEMP TABLE ${this.#pairs} AS ${found.join(" UNION ")}`);
    const of = (relation: string, number: string): string =>
      `SELECT ${this.#meeting.columns("l", null)} FROM ${relation} l WHERE rowid IN (SELECT ${number} FROM ${this.#pairs} WHERE ${number} IS NOT NULL)`;
    return [of(left.fresh, "l_fresh"), of(left.state.name, "l_kept")];
  }

  /** Pairs with the row numbers of both; then the rows that leave alone, and those that could have no partner. */
  async #runOuter(): Promise<readonly string[]> {
    const { connection } = this.#settings.home;
    const meeting = this.#meeting;
    const items = (l: string, r: string): string =>
      [meeting.leftNumbers(l), meeting.rightNumbers(r), meeting.columns("l", "r")].join(", ");
    const pairs = meeting.found(items);
    const all = pairs.length > 0 ? pairs : [meeting.none(items)];
    await connection.run(`CREATE OR REPLACE TEMP TABLE ${this.#pairs} AS ${all.join(" UNION ALL ")}`);
    const selects = [`SELECT ${meeting.places} FROM ${this.#pairs}`];
    for (const name of ["left", "right"] as const) {
      if (!this.#isPreserved(name)) continue;
      const side = name === "left" ? this.#left : this.#right;
      const alias = name === "left" ? "l" : "r";
      const columns = name === "left" ? meeting.columns("l", null) : meeting.columns(null, "r");
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
