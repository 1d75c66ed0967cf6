import { sameName } from "../../types/names.js";
import type { LogicalPlan } from "../logical-plan.js";
import type { OuterColumn, ResolvedExpr, ResolvedPlan } from "../resolved.js";
import { hiddenOf } from "./above.js";
import { callsAggregate } from "./calls-aggregate.js";
import type { AnalysisContext } from "./context.js";
import { fileColumns, withFileColumn, withoutFileColumn } from "./file-columns.js";
import { resolveFilter, resolveHaving, resolveSort } from "./filters.js";
import { resolveJoin } from "./joins.js";
import { withPlaces } from "./group-places.js";
import { resolveGroupState } from "./group-state.js";
import { aggregateAndGenerate, generatorOf, lateralView, selectGenerated } from "./generators.js";
import { jsonRead } from "./json-files.js";
import { resolveRange, resolveTableFunction, resolveValues } from "./leaves.js";
import { findName, toExpr, type Scope } from "./names.js";
import { resolvePivot, resolveUnpivot } from "./pivots.js";
import { bounded, project, requalified, stacked } from "./projects.js";
import { resolveRecursion, resolveRecursive } from "./recursion.js";
import { resolveSelectList, unfold } from "./select-list.js";
import { attributes, resolveTable } from "./tables.js";
import { resolveTimeWindow, withTimeWindows } from "./time-windows.js";
import { resolveSessionWindow } from "./session-windows.js";
import { limitOf } from "./limits.js";
import { resolveSet, resolveUnion, resolveUnionByName, refuseMaps } from "./unions.js";
import { resolveWatermark } from "./watermarks.js";
import { distinctOn, dropColumns, dropNulls, renameAll, withColumns } from "./verbs.js";

/** Resolves a plan, from its leaves up. Pure: the same plan in the same context is resolved once and remembered. */
export function analyze(plan: LogicalPlan, context: AnalysisContext): ResolvedPlan {
  const known = context.cache.get(plan);
  if (known) return known;
  const resolved = resolve(plan, context);
  context.cache.set(plan, resolved);
  return resolved;
}

/** A query inside another: resolved apart, with identities of its own, the names around it in reach. */
export function analyzeInside(
  plan: LogicalPlan,
  scope: Scope,
  context: AnalysisContext,
): { plan: ResolvedPlan; outer: readonly OuterColumn[] } {
  const outer = new Map<number, ResolvedExpr>();
  const around: NonNullable<AnalysisContext["around"]> = (name) => {
    const found = findName(name, scope);
    if (found) noteColumns(found, outer);
    return found;
  };
  const inside = analyze(plan, { ...context, cache: new WeakMap(), around });
  return { plan: inside, outer: [...outer].map(([id, expr]) => ({ id, expr })) };
}

function noteColumns(expr: ResolvedExpr, into: Map<number, ResolvedExpr>): void {
  if (expr.kind === "attribute") into.set(expr.id, expr);
  else if (expr.kind === "field" || expr.kind === "item") noteColumns(expr.child, into);
}

function scopeOf(step: string, input: ResolvedPlan, context: AnalysisContext): Scope {
  return {
    step,
    attributes: input.output,
    hidden: hiddenOf(input),
    outputOf: (other) => analyze(other as LogicalPlan, context).output,
    query: (plan, scope) => analyzeInside(plan, scope, context),
    ...(context.around && { elsewhere: context.around.bind(context) }),
  };
}

const nothing: ResolvedPlan = { kind: "values", rows: [[]], output: [], isStreaming: false };

function resolve(written: LogicalPlan, context: AnalysisContext): ResolvedPlan {
  const wanted = fileColumns(written, context);
  if (wanted === null) return resolveOver(written, (p) => analyze(p, context), context);
  const below = (p: LogicalPlan): ResolvedPlan => withFileColumn(analyze(p, context), wanted, context);
  return withoutFileColumn(resolveOver(written, below, context));
}

function resolveOver(
  written: LogicalPlan,
  child: (p: LogicalPlan) => ResolvedPlan,
  context: AnalysisContext,
): ResolvedPlan {
  const plan = withTimeWindows(written, context, child);
  const scope = (step: string, input: ResolvedPlan): Scope => scopeOf(step, input, context);
  switch (plan.kind) {
    case "local":
    case "batch":
      return { kind: "scan", origin: plan, output: attributes(plan.schema, context), isStreaming: false };
    case "read":
      if (plan.format === "json" && !plan.asLines)
        return child(jsonRead(plan, (read) => context.readSchema(read)));
      return {
        kind: "scan",
        origin: plan,
        output: attributes(context.readSchema(plan), context),
        isStreaming: plan.isStreaming,
      };
    case "table":
      return resolveTable(plan.name, analyze, context, plan.origin);
    case "values":
      return resolveValues(plan, scope("VALUES", nothing), context);
    case "range":
      return resolveRange(plan, context);
    case "tableFunction":
      return resolveTableFunction(plan, scope("FROM", nothing), context);
    case "sql":
      return child(context.parseQuery(plan.text));
    case "alias":
      return plan.keepsQualifiers ? bounded(child(plan.child)) : requalified(child(plan.child), plan.name);
    case "project": {
      const input = child(plan.child);
      const exprs = plan.exprs.map((e) => unfold(e, context));
      if (exprs.some((e) => callsAggregate(e, context)))
        return aggregateAndGenerate({ grouping: [], exprs }, input, scope("select", input), context);
      if (exprs.some((e) => generatorOf(e, context)))
        return selectGenerated(exprs, input, scope("select", input), context);
      const columns = resolveSelectList(exprs, scope("select", input), context);
      return stacked(input, columns, () => context.nextId());
    }
    case "filter": {
      const input = child(plan.child);
      return resolveFilter(plan.condition, input, scope("where", input), context);
    }
    case "having": {
      const input = child(plan.child);
      return resolveHaving(plan, input, scope(plan.clause, input), context);
    }
    case "withColumns": {
      const input = child(plan.child);
      return withColumns(plan, input, scope("withColumn", input), context);
    }
    case "rename": {
      const input = child(plan.child);
      const renamed = input.output.map((a) => (sameName(a.name, plan.from) ? { ...a, name: plan.to } : a));
      return project(
        input,
        renamed.map((attribute) => ({ expr: toExpr(attribute), attribute })),
      );
    }
    case "renameAll":
      return renameAll(plan, child(plan.child));
    case "drop": {
      const input = child(plan.child);
      return dropColumns(plan, input, scope("drop", input));
    }
    case "dropNulls":
      return dropNulls(plan, child(plan.child), context);
    case "aggregate": {
      const input = child(plan.child);
      return aggregateAndGenerate(withPlaces(plan, input), input, scope("agg", input), context);
    }
    case "generate": {
      const input = child(plan.child);
      return lateralView(plan, input, scope("lateral view", input), context);
    }
    case "pivot": {
      const input = child(plan.child);
      return resolvePivot(plan, input, scope("pivot", input), context);
    }
    case "unpivot": {
      const input = child(plan.child);
      return resolveUnpivot(plan, input, scope("unpivot", input), context);
    }
    case "sort": {
      const input = child(plan.child);
      return resolveSort(plan, input, scope("orderBy", input), context);
    }
    case "limit": {
      const input = child(plan.child);
      const { count, offset } = limitOf(plan, scope("limit", nothing), context);
      return {
        kind: "limit",
        child: input,
        count,
        offset,
        output: input.output,
        isStreaming: input.isStreaming,
      };
    }
    case "sample": {
      const input = child(plan.child);
      const { lower, upper, seed } = plan;
      const { output, isStreaming } = input;
      return { kind: "sample", child: input, lower, upper, seed, output, isStreaming };
    }
    case "distinct": {
      const input = child(plan.child);
      refuseMaps(input.output, "distinct");
      return {
        kind: "distinct",
        child: input,
        output: input.output,
        isStreaming: input.isStreaming,
        ...(plan.deduplicates && { deduplicates: true }),
      };
    }
    case "distinctOn":
      return distinctOn(plan, child(plan.child));
    case "union":
      return resolveUnion(plan, child, context);
    case "unionByName":
      return resolveUnionByName(plan, child, context);
    case "set":
      return resolveSet(plan, child, context);
    case "join": {
      const left = child(plan.left);
      if (!plan.lateral) return resolveJoin(plan, left, child(plan.right), scope("join", left), context);
      const inside = analyzeInside(plan.right, scope("lateral", left), context);
      return resolveJoin(plan, left, inside.plan, scope("join", left), context, inside.outer);
    }
    case "recursive":
      return resolveRecursive(plan, analyze, context);
    case "recursion":
      return resolveRecursion(plan.name, context);
    case "watermark":
      return resolveWatermark(plan, child(plan.child), scope("withWatermark", child(plan.child)));
    case "groupState":
      return resolveGroupState(
        plan,
        child(plan.child),
        scope(plan.definition.verb, child(plan.child)),
        context,
      );
    case "timeWindow":
      return resolveTimeWindow(plan, child(plan.child), scope("window", child(plan.child)), context);
    case "sessionWindow": {
      const input = child(plan.child);
      return resolveSessionWindow(plan, input, scope("session_window", input), context);
    }
  }
}
