import { isIntegral } from "../../plan/coerce.js";
import type { CastMode } from "../../plan/resolved.js";
import type { DataType, DecimalType } from "../../types/data-type.js";
import { Decimal } from "../../types/decimal.js";
import { parseDate, parseTimeOfDay, parseTimestamp } from "../../types/time-parse.js";
import { timeZone } from "../../types/time-zone.js";
import { BATCH_TIME } from "../batch-variables.js";
import { callScript } from "../scripts.js";
import { sqlType } from "../sql-types.js";
import { zoneSql } from "../zone-sql.js";
import { invalidInput, invalidSql } from "./cast-error.js";
import { fitted } from "./cast-number.js";
import { once } from "./once.js";

const STRING: DataType = { kind: "string" };

// Spark trims blanks and control characters from a text before it reads a value in it.
const BLANKS = `' ' || chr(9) || chr(10) || chr(11) || chr(12) || chr(13)`;

/** A cast of a text, read as Spark reads it; null for a type that no text is read as. */
export function textCastSql(sql: string, to: DataType, mode: CastMode, zone?: string): string | null {
  if (isIntegral(to)) return integerSql(sql, to, mode);
  switch (to.kind) {
    case "boolean":
      return booleanSql(sql, mode);
    case "float":
    case "double":
      return realSql(sql, to, mode);
    case "decimal":
      return decimalSql(sql, to, mode);
    case "binary":
      return `encode(${sql})`;
    case "date":
      return scriptSql("date", sql, to, mode, (text) => parseDate(text));
    case "timestamp":
      return timestampSql(sql, mode, zone);
    case "timestamp_ntz":
      return scriptSql("timestamp_ntz", sql, to, mode, (text) => parseTimestamp(text, null));
    default:
      return null;
  }
}

/** Digits only; without ANSI a fraction is cut off. */
function integerSql(sql: string, to: DataType, mode: CastMode): string {
  const type = sqlType(to);
  return once([`trim(${sql}, ${BLANKS})`], ([t]) => {
    if (mode === "legacy")
      return `CASE WHEN regexp_full_match(${t}, '[+-]?(\\d+\\.?\\d*|\\.\\d*)') THEN TRY_CAST(coalesce(nullif(regexp_extract(${t}, '^[+-]?\\d+'), ''), '0') AS ${type}) END`;
    const whole = `regexp_full_match(${t}, '[+-]?\\d+')`;
    if (mode === "try") return `CASE WHEN ${whole} THEN TRY_CAST(${t} AS ${type}) END`;
    const read = `CASE WHEN ${whole} THEN TRY_CAST(${t} AS ${type}) END`;
    return `CASE WHEN ${t} IS NULL THEN NULL ELSE coalesce(${read}, ${invalidSql(t!, STRING, to, mode)}) END`;
  });
}

function booleanSql(sql: string, mode: CastMode): string {
  const to: DataType = { kind: "boolean" };
  return once([`lower(trim(${sql}, ${BLANKS}))`], ([t]) => {
    const otherwise =
      mode === "ansi" ? ` WHEN ${t} IS NULL THEN NULL ELSE ${invalidSql(t!, STRING, to, mode)}` : "";
    return `CASE WHEN ${t} IN ('t', 'true', 'y', 'yes', '1') THEN TRUE WHEN ${t} IN ('f', 'false', 'n', 'no', '0') THEN FALSE${otherwise} END`;
  });
}

const SPECIAL: Readonly<Record<string, number>> = {
  nan: NaN,
  inf: Infinity,
  "+inf": Infinity,
  "-inf": -Infinity,
  infinity: Infinity,
  "+infinity": Infinity,
  "-infinity": -Infinity,
};

/** What Java's parser takes for a number: a suffix too, and names of what is no number in any case of letters. */
function parseReal(text: string): number | null {
  const trimmed = text.trim();
  const special = SPECIAL[trimmed.toLowerCase()];
  if (special !== undefined) return special;
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?[df]?$/i.test(trimmed))
    return Number(trimmed.replace(/[df]$/i, ""));
  return null;
}

/** Plain numbers are read by the engine, the rest in JavaScript. */
function realSql(sql: string, to: DataType, mode: CastMode): string {
  const isPlain = (t: string): string => `regexp_full_match(${t}, '[+-]?\\d{1,17}(\\.\\d{1,17})?')`;
  const read = (text: string): number | null => {
    const value = parseReal(text);
    return value !== null && to.kind === "float" ? Math.fround(value) : value;
  };
  return once(
    [sql],
    ([t]) =>
      `CASE WHEN ${isPlain(t!)} THEN CAST(${t} AS ${sqlType(to)}) ELSE ${scriptSql("real", t!, to, mode, read)} END`,
  );
}

function decimalSql(sql: string, to: DecimalType, mode: CastMode): string {
  return scriptSql("decimal", sql, to, mode, (text) => {
    const trimmed = text.trim();
    if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,4})?$/i.test(trimmed)) return null;
    return fitted(Decimal.from(trimmed, to.scale), to, mode) ?? undefined;
  });
}

function timestampSql(sql: string, mode: CastMode, at: string | undefined): string {
  const to: DataType = { kind: "timestamp" };
  const run = (text: string, zone: string, now: bigint): bigint | null => {
    const micros = parseTimestamp(text, timeZone(zone)) ?? parseTimeOfDay(text, timeZone(zone), now);
    if (micros === null && mode === "ansi") throw invalidInput(text, STRING, to);
    return micros;
  };
  const name = `timestamp_of_text_${mode}`;
  return callScript({ name, parameters: [STRING, STRING, { kind: "long" }], result: to, run }, [
    sql,
    zoneSql(at),
    `coalesce(CAST(${BATCH_TIME} AS BIGINT), 0)`,
  ]);
}

/** A text read in JavaScript: null means malformed, undefined a null. */
function scriptSql(
  name: string,
  sql: string,
  to: DataType,
  mode: CastMode,
  read: (text: string) => unknown,
): string {
  const run = (text: string): unknown => {
    const value = read(text);
    if (value === null && mode === "ansi") throw invalidInput(text, STRING, to);
    return value;
  };
  return callScript({ name: `${name}_of_text_${mode}`, parameters: [STRING], result: to, run }, [sql]);
}
