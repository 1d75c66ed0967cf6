import { Refusal } from "../../../plan/functions.js";
import type { DataType } from "../../../types/data-type.js";
import { parseCalendar, parseDayTime, parseYearMonth } from "../../../types/interval-parse.js";
import { decimalOf } from "../json/decimals.js";
import type { TimeTexts } from "../json/times.js";
import type { CsvOptions } from "./options.js";

/** What does not fit its type. */
export const BAD = Symbol("bad");

/** A cell's text as a value of the column's type in the engine's form, or BAD. */
export type ReadCell = (cell: string) => unknown;

const INTEGER = /^[+-]?\d+$/;
const REAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Reads cells of one type, as Spark does: a text that is not wholly a value of the type is bad. */
export function cellReader(type: DataType, options: CsvOptions, times: TimeTexts): ReadCell {
  switch (type.kind) {
    case "string":
      return (cell) => cell;
    case "boolean":
      return (cell) => {
        const word = cell.toLowerCase();
        return word === "true" ? true : word === "false" ? false : BAD;
      };
    case "byte":
      return whole(-128, 127);
    case "short":
      return whole(-32768, 32767);
    case "int":
      return whole(-2147483648, 2147483647);
    case "long":
      return (cell) => {
        if (!INTEGER.test(cell)) return BAD;
        const value = BigInt(cell.startsWith("+") ? cell.slice(1) : cell);
        return BigInt.asIntN(64, value) === value ? value : BAD;
      };
    case "float":
      return (cell) => {
        const value = realOf(cell, options);
        return value === null ? BAD : Math.fround(value);
      };
    case "double":
      return (cell) => realOf(cell, options) ?? BAD;
    case "decimal":
      return (cell) => (REAL.test(cell) ? (decimalOf(cell, type) ?? BAD) : BAD);
    case "date":
      return (cell) => times.readDate(cell) ?? BAD;
    case "timestamp":
      return (cell) => times.readTimestamp(cell) ?? BAD;
    case "timestamp_ntz":
      return (cell) => (hasZone(cell) ? BAD : (times.readWallTime(cell) ?? BAD));
    case "binary":
      return (cell) => new Uint8Array(Buffer.from(cell, "utf8"));
    case "day_time_interval":
      return (cell) => parseDayTime(cell, type) ?? BAD;
    case "year_month_interval":
      return (cell) => parseYearMonth(cell, type) ?? BAD;
    case "interval":
      return (cell) => parseCalendar(cell) ?? BAD;
    case "null":
      return () => BAD;
    default:
      throw new Refusal("UNSUPPORTED_DATATYPE", "A cell of CSV holds no such value.", "read it as a string");
  }
}

function whole(least: number, most: number): ReadCell {
  return (cell) => {
    if (!INTEGER.test(cell)) return BAD;
    const value = Number(cell);
    return value >= least && value <= most ? value + 0 : BAD;
  };
}

/** A number as Java reads it, or one of the options' words; null for anything else. */
export function realOf(cell: string, options: CsvOptions): number | null {
  if (cell === options.nanValue) return NaN;
  if (cell === options.negativeInf) return -Infinity;
  if (cell === options.positiveInf) return Infinity;
  if (REAL.test(cell)) return Number(cell);
  const java =
    /^[\0- ]*([+-]?)(?:(NaN)|(Infinity)|(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)[fFdD]?)[\0- ]*$/.exec(
      cell,
    );
  if (!java) return null;
  const value = java[2] ? NaN : java[3] ? Infinity : Number(java[4]);
  return java[1] === "-" ? -value : value;
}

/** A zone behind a time of day: a time without zone has none. */
const hasZone = (cell: string): boolean => /:\d+(?:\.\d+)?\s*[A-Za-z+-]/.test(cell);
