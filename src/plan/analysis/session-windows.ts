import { parseCalendar } from "../../types/interval-parse.js";
import { sqlName } from "../../types/ddl.js";
import type { Expr } from "../expression.js";
import type { SessionWindowPlan } from "../logical-plan.js";
import { printExpr } from "../print-expr.js";
import type { ResolvedExpr, ResolvedPlan } from "../resolved.js";
import { engineCall } from "./calls.js";
import type { AnalysisContext } from "./context.js";
import { refusedAt, wrongArguments } from "./errors.js";
import { resolveExpr } from "./expressions.js";
import type { Scope } from "./names.js";
import { unfold } from "./select-list.js";
import { windowColumn } from "./time-windows.js";

/** Each row with the session it begins; rows that begin none are left out: without a time, or with a gap that is not more than zero. */
export function resolveSessionWindow(
  plan: SessionWindowPlan,
  child: ResolvedPlan,
  scope: Scope,
  context: AnalysisContext,
): ResolvedPlan {
  const written = asTime(resolveExpr(plan.time, scope, context), context);
  const time = written.type.kind === "struct" ? engineCall("window_time", [written], context) : written;
  if (time.type.kind !== "timestamp" && time.type.kind !== "timestamp_ntz")
    throw wrongArguments("session_window", printExpr(plan.time), "session_window(timestamp, gap)", [
      sqlName(written.type),
    ]);
  const gap = gapOf(unfold(plan.gap, context), scope, context);
  const input = isNoInterval(gap) ? nothingOf(child) : child;
  const end = engineCall("+", [time, gap], context, true);
  const window = windowColumn(plan.name, time.type, context);
  return {
    kind: "sessionWindow",
    child: input,
    time,
    end,
    window,
    output: [...child.output, window],
    isStreaming: child.isStreaming,
  };
}

/** A text that is written where a time belongs is cast. */
function asTime(expr: ResolvedExpr, context: AnalysisContext): ResolvedExpr {
  if (expr.type.kind !== "string" && expr.type.kind !== "date") return expr;
  const mode = context.settings.ansi ? "ansi" : "legacy";
  return {
    kind: "cast",
    child: expr,
    mode,
    zone: context.settings.timeZone,
    type: { kind: "timestamp" },
    nullable: true,
  };
}

/** A constant that is no interval: no row begins a session. */
function isNoInterval(gap: ResolvedExpr): boolean {
  if (gap.kind !== "cast" || gap.child.kind !== "literal") return false;
  return gap.child.value === null || parseCalendar(gap.child.value as string) === null;
}

function nothingOf(child: ResolvedPlan): ResolvedPlan {
  const condition = { kind: "literal", value: false, type: { kind: "boolean" }, nullable: false } as const;
  return { kind: "filter", child, condition, output: child.output, isStreaming: child.isStreaming };
}

/** A text that is no interval is none, and its row begins no session. */
function gapOf(written: Expr, scope: Scope, context: AnalysisContext): ResolvedExpr {
  const gap = resolveExpr(written, scope, context);
  if (gap.type.kind === "interval") return gap;
  if (gap.type.kind === "string")
    return { kind: "cast", child: gap, mode: "try", type: { kind: "interval" }, nullable: true };
  throw refusedAt(
    "_LEGACY_ERROR_TEMP_1040",
    "session_window",
    `The gap of a session is a text such as '5 minutes', or an interval, and this is ${sqlName(gap.type)}.`,
    printExpr(written),
    'sessionWindow("time", "5 minutes")',
    written.origin,
  );
}
