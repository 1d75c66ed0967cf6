import type { StructType } from "../types/data-type.js";
import type { Attribute, ResolvedExpr } from "./resolved-expr.js";
import type { ResolvedPlan, ScanPlan } from "./resolved-plan.js";

export function childrenOf(plan: ResolvedPlan): readonly ResolvedPlan[] {
  switch (plan.kind) {
    case "scan":
    case "values":
    case "range":
    case "recursion":
      return [];
    case "union":
      return plan.children;
    case "join":
    case "set":
      return [plan.left, plan.right];
    case "recursive":
      return [plan.anchor, plan.step];
    default:
      return [plan.child];
  }
}

/** The same operator over other inputs. */
export function mapChildren(plan: ResolvedPlan, change: (child: ResolvedPlan) => ResolvedPlan): ResolvedPlan {
  switch (plan.kind) {
    case "scan":
    case "values":
    case "range":
    case "recursion":
      return plan;
    case "union":
      return { ...plan, children: plan.children.map(change) };
    case "recursive":
      return { ...plan, anchor: change(plan.anchor), step: change(plan.step) };
    case "join":
    case "set":
      return { ...plan, left: change(plan.left), right: change(plan.right) };
    default:
      return { ...plan, child: change(plan.child) };
  }
}

/** The expressions of one operator. */
export function expressionsOf(plan: ResolvedPlan): readonly ResolvedExpr[] {
  switch (plan.kind) {
    case "project":
      return plan.columns.map((c) => c.expr);
    case "filter":
      return [plan.condition];
    case "generate":
      return [plan.generator];
    case "aggregate":
      return [...plan.keys, ...plan.aggregates].map((n) => n.expr);
    case "expand":
      return plan.keys.map((n) => n.expr);
    case "sort":
      return plan.order.map((key) => key.expr);
    case "join":
      return plan.condition ? [plan.condition] : [];
    case "distinctOn":
      return plan.keys;
    case "groupState":
      return plan.keys.map((n) => n.expr);
    case "unpivot":
      return plan.entries.flat();
    case "values":
      return plan.rows.flat();
    case "timeWindow":
      return [plan.time];
    case "sessionWindow":
      return [plan.time, plan.end];
    default:
      return [];
  }
}

/** The plans of the subqueries in an expression. */
export function subqueriesOf(expr: ResolvedExpr): ResolvedPlan[] {
  const inside = operandsOf(expr).flatMap(subqueriesOf);
  return expr.kind === "subquery" ? [expr.plan, ...inside] : inside;
}

/** The scans of a plan from left to right, those of its subqueries last: the order of a stream's sources. */
export function scansOf(plan: ResolvedPlan): ScanPlan[] {
  if (plan.kind === "scan") return [plan];
  return [...childrenOf(plan), ...expressionsOf(plan).flatMap(subqueriesOf)].flatMap(scansOf);
}

export function schemaOf(output: readonly Attribute[]): StructType {
  const fields = output.map(({ name, type, nullable, metadata }) => ({
    name,
    type,
    nullable,
    ...(metadata && { metadata }),
  }));
  return { kind: "struct", fields };
}

/** The expressions right below one. */
export function operandsOf(expr: ResolvedExpr): readonly ResolvedExpr[] {
  switch (expr.kind) {
    case "literal":
    case "attribute":
    case "variable":
      return [];
    case "lambda":
      return [expr.body];
    case "call":
      return expr.filter ? [...expr.args, expr.filter] : expr.args;
    case "cast":
    case "field":
      return [expr.child];
    case "item":
      return [expr.child, expr.key];
    case "window":
      return [...operandsOf(expr.call), ...expr.partition, ...expr.order.map((key) => key.expr)];
    case "subquery":
      return [...expr.operands, ...expr.outer.map((column) => column.expr)];
  }
}
