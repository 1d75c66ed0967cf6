import type {
  ResolvedDistinctOn,
  ResolvedExpand,
  ResolvedGenerate,
  ResolvedRange,
  ResolvedSample,
  ResolvedUnpivot,
  ResolvedValues,
} from "../../plan/resolved.js";
import { once } from "./once.js";
import { name, plainColumns, type Compiled, type Site } from "./site.js";

/** Rows that are computed from nothing. */
export function values(plan: ResolvedValues, site: Site): Compiled {
  const columns = plainColumns(plan.output);
  if (plan.output.length === 0) return { sql: `(SELECT 1 AS one FROM range(${plan.rows.length}))`, columns };
  const rows = plan.rows.map((row) => `(${row.map((e) => site.expr(e, new Map())).join(", ")})`);
  return {
    sql: `(SELECT * FROM (VALUES ${rows.join(", ")}) AS v(${plan.output.map((a) => name(a.id)).join(", ")}))`,
    columns,
  };
}

export function range({ start, end, step, output }: ResolvedRange, site: Site): Compiled {
  const bounds = [start, end, step].map((bound) =>
    typeof bound === "bigint" ? String(bound) : site.expr(bound, new Map()),
  );
  return {
    sql: `(SELECT range AS ${name(output[0]!.id)} FROM range(${bounds.join(", ")}))`,
    columns: plainColumns(output),
  };
}

/** Each row once for each grouping set: the list of the sets' numbers is unnested beside it, and says which keys are null. */
export function expand(plan: ResolvedExpand, child: Compiled, site: Site): Compiled {
  const { keys, sets, group, position } = plan;
  const bit = (place: number): bigint => 1n << BigInt(keys.length - 1 - place);
  const number = (set: readonly number[]): bigint =>
    keys.reduce((sum, _, i) => (set.includes(i) ? sum : sum + bit(i)), 0n);
  const entries = sets.map((set, i) => `{g: ${number(set)}::BIGINT, p: ${i}::BIGINT}`);
  const computed = keys.map((k, i) => `${site.expr(k.expr, child.columns)} AS k${i}_${group.id}`);
  const grouped = keys.map(
    (k, i) =>
      `CASE WHEN e_${group.id}.g & ${bit(i)} = 0 THEN k${i}_${group.id} END AS ${name(k.attribute.id)}`,
  );
  const marks = [
    `e_${group.id}.g AS ${name(group.id)}`,
    ...(position ? [`e_${group.id}.p AS ${name(position.id)}`] : []),
  ];
  const inner = ["*", ...computed, `unnest([${entries.join(", ")}]) AS e_${group.id}`].join(", ");
  const own = plainColumns([...keys.map((k) => k.attribute), group, ...(position ? [position] : [])]);
  return {
    sql: `(SELECT *, ${[...grouped, ...marks].join(", ")} FROM (SELECT ${inner} FROM ${child.sql}))`,
    columns: new Map([...child.columns, ...own]),
  };
}

/** Each row once for each entry. */
export function unpivot({ entries, made }: ResolvedUnpivot, child: Compiled, site: Site): Compiled {
  const mark = `u_${made[0]!.id}`;
  const list = entries.map(
    (entry) => `{${entry.map((e, i) => `f${i}: ${site.expr(e, child.columns)}`).join(", ")}}`,
  );
  const columns = made.map((a, i) => `${mark}.f${i} AS ${name(a.id)}`);
  return {
    sql: `(SELECT *, ${columns.join(", ")} FROM (SELECT *, unnest([${list.join(", ")}]) AS ${mark} FROM ${child.sql}))`,
    columns: new Map([...child.columns, ...plainColumns(made)]),
  };
}

export function distinctOn(plan: ResolvedDistinctOn, child: Compiled, site: Site): Compiled {
  const keys = plan.keys.map((e) => site.expr(e, child.columns));
  return { sql: `(SELECT DISTINCT ON (${keys.join(", ")}) * FROM ${child.sql})`, columns: child.columns };
}

/** A row's place and the seed make its number between 0 and 1: the same rows give the same sample. */
export function sample({ lower, upper, seed }: ResolvedSample, child: Compiled): Compiled {
  const chance = `hash(row_number() OVER (), ${seed}::BIGINT) / 18446744073709551616.0`;
  return {
    sql: `(SELECT * EXCLUDE (chance) FROM (SELECT *, ${chance} AS chance FROM ${child.sql}) WHERE chance >= ${lower} AND chance < ${upper})`,
    columns: child.columns,
  };
}

/** The generator's SQL is a list of its rows; the engine makes a row of each element. */
export function generate(plan: ResolvedGenerate, child: Compiled, site: Site): Compiled {
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
