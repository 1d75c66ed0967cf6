import { eventTimes } from "./event-time.js";
import { conjuncts, isRepeatable, references } from "./references.js";
import type { Attribute, ResolvedExpr, ResolvedJoin, ResolvedPlan } from "./resolved.js";
import { timeBounds, type TimeBound } from "./time-bounds.js";

/** An equality of a join, its sides in the join's order. `<=>` is one that nulls meet in. */
export interface JoinKey {
  readonly left: ResolvedExpr;
  readonly right: ResolvedExpr;
  readonly isNullSafe: boolean;
}

/**
 * When rows of a side can find no partner any more: when the watermark has passed their key at this place, or their event time lies at or
 * below all of these bounds over the watermark. Null: never.
 */
export type Leaving =
  | { readonly by: "key"; readonly key: number }
  | { readonly by: "time"; readonly column: Attribute; readonly bounds: readonly TimeBound[] }
  | null;

/** The parts of a stream-stream join's condition. */
export interface StreamJoin {
  readonly keys: readonly JoinKey[];
  /** What is said of one side alone: a row that fails it has no partner, whatever comes. */
  readonly only: { readonly left: readonly ResolvedExpr[]; readonly right: readonly ResolvedExpr[] };
  /** What is said of pairs besides the keys. */
  readonly pairs: readonly ResolvedExpr[];
  readonly leaving: { readonly left: Leaving; readonly right: Leaving };
  /** Some time of the side is held above the event time of the other. */
  readonly isBounded: { readonly left: boolean; readonly right: boolean };
  /** The event time of each side's rows. */
  readonly times: { readonly left: Attribute | null; readonly right: Attribute | null };
}

/** Takes a join apart. `times`: the columns that carry event time, looked for in the plan as it was written. */
export function streamJoin(
  join: Pick<ResolvedJoin, "left" | "right" | "condition">,
  times: ReadonlySet<number> = timesOf(join),
): StreamJoin {
  const { left, right, condition } = join;
  const parts = condition ? conjuncts(condition) : [];
  const keys: JoinKey[] = [];
  const only = { left: [] as ResolvedExpr[], right: [] as ResolvedExpr[] };
  const pairs: ResolvedExpr[] = [];
  for (const part of parts) {
    const key = keyOf(part, left, right);
    if (key) keys.push(key);
    else if (isOf(part, left)) only.left.push(part);
    else if (isOf(part, right)) only.right.push(part);
    else pairs.push(part);
  }
  const isTime = (e: ResolvedExpr): boolean => e.kind === "attribute" && times.has(e.id);
  const timed = (side: ResolvedPlan): Attribute | null => side.output.find((a) => times.has(a.id)) ?? null;
  const byLeft = keys.findIndex((k) => !k.isNullSafe && isTime(k.left));
  const key = byLeft >= 0 ? byLeft : keys.findIndex((k) => !k.isNullSafe && isTime(k.right));
  const bounds = parts.flatMap(timeBounds);
  const isBounded = (side: ResolvedPlan, other: Attribute | null): boolean =>
    other !== null &&
    bounds.some((b) => (b.above ?? other.id) === other.id && side.output.some((a) => a.id === b.column));
  const leaving = (side: ResolvedPlan, column: Attribute | null, other: Attribute | null): Leaving => {
    if (key >= 0) return { by: "key", key };
    const own = bounds.filter(({ column: of, above }) =>
      above === other?.id
        ? of === column?.id
        : above === null && other !== null && side.output.some((a) => a.id === of),
    );
    return column && own.length > 0 ? { by: "time", column, bounds: own } : null;
  };
  const sides = { left: timed(left), right: timed(right) };
  return {
    keys,
    only,
    pairs,
    leaving: { left: leaving(left, sides.left, sides.right), right: leaving(right, sides.right, sides.left) },
    isBounded: { left: isBounded(left, sides.right), right: isBounded(right, sides.left) },
    times: sides,
  };
}

/** Milliseconds: the engine's times end a little later. */
const LAST = 8.64e15;

/** The state of a side is bounded by this watermark, both in milliseconds: what lies at or below it is done with. */
export function boundAt(leaving: NonNullable<Leaving>, watermark: number): number {
  if (leaving.by === "key") return watermark;
  const limits = leaving.bounds.map(
    ({ above, offset, isInclusive }) =>
      Math.trunc((above === null ? 0 : watermark) + Number(offset) / 1000) - (isInclusive ? 1 : 0),
  );
  return Math.max(-LAST, Math.min(LAST, ...limits));
}

/** How long after its time a row is done with, in milliseconds of the watermark; null where no watermark says so. */
export function leavesAfter(leaving: NonNullable<Leaving>): number | null {
  const after = LAST / 2 - boundAt(leaving, LAST / 2);
  return after < LAST / 4 ? after : null;
}

function timesOf({ left, right }: Pick<ResolvedJoin, "left" | "right">): ReadonlySet<number> {
  return new Set([...eventTimes(left).keys(), ...eventTimes(right).keys()]);
}

function keyOf(part: ResolvedExpr, left: ResolvedPlan, right: ResolvedPlan): JoinKey | null {
  if (part.kind !== "call" || !isRepeatable(part)) return null;
  const isNullSafe = part.fn.name === "<=>" || part.fn.name === "equal_null";
  if (!isNullSafe && part.fn.name !== "=" && part.fn.name !== "==") return null;
  const [a, b] = part.args as [ResolvedExpr, ResolvedExpr];
  if (isOf(a, left) && isOf(b, right)) return { left: a, right: b, isNullSafe };
  return isOf(b, left) && isOf(a, right) ? { left: b, right: a, isNullSafe } : null;
}

function isOf(expr: ResolvedExpr, { output }: ResolvedPlan): boolean {
  const read = references(expr);
  return read.size > 0 && isRepeatable(expr) && [...read].every((id) => output.some((a) => a.id === id));
}
