import { node, type Expr } from "../plan/expression.js";
import { planNode, type JoinType, type LogicalPlan } from "../plan/logical-plan.js";
import { structOf } from "../types/t.js";
import { renameOutput } from "./output.js";
import { unwrap, type Tree } from "./polyglot.js";
import type { QueryContext, Scope } from "./query-context.js";

const joinTypes: Readonly<Record<string, JoinType>> = {
  Inner: "inner",
  Left: "left",
  Right: "right",
  Full: "full",
  Outer: "full",
  Cross: "cross",
  Semi: "semi",
  LeftSemi: "semi",
  Anti: "anti",
  LeftAnti: "anti",
};

/** One row without columns, for a SELECT without FROM. */
const oneRow: LogicalPlan = planNode({
  kind: "local",
  schema: structOf([]),
  rows: Object.freeze([Object.freeze([])]),
});

/** What a SELECT reads: commas cross-join, and join less tightly than JOIN does. */
export function fromClause(select: Tree, scope: Scope, to: QueryContext): LogicalPlan {
  const from = select.from as { readonly expressions: readonly unknown[] } | null;
  if (!from) return oneRow;
  const groups = from.expressions.map((tree) => ({ tree, joins: [] as Tree[] }));
  for (const join of select.joins as readonly Tree[]) {
    if (join.kind === "Implicit") groups.push({ tree: join.this, joins: [] });
    else groups.at(-1)!.joins.push(join);
  }
  const plans = groups.map(({ tree, joins }) => joined(to.relation(tree, scope), joins, scope, to));
  return plans.reduce((left, right) =>
    planNode({ kind: "join", left, right, type: "cross", using: null, condition: null }),
  );
}

function joined(first: LogicalPlan, joins: readonly Tree[], scope: Scope, to: QueryContext): LogicalPlan {
  return joins.reduce((left, join) => {
    const kind = String(join.kind);
    const type = joinTypes[kind];
    if (!type) {
      const cure = kind.startsWith("Natural") ? "name the columns: JOIN … USING (a, b)" : undefined;
      throw to.source.refuse(
        join,
        "JOIN_TYPE",
        `${kind.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toUpperCase()} JOIN`,
        cure,
      );
    }
    const right = to.relation(join.this, scope);
    const names = ((join.using as readonly Tree[] | undefined) ?? []).map((c) => to.source.name(c));
    const using = names.length > 0 ? Object.freeze(names) : null;
    const condition = join.on ? to.expressions.convert(join.on) : null;
    return planNode({
      kind: "join",
      left,
      right,
      type: type === "inner" && !using && !condition ? "cross" : type,
      using,
      condition,
    });
  }, first);
}

/** A table, a named or bracketed query, VALUES, or joins in brackets, with its alias. */
export function relationOf(tree: unknown, scope: Scope, to: QueryContext): LogicalPlan {
  const [kind, fields] = unwrap(tree);
  switch (kind) {
    case "table":
      return aliased(tableOf(fields, scope, to), fields, to);
    case "subquery":
      return aliased(to.query({ subquery: fields }, scope), fields, to);
    case "values":
      return aliased(valuesOf(fields, to), fields, to);
    case "paren":
      return relationOf(fields.this, scope, to);
    case "alias":
      return aliased(relationOf(fields.this, scope, to), fields, to);
    case "joined_table":
      return aliased(
        joined(relationOf(fields.left, scope, to), fields.joins as readonly Tree[], scope, to),
        fields,
        to,
      );
    case "lateral":
    case "function":
      throw to.source.refuse(
        tree,
        "TABLE_VALUED_FUNCTION",
        "A function in FROM",
        "make a DataFrame of it and give it a name by createOrReplaceTempView",
      );
    default:
      throw to.source.misplaced(tree);
  }
}

function aliased(plan: LogicalPlan, fields: Tree, to: QueryContext): LogicalPlan {
  const columns = ((fields.column_aliases as readonly Tree[] | undefined) ?? []).map((c) =>
    to.source.name(c),
  );
  const named = columns.length > 0 ? renameOutput(plan, columns, fields, to.source) : plan;
  return fields.alias
    ? planNode({ kind: "alias", child: named, name: to.source.name(fields.alias as Tree) })
    : named;
}

function tableOf(fields: Tree, scope: Scope, to: QueryContext): LogicalPlan {
  const parts = [fields.catalog, fields.schema, fields.name].filter(Boolean) as Tree[];
  // Put there by the rewriting, where a SELECT without FROM has a LIMIT.
  if (parts.length === 1 && parts[0]!.name === "none") return oneRow;
  const name = parts.map((part) => to.source.name(part));
  const known = name.length === 1 ? scope.get(name[0]!.toLowerCase()) : undefined;
  if (known) return planNode({ kind: "alias", child: known, name: name[0]! });
  return planNode({ kind: "table", name: Object.freeze(name) });
}

/** VALUES as a union of one-row selects, so that types meet as they do in a union; the columns are col1, col2, … */
export function valuesOf(fields: Tree, to: QueryContext): LogicalPlan {
  const rows = (fields.expressions as readonly Tree[]).map((row) => to.expressions.all(row.expressions));
  const selects = rows.map((row) => {
    if (row.length !== rows[0]!.length) {
      throw to.source.refuse(
        fields,
        "INVALID_INLINE_TABLE",
        "VALUES with rows of different lengths",
        "give every row the same number of values",
      );
    }
    const exprs = row.map((child, i): Expr => node({ kind: "alias", child, name: `col${i + 1}` }));
    return planNode({ kind: "project", child: oneRow, exprs: Object.freeze(exprs) });
  });
  return selects.length === 1 ? selects[0]! : planNode({ kind: "union", children: Object.freeze(selects) });
}
