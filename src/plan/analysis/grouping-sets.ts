import type { Expr } from "../expression.js";

/** The keys of a GROUP BY, each once, and the sets of them where there is more than one. */
export interface Grouping {
  readonly keys: readonly Expr[];
  readonly sets: readonly (readonly number[])[] | null;
}

const NAMES = new Set(["cube", "rollup", "grouping sets"]);

export function isGroupingSet(expr: Expr): boolean {
  return expr.kind === "call" && NAMES.has(expr.name);
}

/**
 * `a, CUBE(b, c)`, `ROLLUP((a, b), c)`, `GROUPING SETS ((a, b), ())`: several of them multiply, and what stands beside them is in every
 * set. An element may be a `tuple` of several expressions, which come and go together.
 */
export function groupingSets(written: readonly Expr[], same: (a: Expr, b: Expr) => boolean): Grouping {
  const keys: Expr[] = [];
  const indexOf = (expr: Expr): number => {
    const known = keys.findIndex((k) => same(k, expr));
    return known >= 0 ? known : keys.push(expr) - 1;
  };
  const elementOf = (expr: Expr): number[] =>
    expr.kind === "call" && expr.name === "tuple" ? expr.args.map(indexOf) : [indexOf(expr)];
  const setsOf = (expr: Expr): number[][] => {
    if (expr.kind !== "call" || !isGroupingSet(expr)) return [elementOf(expr)];
    // The keys in the order in which they are written, whatever the sets' order is.
    const elements = expr.name === "grouping sets" ? [] : expr.args.map(elementOf);
    switch (expr.name) {
      case "rollup":
        return Array.from({ length: elements.length + 1 }, (_, i) =>
          elements.slice(0, elements.length - i).flat(),
        );
      case "cube":
        return Array.from({ length: 2 ** elements.length }, (_, mask) =>
          elements.filter((_e, i) => (mask & (2 ** (elements.length - 1 - i))) === 0).flat(),
        );
      default:
        return expr.args.flatMap(setsOf);
    }
  };
  const parts = written.map(setsOf);
  if (!written.some(isGroupingSet)) return { keys, sets: null };
  const sets = parts.reduce<number[][]>(
    (all, more) => all.flatMap((a) => more.map((b) => [...new Set([...a, ...b])])),
    [[]],
  );
  return { keys, sets };
}
