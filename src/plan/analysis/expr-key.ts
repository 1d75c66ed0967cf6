import { sqlName } from "../../types/ddl.js";
import type { ResolvedBound, ResolvedExpr, ResolvedFrame } from "../resolved.js";

/** A text that is the same for expressions that mean the same: ids, not names. */
export function exprKey(expr: ResolvedExpr): string {
  switch (expr.kind) {
    case "literal":
      return `lit:${expr.type.kind}:${typeof expr.value === "bigint" ? `${expr.value}n` : JSON.stringify(expr.value)}`;
    case "attribute":
      return `#${expr.id}`;
    case "call":
      return `${expr.fn.name}(${expr.distinct ? "distinct " : ""}${expr.args.map(exprKey).join(",")}${expr.order ? ` order ${JSON.stringify(expr.order)}` : ""}${expr.filter ? ` where ${exprKey(expr.filter)}` : ""})`;
    case "cast":
      return `cast(${exprKey(expr.child)} as ${sqlName(expr.type)}${expr.mode})`;
    case "field":
      return `${exprKey(expr.child)}.${expr.name}`;
    case "item":
      return `${exprKey(expr.child)}[${exprKey(expr.key)}]`;
    case "variable":
      return `$${expr.name}`;
    case "lambda":
      return `(${expr.parameters.map((p) => p.name).join(",")})->${exprKey(expr.body)}`;
    case "window":
      return `${exprKey(expr.call)} over (${expr.partition.map(exprKey).join(",")};${expr.order.map((k) => `${exprKey(k.expr)}${k.descending}${k.nullsFirst}`).join(",")};${frameKey(expr.frame)})`;
    case "subquery":
      // Two subqueries are never the same: their columns differ.
      return `${expr.form}(${expr.operands.map(exprKey).join(",")} in #${expr.plan.output[0]?.id ?? "-"})`;
  }
}

function frameKey(frame: ResolvedFrame | null): string {
  const bound = (b: ResolvedBound): string =>
    typeof b === "string" ? b : `${exprKey(b.offset)}${b.following ? "f" : "p"}`;
  return frame ? `${frame.unit} ${bound(frame.start)} ${bound(frame.end)}` : "";
}
