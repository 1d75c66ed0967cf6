import { isIntegral, isNumeric, sameType } from "../../plan/coerce.js";
import type { CastMode } from "../../plan/resolved.js";
import type { DataType } from "../../types/data-type.js";
import { intervalCastSql } from "./interval-cast.js";
import { sqlType } from "../sql-types.js";

/**
 * A cast as Spark does it. Other modes than ANSI give null where an ANSI cast raises.
 * Source of the rules: Spark's `Cast` (numbers to timestamps are seconds, fractions are cut, not rounded).
 */
export function castSql(sql: string, from: DataType, to: DataType, mode: CastMode): string {
  if (sameType(from, to)) return sql;
  const interval = intervalCastSql(sql, from, to, mode);
  if (interval !== null) return interval;
  const cast = mode === "ansi" ? "CAST" : "TRY_CAST";
  const plain = `${cast}(${sql} AS ${sqlType(to)})`;
  if (from.kind === "null") return `CAST(NULL AS ${sqlType(to)})`;
  if (to.kind === "timestamp" && from.kind !== "decimal" && isNumeric(from))
    return isIntegral(from)
      ? `make_timestamptz(greatest(least(CAST(${sql} AS HUGEINT) * 1000000, ${LAST_MICROS}), ${FIRST_MICROS})::BIGINT)`
      : `make_timestamptz(${cast}(trunc(${cast}(${sql} AS DOUBLE) * 1000000) AS BIGINT))`;
  if (to.kind === "timestamp" && from.kind === "decimal")
    return `make_timestamptz(${cast}(trunc(${sql} * 1000000) AS BIGINT))`;
  if (from.kind === "timestamp" && isIntegral(to))
    return `${cast}(epoch_us(${sql}) // 1000000 AS ${sqlType(to)})`;
  if (from.kind === "timestamp" && isNumeric(to))
    return `${cast}(epoch_us(${sql}) / 1000000 AS ${sqlType(to)})`;
  if (isIntegral(to) && (from.kind === "double" || from.kind === "float" || from.kind === "decimal"))
    return `${cast}(trunc(${sql}) AS ${sqlType(to)})`;
  if (from.kind === "string" && isNumeric(to)) return textToNumber(sql, to, cast);
  if (from.kind === "string") return `${cast}(trim(${sql}, ${BLANKS}) AS ${sqlType(to)})`;
  // By way of local time, which the engine prints without an offset and without trailing zeros, as Spark does.
  if (to.kind === "string" && from.kind === "timestamp") return `CAST(CAST(${sql} AS TIMESTAMP) AS VARCHAR)`;
  return plain;
}

// Seconds beyond the ends of time become the ends of time, as in Spark: the engine's, which lie within Spark's.
const LAST_MICROS = "9223372036854775806";
const FIRST_MICROS = "-9223372022400000000";

// Spark trims every character up to the space from a text before it reads a number or a date in it.
const BLANKS = "chr(32) || chr(9) || chr(10) || chr(13)";

function textToNumber(sql: string, to: DataType, cast: string): string {
  const trimmed = `trim(${sql}, ${BLANKS})`;
  if (!isIntegral(to)) return `${cast}(${trimmed} AS ${sqlType(to)})`;
  // The engine would round '1.5' to 2; Spark refuses a fraction in an integer.
  return cast === "CAST"
    ? `CAST(CASE WHEN contains(${sql}, '.') THEN '[' || ${sql} || ']' ELSE ${trimmed} END AS ${sqlType(to)})`
    : `TRY_CAST(CASE WHEN contains(${sql}, '.') THEN NULL ELSE ${trimmed} END AS ${sqlType(to)})`;
}
