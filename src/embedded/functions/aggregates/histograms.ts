import { accepts, castTo, isDateTime, isNumeric } from "../../../plan/coerce.js";
import { Refusal, type FunctionDefinition } from "../../../plan/functions.js";
import type { DataType } from "../../../types/data-type.js";
import { histogram } from "../../aggregates/histogram.js";
import { sqlType } from "../../sql-types.js";
import { aggregate, counted, DOUBLE, INT, listOf, narrowed } from "../define.js";
import { script } from "../script.js";
import { constantNumber } from "./counts.js";

/** Bins as they are computed: of doubles, whatever is counted. */
export const BINS = listOf(binOf(DOUBLE), true);

function binOf(type: DataType): DataType {
  return {
    kind: "struct",
    fields: [
      { name: "x", type, nullable: true },
      { name: "y", type: DOUBLE, nullable: true },
    ],
  };
}

const bins = script("histogram", [listOf(DOUBLE, true), INT], BINS, (all: readonly number[], most: number) =>
  histogram(all, most).map(({ x, y }) => [x, y]),
);

/** A group's values in at most so many bins. */
export const binsOf = (a: string, type: DataType, most: string, after: string): string =>
  bins([`list(CAST(${numberOf(a, type)} AS DOUBLE))${narrowed(`${a} IS NOT NULL`, after)}`, most]);

/** What is counted as a number: days, months, microseconds of times and intervals. */
const numberOf = (a: string, { kind }: DataType): string => {
  if (kind === "date") return `(${a} - DATE '1970-01-01')`;
  return kind === "timestamp" || kind === "timestamp_ntz" ? `epoch_us(${a})` : a;
};

function centreSql(type: DataType): string {
  switch (type.kind) {
    case "date":
      return "(DATE '1970-01-01' + CAST(trunc(b.x) AS INTEGER))";
    case "timestamp":
      return "make_timestamptz(CAST(trunc(b.x) AS BIGINT))";
    case "timestamp_ntz":
      return "make_timestamp(CAST(trunc(b.x) AS BIGINT))";
    case "float":
    case "double":
    case "decimal":
      return `CAST(b.x AS ${sqlType(type)})`;
    default:
      return `CAST(trunc(b.x) AS ${sqlType(type)})`;
  }
}

/** Bins with their centres in the column's type. */
export function shownBins(list: string, type: DataType): string {
  return `list_transform(${list}, lambda b: {x: ${centreSql(type)}, y: b.y})`;
}

export const histograms: readonly FunctionDefinition[] = [
  aggregate(
    "histogram_numeric",
    "histogram_numeric(number, bins)",
    (args) => {
      counted(args, 2);
      const [value, most] = args;
      if (!accepts(INT, most!.type)) return null;
      if (most!.type.kind === "null") throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_NULL");
      const n = constantNumber(most);
      if (n === null) throw new Refusal("DATATYPE_MISMATCH.NON_FOLDABLE_INPUT");
      if (n < 2) throw new Refusal("DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE");
      const { kind } = value!.type;
      const column = kind === "string" || kind === "null" ? castTo(value!, DOUBLE) : value!;
      const counts =
        isNumeric(column.type) || isDateTime(column.type) || /^(day_time|year_month)_/.test(kind);
      if (!counts) return null;
      return {
        args: [column, castTo(most!, INT)],
        type: listOf(binOf(column.type), true),
        nullable: true,
      };
    },
    ([a, most], call, after) => {
      const distinct = call.distinct ? "DISTINCT " : "";
      const values = `list(${distinct}CAST(${numberOf(a!, call.args[0]!.type)} AS DOUBLE))${narrowed(`${a} IS NOT NULL`, after)}`;
      return shownBins(bins([values, most!]), call.args[0]!.type);
    },
  ),
];
