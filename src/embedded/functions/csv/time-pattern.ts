import type { DataType } from "../../../types/data-type.js";
import { text } from "../../sql-types.js";
import type { CellSql } from "./cell-sql.js";

/** Letters of Java's patterns that are numbers of a fixed width, as the engine has them. */
const FIELDS: Readonly<Record<string, string>> = {
  yyyy: "%Y",
  MM: "%m",
  dd: "%d",
  HH: "%H",
  mm: "%M",
  ss: "%S",
  SSS: "%g",
  SSSSSS: "%f",
};

/**
 * Times by a pattern of numbers (`dd/MM/yyyy HH:mm`), of UTC. The engine's reader is laxer than Java's, so a text counts only when the
 * time it makes is written just so. Null for a pattern that says less than the whole day, or has anything but numbers in it.
 */
export function patternSql(pattern: string, type: DataType): CellSql | null {
  const parts = pattern.match(/([A-Za-z])\1*|[^A-Za-z]/g) ?? [];
  const written = parts.map((part) => FIELDS[part] ?? (/^[-/:., _]$/.test(part) ? part : null));
  const isWhole = ["%Y", "%m", "%d"].every((field) => written.includes(field));
  if (
    !isWhole ||
    written.includes(null) ||
    new Set(parts.filter((p) => p in FIELDS)).size !== parts.filter((p) => p in FIELDS).length
  )
    return null;
  const format = text(written.join(""));
  const time = (t: string): string => `try_strptime(${t}, ${format})`;
  const value = {
    date: (t: string): string => `CAST(${time(t)} AS DATE)`,
    timestamp: (t: string): string => `make_timestamptz(epoch_us(${time(t)}))`,
  };
  return {
    value: type.kind === "date" ? value.date : type.kind === "timestamp" ? value.timestamp : time,
    isSame: (t, v) => {
      const local = type.kind === "timestamp" ? `make_timestamp(epoch_us(${v}))` : v;
      return `${v} IS NOT NULL AND year(${local}) BETWEEN 1 AND 9999 AND strftime(${local}, ${format}) = ${t}`;
    },
  };
}
