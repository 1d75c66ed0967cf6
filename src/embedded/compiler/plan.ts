import type {
  Attribute,
  NamedExpr,
  ResolvedAggregate,
  ResolvedJoin,
  ResolvedPlan,
  ResolvedProject,
  ScanPlan,
} from "../../plan/resolved.js";
import { compileExpr, isLazyJson, isTrivial, plain, type Columns, type PhysicalColumn } from "./expr.js";
import { rawStruct } from "./json.js";
import { Uses } from "./uses.js";

/** Where each scan's rows stand: text for a FROM clause with columns c0, c1, … */
export type Relations = (scan: ScanPlan) => string;

interface Compiled {
  readonly sql: string;
  readonly columns: Columns;
}

/**
 * A resolved plan as one SELECT whose columns are o0, o1, … in the plan's output order.
 * Each operator is a subquery; columns are named by attribute id, and what nobody reads is left out.
 */
export function compilePlan(plan: ResolvedPlan, relations: Relations): string {
  const { sql, columns } = compile(plan, Uses.of(plan.output), relations);
  const outputs = plan.output.map((a, i) => `${plain(columns.get(a.id)!)} AS o${i}`);
  return `SELECT ${outputs.join(", ") || "1 AS one"} FROM ${sql}`;
}

function compile(plan: ResolvedPlan, uses: Uses, relations: Relations): Compiled {
  switch (plan.kind) {
    case "scan":
      return scan(plan, uses, relations);
    case "project":
      return project(plan, uses, relations);
    case "filter": {
      const below = uses.and([plan.condition]);
      const child = compile(plan.child, below, relations);
      return {
        sql: `(SELECT * FROM ${child.sql} WHERE ${compileExpr(plan.condition, child.columns)})`,
        columns: child.columns,
      };
    }
    case "aggregate":
      return aggregate(plan, relations);
    case "sort": {
      const below = uses.and(plan.order.map((key) => key.expr));
      const child = compile(plan.child, below, relations);
      const order = plan.order.map(
        (k) =>
          `${compileExpr(k.expr, child.columns)} ${k.descending ? "DESC" : "ASC"} NULLS ${k.nullsFirst ? "FIRST" : "LAST"}`,
      );
      return { sql: `(SELECT * FROM ${child.sql} ORDER BY ${order.join(", ")})`, columns: child.columns };
    }
    case "limit": {
      const child = compile(plan.child, uses, relations);
      const limit = plan.count === Infinity ? "" : ` LIMIT ${plan.count}`;
      return {
        sql: `(SELECT * FROM ${child.sql}${limit}${plan.offset > 0 ? ` OFFSET ${plan.offset}` : ""})`,
        columns: child.columns,
      };
    }
    case "distinct": {
      const child = compile(plan.child, Uses.of(plan.output), relations);
      const list = select(plan.output, child.columns);
      return { sql: `(SELECT DISTINCT ${list.sql} FROM ${child.sql})`, columns: list.columns };
    }
    case "union": {
      const parts = plan.children.map((input) => {
        const child = compile(input, Uses.of(input.output), relations);
        return `SELECT ${input.output.map((a, i) => `${plain(child.columns.get(a.id)!)} AS ${name(plan.output[i]!.id)}`).join(", ")} FROM ${child.sql}`;
      });
      return { sql: `(${parts.join(" UNION ALL ")})`, columns: plainColumns(plan.output) };
    }
    case "join":
      return join(plan, uses, relations);
  }
}

const name = (id: number): string => `c${id}`;

function plainColumns(attributes: readonly Attribute[]): Map<number, PhysicalColumn> {
  return new Map(attributes.map((a) => [a.id, { sql: name(a.id), raw: null }]));
}

function select(attributes: readonly Attribute[], from: Columns): Compiled {
  const unique = [...new Map(attributes.map((a) => [a.id, a])).values()];
  return {
    sql: unique.map((a) => `${plain(from.get(a.id)!)} AS ${name(a.id)}`).join(", ") || "1 AS one",
    columns: plainColumns(unique),
  };
}

function scan(plan: ScanPlan, uses: Uses, relations: Relations): Compiled {
  const wanted = plan.output.map((a, i) => ({ a, i })).filter(({ a }) => uses.has(a.id));
  const list = wanted.map(({ a, i }) => `c${i} AS ${name(a.id)}`).join(", ") || "1 AS one";
  return { sql: `(SELECT ${list} FROM ${relations(plan)})`, columns: plainColumns(wanted.map((w) => w.a)) };
}

/**
 * A computed column that is read more than once must not be computed more than once: the engine copies a projection's expressions into
 * what stands above it. `unnest([{…}])` is a wall that it does not look through.
 */
function project(plan: ResolvedProject, uses: Uses, relations: Relations): Compiled {
  const unique = [...new Map(plan.columns.map((c) => [c.attribute.id, c])).values()];
  const wanted = unique.filter((c) => uses.has(c.attribute.id));
  const walled = (c: NamedExpr): boolean =>
    isLazyJson(c.expr) || (!isTrivial(c.expr) && uses.count(c.attribute.id) > 1);
  const below = new Uses();
  for (const c of wanted) {
    if (c.expr.kind === "attribute") below.pass(c.expr.id, uses, c.attribute.id);
    else below.add(c.expr, walled(c) ? 1 : uses.count(c.attribute.id));
  }
  const child = compile(plan.child, below, relations);

  const columns = new Map<number, PhysicalColumn>();
  const open: string[] = [];
  const wall: string[] = [];
  for (const c of wanted) {
    const { sql, raw } = physical(c, child.columns, uses.isWhole(c.attribute.id));
    const id = name(c.attribute.id);
    if (walled(c)) {
      wall.push(`${id}: ${sql}`);
      columns.set(c.attribute.id, { sql: `s.${id}`, raw });
    } else {
      open.push(`${sql} AS ${id}`);
      columns.set(c.attribute.id, { sql: id, raw });
    }
  }
  if (wall.length === 0)
    return { sql: `(SELECT ${open.join(", ") || "1 AS one"} FROM ${child.sql})`, columns };
  const inner = [...open, `unnest([{${wall.join(", ")}}]) AS s`].join(", ");
  const outer = [...columns].map(([id, c]) => `${c.sql} AS ${name(id)}`).join(", ");
  const flat = new Map([...columns].map(([id, c]) => [id, { sql: name(id), raw: c.raw }]));
  return { sql: `(SELECT ${outer} FROM (SELECT ${inner} FROM ${child.sql}))`, columns: flat };
}

function physical({ expr }: NamedExpr, from: Columns, isWhole: boolean): PhysicalColumn {
  if (expr.kind === "attribute") return from.get(expr.id)!;
  if (isLazyJson(expr))
    return { sql: rawStruct(compileExpr(expr.args[0]!, from), expr.type, isWhole), raw: expr.type };
  return { sql: compileExpr(expr, from), raw: null };
}

function aggregate(plan: ResolvedAggregate, relations: Relations): Compiled {
  const below = new Uses().and([...plan.keys, ...plan.aggregates].map((n) => n.expr));
  const child = compile(plan.child, below, relations);
  const keys = plan.keys.map((k) => `${compileExpr(k.expr, child.columns)} AS ${name(k.attribute.id)}`);
  const aggregates = plan.aggregates.map(
    (a) => `${compileExpr(a.expr, child.columns)} AS ${name(a.attribute.id)}`,
  );
  const by = keys.length > 0 ? ` GROUP BY ${keys.map((_, i) => i + 1).join(", ")}` : "";
  const list = [...keys, ...aggregates].join(", ") || "1 AS one";
  return { sql: `(SELECT ${list} FROM ${child.sql}${by})`, columns: plainColumns(plan.output) };
}

const JOINS = {
  inner: "JOIN",
  cross: "JOIN",
  left: "LEFT JOIN",
  right: "RIGHT JOIN",
  full: "FULL JOIN",
  semi: "SEMI JOIN",
  anti: "ANTI JOIN",
};

function join(plan: ResolvedJoin, uses: Uses, relations: Relations): Compiled {
  const below = uses.and(plan.condition ? [plan.condition] : []);
  const [left, right] = [compile(plan.left, below, relations), compile(plan.right, below, relations)];
  const columns = new Map([...left.columns, ...right.columns]);
  const on = plan.condition ? compileExpr(plan.condition, columns) : "TRUE";
  const wanted = plan.output.filter((a) => uses.has(a.id));
  const list = select(wanted, columns);
  return {
    sql: `(SELECT ${list.sql} FROM ${left.sql} ${JOINS[plan.type]} ${right.sql} ON ${on})`,
    columns: list.columns,
  };
}
