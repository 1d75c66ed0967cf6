import { planNode, type LogicalPlan } from "../plan/logical-plan.js";
import { unwrap, type Tree } from "./polyglot.js";
import type { QueryContext, Scope } from "./query-context.js";
import { refusal } from "./syntax-error.js";

/** Each named query sees those before it, and hides one of the same name outside; a recursive one sees itself. */
export function withClause(tree: unknown, outer: Scope, to: QueryContext): Scope {
  if (tree === null || tree === undefined) return outer;
  const { ctes, recursive } = tree as { readonly ctes: readonly Tree[]; readonly recursive: boolean };
  const scope = new Map(outer);
  const own = new Set<string>();
  for (const cte of ctes) {
    const name = to.source.name(cte.alias as Tree);
    const key = name.toLowerCase();
    if (own.has(key))
      throw refusal(
        "DUPLICATED_CTE_NAMES",
        to.source.text,
        to.source.spanOf(cte.alias),
        `The WITH clause names ${name} twice.`,
        "give each query a name of its own",
      );
    own.add(key);
    const columns = (cte.columns as readonly Tree[]).map((c) => to.source.name(c));
    scope.set(
      key,
      recursive ? recursiveOf(key, cte, columns, scope, to) : plainOf(to.query(cte.this, scope), columns),
    );
  }
  return scope;
}

function plainOf(body: LogicalPlan, columns: readonly string[]): LogicalPlan {
  return columns.length === 0
    ? body
    : planNode({ kind: "renameAll", child: body, names: Object.freeze(columns) });
}

/** `anchor UNION [ALL] step`, when the step reads the query's own name. */
function recursiveOf(
  name: string,
  cte: Tree,
  columns: readonly string[],
  scope: Scope,
  to: QueryContext,
): LogicalPlan {
  const [kind, fields] = unwrap(cte.this);
  if (kind !== "union") return plainOf(to.query(cte.this, scope), columns);
  const anchor = to.query(fields.left, scope);
  const itself = planNode({ kind: "recursion", name });
  let isRead = false;
  const inside: Scope = Object.assign(new Map(scope), {
    get: (key: string): LogicalPlan | undefined => {
      if (key !== name) return scope.get(key);
      isRead = true;
      return itself;
    },
  });
  const step = to.query(fields.right, inside);
  if (!isRead) return plainOf(to.query(cte.this, scope), columns);
  return planNode({
    kind: "recursive",
    name,
    columns: columns.length > 0 ? Object.freeze(columns) : null,
    anchor,
    step,
    all: fields.all === true,
  });
}
