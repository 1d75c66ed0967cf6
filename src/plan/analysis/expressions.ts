import { StreambookError } from "../../errors.js";
import type { DataType } from "../../types/data-type.js";
import { sqlName } from "../../types/ddl.js";
import { parseTimestamp } from "../../types/time-parse.js";
import { sameName } from "../../types/names.js";
import { timeZone } from "../../types/time-zone.js";
import { intervalValue } from "../interval-value.js";
import type { CallExpr, CastExpr, Expr, ExtractExpr, StarExpr } from "../expression.js";
import { showAs } from "../print-call.js";
import { printExpr, showInZone } from "../print-expr.js";
import { Refusal, type Binding, type FunctionDefinition, type SqlSettings } from "../functions.js";
import type { ResolvedCall, ResolvedExpr } from "../resolved.js";
import { checkCast } from "./casts.js";
import { checkNoChance } from "./chance.js";
import type { AnalysisContext } from "./context.js";
import { misplacedAliases, misplacedLambda, resolveArgument } from "./lambdas.js";
import { resolveExtract } from "./extracts.js";
import { fileFunction } from "./file-columns.js";
import { badInterval, missingField, refusedAt, unresolvedFunction, wrongArguments } from "./errors.js";
import { spread } from "./star.js";
import { metadataOf, resolveName, type Scope } from "./names.js";
import { resolveSubquery } from "./subqueries.js";
import { checkNesting, resolveWindow } from "./windows.js";

/** Looks up every name and function of an expression, types it and writes the implicit casts in. */
export function resolveExpr(expr: Expr, scope: Scope, context: AnalysisContext): ResolvedExpr {
  switch (expr.kind) {
    case "literal":
      return { kind: "literal", value: expr.value, type: expr.type, nullable: expr.value === null };
    case "name":
      return resolveName(expr, scope);
    case "alias":
    case "sort":
      return resolveExpr(expr.child, scope, context);
    case "aliases":
      throw misplacedAliases(scope.step, expr);
    case "lambda":
      throw misplacedLambda(scope.step, expr.origin);
    case "cast": {
      const child = resolveExpr(expr.child, scope, context);
      if (expr.to.kind === "timestamp" && expr.child.kind === "literal")
        showInZone(expr, context.settings.timeZone);
      checkCast(expr, child.type, context.settings.ansi, scope.step);
      const instant = writtenInstant(expr, context.settings.timeZone);
      if (instant !== null)
        return { kind: "literal", value: instant, type: expr.to, nullable: !context.settings.ansi };
      const mode = expr.safe ? "try" : context.settings.ansi ? "ansi" : "legacy";
      const nullable = child.nullable || mode !== "ansi";
      const zone = context.settings.timeZone;
      return { kind: "cast", child, mode, zone, type: expr.to, nullable, written: expr };
    }
    case "extract":
      checkMadeField(expr, scope, context);
      return resolveExtract(expr, scope, context, resolveExpr);
    case "call":
      return resolveCall(expr, scope, context);
    case "window": {
      const resolve = (e: Expr): ResolvedExpr => resolveExpr(e, scope, context);
      const { child } = expr;
      const call = child.kind === "call" ? resolveCall(child, scope, context, true) : resolve(child);
      return resolveWindow(expr, call, resolve, scope);
    }
    case "subquery":
      return resolveSubquery(expr, (e) => resolveExpr(e, scope, context), scope, context);
    case "sqlText":
      return resolveExpr(context.parseExpression(expr.text), scope, context);
    case "star":
      throw new StreambookError({
        code: "INVALID_USAGE_OF_STAR_OR_REGEX",
        step: scope.step,
        rule: "A star stands for several columns: it may only be an item of a select list.",
        got: expr.target ? `${expr.target.join(".")}.*` : "*",
        cure: 'name the column, or write select("*", …)',
      });
  }
}

/** `TIMESTAMP '2020-01-01'` is that instant from now on, whatever becomes of the session's time zone. */
function writtenInstant({ child, to }: CastExpr, zone: string): bigint | null {
  if (to.kind !== "timestamp" || child.kind !== "literal" || typeof child.value !== "string") return null;
  return parseTimestamp(child.value, timeZone(zone));
}

/** A call of a generator, where one may stand. */
export function resolveGenerator(expr: CallExpr, scope: Scope, context: AnalysisContext): ResolvedCall {
  return resolveCall(expr, scope, context, false, true) as ResolvedCall;
}

/** A generator may not stand inside an expression; one that makes no column of the name is refused for that first, as Spark does. */
function checkMadeField({ child, key, origin }: ExtractExpr, scope: Scope, context: AnalysisContext): void {
  if (child.kind !== "call" || key.kind !== "literal" || typeof key.value !== "string") return;
  const made = context.functions.find(child.name)?.columns?.(resolveGenerator(child, scope, context));
  const names = made?.map((column) => column.name);
  if (names?.every((name) => !sameName(name, key.value as string)))
    throw missingField(scope.step, key.value, names, origin);
}

function misplacedGenerator(expr: CallExpr, step: string): StreambookError {
  const isOutside = !["select", "withColumn", "agg"].includes(step);
  return refusedAt(
    `UNSUPPORTED_GENERATOR.${isOutside ? "OUTSIDE_SELECT" : "NESTED_IN_EXPRESSIONS"}`,
    step,
    "A generator makes rows: it may only be a whole item of a select list, or stand in LATERAL VIEW.",
    printExpr(expr),
    `select ${expr.name}(…) AS x first, and use x in a query around it`,
    expr.origin,
  );
}

function resolveCall(
  expr: CallExpr,
  around: Scope,
  context: AnalysisContext,
  isWindow = false,
  isGenerator = false,
): ResolvedExpr {
  if (expr.name === "interval") return resolveInterval(expr, around);
  if (expr.name === "struct") return resolveStruct(expr, around, context);
  const ofFile = fileFunction(expr, around, context);
  if (ofFile) return ofFile;
  const fn = expr.user ? context.functions.ofUser(expr.name, expr.user) : context.functions.find(expr.name);
  if (!fn) throw unresolvedFunction(around.step, expr.name, context.functions, expr.origin);
  if (fn.kind === "generator" && !isGenerator) throw misplacedGenerator(expr, around.step);
  if (fn.kind === "window" && !isWindow) throw withoutOver(expr, around);
  if (fn.kind === "aggregate" && !isWindow) checkNoChance(expr, around.step, context);
  if (fn.kind === "scalar" && expr.distinct === true) throw unsupportedSyntax("DISTINCT", expr, fn, around);
  const scope = (fn.kind === "aggregate" && !isWindow && around.inAggregate) || around;
  const written = expr.args.map((arg) => (arg.kind === "star" ? starArgument(expr, arg, scope) : arg));
  const args: ResolvedExpr[] = [];
  const spreads = new Map<number, readonly string[]>();
  for (const [i, arg] of [...written, ...(expr.order ?? [])].entries())
    if (arg.kind === "star") {
      const columns = spread(arg, scope, context);
      args.push(...columns.map((column) => column.expr));
      spreads.set(
        i,
        columns.map((column) => column.attribute.name),
      );
    } else args.push(resolveArgument(arg, args, fn, expr, scope, context, resolveExpr));
  const binding = bind(expr, fn, args, scope, context);
  showAs(expr, binding.shown ?? starsShown(expr, spreads));
  const filter = expr.filter && resolveFilter(expr, expr.filter, fn, scope, context);
  const call: ResolvedCall = {
    kind: "call",
    fn: binding.fn ?? fn,
    args: binding.args,
    distinct: expr.distinct ?? false,
    settings: context.settings,
    ...(filter && { filter }),
    ...(expr.order && {
      order: expr.order.map(({ descending, nullsFirst }) => ({ descending, nullsFirst })),
    }),
    type: fn.name === "named_struct" ? withMetadata(binding.type, args) : binding.type,
    nullable: binding.nullable ?? binding.args.some((a) => a.nullable),
    written: expr,
  };
  if (!isWindow) checkNesting(call, scope, printExpr(expr), expr.origin);
  const [operand] = call.args;
  if (fn.name === "not" && operand?.kind === "subquery" && operand.form === "in")
    return { ...operand, negated: operand.negated !== true };
  return call;
}

/** A call with a star is shown with the columns that it stands for. */
function starsShown(
  { name, distinct }: CallExpr,
  spreads: ReadonlyMap<number, readonly string[]>,
): ((texts: readonly string[]) => string) | undefined {
  if (spreads.size === 0) return undefined;
  return (texts) =>
    `${name}(${distinct ? "DISTINCT " : ""}${texts.flatMap((text, i) => spreads.get(i) ?? [text]).join(", ")})`;
}

/** count(*) counts rows, whatever is in them; elsewhere a star stands for all columns. */
function starArgument(call: CallExpr, star: StarExpr, scope: Scope): Expr {
  if (call.name !== "count" || (star.target === null && call.distinct)) return star;
  if (star.target === null) return ONE;
  throw refusedAt(
    "INVALID_USAGE_OF_STAR_WITH_TABLE_IDENTIFIER_IN_COUNT",
    scope.step,
    `count(${star.target.join(".")}.*) is not allowed.`,
    printExpr(call),
    "count(*) counts the rows",
    call.origin,
  );
}

function withoutOver(expr: CallExpr, scope: Scope): StreambookError {
  return refusedAt(
    "WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE",
    scope.step,
    `The window function ${expr.name} requires an OVER clause.`,
    printExpr(expr),
    `${expr.name}(…) OVER (PARTITION BY a ORDER BY b), or .over(Window.partitionBy("a").orderBy("b"))`,
    expr.origin,
  );
}

/** `struct(a, b AS x, f(c))` is a named_struct with the fields a, x and col3. */
function resolveStruct(expr: CallExpr, scope: Scope, context: AnalysisContext): ResolvedExpr {
  const pairs: [name: string | null, value: ResolvedExpr][] = expr.args.flatMap((arg) =>
    arg.kind === "star"
      ? spread(arg, scope, context).map((c): [string, ResolvedExpr] => [c.attribute.name, c.expr])
      : [named(arg, resolveExpr(arg, scope, context))],
  );
  const args = pairs.flatMap(([name, value], i): ResolvedExpr[] => [
    { kind: "literal", value: name ?? `col${i + 1}`, type: { kind: "string" }, nullable: false },
    value,
  ]);
  const spreads = new Map(
    expr.args.flatMap((arg, i) =>
      arg.kind === "star" ? [[i, spread(arg, scope, context).map((c) => c.attribute.name)] as const] : [],
    ),
  );
  showAs(expr, starsShown(expr, spreads));
  const fn = context.functions.find("named_struct")!;
  const type = withMetadata(bind(expr, fn, args, scope, context).type, args);
  return { kind: "call", fn, args, distinct: false, settings: context.settings, type, nullable: false };
}

/** A column that becomes a field of a struct takes its metadata along. */
function withMetadata(type: DataType, args: readonly ResolvedExpr[]): DataType {
  if (type.kind !== "struct") return type;
  return { ...type, fields: type.fields.map((f, i) => ({ ...f, ...metadataOf(args[2 * i + 1]!) })) };
}

function named(written: Expr, value: ResolvedExpr): [string | null, ResolvedExpr] {
  if (written.kind === "alias") return [written.name, value];
  const { kind } = value;
  return [kind === "attribute" || kind === "field" || kind === "variable" ? value.name : null, value];
}

function bind(
  expr: CallExpr,
  fn: FunctionDefinition,
  args: readonly ResolvedExpr[],
  scope: Scope,
  { settings }: AnalysisContext,
): Binding {
  let refusal: Refusal | undefined;
  try {
    const distinct = expr.distinct ?? false;
    const binding = fn.bind(args, { distinct, sortKeys: expr.order?.length ?? 0, settings });
    if (binding) return { ...binding, args: implicit(binding.args, args, settings) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    refusal = error;
  }
  throw wrongArguments(
    scope.step,
    printExpr(expr),
    fn.signature,
    args.map((a) => sqlName(a.type)),
    expr.origin,
    refusal,
  );
}

/** The casts that binding has written in are in the session's zone, and without ANSI they do not raise either. */
function implicit(
  bound: readonly ResolvedExpr[],
  written: readonly ResolvedExpr[],
  { ansi, timeZone }: SqlSettings,
): ResolvedExpr[] {
  return bound.map((arg) => {
    if (arg.kind !== "cast" || arg.mode !== "ansi" || written.includes(arg)) return arg;
    const child = implicit([arg.child], written, { ansi, timeZone })[0]!;
    const inZone = { ...arg, zone: timeZone, child };
    return ansi ? inZone : { ...inZone, mode: "legacy", nullable: true };
  });
}

function resolveFilter(
  call: CallExpr,
  filter: Expr,
  fn: FunctionDefinition,
  scope: Scope,
  context: AnalysisContext,
): ResolvedExpr {
  if (fn.kind === "aggregate") {
    const condition = resolveExpr(filter, scope, context);
    if (condition.type.kind === "boolean") return condition;
    throw new StreambookError({
      code: "INVALID_AGGREGATE_FILTER.NOT_BOOLEAN",
      step: scope.step,
      rule: "The condition of FILTER (WHERE …) must be of type BOOLEAN.",
      got: `${printExpr(filter)}, which is a ${sqlName(condition.type)}`,
      cure: "compare it with something, for example x > 0 or x IS NOT NULL",
    });
  }
  throw unsupportedSyntax("FILTER (WHERE …)", call, fn, scope);
}

function unsupportedSyntax(
  what: string,
  call: CallExpr,
  fn: FunctionDefinition,
  { step }: Scope,
): StreambookError {
  return refusedAt(
    "INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX",
    step,
    `${what} belongs to aggregate functions, and ${fn.name} is none.`,
    printExpr(call),
    what === "DISTINCT" ? "leave it out" : "write CASE WHEN … THEN … END instead",
    call.origin,
  );
}

/** `INTERVAL '1' DAY`, which the parser writes as interval("1 day"). */
function resolveInterval({ args: [text], origin }: CallExpr, scope: Scope): ResolvedExpr {
  const written = text?.kind === "literal" ? String(text.value) : "";
  const found = intervalValue(written);
  if (found) return { kind: "literal", ...found, nullable: false };
  throw badInterval(scope.step, written, origin);
}

const ONE: Expr = { kind: "literal", value: 1, type: { kind: "int" } };
