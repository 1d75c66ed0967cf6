import { operandsOf, type ResolvedCall, type ResolvedExpr } from "../resolved.js";

/** The same expression over other operands, in the order of `operandsOf`. */
export function withOperands(expr: ResolvedExpr, operands: readonly ResolvedExpr[]): ResolvedExpr {
  switch (expr.kind) {
    case "literal":
    case "attribute":
    case "variable":
      return expr;
    case "lambda":
      return { ...expr, body: operands[0]! };
    case "call":
      return expr.filter
        ? { ...expr, args: operands.slice(0, -1), filter: operands.at(-1)! }
        : { ...expr, args: operands };
    case "cast":
    case "field":
      return { ...expr, child: operands[0]! };
    case "item":
      return { ...expr, child: operands[0]!, key: operands[1]! };
    case "window": {
      const args = operandsOf(expr.call).length;
      const keys = args + expr.partition.length;
      return {
        ...expr,
        call: withOperands(expr.call, operands.slice(0, args)) as ResolvedCall,
        partition: operands.slice(args, keys),
        order: expr.order.map((key, i) => ({ ...key, expr: operands[keys + i]! })),
      };
    }
    case "subquery": {
      const count = expr.operands.length;
      return {
        ...expr,
        operands: operands.slice(0, count),
        outer: expr.outer.map(({ id }, i) => ({ id, expr: operands[count + i]! })),
      };
    }
  }
}
