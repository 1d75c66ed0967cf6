import { accepts, castTo, commonType, isNumeric } from "../../plan/coerce.js";
import { isFoldable } from "../../plan/foldable.js";
import { Refusal, type FunctionDefinition } from "../../plan/functions.js";
import type { ResolvedExpr } from "../../plan/resolved.js";
import { isInterval } from "../../types/interval.js";
import { DOUBLE, INT, LONG, type Bind, type Sql } from "./define.js";

function window(name: string, signature: string, bind: Bind, sql: Sql): FunctionDefinition {
  return { name, kind: "window", signature, bind, sql };
}

/** The place of a row among those of its window. What stands in the brackets counts for nothing, as in Spark. */
const rank = (name: string, asDouble = false): FunctionDefinition =>
  window(
    name,
    `${name}()`,
    () => ({ args: [], type: asDouble ? DOUBLE : INT, nullable: false }),
    (_args, _call, after) => `CAST(${name}()${after} AS ${asDouble ? "DOUBLE" : "INTEGER"})`,
  );

const isTrue = (expr: ResolvedExpr | undefined): boolean => expr?.kind === "literal" && expr.value === true;

/** The value some rows before or after: `lag(x, offset, default)`, nulls passed over when the fourth argument says so. */
const shifted = (name: "lag" | "lead"): FunctionDefinition =>
  window(
    name,
    `${name}(expr[, offset[, default]])`,
    ([value, offset, other, ignores]) => {
      if (!value) return null;
      if (offset && isInterval(offset.type)) throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE");
      if (offset && offset.type.kind !== "int") {
        const isNumber = isNumeric(offset.type) || offset.type.kind === "null";
        throw new Refusal(
          isNumber ? "_LEGACY_ERROR_TEMP_1035" : "FAILED_FUNCTION_CALL",
          "The offset is a constant INT.",
          "lag(a, 1)",
        );
      }
      if (offset && !isFoldable(offset))
        throw new Refusal(
          "DATATYPE_MISMATCH.NON_FOLDABLE_INPUT",
          "The offset is one number for all rows, known before they are read.",
          `${name}(a, 1)`,
        );
      const one: ResolvedExpr = { kind: "literal", value: 1, type: INT, nullable: false };
      const type = other ? commonType(value.type, other.type) : value.type;
      if (!type) return null;
      const none: ResolvedExpr = { kind: "literal", value: null, type, nullable: true };
      const flag: ResolvedExpr = {
        kind: "literal",
        value: isTrue(ignores),
        type: { kind: "boolean" },
        nullable: false,
      };
      return {
        args: [castTo(value, type), castTo(offset ?? one, INT), castTo(other ?? none, type), flag],
        type,
        nullable: true,
      };
    },
    ([value, offset, other], call, after) =>
      `${name}(${value}, ${offset}, ${other}${isTrue(call.args[3]) ? " IGNORE NULLS" : ""})${after}`,
  );

export const windows: readonly FunctionDefinition[] = [
  rank("row_number"),
  rank("rank"),
  rank("dense_rank"),
  rank("percent_rank", true),
  rank("cume_dist", true),
  window(
    "ntile",
    "ntile(buckets)",
    ([buckets]) => {
      const count: ResolvedExpr = buckets ?? { kind: "literal", value: 1, type: INT, nullable: false };
      if (count.type.kind !== "int") throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE");
      if (count.kind === "literal" && Number(count.value) <= 0)
        throw new Refusal("DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE", "The number of buckets must be 1 or more.");
      return { args: [castTo(count, LONG)], type: INT, nullable: false };
    },
    ([buckets], _call, after) => `CAST(ntile(${buckets})${after} AS INTEGER)`,
  ),
  shifted("lag"),
  shifted("lead"),
  window(
    "nth_value",
    "nth_value(expr, n)",
    ([value, n, ignores]) => {
      if (n?.type.kind === "null" || (n?.kind === "literal" && Number(n.value) <= 0))
        throw new Refusal("DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE", "The number of the row must be 1 or more.");
      return value && n && accepts(INT, n.type)
        ? {
            args: [
              value,
              castTo(n, LONG),
              { kind: "literal", value: isTrue(ignores), type: { kind: "boolean" }, nullable: false },
            ],
            type: value.type,
            nullable: true,
          }
        : null;
    },
    ([value, n], call, after) =>
      `nth_value(${value}, ${n}${isTrue(call.args[2]) ? " IGNORE NULLS" : ""})${after}`,
  ),
];

/** What `grouping(a)` becomes once the grouping sets are numbered: a bit of the set's number. */
export const groupingFunctions: readonly FunctionDefinition[] = [
  {
    name: "grouping",
    kind: "scalar",
    signature: "grouping(column)",
    bind: (args) => (args.length === 1 ? { args, type: { kind: "byte" }, nullable: false } : null),
    sql: ([group, shift]) => `CAST((${group} >> ${shift}) & 1 AS TINYINT)`,
  },
  {
    name: "grouping_id",
    kind: "scalar",
    signature: "grouping_id([column, …])",
    bind: (args) => ({ args, type: LONG, nullable: false }),
    sql: ([group]) => group!,
  },
];
