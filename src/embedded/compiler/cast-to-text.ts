import type { CastMode } from "../../plan/resolved.js";
import type { DataType } from "../../types/data-type.js";
import { toText, textWriter } from "../../types/text.js";
import type { Decimal } from "../../types/decimal.js";
import { callScript } from "../scripts.js";
import { localTimeSql, zoneSql } from "../zone-sql.js";
import { once } from "./once.js";

const STRING: DataType = { kind: "string" };

/** A value as Spark writes it in a text: by the engine where it writes the same, else in JavaScript. */
export function toTextSql(sql: string, from: DataType, mode: CastMode, zone?: string): string {
  const plain = (x: string): string => `CAST(${x} AS VARCHAR)`;
  switch (from.kind) {
    case "boolean":
    case "byte":
    case "short":
    case "int":
    case "long":
      return plain(sql);
    case "float":
    case "double":
      // Between these the engine writes no exponent, and neither does Java.
      return once(
        [sql],
        ([x]) =>
          `CASE WHEN abs(${x}) >= 0.001 AND abs(${x}) < 10000000 THEN ${plain(x!)} ELSE ${written(x!, from)} END`,
      );
    case "decimal":
      if (mode === "legacy" && from.scale > 6) return javaDecimal(sql, from);
      // The engine leaves out the zero before the point when there is no digit for it.
      return from.precision === from.scale ? written(sql, from) : plain(sql);
    case "date":
      return once(
        [sql],
        ([x]) => `CASE WHEN year(${x}) BETWEEN 1 AND 9999 THEN ${plain(x!)} ELSE ${written(x!, from)} END`,
      );
    case "timestamp_ntz":
      return once(
        [sql],
        ([x]) => `CASE WHEN year(${x}) BETWEEN 1 AND 9999 THEN ${plain(x!)} ELSE ${written(x!, from)} END`,
      );
    case "timestamp":
      return zoned(sql, from, zone);
    case "string":
      return sql;
    default:
      return hasTimestamp(from) ? zoned(sql, from, zone) : written(sql, from);
  }
}

function written(sql: string, from: DataType): string {
  let write: ((value: unknown) => string) | undefined;
  const run = (value: unknown): string => (write ??= textWriter(from, "UTC", "cast"))(value);
  return callScript({ name: "text_of", parameters: [from], result: STRING, run }, [sql]);
}

/** What depends on the session's time zone. */
function zoned(sql: string, from: DataType, at: string | undefined): string {
  const run = (value: unknown, zone: string): string => toText(value, from, zone, "cast");
  const script = { name: "text_of_zoned", parameters: [from, STRING], result: STRING, run };
  const slow = (x: string): string => callScript(script, [x, zoneSql(at)]);
  if (from.kind !== "timestamp") return slow(sql);
  // By way of local time, which the engine prints without an offset and without trailing zeros, as Spark does.
  return once(
    [sql],
    ([x]) =>
      `CASE WHEN year(${x}) BETWEEN 1900 AND 9999 THEN CAST(${localTimeSql(x!, at)} AS VARCHAR) ELSE ${slow(x!)} END`,
  );
}

function hasTimestamp(type: DataType): boolean {
  switch (type.kind) {
    case "timestamp":
      return true;
    case "array":
      return hasTimestamp(type.element);
    case "map":
      return hasTimestamp(type.key) || hasTimestamp(type.value);
    case "struct":
      return type.fields.some((f) => hasTimestamp(f.type));
    default:
      return false;
  }
}

/** Without ANSI a decimal is written as Java's BigDecimal does: small ones with an exponent. */
function javaDecimal(sql: string, from: DataType): string {
  const run = (value: Decimal): string => {
    const digits = value.unscaled.toString().replace("-", "");
    const exponent = digits.length - 1 - value.scale;
    if (exponent >= -6) return value.toString();
    const sign = value.unscaled < 0n ? "-" : "";
    return `${sign}${digits[0]}${digits.length > 1 ? `.${digits.slice(1)}` : ""}E${exponent}`;
  };
  return callScript({ name: "java_decimal", parameters: [from], result: STRING, run }, [sql]);
}
