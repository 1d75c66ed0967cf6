import { node, type Expr, type LambdaExpr, type NameExpr } from "../plan/expression.js";
import { sameName } from "../types/names.js";

/** The direct parts of an expression. */
export function partsOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "call":
      return [...expr.args, ...(expr.filter ? [expr.filter] : []), ...(expr.order ?? [])];
    case "alias":
    case "aliases":
    case "cast":
    case "sort":
      return [expr.child];
    case "lambda":
      return [expr.body];
    case "extract":
      return [expr.child, expr.key];
    default:
      return [];
  }
}

export function some(expr: Expr, test: (expr: Expr) => boolean): boolean {
  return test(expr) || partsOf(expr).some((part) => some(part, test));
}

export function namesIn(expr: Expr): NameExpr[] {
  if (expr.kind === "name") return [expr];
  if (expr.kind === "lambda") return namesIn(expr.body).filter((name) => !isParameter(name, expr));
  return partsOf(expr).flatMap(namesIn);
}

function isParameter(name: NameExpr, { parameters }: LambdaExpr): boolean {
  return parameters.some((parameter) => sameName(parameter, name.parts[0]!));
}

/** The expression with names replaced; what `isClosed` says is left as it is, with all that is in it. */
export function replaceNames(
  expr: Expr,
  replace: (name: NameExpr) => Expr,
  isClosed: (expr: Expr) => boolean = () => false,
): Expr {
  const go = (e: Expr): Expr => replaceNames(e, replace, isClosed);
  if (isClosed(expr)) return expr;
  switch (expr.kind) {
    case "name":
      return replace(expr);
    case "call":
      return node({
        ...expr,
        args: Object.freeze(expr.args.map(go)),
        ...(expr.filter && { filter: go(expr.filter) }),
        ...(expr.order && {
          order: Object.freeze(expr.order.map((key) => node({ ...key, child: go(key.child) }))),
        }),
      });
    case "alias":
    case "aliases":
    case "cast":
    case "sort":
      return node({ ...expr, child: go(expr.child) });
    case "lambda": {
      const outer = (name: NameExpr): Expr => (isParameter(name, expr) ? name : replace(name));
      return node({ ...expr, body: replaceNames(expr.body, outer, isClosed) });
    }
    case "extract":
      return node({ ...expr, child: go(expr.child), key: go(expr.key) });
    default:
      return expr;
  }
}
