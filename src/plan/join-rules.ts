import { StreambookError } from "../errors.js";
import type { OutputMode } from "./engine.js";
import type { JoinType } from "./logical-plan.js";
import type { ResolvedJoin } from "./resolved.js";
import { streamJoin, type StreamJoin } from "./stream-join.js";

export interface Refusal {
  readonly rule: string;
  readonly cure: string;
}

/** Which joins of a stream with a table that stands still are stateless: the stream is the side whose rows come out by themselves. */
const besideTable: Readonly<Record<"left" | "right", readonly JoinType[]>> = {
  left: ["inner", "cross", "left", "semi", "anti"],
  right: ["inner", "cross", "right"],
};

/** What to write instead: joins that are about the rows of the stream. */
const aboutStream = {
  left: '"inner", "left", "left_semi" or "left_anti", which are about the rows of the stream',
  right:
    '"inner" or "right", which are about the rows of the stream; or the stream first: stream.join(table, …, "left")',
} as const;

const names: Readonly<Record<JoinType, string>> = {
  inner: "Inner",
  cross: "Cross",
  left: "LeftOuter",
  right: "RightOuter",
  full: "FullOuter",
  semi: "LeftSemi",
  anti: "LeftAnti",
};

/** What a join of streams needs, as Spark's UnsupportedOperationChecker has it: null where it can stream. */
export function joinRefusal(join: ResolvedJoin, mode: OutputMode): Refusal | null {
  const { left, right, type } = join;
  if (left.isStreaming && right.isStreaming) return ofStreams(join, mode);
  const side = left.isStreaming ? "left" : "right";
  const allowed = besideTable[side];
  if (allowed.includes(type)) return null;
  return {
    rule: `${names[type]} join with the streaming DataFrame on the ${side} is not supported: it is about the rows of the table, which of them has a partner, and a stream has no end at which that would be known.`,
    cure: aboutStream[side],
  };
}

function ofStreams(join: ResolvedJoin, mode: OutputMode): Refusal | null {
  const { type } = join;
  if (type === "anti")
    return {
      rule: "LeftAnti joins with a streaming DataFrame on the right are not supported: a row without a partner may get one later.",
      cure: 'a "left" join with a time range, and where("right_column is null") above it: such rows come out when no partner can come any more',
    };
  const isInner = type === "inner" || type === "cross";
  if (mode === "complete")
    return {
      rule: `${names[type]} join of two streams is not supported in complete output mode: the pairs would all have to be kept.`,
      cure: 'outputMode("append"), or "update" for an inner join; or write to a memory table and aggregate it when you read it',
    };
  if (isInner) return null;
  if (mode !== "append" && type !== "semi")
    return {
      rule: `${names[type]} join of two streams works in append output mode only: a row without a partner is final, and comes out once.`,
      cure: 'outputMode("append")',
    };
  const parts = streamJoin(join);
  if (ends(type, parts)) return null;
  const [kept, other] = type === "right" ? ["right", "left"] : ["left", "right"];
  return {
    rule: `Stream-stream ${names[type]} join between two streaming DataFrames is not supported without a watermark in the join keys, or a watermark on the nullable side and an appropriate range condition: without them no row is ever known to have no partner, or can ever be forgotten.`,
    cure: `withWatermark(…) on both streams, and a range in the condition that holds the ${kept} time above the ${other} one: expr("l.id = r.id AND ${kept[0]}.time >= ${other[0]}.time - interval 1 minute")`,
  };
}

function ends(type: JoinType, { leaving, isBounded }: StreamJoin): boolean {
  if (leaving.left?.by === "key") return true;
  if (type === "right") return isBounded.right;
  return isBounded.left || (type === "full" && isBounded.right);
}

/**
 * What is known once filters above a join are part of its condition, and which columns are needed. `times`: those that carry event time. Throws
 * MULTIPLE_EVENT_TIME_COLUMNS, _LEGACY_ERROR_TEMP_1181.
 */
export function checkStreamJoin(
  { keys }: StreamJoin,
  join: ResolvedJoin,
  times: ReadonlySet<number>,
  needed: ReadonlySet<number>,
): void {
  for (const side of [join.left, join.right]) {
    const columns = side.output.filter((a) => times.has(a.id) && needed.has(a.id));
    if (columns.length > 1)
      throw new StreambookError({
        code: "MULTIPLE_EVENT_TIME_COLUMNS",
        step: "start (join)",
        rule: "More than one event time column is available on a side of the join: which one says what is late cannot be told.",
        got: columns.map((a) => a.name).join(", "),
        cure: "select only one of them before the join; a copy of another, cast(time as timestamp_ntz) or a field of the window, carries no watermark",
      });
  }
  if (keys.length === 0)
    throw new StreambookError({
      code: "_LEGACY_ERROR_TEMP_1181",
      step: "start (join)",
      rule: "Stream-stream join without equality predicate is not supported: every row kept of one side would have to be looked at for every row of the other.",
      got: join.condition ? "a condition without an equality of both sides" : "a join without a condition",
      cure: 'an equality between columns of both sides besides the range: expr("l.id = r.id AND r.time BETWEEN l.time AND l.time + interval 1 minute")',
    });
}
