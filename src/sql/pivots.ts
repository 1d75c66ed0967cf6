import { node, type Expr } from "../plan/expression.js";
import { planNode, type LogicalPlan, type PivotValue } from "../plan/logical-plan.js";
import { unwrap, type Tree } from "./polyglot.js";
import type { QueryContext } from "./query-context.js";

/** `t PIVOT (sum(a) AS s FOR b IN (1 AS one, 2))`. */
export function pivotOf(fields: Tree, child: LogicalPlan, to: QueryContext): LogicalPlan {
  const [[, target]] = [unwrap((fields.fields as readonly unknown[])[0])];
  const aggregates = to.expressions.all(fields.expressions);
  const values = (target.expressions as readonly unknown[]).map((tree): PivotValue => {
    const { value, name } = named(tree, to);
    return { value, name };
  });
  return planNode({
    kind: "pivot",
    child,
    grouping: null,
    column: to.expressions.convert(target.this),
    values: Object.freeze(values),
    aggregates: Object.freeze(aggregates),
  });
}

/** `t UNPIVOT (v FOR k IN (a, b AS c))`. */
export function unpivotOf(fields: Tree, child: LogicalPlan, to: QueryContext): LogicalPlan {
  const entries = (fields.columns as readonly unknown[]).map((tree) => {
    const { tree: inner, name } = withName(tree, to);
    const [kind, parts] = unwrap(inner);
    const columns =
      kind === "tuple" ? to.expressions.all(parts.expressions) : [to.expressions.convert(inner)];
    return { columns: Object.freeze(columns), name };
  });
  const more = ((fields.extra_value_columns as readonly Tree[] | undefined) ?? []).map((c) =>
    to.source.name(c),
  );
  return planNode({
    kind: "unpivot",
    child,
    ids: null,
    entries: Object.freeze(entries),
    nameColumn: to.source.name(fields.name_column as Tree),
    valueColumns: Object.freeze([to.source.name(fields.value_column as Tree), ...more]),
    keepNulls: fields.include_nulls === true,
  });
}

function named(tree: unknown, to: QueryContext): { value: Expr; name: string | null } {
  const { tree: inner, name } = withName(tree, to);
  const value = to.expressions.convert(inner);
  return { value: name === null ? value : node(value), name };
}

/** An entry and its alias: the parser has two ways to write one. */
function withName(tree: unknown, to: QueryContext): { tree: unknown; name: string | null } {
  const [kind, fields] = unwrap(tree);
  if (kind === "pivot_alias") {
    const [, column] = unwrap(fields.alias);
    return { tree: fields.this, name: to.source.name(column.name as Tree) };
  }
  if (kind === "alias") return { tree: fields.this, name: to.source.name(fields.alias as Tree) };
  return { tree, name: null };
}
