import type { Tree } from "./polyglot.js";
import type { Source } from "./source.js";

const known = new Set(
  "expressions from joins where_clause group_by having order_by limit offset distinct with lateral_views windows qualify sort_by cluster_by distribute_by leading_comments trailing_comments comments locks kind".split(
    " ",
  ),
);
const names: Readonly<Record<string, readonly [feature: string, what: string, cure?: string]>> = {
  distinct_on: ["DISTINCT_ON", "DISTINCT ON", "use df.dropDuplicates([…])"],
  fetch: ["FETCH", "FETCH FIRST", "use LIMIT"],
  hint: ["HINT", "A hint", "leave it out"],
};

/** A clause that has no place in the plan is refused, never passed over. */
export function refuseClauses(select: Tree, source: Source): void {
  for (const [clause, value] of Object.entries(select)) {
    const absent =
      value === null ||
      value === undefined ||
      value === false ||
      (Array.isArray(value) && value.length === 0);
    if (absent || known.has(clause)) continue;
    const [feature, what, cure] = names[clause] ?? [
      clause.toUpperCase(),
      `The clause ${clause.replaceAll("_", " ").toUpperCase()}`,
    ];
    throw source.refuse(value, feature, what, cure);
  }
}
