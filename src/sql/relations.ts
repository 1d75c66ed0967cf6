import { node, type Expr, type Origin } from "../plan/expression.js";
import { planNode, type JoinType, type LogicalPlan } from "../plan/logical-plan.js";
import { pivotOf, unpivotOf } from "./pivots.js";
import { generated } from "./lateral.js";
import { limited } from "./limit.js";
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
const oneRow: LogicalPlan = planNode({ kind: "values", rows: Object.freeze([Object.freeze([])]) });

/** What a SELECT reads: commas cross-join, and join less tightly than JOIN does. */
export function fromClause(select: Tree, scope: Scope, to: QueryContext): LogicalPlan {
  const from = select.from as { readonly expressions: readonly unknown[] } | null;
  if (!from) return oneRow;
  const groups = from.expressions.map((tree) => ({ tree, joins: [] as Tree[] }));
  for (const join of select.joins as readonly Tree[]) {
    if (join.kind === "Implicit") groups.push({ tree: join.this, joins: [] });
    else groups.at(-1)!.joins.push(join);
  }
  return groups.reduce<LogicalPlan | null>((left, { tree, joins }) => {
    const [kind, fields] = unwrap(tree);
    if (left && kind === "lateral") {
      const rows = generated(left, fields.this, fields.alias, fields.column_aliases, false, to);
      return joined(rows, joins, scope, to);
    }
    const right = joined(to.relation(tree, scope), joins, scope, to);
    if (!left) return right;
    return planNode({
      kind: "join",
      left,
      right,
      type: "cross",
      using: null,
      condition: null,
      ...(isLateral(tree) && { lateral: true }),
    });
  }, null)!;
}

/** `LATERAL (SELECT …)` reads the columns of what stands before it. */
function isLateral(tree: unknown): boolean {
  const [kind, fields] = unwrap(tree);
  return kind === "subquery" && fields.lateral === true;
}

function joined(first: LogicalPlan, joins: readonly Tree[], scope: Scope, to: QueryContext): LogicalPlan {
  return joins.reduce((left, join) => {
    const rows = generatedBy(join, left, to);
    if (rows) return rows;
    const written = String(join.kind);
    const natural = written.startsWith("Natural");
    const kind = natural ? written.slice("Natural".length) || "Inner" : written;
    const type = joinTypes[kind];
    if (!type)
      throw to.source.refuse(
        join,
        "JOIN_TYPE",
        `${kind.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toUpperCase()} JOIN`,
      );
    const right = to.relation(join.this, scope);
    const names = ((join.using as readonly Tree[] | undefined) ?? []).map((c) => to.source.name(c));
    const using = names.length > 0 ? Object.freeze(names) : null;
    const condition = join.on ? to.expressions.convert(join.on) : null;
    const isPlain = !using && !condition && !natural;
    return planNode({
      kind: "join",
      left,
      right,
      type: type === "inner" && isPlain ? "cross" : type,
      using,
      condition,
      ...(natural && { natural }),
      ...(isLateral(join.this) && { lateral: true }),
    });
  }, first);
}

/** `JOIN LATERAL explode(a)` makes rows of each row before it. A left join keeps a row of which it makes none if it has an ON, as in Spark. */
function generatedBy(join: Tree, left: LogicalPlan, to: QueryContext): LogicalPlan | null {
  const [kind, fields] = unwrap(join.this);
  const type = joinTypes[String(join.kind)];
  const isUsing = ((join.using as readonly unknown[] | undefined) ?? []).length > 0;
  if (kind !== "lateral" || isUsing || (type !== "inner" && type !== "cross" && type !== "left")) return null;
  const on = join.on ? to.expressions.convert(join.on) : null;
  const isAll = on === null || (on.kind === "literal" && on.value === true);
  if (type === "left" && !isAll)
    throw to.source.refuse(
      join,
      "LATERAL_JOIN_CONDITION",
      "a condition of LEFT JOIN LATERAL with a function",
      "LEFT JOIN LATERAL explode(filter(a, x -> …)) AS t(x) ON true",
    );
  const isOuter = type === "left" && on !== null;
  const rows = generated(left, fields.this, fields.alias, fields.column_aliases, isOuter, to);
  return isAll ? rows : planNode({ kind: "filter", child: rows, condition: on });
}

/** A table, a named or bracketed query, VALUES, or joins in brackets, with its alias. */
export function relationOf(tree: unknown, scope: Scope, to: QueryContext): LogicalPlan {
  const [kind, fields] = unwrap(tree);
  switch (kind) {
    case "table":
      return aliased(sampled(tableOf(fields, scope, to), fields, to), fields, to);
    case "subquery":
      return aliased(to.query({ subquery: fields }, scope), fields, to, true);
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
    case "pivot":
      return aliased(pivotOf(fields, relationOf(fields.this, scope, to), to), fields, to, true);
    case "unpivot":
      return aliased(unpivotOf(fields, relationOf(fields.this, scope, to), to), fields, to, true);
    case "function":
      return functionOf(tree, scope, to);
    case "lateral":
      return generated(oneRow, fields.this, fields.alias, fields.column_aliases, false, to);
    default:
      throw to.source.misplaced(tree);
  }
}

/** Names for a relation and its columns; a query without a name hides what is in it all the same. */
function aliased(plan: LogicalPlan, fields: Tree, to: QueryContext, isQuery = false): LogicalPlan {
  const columns = ((fields.column_aliases as readonly Tree[] | undefined) ?? []).map((c) =>
    to.source.name(c),
  );
  const named: LogicalPlan =
    columns.length > 0 ? planNode({ kind: "renameAll", child: plan, names: Object.freeze(columns) }) : plan;
  // The parser calls VALUES that stand as a query of their own `_values`.
  if (fields.alias && (fields.alias as Tree).name !== "_values")
    return planNode({ kind: "alias", child: named, name: to.source.name(fields.alias as Tree) });
  return isQuery || columns.length > 0 ? planNode({ kind: "alias", child: named, name: null }) : named;
}

function tableOf(fields: Tree, scope: Scope, to: QueryContext): LogicalPlan {
  const parts = [fields.catalog, fields.schema, fields.name].filter(Boolean) as Tree[];
  // Put there by the rewriting, where a SELECT without FROM has a LIMIT.
  if (parts.length === 1 && parts[0]!.name === "none") return oneRow;
  const name = parts.map((part) => to.source.name(part));
  const hole = name.length === 1 ? to.hole(name[0]!, scope) : undefined;
  if (hole) return hole;
  return namedTable(name, to.source.origin(to.source.spanOf(parts)), scope);
}

function namedTable(name: readonly string[], origin: Origin, scope: Scope): LogicalPlan {
  const known = name.length === 1 ? scope.get(name[0]!.toLowerCase()) : undefined;
  if (known) return planNode({ kind: "alias", child: known, name: name[0]! });
  return planNode({ kind: "table", name: Object.freeze(name), origin });
}

function functionOf(tree: unknown, scope: Scope, to: QueryContext): LogicalPlan {
  const call = to.expressions.convert(tree);
  // IDENTIFIER('t') became a name.
  if (call.kind === "name") return namedTable(call.parts, call.origin!, scope);
  if (call.kind !== "call") throw to.source.misplaced(tree);
  return planNode({ kind: "tableFunction", call });
}

/** `TABLESAMPLE (10 PERCENT)` or of so many rows, which are then the first ones. */
function sampled(child: LogicalPlan, fields: Tree, to: QueryContext): LogicalPlan {
  const sample = fields.table_sample as Tree | null | undefined;
  if (!sample) return child;
  if (String(sample.method).startsWith("Row")) return limited(child, { limit: sample.size }, to.expressions);
  const size = to.expressions.convert(sample.size);
  const count = size.kind === "literal" ? Number(size.value) : NaN;
  if (sample.is_percent === true && count >= 0 && count <= 100)
    return planNode({ kind: "sample", child, lower: 0, upper: count / 100, seed: 0n });
  throw to.source.refuse(
    sample,
    "TABLESAMPLE",
    "This form of TABLESAMPLE",
    "TABLESAMPLE (10 PERCENT), or df.sample(0.1)",
  );
}

/** The rows of VALUES; the columns are col1, col2, … */
export function valuesOf(fields: Tree, to: QueryContext): LogicalPlan {
  const rows = (fields.expressions as readonly Tree[]).map((row) =>
    Object.freeze(to.expressions.all(row.expressions).map(bare)),
  );
  return planNode({ kind: "values", rows: Object.freeze(rows) });
}

const bare = (expr: Expr): Expr => (expr.kind === "alias" ? node(expr.child) : expr);
