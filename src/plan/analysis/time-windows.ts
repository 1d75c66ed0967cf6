import { StreambookError } from "../../errors.js";
import { sqlName } from "../../types/ddl.js";
import { sameName } from "../../types/names.js";
import { durationMicros } from "../duration.js";
import type { CallExpr, Expr } from "../expression.js";
import { planNode, type LogicalPlan, type SessionWindowPlan, type TimeWindowPlan } from "../logical-plan.js";
import { printExpr } from "../print-expr.js";
import type { DataType } from "../../types/data-type.js";
import type { Attribute, ResolvedExpr, ResolvedPlan } from "../resolved.js";
import type { AnalysisContext } from "./context.js";
import { wrongArguments } from "./errors.js";
import { Refusal } from "../functions.js";
import { resolveExpr } from "./expressions.js";
import type { Scope } from "./names.js";
import { unfold } from "./select-list.js";

/**
 * `window(time, size[, slide[, start]])` makes rows: one for each window that the time is in. So it stands as an operator below, and the call becomes
 * that operator's column. Plans without such a call are given back as they are.
 */
export function withTimeWindows(
  plan: LogicalPlan,
  context: AnalysisContext,
  resolve: (plan: LogicalPlan) => ResolvedPlan,
): LogicalPlan {
  switch (plan.kind) {
    case "aggregate":
    case "project":
    case "withColumns":
      break;
    default:
      return plan;
  }
  const calls: CallExpr[] = [];
  let name: string | undefined;
  const column = (call: CallExpr): string =>
    (name ??= windowName(call.name.toLowerCase(), resolve(plan.child)));
  const replace = (expr: Expr): Expr => replaced(expr, column, calls, context);
  const changed = ((): LogicalPlan => {
    switch (plan.kind) {
      case "aggregate":
        return { ...plan, grouping: plan.grouping.map(replace), exprs: plan.exprs.map(replace) };
      case "project":
        return { ...plan, exprs: plan.exprs.map(replace) };
      case "withColumns":
        return { ...plan, columns: plan.columns.map((c) => ({ ...c, expr: replace(c.expr) })) };
    }
  })();
  const [first, ...others] = calls;
  if (!first) return plan;
  const other = others.find((call) => written(call) !== written(first));
  if (other)
    throw new StreambookError({
      code: "_LEGACY_ERROR_TEMP_1039",
      step: "window",
      rule: "Multiple time or session windows would result in a Cartesian product of rows, therefore they are currently not supported.",
      got: `${printExpr(first)} and ${printExpr(other)}`,
      cure: "one window in an aggregation; aggregate twice for two sizes",
    });
  const make = first.name.toLowerCase() === "window" ? timeWindow : sessionWindow;
  return planNode({ ...changed, child: make(plan.child, column(first), first, context) } as LogicalPlan);
}

/** A call as text, to tell two apart: what Spark shows of a window is its name only. */
function written(call: CallExpr): string {
  return JSON.stringify(call, (key, value: unknown) =>
    key === "origin" ? undefined : typeof value === "bigint" ? String(value) : value,
  );
}

/** `window`, unless the rows have such a column already. */
function windowName(wanted: string, { output }: ResolvedPlan): string {
  let name = wanted;
  while (output.some((a) => sameName(a.name, name))) name = `${name}_`;
  return name;
}

/** The expression with every call of `window` or `session_window` replaced by the column; the outermost keeps the call's name. */
function replaced(
  expr: Expr,
  name: (call: CallExpr) => string,
  calls: CallExpr[],
  context: AnalysisContext,
): Expr {
  const inside = (e: Expr): Expr => {
    switch (e.kind) {
      case "call":
        if (isWindow(e)) {
          calls.push(e);
          return { kind: "name", parts: [name(e)] };
        }
        return { ...e, args: e.args.map(inside), ...(e.filter && { filter: inside(e.filter) }) };
      case "alias":
      case "cast":
      case "sort":
      case "extract":
        return { ...e, child: inside(e.child) };
      case "sqlText":
        return inside(context.parseExpression(e.text));
      default:
        return e;
    }
  };
  const before = calls.length;
  const result = inside(expr);
  if (calls.length === before) return expr;
  const call = calls.at(-1)!;
  const shown = call.name.toLowerCase();
  return result.kind === "name" && name(call) !== shown
    ? { kind: "alias", child: result, name: shown }
    : result;
}

const isWindow = ({ name, args }: CallExpr): boolean =>
  (/^window$/i.test(name) && args.length >= 2) || (/^session_window$/i.test(name) && args.length === 2);

function sessionWindow(child: LogicalPlan, name: string, { args }: CallExpr): SessionWindowPlan {
  const [time, gap] = args;
  return { kind: "sessionWindow", child, name, time: time!, gap: gap! };
}

function timeWindow(
  child: LogicalPlan,
  name: string,
  call: CallExpr,
  context: AnalysisContext,
): TimeWindowPlan {
  const [time, ...lengths] = call.args;
  const [size, slide, start] = lengths.map((e) => microsOf(unfold(e, context), call));
  const plan: TimeWindowPlan = {
    kind: "timeWindow",
    child,
    name,
    time: time!,
    size: size!,
    slide: slide ?? size!,
    start: start ?? 0n,
  };
  checkLengths(plan, call);
  return plan;
}

function microsOf(expr: Expr, call: CallExpr): bigint {
  if (expr.kind === "literal" && typeof expr.value === "string") return lengthOf(expr.value);
  if (expr.kind === "literal" && (typeof expr.value === "number" || typeof expr.value === "bigint"))
    return BigInt(expr.value);
  throw new StreambookError({
    code: "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
    step: "window",
    rule: "The lengths of a window are constants: a text such as '10 seconds'.",
    got: printExpr(call),
    cure: 'window("time", "10 seconds", "5 seconds")',
  });
}

function lengthOf(text: string): bigint {
  try {
    return durationMicros(text, "window");
  } catch (error) {
    if (!(error instanceof StreambookError)) throw error;
    const { step, rule, got, cure } = error;
    // Spark knows an interval of months, and has no class of a name for it.
    const isMonths = /\b(month|year)s?\b/i.test(text);
    throw new StreambookError({
      code: isMonths ? "_LEGACY_ERROR_TEMP_3231" : "CANNOT_PARSE_INTERVAL",
      step,
      rule,
      ...(got !== undefined && { got }),
      ...(cure !== undefined && { cure }),
    });
  }
}

function checkLengths({ size, slide, start }: TimeWindowPlan, call: CallExpr): void {
  const refuse = (rule: string, cure: string, code = "PARAMETER_CONSTRAINT_VIOLATION"): never => {
    throw new StreambookError({
      code: `DATATYPE_MISMATCH.${code}`,
      step: "window",
      rule,
      got: printExpr(call),
      cure,
    });
  };
  const example = 'window("time", "10 seconds", "5 seconds")';
  if (size <= 0n) refuse("The window duration must be greater than 0.", example, "VALUE_OUT_OF_RANGE");
  if (slide <= 0n) refuse("The slide duration must be greater than 0.", example, "VALUE_OUT_OF_RANGE");
  if (slide > size) refuse("The slide duration must be less than or equal to the window duration.", example);
  if ((start < 0n ? -start : start) >= slide)
    refuse("The absolute value of the start time must be less than the slide duration.", example);
}

/** The rows of the child with one column more, the window; a row as often as it is in windows, and not at all when its time is null. */
export function resolveTimeWindow(
  plan: TimeWindowPlan,
  child: ResolvedPlan,
  scope: Scope,
  context: AnalysisContext,
): ResolvedPlan {
  const written = resolveExpr(plan.time, scope, context);
  const isText = written.type.kind === "string" || written.type.kind === "date";
  const mode = context.settings.ansi ? "ansi" : "legacy";
  const time: ResolvedExpr = isText
    ? {
        kind: "cast",
        child: written,
        mode,
        zone: context.settings.timeZone,
        type: { kind: "timestamp" },
        nullable: true,
      }
    : written;
  // A window as a time stands for its last instant.
  const instant =
    time.type.kind === "struct" ? time.type.fields.find((f) => f.name === "end")?.type : time.type;
  if (instant?.kind !== "timestamp" && instant?.kind !== "timestamp_ntz")
    throw wrongArguments(
      "window",
      printExpr(plan.time),
      "window(timestamp, duration[, slide[, start]])",
      [`${printExpr(plan.time)}, which is a ${sqlName(time.type)}`],
      plan.time.origin,
      new Refusal(
        "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
        "A window is over a time: a timestamp.",
        `cast it first: window(col("${printExpr(plan.time)}").cast("timestamp"), "10 seconds")`,
      ),
    );
  const window = windowColumn(plan.name, instant, context);
  const { size, slide, start } = plan;
  return {
    kind: "timeWindow",
    child,
    time,
    window,
    size,
    slide,
    start,
    output: [...child.output, window],
    isStreaming: child.isStreaming,
  };
}

/** The column of a window: where it starts and ends. */
export function windowColumn(name: string, instant: DataType, context: AnalysisContext): Attribute {
  const field = (part: string) => ({ name: part, type: instant, nullable: true });
  const type: DataType = { kind: "struct", fields: [field("start"), field("end")] };
  return { id: context.nextId(), name, type, nullable: false, qualifier: null };
}
