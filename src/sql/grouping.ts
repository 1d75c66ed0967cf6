import { node, type Expr } from "../plan/expression.js";
import { unwrap, type Tree } from "./polyglot.js";
import type { QueryContext } from "./query-context.js";

const setNames = new Set(["cube", "rollup", "grouping sets"]);

/** The keys of GROUP BY, as they are written: places, aliases, and a star for ALL are looked up by analysis. */
export function groupingOf(tree: Tree | null, to: QueryContext): Expr[] {
  if (!tree) return [];
  const keys = (tree.expressions as readonly unknown[]) ?? [];
  if (tree.all === true && keys.length === 0) return [node({ kind: "star", target: null })];
  const plain = keys.filter((key) => !isSuffix(key));
  const converted = plain.map((key) => keyOf(key, to, false));
  // GROUP BY a, b WITH ROLLUP: what stands behind takes all the keys.
  const suffix = keys.find(isSuffix);
  if (suffix !== undefined) return [call(unwrap(suffix)[0], converted)];
  // GROUP BY a, b GROUPING SETS (…): the keys before only say what there is.
  const last = converted.at(-1);
  const isBare = last?.kind === "call" && last.name === "grouping sets" && to.source.setsFollowKeys();
  return isBare ? [last] : converted;
}

const isSuffix = (tree: unknown): boolean => {
  const [kind, fields] = unwrap(tree);
  return (
    (kind === "rollup" || kind === "cube") &&
    ((fields.expressions as unknown[] | undefined) ?? []).length === 0
  );
};

function keyOf(tree: unknown, to: QueryContext, inSet: boolean): Expr {
  const [kind, fields] = unwrap(tree);
  if (kind === "function") {
    const written = to.source.call(String(fields.name))?.name ?? String(fields.name);
    const name = written.toLowerCase();
    if (setNames.has(name))
      return call(
        name,
        (fields.args as readonly unknown[]).map((arg) => keyOf(arg, to, true)),
      );
  }
  if (["cube", "rollup", "grouping_sets"].includes(kind))
    return call(
      kind.replace("_", " "),
      ((fields.expressions ?? fields.args) as readonly unknown[]).map((arg) => keyOf(arg, to, true)),
    );
  if (inSet && kind === "tuple") return call("tuple", to.expressions.all(fields.expressions));
  return to.expressions.convert(tree);
}

function call(name: string, args: readonly Expr[]): Expr {
  return node({ kind: "call", name, args: Object.freeze(args) });
}
