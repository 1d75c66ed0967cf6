import type { Attribute, ResolvedJoin } from "../../plan/resolved.js";
import type { StreamJoin } from "../../plan/stream-join.js";
import { compileExpr } from "../compiler/expr.js";
import type { JoinSide } from "./join-side.js";

/** What is selected of a pair, given the relations that its left and right row stand in. */
type Items = (left: string, right: string) => string;

/** The pairs of a batch as SQL: which relations meet, on what, and what comes out. The left row goes by `l`, the right one by `r`. */
export class JoinPairs {
  readonly #left: JoinSide;
  readonly #right: JoinSide;
  readonly #output: readonly { readonly attribute: Attribute; readonly place: number }[];
  readonly #on: string;

  constructor(
    plan: ResolvedJoin,
    { keys, pairs }: StreamJoin,
    needed: ReadonlySet<number>,
    left: JoinSide,
    right: JoinSide,
  ) {
    this.#left = left;
    this.#right = right;
    this.#output = plan.output
      .map((attribute, place) => ({ attribute, place }))
      .filter(({ attribute }) => needed.has(attribute.id));
    const columns = new Map([...left.columnsOf("l"), ...right.columnsOf("r")]);
    const equal = keys.map(
      ({ isNullSafe }, i) =>
        `l.${left.keys[i]!} ${isNullSafe ? "IS NOT DISTINCT FROM" : "="} r.${right.keys[i]!}`,
    );
    const rest = pairs.map((e) => compileExpr(e, columns));
    this.#on = ["l.hash = r.hash", ...equal, ...rest].join(" AND ");
  }

  /** The names of the columns that come out. */
  get places(): string {
    return this.#output.map(({ place }) => `c${place}`).join(", ") || "one";
  }

  /** The needed columns of a pair; of a row alone when a side is not given. */
  columns(left: string | null, right: string | null): string {
    const from = new Map([
      ...(left === null ? [] : this.#left.columnsOf(left)),
      ...(right === null ? [] : this.#right.columnsOf(right)),
    ]);
    const list = this.#output.map(
      ({ attribute, place }) => `${from.get(attribute.id)?.sql ?? "NULL"} AS c${place}`,
    );
    return list.join(", ") || "1 AS one";
  }

  /** A SELECT for each two relations of which rows may meet in this batch: new with kept rows, kept with new, new with new. */
  found(items: Items): string[] {
    const [left, right] = [this.#left, this.#right];
    const meetings: [string, string][] = [];
    if (left.rows > 0 && right.state.rows > 0) meetings.push([left.fresh, kept(right, left)]);
    if (right.rows > 0 && left.state.rows > 0) meetings.push([kept(left, right), right.fresh]);
    if (left.rows > 0 && right.rows > 0) meetings.push([left.fresh, right.fresh]);
    return meetings.map(([l, r]) => `SELECT ${items(l, r)} FROM ${l} l JOIN ${r} r ON ${this.#on}`);
  }

  /** The same columns without rows. */
  none(items: Items): string {
    const [l, r] = [this.#left.fresh, this.#right.fresh];
    return `SELECT ${items(l, r)} FROM ${l} l, ${r} r WHERE false`;
  }

  /** The row number of the left row of a pair: `l_kept` among the kept rows, or `l_fresh` among the new ones. */
  leftNumbers(relation: string): string {
    return numbers("l", relation === this.#left.fresh);
  }

  rightNumbers(relation: string): string {
    return numbers("r", relation === this.#right.fresh);
  }
}

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
