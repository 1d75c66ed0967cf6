import type { Expr } from "../plan/expression.js";
import { ordinalOf, outOfRange, unaliased } from "./order.js";
import { unwrap, type Tree } from "./polyglot.js";
import type { QueryContext } from "./query-context.js";
import { refusal } from "./syntax-error.js";
import { some } from "./walk.js";

/** The keys of GROUP BY: a number means that select item, ALL means those without an aggregate. */
export function groupingOf(tree: Tree | null, items: readonly Expr[], to: QueryContext): Expr[] {
  if (!tree) return [];
  const isPlain = (e: Expr): boolean => !some(e, to.isAggregate);
  const keys = (tree.expressions as readonly unknown[]) ?? [];
  if (tree.all === true && keys.length === 0) return items.filter(isPlain).map(unaliased);
  for (const key of keys) refuseSets(key, to);
  return to.expressions.all(keys).map((key) => {
    const ordinal = ordinalOf(key);
    if (ordinal === null) return key;
    const item = items[ordinal - 1];
    if (!item)
      throw outOfRange("GROUP_BY_POS_OUT_OF_RANGE", "GROUP BY", ordinal, items.length, key, to.source);
    if (isPlain(item)) return unaliased(item);
    throw refusal(
      "GROUP_BY_POS_AGGREGATE",
      to.source.text,
      key.origin ?? { start: 0, end: 0 },
      `GROUP BY ${ordinal} means a select item that holds an aggregate function, which cannot be a grouping key.`,
      "group by the plain columns",
    );
  });
}

function refuseSets(tree: unknown, to: QueryContext): void {
  const [kind, fields] = unwrap(tree);
  const name =
    kind === "function" ? (to.source.call(String(fields.name))?.name ?? String(fields.name)) : kind;
  if (["rollup", "cube", "grouping sets", "grouping_sets"].includes(name.toLowerCase())) {
    throw to.source.refuse(
      tree,
      "GROUPING_SETS",
      name.toUpperCase().replace("_", " "),
      "use df.cube(…) or df.rollup(…)",
    );
  }
}
