import type {
  ResolvedAggregate,
  ResolvedJoin,
  ResolvedPlan,
  ResolvedRecursive,
  ResolvedSet,
  ScanPlan,
} from "../../plan/resolved.js";
import { plain, sortSql } from "./expr.js";
import { project, usesBelow } from "./project.js";
import { distinctOn, expand, generate, range, sample, unpivot, values } from "./rows.js";
import { filter, filterHere, readsComputed } from "./filter.js";
import { sessions, sessionWindow } from "./sessions.js";
import { name, plainColumns, renamed, select, Site, type Compiled, type Relations } from "./site.js";
import { timeWindow } from "./time-window.js";
import { Uses } from "./uses.js";

export type { Relations } from "./site.js";

/**
 * A resolved plan as one SELECT whose columns are o0, o1, … in the plan's output order.
 * Each operator is a subquery; columns are named by attribute id, and what nobody reads is left out.
 */
export function compilePlan(plan: ResolvedPlan, relations: Relations): string {
  return compileQuery(plan, new Site(relations, new Map(), compileQuery));
}

function compileQuery(plan: ResolvedPlan, site: Site): string {
  const { sql, columns } = compile(plan, Uses.of(plan.output), site);
  const outputs = plan.output.map((a, i) => `${plain(columns.get(a.id)!)} AS o${i}`);
  return `SELECT ${outputs.join(", ") || "1 AS one"} FROM ${sql}`;
}

function compile(plan: ResolvedPlan, uses: Uses, site: Site): Compiled {
  switch (plan.kind) {
    case "scan":
      return scan(plan, uses, site);
    case "values":
      return values(plan, site);
    case "range":
      return range(plan, site);
    case "project":
      return project(plan, uses, compile(plan.child, usesBelow(plan, uses), site), site);
    case "filter": {
      const stays = readsComputed(plan);
      const child = compile(
        plan.child,
        stays ? uses.and([plan.condition]) : uses.andPushed(plan.condition),
        site,
      );
      return stays ? filterHere(plan, child, site) : filter(plan, child, site);
    }
    case "generate":
      return generate(plan, compile(plan.child, uses.and([plan.generator]), site), site);
    case "aggregate":
      return aggregate(plan, site);
    case "expand": {
      const child = compile(plan.child, uses.and(plan.keys.map((k) => k.expr)), site);
      return expand(plan, child, site);
    }
    case "sort": {
      const below = uses.and(plan.order.map((key) => key.expr));
      const child = compile(plan.child, below, site);
      const order = plan.order.map((k) => sortSql(site.expr(k.expr, child.columns), k));
      return { sql: `(SELECT * FROM ${child.sql} ORDER BY ${order.join(", ")})`, columns: child.columns };
    }
    case "limit": {
      const child = compile(plan.child, uses, site);
      const limit = plan.count === Infinity ? "" : ` LIMIT ${plan.count}`;
      return {
        sql: `(SELECT * FROM ${child.sql}${limit}${plan.offset > 0 ? ` OFFSET ${plan.offset}` : ""})`,
        columns: child.columns,
      };
    }
    case "sample":
      return sample(plan, compile(plan.child, uses, site));
    case "unpivot":
      return unpivot(plan, compile(plan.child, uses.and(plan.entries.flat()), site), site);
    case "distinct": {
      const child = compile(plan.child, Uses.of(plan.output), site);
      const list = select(plan.output, child.columns);
      return { sql: `(SELECT DISTINCT ${list.sql} FROM ${child.sql})`, columns: list.columns };
    }
    case "distinctOn":
      return distinctOn(plan, compile(plan.child, uses.and(plan.keys), site), site);
    case "union": {
      const parts = plan.children.map((input) => whole(input, plan, site));
      return { sql: `(${parts.join(" UNION ALL ")})`, columns: plainColumns(plan.output) };
    }
    case "set":
      return set(plan, site);
    case "watermark":
      return compile(plan.child, uses, site);
    case "groupState":
      throw new Error("A function over groups is run before what stands above it is compiled.");
    case "timeWindow":
      return timeWindow(plan, compile(plan.child, uses.and([plan.time]), site), site);
    case "sessionWindow":
      return sessionWindow(plan, compile(plan.child, uses.and([plan.time, plan.end]), site), site);
    case "join":
      return join(plan, uses, site);
    case "recursive":
      return recursive(plan, site);
    case "recursion": {
      const list = plan.output.map((a, i) => `r${i} AS ${name(a.id)}`).join(", ") || "1 AS one";
      return { sql: `(SELECT ${list} FROM "${plan.name}")`, columns: plainColumns(plan.output) };
    }
  }
}

/** All columns of an input, under the identities of what it becomes part of. */
function whole(input: ResolvedPlan, into: ResolvedPlan, site: Site): string {
  const child = compile(input, Uses.of(input.output), site);
  return `SELECT ${renamed(input.output, into.output, child.columns)} FROM ${child.sql}`;
}

function set(plan: ResolvedSet, site: Site): Compiled {
  const operator = `${plan.operator.toUpperCase()}${plan.all ? " ALL" : ""}`;
  const [left, right] = [whole(plan.left, plan, site), whole(plan.right, plan, site)];
  return { sql: `(${left} ${operator} ${right})`, columns: plainColumns(plan.output) };
}

/** A round that goes on for ever is ended as Spark ends it. */
const ROUNDS = 100;

function recursive(plan: ResolvedRecursive, site: Site): Compiled {
  const part = (input: ResolvedPlan, round: string): string => {
    const child = compile(input, Uses.of(input.output), site);
    const list = input.output.map((a, i) => `${plain(child.columns.get(a.id)!)} AS r${i}`);
    return `SELECT ${[...list, `${round} AS round`].join(", ")} FROM ${child.sql}`;
  };
  const next = `(SELECT CASE WHEN max(round) >= ${ROUNDS} THEN error('[RECURSION_LEVEL_LIMIT_EXCEEDED] Recursion level limit ${ROUNDS} reached but query has not exhausted.') ELSE max(round) + 1 END FROM "${plan.name}")`;
  const columns = plan.output.map((_, i) => `r${i}`).join(", ");
  const list = plan.output.map((a, i) => `r${i} AS ${name(a.id)}`).join(", ");
  return {
    sql: `(WITH RECURSIVE "${plan.name}"(${columns}, round) AS (${part(plan.anchor, "1")} ${plan.all ? "UNION ALL" : "UNION"} ${part(plan.step, next)}) SELECT ${list} FROM "${plan.name}")`,
    columns: plainColumns(plan.output),
  };
}

function scan(plan: ScanPlan, uses: Uses, site: Site): Compiled {
  const wanted = plan.output.map((a, i) => ({ a, i })).filter(({ a }) => uses.has(a.id));
  const list = wanted.map(({ a, i }) => `c${i} AS ${name(a.id)}`).join(", ") || "1 AS one";
  return {
    sql: `(SELECT ${list} FROM ${site.relations(
      plan,
      wanted.map((w) => w.i),
    )})`,
    columns: plainColumns(wanted.map((w) => w.a)),
  };
}

function aggregate(plan: ResolvedAggregate, site: Site): Compiled {
  const below = new Uses().and([...plan.keys, ...plan.aggregates].map((n) => n.expr));
  const child = compile(plan.child, below, site);
  if (plan.session !== undefined) return sessions(plan, plan.session, child, site);
  const keys = plan.keys.map((k) => `${site.expr(k.expr, child.columns)} AS ${name(k.attribute.id)}`);
  const aggregates = plan.aggregates.map(
    (a) => `${site.expr(a.expr, child.columns)} AS ${name(a.attribute.id)}`,
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

function join(plan: ResolvedJoin, uses: Uses, site: Site): Compiled {
  const outer = plan.lateral?.map((column) => column.expr) ?? [];
  const read = uses.and(outer);
  const below = plan.condition ? read.andPushed(plan.condition) : read;
  const left = compile(plan.left, below, site);
  const right = compile(plan.right, below, plan.lateral ? site.inside(site.with(left.columns)) : site);
  const columns = new Map([...left.columns, ...right.columns]);
  const on = plan.condition ? site.expr(plan.condition, columns) : "TRUE";
  const wanted = [...columns.keys()].filter((id) => uses.has(id)).map((id) => ({ id }));
  const list = select(wanted, columns);
  const lateral = plan.lateral ? "LATERAL " : "";
  return {
    sql: `(SELECT ${list.sql} FROM ${left.sql} ${JOINS[plan.type]} ${lateral}${right.sql} ON ${on})`,
    columns: list.columns,
  };
}
