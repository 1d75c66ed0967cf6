import type { NamedExpr, ResolvedProject } from "../../plan/resolved.js";
import { isLazyJson, isTrivial, type Columns, type PhysicalColumn } from "./expr.js";
import { rawStruct } from "./json.js";
import { openedOnce } from "./once.js";
import { isFileRecord, mustBeRead, prunedRecord } from "./file-records.js";
import { name, type Compiled, type Site } from "./site.js";
import { Uses } from "./uses.js";

/**
 * A computed column that a filter or a join above reads would be computed again there: the engine pushes their conditions below the
 * projection, a copy of the expression in each. `unnest([{…}])` is a wall that nothing is pushed through.
 */
const isWalled = ({ attribute, expr }: NamedExpr, uses: Uses): boolean =>
  !isTrivial(expr) && uses.isCopied(attribute.id);

/** The columns that somebody above reads, each once. */
function wantedOf(plan: ResolvedProject, uses: Uses): NamedExpr[] {
  const unique = [...new Map(plan.columns.map((c) => [c.attribute.id, c])).values()];
  return unique.filter((c) => uses.has(c.attribute.id) || mustBeRead(c.expr));
}

/** What a projection reads of its input. */
export function usesBelow(plan: ResolvedProject, uses: Uses): Uses {
  const below = new Uses();
  for (const c of wantedOf(plan, uses)) {
    if (c.expr.kind === "attribute") below.pass(c.expr.id, uses, c.attribute.id);
    else below.add(c.expr, isWalled(c, uses) ? 0 : uses.copies(c.attribute.id));
  }
  return below;
}

export function project(plan: ResolvedProject, uses: Uses, child: Compiled, site: Site): Compiled {
  const columns = new Map<number, PhysicalColumn>();
  const open: string[] = [];
  const wall: string[] = [];
  const watched: string[] = [];
  const below: string[] = [];
  for (const c of wantedOf(plan, uses)) {
    const { sql, raw } = physical(c, child.columns, uses, site);
    const id = name(c.attribute.id);
    if (!uses.has(c.attribute.id)) {
      watched.push(`(${sql}) IS NOT NULL`);
    } else if (isWalled(c, uses)) {
      wall.push(`${id}: ${sql}`);
      columns.set(c.attribute.id, { sql: `s.${id}`, raw });
    } else {
      const opened = openedOnce(sql, `once_${id}`);
      if (opened) below.push(`${opened.value} AS once_${id}`);
      open.push(`${opened?.body ?? sql} AS ${id}`);
      columns.set(c.attribute.id, { sql: id, raw });
    }
  }
  const rows = below.length === 0 ? child.sql : `(SELECT *, ${below.join(", ")} FROM ${child.sql})`;
  const source = watched.length === 0 ? rows : `${rows} WHERE ${watched.join(" AND ")}`;
  if (wall.length === 0) return { sql: `(SELECT ${open.join(", ") || "1 AS one"} FROM ${source})`, columns };
  const inner = [...open, `unnest([{${wall.join(", ")}}]) AS s`].join(", ");
  const outer = [...columns].map(([id, c]) => `${c.sql} AS ${name(id)}`).join(", ");
  const flat = new Map([...columns].map(([id, c]) => [id, { sql: name(id), raw: c.raw }]));
  return { sql: `(SELECT ${outer} FROM (SELECT ${inner} FROM ${source}))`, columns: flat };
}

function physical({ expr, attribute }: NamedExpr, from: Columns, uses: Uses, site: Site): PhysicalColumn {
  const isWhole = uses.isWhole(attribute.id);
  if (expr.kind === "attribute") return from.get(expr.id)!;
  if (isFileRecord(expr) && !isWhole)
    return { sql: site.expr(prunedRecord(expr, uses.fields(attribute.id)), from), raw: null };
  if (isLazyJson(expr) && !isWhole)
    return { sql: rawStruct(site.expr(expr.args[0]!, from), expr.type, isWhole), raw: expr.type };
  return { sql: site.expr(expr, from), raw: null };
}
