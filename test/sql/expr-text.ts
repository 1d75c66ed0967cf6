import type { Expr, LiteralExpr } from "../../src/plan/expression.js";
import type { LogicalPlan } from "../../src/plan/logical-plan.js";
import { catalogString } from "../../src/types/type-text.js";

/** An expression in one line, every node and literal type visible: `(+ a 1)`, `(cast a bigint)`, `1:bigint`. */
export function exprText(expr: Expr): string {
  switch (expr.kind) {
    case "literal":
      return literalText(expr);
    case "name":
      return nameText(expr.parts);
    case "star":
      return expr.target === null ? "*" : `${nameText(expr.target)}.*`;
    case "call":
      return `(${[expr.name, ...(expr.distinct ? ["DISTINCT"] : []), ...expr.args.map(exprText)].join(" ")})`;
    case "alias":
      return `(AS ${exprText(expr.child)} ${nameText([expr.name])})`;
    case "cast":
      return `(${expr.safe ? "try_cast" : "cast"} ${exprText(expr.child)} ${catalogString(expr.to)})`;
    case "extract":
      return `(item ${exprText(expr.child)} ${exprText(expr.key)})`;
    case "sort":
      return `${exprText(expr.child)} ${expr.descending ? "desc" : "asc"}${expr.nullsFirst ? "" : " nulls last"}`;
    case "window":
      return `(over ${exprText(expr.child)} [${expr.partition.map(exprText).join(", ")}] [${expr.order.map(exprText).join(", ")}])`;
    case "subquery":
      return `(${[expr.form, ...expr.operands.map(exprText), planText(expr.plan).replace(/\n */g, " < ")].join(" ")})`;
    case "sqlText":
      return `sql ${JSON.stringify(expr.text)}`;
    default:
      return `<${(expr as Expr).kind}>`;
  }
}

const nameText = (parts: readonly string[]): string =>
  parts.map((part) => (/^\w+$/.test(part) ? part : `\`${part}\``)).join(".");

function literalText({ value, type }: LiteralExpr): string {
  if (value === null) return "NULL";
  if (value instanceof Uint8Array) return `X'${Buffer.from(value).toString("hex")}'`;
  const text = typeof value === "string" ? JSON.stringify(value) : `${value as number}`;
  return ["int", "string", "boolean"].includes(type.kind) ? text : `${text}:${catalogString(type)}`;
}

/** A plan from its top down, an operator a line. */
export function planText(plan: LogicalPlan, indent = ""): string {
  const line = (text: string, ...children: LogicalPlan[]): string =>
    [indent + text, ...children.map((child) => planText(child, `${indent}  `))].join("\n");
  const list = (exprs: readonly Expr[]): string => exprs.map(exprText).join(", ");
  switch (plan.kind) {
    case "table":
      return line(`table ${plan.name.join(".")}`);
    case "local":
      return line(`local ${plan.schema.fields.length} x ${plan.rows.length}`);
    case "project":
      return line(`project ${list(plan.exprs)}`, plan.child);
    case "filter":
      return line(`filter ${exprText(plan.condition)}`, plan.child);
    case "aggregate":
      return line(`aggregate [${list(plan.grouping)}] ${list(plan.exprs)}`, plan.child);
    case "sort":
      return line(`sort ${list(plan.order)}`, plan.child);
    case "limit":
      return line(`limit ${plan.count}${plan.offset > 0 ? ` offset ${plan.offset}` : ""}`, plan.child);
    case "distinct":
      return line("distinct", plan.child);
    case "union":
      return line("union", ...plan.children);
    case "drop":
      return line(`drop ${plan.names.join(", ")}`, plan.child);
    case "alias":
      return line(plan.name === null ? "apart" : `alias ${plan.name}`, plan.child);
    case "having":
      return line(`${plan.clause} ${exprText(plan.condition)}`, plan.child);
    case "renameAll":
      return line(`names ${plan.names.join(", ")}`, plan.child);
    case "values":
      return line(`values ${plan.rows.map((row) => `(${list(row)})`).join(", ")}`);
    case "set":
      return line(`${plan.operator}${plan.all ? " all" : ""}`, plan.left, plan.right);
    case "join": {
      const how = plan.using
        ? ` using ${plan.using.join(", ")}`
        : plan.condition
          ? ` on ${exprText(plan.condition)}`
          : "";
      return line(`${plan.type} join${how}`, plan.left, plan.right);
    }
    default:
      return line(plan.kind);
  }
}
