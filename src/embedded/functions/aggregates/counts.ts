import { Refusal, type FunctionDefinition } from "../../../plan/functions.js";
import type { ResolvedExpr } from "../../../plan/resolved.js";
import type { DataType } from "../../../types/data-type.js";
import { estimate, precisionFor, registerOf, registersOf } from "../../aggregates/distinct-sketch.js";
import { callScript } from "../../scripts.js";
import { hash64 } from "../../spark/hash-value.js";
import { aggregate, BOOLEAN, counted, DOUBLE, INT, LONG, takes } from "../define.js";

const REGISTERS: DataType = { kind: "array", element: INT, containsNull: true };

/** A constant number; null for none. */
export function constantNumber(arg: ResolvedExpr | undefined): number | null {
  if (arg?.kind === "cast") return constantNumber(arg.child);
  if (arg?.kind === "call" && arg.fn.name === "negative") {
    const size = constantNumber(arg.args[0]);
    return size === null ? null : -size;
  }
  return arg?.kind === "literal" && arg.value !== null ? Number(arg.value) : null;
}

export const counts: readonly FunctionDefinition[] = [
  aggregate(
    "count",
    "count(expr, …) or count(*)",
    (args) => {
      if (args.length === 0) throw new Refusal("WRONG_NUM_ARGS.WITH_SUGGESTION");
      return { args, type: LONG, nullable: false };
    },
    (args, call, after) => {
      const isWhole = args.map((a) => `${a} IS NOT NULL`).join(" AND ");
      const what = call.distinct
        ? args.length === 1
          ? `DISTINCT ${args[0]}`
          : `DISTINCT CASE WHEN ${isWhole} THEN (${args.join(", ")}) END`
        : args.length === 1
          ? args[0]
          : `CASE WHEN ${isWhole} THEN 1 END`;
      return `count(${what})${after}`;
    },
  ),
  aggregate(
    "count_if",
    "count_if(condition)",
    takes([BOOLEAN], LONG, { nullable: false }),
    ([a], call, after) => `count(${call.distinct ? "DISTINCT " : ""}CASE WHEN ${a} THEN 1 END)${after}`,
  ),
  // The hash and the registers are Spark's, so that few values are counted as it counts them.
  aggregate(
    "approx_count_distinct",
    "approx_count_distinct(expr[, relativeSD])",
    (args) => {
      counted(args, 1, 2);
      const { kind } = args[1]?.type ?? DOUBLE;
      const deviation = args.length === 2 ? constantNumber(args[1]) : 0.05;
      // Spark has no better name for it.
      if (deviation === null || (kind !== "double" && kind !== "decimal"))
        throw new Refusal("_LEGACY_ERROR_TEMP_1104", "The deviation must be a constant DOUBLE or DECIMAL.");
      if (!(deviation > 0 && deviation < 0.4))
        throw new Refusal("FAILED_FUNCTION_CALL", "The deviation is at most 0.39.");
      const shown = ([a]: readonly string[]): string => `approx_count_distinct(${a})`;
      return { args, type: LONG, nullable: false, shown };
    },
    ([a], call, after) => {
      const type = call.args[0]!.type;
      const p = precisionFor(constantNumber(call.args[1]) ?? 0.05);
      const register = callScript(
        {
          name: `hll_register_${p}`,
          parameters: [type],
          result: INT,
          run: (value: unknown) => registerOf(hash64(value, type, 42n), p),
        },
        [a!],
      );
      const run = (seen: readonly (number | null)[] | null): bigint =>
        estimate(registersOf(seen ?? [], p), p);
      return callScript(
        { name: `hll_estimate_${p}`, parameters: [REGISTERS], result: LONG, run, takesNull: true },
        [`list(DISTINCT ${register})${after}`],
      );
    },
  ),
];
