import type { StreambookError } from "../../errors.js";
import type { DataType } from "../../types/data-type.js";
import { sameType } from "../../types/same-type.js";
import { castTo, isDateTime, isNumeric } from "../coerce.js";
import type { Expr, FrameBound, WindowExpr } from "../expression.js";
import { noteCastOffset } from "../print-query.js";
import type { ResolvedBound, ResolvedExpr, ResolvedFrame, SortKey } from "../resolved.js";
import { castable } from "./casts.js";
import { idsIn } from "./projects.js";

/** Resolves one expression in the scope at hand. */
export type Resolve = (expr: Expr) => ResolvedExpr;
export type Refuse = (code: string, rule: string, cure: string) => StreambookError;

type Frame = NonNullable<WindowExpr["frame"]>;
type Distance = Exclude<ResolvedBound, string>;

const isInterval = ({ kind }: DataType): boolean =>
  kind === "day_time_interval" || kind === "year_month_interval" || kind === "interval";

/** The frame of a window, its distances checked against the sort key and each other, in Spark's order. */
export function frameOf(
  frame: Frame,
  order: readonly SortKey[],
  resolve: Resolve,
  refuse: Refuse,
): ResolvedFrame {
  const key = order.length === 1 ? order[0]!.expr.type : null;
  const bound = (written: FrameBound): ResolvedBound =>
    typeof written === "string" ? written : distanceOf(written, frame.unit, key, resolve, refuse);
  const [start, end] = [bound(frame.start), bound(frame.end)];
  if (start === "unboundedFollowing" || end === "unboundedPreceding")
    throw refuse(
      "DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_INVALID_BOUND",
      "A frame cannot begin behind the last row, nor end before the first one.",
      "ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW",
    );
  const measured = [start, end].filter((b) => typeof b !== "string");
  checkTwo(measured, refuse);
  if (frame.unit === "range" && measured.length > 0) checkRange(measured, order, refuse);
  return { unit: frame.unit, start, end };
}

function distanceOf(
  written: Exclude<FrameBound, string>,
  unit: Frame["unit"],
  key: DataType | null,
  resolve: Resolve,
  refuse: Refuse,
): Distance {
  const { following } = written;
  const offset = asWritten(resolve(written.offset), following);
  if (idsIn(offset).length > 0)
    throw refuse(
      "INVALID_SQL_SYNTAX.INVALID_WINDOW_FRAME_BOUND",
      "How far a frame reaches is the same for all rows.",
      "ROWS BETWEEN 1 PRECEDING AND CURRENT ROW",
    );
  const isCast =
    unit === "range" &&
    key !== null &&
    !isDateTime(key) &&
    !sameType(offset.type, key) &&
    castable(offset.type, key, true) === "yes";
  if (isCast) noteCastOffset(written.offset);
  const distance = isCast ? castTo(offset, key) : offset;
  const { type } = distance;
  const fits = unit === "rows" ? type.kind === "int" : isNumeric(type) || isInterval(type);
  if (!fits)
    throw refuse(
      "DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_UNACCEPTED_TYPE",
      unit === "rows"
        ? `Rows are counted with an INT, not with a ${type.kind}.`
        : `The sort key is a ${type.kind}: there is no distance to measure with a ${offset.type.kind}.`,
      "order by a number with a number as offset, or by a time with an INTERVAL; or use ROWS",
    );
  return { offset: distance, following };
}

/** A text before PRECEDING is a number: the bound is minus that. */
function asWritten(offset: ResolvedExpr, following: boolean): ResolvedExpr {
  return offset.type.kind === "string" && !following ? castTo(offset, { kind: "double" }) : offset;
}

function checkTwo(measured: readonly Distance[], refuse: Refuse): void {
  const [start, end] = measured;
  if (!start || !end) return;
  if (!sameType(start.offset.type, end.offset.type))
    throw refuse(
      "DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_DIFF_TYPES",
      `The bounds of the frame are a ${start.offset.type.kind} and a ${end.offset.type.kind}, of other units.`,
      "write both bounds in the same unit: INTERVAL 36 HOURS … INTERVAL 12 HOURS",
    );
  // From the row at hand to one before it is a frame without rows; of two distances Spark asks that they are in order.
  if (place(start) > place(end))
    throw refuse(
      "DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_WRONG_COMPARISON",
      "The frame ends before it begins.",
      "the lower bound comes first: ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING",
    );
}

function checkRange(measured: readonly Distance[], order: readonly SortKey[], refuse: Refuse): void {
  const [key, more] = order;
  if (!key)
    throw refuse(
      "DATATYPE_MISMATCH.RANGE_FRAME_WITHOUT_ORDER",
      "A RANGE frame measures distances of the sort key: the window must be ordered.",
      "add ORDER BY, or use ROWS",
    );
  if (more)
    throw refuse(
      "DATATYPE_MISMATCH.RANGE_FRAME_MULTI_ORDER",
      "A RANGE frame with an offset needs exactly one sort key.",
      "use ROWS, or one key in ORDER BY",
    );
  const { type } = key.expr;
  const wrong = measured.find(({ offset }) => !measures(type, offset.type));
  if (wrong)
    throw refuse(
      "DATATYPE_MISMATCH.RANGE_FRAME_INVALID_TYPE",
      `The sort key is a ${type.kind}: its distance is no ${wrong.offset.type.kind}.`,
      "use an INTERVAL for times, of whole days for dates: RANGE BETWEEN INTERVAL 1 DAY PRECEDING AND CURRENT ROW",
    );
}

/** Whether a sort key has distances of this type. */
function measures(key: DataType, distance: DataType): boolean {
  if (key.kind !== "date") return isDateTime(key) ? isInterval(distance) : sameType(key, distance);
  const isDays = distance.kind === "day_time_interval" && distance.start === 0 && distance.end === 0;
  return distance.kind === "int" || distance.kind === "year_month_interval" || isDays;
}

/** Where a bound lies on the line of rows, as far as the text says it. */
function place(bound: Distance): number {
  const value = bound.offset.kind === "cast" ? bound.offset.child : bound.offset;
  const distance = value.kind === "literal" && typeof value.value === "number" ? value.value : 1;
  return bound.following ? distance : -distance;
}
