import { accepts, castTo, isNumeric } from "../../../plan/coerce.js";
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
export const binsOf = (a: string, most: string, after: string): string =>
  bins([`list(CAST(${a} AS DOUBLE))${narrowed(`${a} IS NOT NULL`, after)}`, most]);

/** Bins with their centres in the column's type. */
export function shownBins(list: string, type: DataType): string {
  const centre = ["byte", "short", "int", "long"].includes(type.kind) ? "trunc(b.x)" : "b.x";
  return `list_transform(${list}, lambda b: {x: CAST(${centre} AS ${sqlType(type)}), y: b.y})`;
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
      if (!isNumeric(value!.type)) return null;
      return {
        args: [value!, castTo(most!, INT)],
        type: listOf(binOf(value!.type), true),
        nullable: true,
      };
    },
    ([a, most], call, after) => {
      const distinct = call.distinct ? "DISTINCT " : "";
      const values = `list(${distinct}CAST(${a} AS DOUBLE))${narrowed(`${a} IS NOT NULL`, after)}`;
      return shownBins(bins([values, most!]), call.args[0]!.type);
    },
  ),
];
