import type {
  NamedExpr,
  ResolvedAggregate,
  ResolvedGenerate,
  ResolvedJoin,
  ResolvedPlan,
  ResolvedProject,
  ResolvedRecursive,
  ResolvedSet,
  ResolvedTimeWindow,
  ScanPlan,
} from "../../plan/resolved.js";
import { isLazyJson, isTrivial, plain, sortSql, type Columns, type PhysicalColumn } from "./expr.js";
import { once } from "./once.js";
import { rawStruct } from "./json.js";
import { distinctOn, expand, range, sample, unpivot, values } from "./rows.js";
import { name, plainColumns, renamed, select, Site, type Compiled, type Relations } from "./site.js";
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
      return range(plan);
    case "project":
      return project(plan, uses, site);
    case "filter": {
      const below = uses.and([plan.condition]);
      const child = compile(plan.child, below, site);
      return {
        sql: `(SELECT * FROM ${child.sql} WHERE ${site.expr(plan.condition, child.columns)})`,
        columns: child.columns,
      };
    }
    case "generate":
      return generate(plan, uses, site);
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
    case "timeWindow":
      return timeWindow(plan, compile(plan.child, uses.and([plan.time]), site), site);
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
    sql: `(SELECT ${list} FROM ${site.relations(plan)})`,
    columns: plainColumns(wanted.map((w) => w.a)),
  };
}

/**
 * A computed column that is read more than once must not be computed more than once: the engine copies a projection's expressions into
 * what stands above it. `unnest([{…}])` is a wall that it does not look through.
 */
function project(plan: ResolvedProject, uses: Uses, site: Site): Compiled {
  const unique = [...new Map(plan.columns.map((c) => [c.attribute.id, c])).values()];
  const wanted = unique.filter((c) => uses.has(c.attribute.id));
  const walled = (c: NamedExpr): boolean =>
    (isLazyJson(c.expr) && !uses.isWhole(c.attribute.id)) ||
    (!isTrivial(c.expr) && uses.count(c.attribute.id) > 1);
  const below = new Uses();
  for (const c of wanted) {
    if (c.expr.kind === "attribute") below.pass(c.expr.id, uses, c.attribute.id);
    else below.add(c.expr, walled(c) ? 1 : uses.count(c.attribute.id));
  }
  const child = compile(plan.child, below, site);

  const columns = new Map<number, PhysicalColumn>();
  const open: string[] = [];
  const wall: string[] = [];
  for (const c of wanted) {
    const { sql, raw } = physical(c, child.columns, uses.isWhole(c.attribute.id), site);
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

function physical({ expr }: NamedExpr, from: Columns, isWhole: boolean, site: Site): PhysicalColumn {
  if (expr.kind === "attribute") return from.get(expr.id)!;
  if (isLazyJson(expr) && !isWhole)
    return { sql: rawStruct(site.expr(expr.args[0]!, from), expr.type, isWhole), raw: expr.type };
  return { sql: site.expr(expr, from), raw: null };
}

/** The generator's SQL is a list of its rows; the engine makes a row of each element. */
function generate(plan: ResolvedGenerate, uses: Uses, site: Site): Compiled {
  const child = compile(plan.child, uses.and([plan.generator]), site);
  const list = site.expr(plan.generator, child.columns);
  const rows = plan.outer ? once([list], ([l]) => `CASE WHEN len(${l}) > 0 THEN ${l} ELSE [NULL] END`) : list;
  const columns = new Map([...child.columns, ...plainColumns(plan.columns)]);
  const [only, second] = plan.columns;
  if (only && !second)
    return { sql: `(SELECT *, unnest(${rows}) AS ${name(only.id)} FROM ${child.sql})`, columns };
  const row = `g${only?.id ?? 0}`;
  const fields = plan.columns.map((a, i) => `struct_extract_at(${row}, ${i + 1}) AS ${name(a.id)}`);
  return {
    sql: `(SELECT *, ${fields.join(", ")} FROM (SELECT *, unnest(${rows}) AS ${row} FROM ${child.sql}))`,
    columns,
  };
}

function aggregate(plan: ResolvedAggregate, site: Site): Compiled {
  const below = new Uses().and([...plan.keys, ...plan.aggregates].map((n) => n.expr));
  const child = compile(plan.child, below, site);
  const keys = plan.keys.map((k) => `${site.expr(k.expr, child.columns)} AS ${name(k.attribute.id)}`);
  const aggregates = plan.aggregates.map(
    (a) => `${site.expr(a.expr, child.columns)} AS ${name(a.attribute.id)}`,
  );
  const by = keys.length > 0 ? ` GROUP BY ${keys.map((_, i) => i + 1).join(", ")}` : "";
  const list = [...keys, ...aggregates].join(", ") || "1 AS one";
  return { sql: `(SELECT ${list} FROM ${child.sql}${by})`, columns: plainColumns(plan.output) };
}

/** The windows of a time are counted back from the last one that has begun. Whole microseconds are quicker than times here. */
function timeWindow(plan: ResolvedTimeWindow, child: Compiled, site: Site): Compiled {
  const { size, slide, start, window, time } = plan;
  const [us, last] = [`us${window.id}`, `last${window.id}`];
  const { type } = window;
  const isWindow = time.type.kind === "struct";
  const make =
    type.kind === "struct" && type.fields[0]!.type.kind === "timestamp"
      ? "make_timestamptz"
      : "make_timestamp";
  const struct = (from: string): string => `{start: ${make}(${from}), "end": ${make}(${from} + ${size})}`;
  const value = site.expr(time, child.columns);
  const instant = isWindow ? `epoch_us((${value})."end") - 1` : `epoch_us(${value})`;
  const timed = `(SELECT *, ${instant} AS ${us} FROM ${child.sql})`;
  const lastStart = `${us} - ((${us} - (${start})) % ${slide} + ${slide}) % ${slide}`;
  const begun = `(SELECT *, ${lastStart} AS ${last} FROM ${timed} WHERE ${us} IS NOT NULL)`;
  const columns = new Map([...child.columns, [window.id, { sql: name(window.id), raw: null }] as const]);
  if (size === slide)
    return { sql: `(SELECT *, ${struct(last)} AS ${name(window.id)} FROM ${begun})`, columns };
  const starts = `list_transform(range(${(size + slide - 1n) / slide}), lambda i: ${last} - i * ${slide})`;
  const held = size % slide === 0n ? starts : `list_filter(${starts}, lambda s: s + ${size} > ${us})`;
  const opened = `(SELECT *, unnest(${held}) AS from${window.id} FROM ${begun})`;
  return { sql: `(SELECT *, ${struct(`from${window.id}`)} AS ${name(window.id)} FROM ${opened})`, columns };
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
  const below = uses.and([...(plan.condition ? [plan.condition] : []), ...outer]);
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
