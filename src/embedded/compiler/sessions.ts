import type { ResolvedAggregate, ResolvedSessionWindow } from "../../plan/resolved.js";
import { name, plainColumns, type Compiled, type Site } from "./site.js";

/** Each row with the session it begins by itself. */
export function sessionWindow(
  { time, end, window }: ResolvedSessionWindow,
  child: Compiled,
  site: Site,
): Compiled {
  const [from, to] = [`from${window.id}`, `to${window.id}`];
  const timed = `(SELECT *, ${site.expr(time, child.columns)} AS ${from}, ${site.expr(end, child.columns)} AS ${to} FROM ${child.sql})`;
  return {
    sql: `(SELECT *, {start: ${from}, "end": ${to}} AS ${name(window.id)} FROM ${timed} WHERE ${to} > ${from})`,
    columns: new Map([...child.columns, [window.id, { sql: name(window.id), raw: null }] as const]),
  };
}

/** Rows of the same other keys in the order of their sessions: one that starts after all before it have ended starts a new session. */
export function sessions(plan: ResolvedAggregate, session: number, child: Compiled, site: Site): Compiled {
  const key = (place: number): string => `key${place}`;
  const computed = plan.keys.map((k, i) => `${site.expr(k.expr, child.columns)} AS ${key(i)}`);
  const others = plan.keys.flatMap((_, i) => (i === session ? [] : [key(i)]));
  const keyed = `(SELECT *, ${computed.join(", ")} FROM ${child.sql})`;
  const own = key(session);
  const numbered = sessionNumbers(keyed, { keys: others, start: `${own}.start`, end: `${own}."end"` });
  const keys = plan.keys.map(({ attribute }, i) =>
    i === session
      ? `{start: min(${own}.start), "end": max(${own}."end")} AS ${name(attribute.id)}`
      : `${key(i)} AS ${name(attribute.id)}`,
  );
  const aggregates = plan.aggregates.map(
    (a) => `${site.expr(a.expr, child.columns)} AS ${name(a.attribute.id)}`,
  );
  return {
    sql: `(SELECT ${[...keys, ...aggregates].join(", ")} FROM ${numbered} GROUP BY ${[...others, "session"].join(", ")})`,
    columns: plainColumns(plan.output),
  };
}

/** SQL of the columns that tell what belongs to one session. */
interface SessionColumns {
  readonly keys: readonly string[];
  readonly start: string;
  readonly end: string;
}

/** A relation with a column more, `session`: rows of the same keys whose sessions overlap or touch have the same number. */
export function sessionNumbers(rows: string, { keys, start, end }: SessionColumns): string {
  const partition = keys.length > 0 ? `PARTITION BY ${keys.join(", ")} ` : "";
  const order = `${partition}ORDER BY ${start}, ${end}`;
  const endedBefore = `max(${end}) OVER (${order} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)`;
  const marked = `(SELECT *, CASE WHEN ${start} > ${endedBefore} THEN 1 ELSE 0 END AS opens FROM ${rows})`;
  return `(SELECT *, sum(opens) OVER (${order} ROWS UNBOUNDED PRECEDING) AS session FROM ${marked})`;
}
