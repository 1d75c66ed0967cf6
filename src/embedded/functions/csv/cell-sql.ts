import type { DataType } from "../../../types/data-type.js";
import { sqlType, text } from "../../sql-types.js";
import type { TextOptions } from "../json/options.js";
import type { CsvOptions } from "./options.js";
import { patternSql } from "./time-pattern.js";

/**
 * How the engine itself reads a cell. It may read more texts than Spark does, or others: `isSame` says for a cell `t` and the value `v`
 * made of it that Spark reads this very value. What it does not say so of is read again in JavaScript (`cellReader`).
 */
export interface CellSql {
  readonly value: (t: string) => string;
  /** Null where every value is. */
  readonly isSame: ((t: string, v: string) => string) | null;
}

/** Null for a type that the engine does not read. */
export function cellSql(
  type: DataType,
  known: CsvOptions,
  options: TextOptions,
  zone: string,
): CellSql | null {
  const cast = (t: string): string => `TRY_CAST(${t} AS ${sqlType(type)})`;
  switch (type.kind) {
    case "string":
      return { value: (t) => t, isSame: null };
    case "binary":
      return { value: (t) => `encode(${t})`, isSame: null };
    case "boolean":
      return {
        value: (t) => `CASE lower(${t}) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END`,
        isSame: (_, v) => `${v} IS NOT NULL`,
      };
    case "byte":
    case "short":
    case "int":
    case "long":
      // The engine rounds fractions, and reads 0x10 and 1_0; most numbers are written as it writes them.
      return {
        value: cast,
        isSame: (t, v) =>
          `CASE WHEN ${v} IS NULL THEN FALSE WHEN CAST(${v} AS VARCHAR) = ${t} THEN TRUE ELSE regexp_full_match(${t}, '[+-]?[0-9]+') END`,
      };
    case "float":
    case "double": {
      const words = [known.nanValue, known.positiveInf, known.negativeInf].filter((word) => /\d/.test(word));
      const isWord = words.map((word) => ` AND ${"T"} <> ${text(word)}`).join("");
      return {
        value: cast,
        isSame: (t, v) =>
          `${v} IS NOT NULL AND isfinite(${v}) AND NOT contains(${t}, '_')${isWord.replaceAll("T <>", `${t} <>`)}`,
      };
    }
    case "decimal":
      return {
        value: cast,
        isSame: (t, v) => `${v} IS NOT NULL AND regexp_full_match(${t}, '[+-]?[0-9]+([.][0-9]+)?')`,
      };
    case "date":
      return patternSql(options["dateformat"] ?? "yyyy-MM-dd", type);
    case "timestamp":
      if (!UTC.has(options["timezone"] ?? zone)) return null;
      return options["timestampformat"] === undefined
        ? timeSql(type)
        : patternSql(options["timestampformat"], type);
    case "timestamp_ntz":
      return options["timestampntzformat"] === undefined
        ? timeSql(type)
        : patternSql(options["timestampntzformat"], type);
    default:
      return null;
  }
}

const UTC = new Set(["UTC", "Z", "Etc/UTC", "GMT", "+00:00"]);

export const MOMENT =
  "[12][0-9]{3}-[0-9]{2}-[0-9]{2}[ T]([01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}([.][0-9]{1,6})?";

/** A time as Spark writes it. */
function timeSql(type: DataType): CellSql {
  const form = `${MOMENT}${type.kind === "timestamp" ? "Z?" : ""}`;
  const local = (t: string): string => `TRY_CAST(${t} AS TIMESTAMP)`;
  return {
    value: (t) => (type.kind === "timestamp" ? `make_timestamptz(epoch_us(${local(t)}))` : local(t)),
    isSame: (t, v) => `${v} IS NOT NULL AND regexp_full_match(${t}, '${form}')`,
  };
}
