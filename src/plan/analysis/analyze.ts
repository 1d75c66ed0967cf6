import { StreambookError } from "../../errors.js";
import { sameName } from "../../types/names.js";
import type { Expr } from "../expression.js";
import type { DropNullsPlan, LogicalPlan, UnionPlan, WithColumnsPlan } from "../logical-plan.js";
import { castTo, commonType } from "../coerce.js";
import { type Attribute, type NamedExpr, type ResolvedExpr, type ResolvedPlan } from "../resolved.js";
import type { StructType } from "../../types/data-type.js";
import { resolveAggregate } from "./aggregates.js";
import type { AnalysisContext } from "./context.js";
import { missingTable, unresolvedColumn } from "./errors.js";
import { resolveCondition, resolveExpr } from "./expressions.js";
import { distinctFrom, resolveJoin } from "./joins.js";
import { jsonRead } from "./json-files.js";
import { toExpr, type Scope } from "./names.js";
import { resolveSelectList, unfold } from "./select-list.js";

/** Resolves a plan, from its leaves up. Pure: the same plan in the same context is resolved once and remembered. */
export function analyze(plan: LogicalPlan, context: AnalysisContext): ResolvedPlan {
  const known = context.cache.get(plan);
  if (known) return known;
  const resolved = resolve(plan, context);
  context.cache.set(plan, resolved);
  return resolved;
}

function resolve(plan: LogicalPlan, context: AnalysisContext): ResolvedPlan {
  const child = (p: LogicalPlan): ResolvedPlan => analyze(p, context);
  const scopeOf = (step: string, input: ResolvedPlan): Scope => ({
    step,
    attributes: input.output,
    outputOf: (other) => analyze(other as LogicalPlan, context).output,
  });
  switch (plan.kind) {
    case "local":
    case "batch":
      return { kind: "scan", origin: plan, output: attributes(plan.schema, context), isStreaming: false };
    case "read":
      if (plan.format === "json" && !plan.asLines) return child(jsonRead(plan, context.readSchema(plan)));
      return {
        kind: "scan",
        origin: plan,
        output: attributes(context.readSchema(plan), context),
        isStreaming: plan.isStreaming,
      };
    case "table":
      return resolveTable(plan.name, context);
    case "sql":
      return child(context.parseQuery(plan.text));
    case "alias": {
      const input = child(plan.child);
      return project(
        input,
        input.output.map((a) => ({ expr: toExpr(a), attribute: { ...a, qualifier: plan.name } })),
      );
    }
    case "project": {
      const input = child(plan.child);
      const scope = scopeOf("select", input);
      if (plan.exprs.some((e) => callsAggregate(unfold(e, context), context)))
        return resolveAggregate(
          { kind: "aggregate", child: plan.child, grouping: [], exprs: plan.exprs },
          input,
          scope,
          context,
        );
      return project(input, resolveSelectList(plan.exprs, scope, context));
    }
    case "filter": {
      const input = child(plan.child);
      const condition = resolveCondition(plan.condition, scopeOf("where", input), context);
      return {
        kind: "filter",
        child: input,
        condition,
        output: input.output,
        isStreaming: input.isStreaming,
      };
    }
    case "withColumns":
      return withColumns(plan, child(plan.child), scopeOf("withColumn", child(plan.child)), context);
    case "rename": {
      const input = child(plan.child);
      return project(
        input,
        input.output.map((a) => ({
          expr: toExpr(a),
          attribute: sameName(a.name, plan.from) ? { ...a, name: plan.to } : a,
        })),
      );
    }
    case "drop": {
      const input = child(plan.child);
      return project(
        input,
        input.output
          .filter((a) => !plan.names.some((n) => sameName(n, a.name)))
          .map((a) => ({ expr: toExpr(a), attribute: a })),
      );
    }
    case "dropNulls":
      return dropNulls(plan, child(plan.child), context);
    case "aggregate":
      return resolveAggregate(plan, child(plan.child), scopeOf("agg", child(plan.child)), context);
    case "sort": {
      const input = child(plan.child);
      const order = plan.order.map((written) => {
        const expr = unfold(written, context);
        const sort = expr.kind === "sort" ? expr : { descending: false, nullsFirst: true };
        return {
          expr: resolveExpr(expr, scopeOf("orderBy", input), context),
          descending: sort.descending,
          nullsFirst: sort.nullsFirst,
        };
      });
      return { kind: "sort", child: input, order, output: input.output, isStreaming: input.isStreaming };
    }
    case "limit": {
      const input = child(plan.child);
      return {
        kind: "limit",
        child: input,
        count: plan.count,
        offset: plan.offset,
        output: input.output,
        isStreaming: input.isStreaming,
      };
    }
    case "distinct": {
      const input = child(plan.child);
      return { kind: "distinct", child: input, output: input.output, isStreaming: input.isStreaming };
    }
    case "union":
      return union(plan, context);
    case "join":
      return resolveJoin(
        plan,
        child(plan.left),
        child(plan.right),
        scopeOf("join", child(plan.left)),
        context,
      );
    case "watermark":
      throw new StreambookError({
        code: "UNSUPPORTED_FEATURE.WATERMARK",
        step: "withWatermark",
        rule: "This version runs stateless queries; event time and watermarks come with the stateful operators.",
        got: `withWatermark("${plan.column}", "${plan.delay}")`,
        cure: "leave withWatermark out for now",
      });
  }
}

function attributes(schema: StructType, context: AnalysisContext): Attribute[] {
  return schema.fields.map(({ name, type, nullable }) => ({
    id: context.nextId(),
    name,
    type,
    nullable,
    qualifier: null,
  }));
}

function project(child: ResolvedPlan, columns: readonly NamedExpr[]): ResolvedPlan {
  return {
    kind: "project",
    child,
    columns,
    output: columns.map((c) => c.attribute),
    isStreaming: child.isStreaming,
  };
}

function resolveTable(parts: readonly string[], context: AnalysisContext): ResolvedPlan {
  const name = parts.join(".");
  const table = context.findTable(name);
  if (!table) throw missingTable("session.sql", name, context.tableNames());
  if (table.kind === "stored") {
    const output = attributes(table.schema, context).map((a) => ({ ...a, qualifier: table.name }));
    return { kind: "scan", origin: table, output, isStreaming: false };
  }
  const plan = analyze(table, context);
  return project(
    plan,
    plan.output.map((a) => ({ expr: toExpr(a), attribute: { ...a, qualifier: parts.at(-1)! } })),
  );
}

function withColumns(
  plan: WithColumnsPlan,
  input: ResolvedPlan,
  scope: Scope,
  context: AnalysisContext,
): ResolvedPlan {
  const added = plan.columns.map(({ name, expr }) => {
    const resolved = resolveExpr(unfold(expr, context), scope, context);
    return {
      expr: resolved,
      attribute: {
        id: context.nextId(),
        name,
        type: resolved.type,
        nullable: resolved.nullable,
        qualifier: null,
      },
    };
  });
  const replacing = (a: Attribute): NamedExpr | undefined =>
    [...added].reverse().find((n) => sameName(n.attribute.name, a.name));
  const kept = input.output.map((a) => replacing(a) ?? { expr: toExpr(a), attribute: a });
  const fresh = added.filter((n) => !input.output.some((a) => sameName(a.name, n.attribute.name)));
  return project(input, [...kept, ...fresh]);
}

function dropNulls(plan: DropNullsPlan, input: ResolvedPlan, context: AnalysisContext): ResolvedPlan {
  const chosen =
    plan.columns?.map((name) => {
      const found = input.output.find((a) => sameName(a.name, name));
      if (!found)
        throw unresolvedColumn(
          "na.drop",
          [name],
          input.output.map((a) => a.name),
        );
      return found;
    }) ?? input.output;
  const needed = plan.minNonNulls ?? (plan.how === "any" ? chosen.length : 1);
  const fn = context.functions.find("at_least_n_non_nulls")!;
  const args: ResolvedExpr[] = [
    { kind: "literal", value: needed, type: { kind: "int" }, nullable: false },
    ...chosen.map(toExpr),
  ];
  const condition: ResolvedExpr = {
    kind: "call",
    fn,
    args,
    distinct: false,
    settings: context.settings,
    type: { kind: "boolean" },
    nullable: false,
  };
  return { kind: "filter", child: input, condition, output: input.output, isStreaming: input.isStreaming };
}

function union(plan: UnionPlan, context: AnalysisContext): ResolvedPlan {
  const inputs: ResolvedPlan[] = [];
  for (const p of plan.children)
    inputs.push(
      distinctFrom(
        analyze(p, context),
        inputs.flatMap((i) => i.output),
        context,
      ),
    );
  const width = inputs[0]!.output.length;
  const odd = inputs.find((i) => i.output.length !== width);
  if (odd)
    throw new StreambookError({
      code: "NUM_COLUMNS_MISMATCH",
      step: "union",
      rule: `Every input of a union must have the same number of columns: the first has ${width}.`,
      got: `${odd.output.length} columns (${odd.output.map((a) => a.name).join(", ")})`,
      cure: "select the same columns on both sides",
    });
  const types = inputs[0]!.output.map((first, i) => {
    const type = inputs
      .map((p) => p.output[i]!.type)
      .reduce<ReturnType<typeof commonType>>((a, b) => a && commonType(a, b), first.type);
    if (type) return type;
    throw new StreambookError({
      code: "INCOMPATIBLE_COLUMN_TYPE",
      step: "union",
      rule: `Column ${i + 1} ("${first.name}") must have compatible types on all sides.`,
      got: inputs.map((p) => p.output[i]!.type.kind).join(" and "),
      cure: "cast one of them",
    });
  });
  const children = inputs.map((p) =>
    project(
      p,
      p.output.map((a, i) => {
        const expr = castTo(toExpr(a), types[i]!);
        return {
          expr,
          attribute: { ...a, id: expr.kind === "attribute" ? a.id : context.nextId(), type: types[i]! },
        };
      }),
    ),
  );
  const output = inputs[0]!.output.map((a, i) => ({
    id: context.nextId(),
    name: a.name,
    type: types[i]!,
    nullable: inputs.some((p) => p.output[i]!.nullable),
    qualifier: null,
  }));
  return { kind: "union", children, output, isStreaming: inputs.some((i) => i.isStreaming) };
}

function callsAggregate(expr: Expr, context: AnalysisContext): boolean {
  switch (expr.kind) {
    case "call":
      return (
        context.functions.find(expr.name)?.kind === "aggregate" ||
        expr.args.some((a) => callsAggregate(a, context))
      );
    case "alias":
    case "aliases":
    case "cast":
    case "sort":
      return callsAggregate(expr.child, context);
    case "lambda":
      return callsAggregate(expr.body, context);
    case "extract":
      return callsAggregate(expr.child, context) || callsAggregate(expr.key, context);
    case "sqlText":
      return callsAggregate(context.parseExpression(expr.text), context);
    default:
      return false;
  }
}
