import type { ResolvedTimeWindow } from "../../plan/resolved.js";
import { name, type Compiled, type Site } from "./site.js";

/** The windows of a time are counted back from the last one that has begun. Whole microseconds are quicker than times here. */
export function timeWindow(plan: ResolvedTimeWindow, child: Compiled, site: Site): Compiled {
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
