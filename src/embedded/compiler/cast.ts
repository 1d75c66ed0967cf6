import { isNumeric, sameType } from "../../plan/coerce.js";
import type { CastMode } from "../../plan/resolved.js";
import type { ArrayType, DataType, MapType, StructType } from "../../types/data-type.js";
import { fieldIdentifier, sqlType } from "../sql-types.js";
import { instantSql, localTimeSql } from "../zone-sql.js";
import { textCastSql } from "./cast-from-text.js";
import { epochCastSql, numberCastSql, secondsCastSql } from "./cast-number.js";
import { toTextSql } from "./cast-to-text.js";
import { intervalCastSql } from "./interval-cast.js";
import { once } from "./once.js";

/** A cast as Spark's `Cast` does it. Analysis has refused the pairs of types that have none. */
export function castSql(sql: string, from: DataType, to: DataType, mode: CastMode, zone?: string): string {
  if (sameType(from, to)) return sql;
  if (from.kind === "null") return `CAST(NULL AS ${sqlType(to)})`;
  return (
    intervalCastSql(sql, from, to, mode) ??
    (to.kind === "string" ? toTextSql(sql, from, mode, zone) : null) ??
    (from.kind === "string" ? textCastSql(sql, to, mode, zone) : null) ??
    simpleCastSql(sql, from, to, mode) ??
    timeCastSql(sql, from, to, zone) ??
    nestedCastSql(sql, from, to, mode, zone) ??
    `CAST(${sql} AS ${sqlType(to)})`
  );
}

function simpleCastSql(sql: string, from: DataType, to: DataType, mode: CastMode): string | null {
  if (from.kind === "boolean" || isNumeric(from))
    return to.kind === "timestamp" ? secondsCastSql(sql, from, mode) : numberCastSql(sql, from, to, mode);
  if (!isNumeric(to) && to.kind !== "boolean") return null;
  // Without ANSI a date may be cast to a number, and gives null.
  return from.kind === "timestamp" ? epochCastSql(sql, to, mode) : `CAST(NULL AS ${sqlType(to)})`;
}

/** Instants from and to local times. */
function timeCastSql(sql: string, from: DataType, to: DataType, zone?: string): string | null {
  if (from.kind === "timestamp" && to.kind === "timestamp_ntz") return localTimeSql(sql, zone);
  if (from.kind === "timestamp" && to.kind === "date") return `CAST(${localTimeSql(sql, zone)} AS DATE)`;
  if (from.kind === "timestamp_ntz" && to.kind === "timestamp") return instantSql(sql, zone);
  if (from.kind === "date" && to.kind === "timestamp") return instantSql(`CAST(${sql} AS TIMESTAMP)`, zone);
  return null;
}

function nestedCastSql(
  sql: string,
  from: DataType,
  to: DataType,
  mode: CastMode,
  zone?: string,
): string | null {
  if (from.kind === "array" && to.kind === "array") return arraySql(sql, from, to, mode, zone);
  if (from.kind === "map" && to.kind === "map") return mapSql(sql, from, to, mode, zone);
  return from.kind === "struct" && to.kind === "struct" ? structSql(sql, from, to, mode, zone) : null;
}

/** A name that no lambda inside uses. */
function variable(body: string): string {
  let n = 0;
  while (body.includes(`item${n}`)) n++;
  return `item${n}`;
}

/** `list_transform` over a body that is made for the name of its variable. */
function eachItem(list: string, body: (name: string) => string): string {
  const name = variable(body("\u0002"));
  return `list_transform(${list}, lambda ${name}: ${body(name)})`;
}

function arraySql(sql: string, from: ArrayType, to: ArrayType, mode: CastMode, zone?: string): string {
  return `CAST(${eachItem(sql, (item) => castSql(item, from.element, to.element, mode, zone))} AS ${sqlType(to)})`;
}

function mapSql(sql: string, from: MapType, to: MapType, mode: CastMode, zone?: string): string {
  const entry = (item: string): string =>
    `{key: ${castSql(`${item}.key`, from.key, to.key, mode, zone)}, value: ${castSql(`${item}.value`, from.value, to.value, mode, zone)}}`;
  return `CAST(map_from_entries(${eachItem(`map_entries(${sql})`, entry)}) AS ${sqlType(to)})`;
}

function structSql(sql: string, from: StructType, to: StructType, mode: CastMode, zone?: string): string {
  return once([sql], ([s]) => {
    const fields = to.fields.map((field, i) => {
      const old = from.fields[i]!;
      return `${fieldIdentifier(to, i)}: ${castSql(`${s}.${fieldIdentifier(from, i)}`, old.type, field.type, mode, zone)}`;
    });
    return `CASE WHEN ${s} IS NOT NULL THEN CAST({${fields.join(", ")}} AS ${sqlType(to)}) END`;
  });
}
