import type { DataType } from "../types/data-type.js";
import type { ResolvedCall, ResolvedExpr } from "./resolved.js";

/** What a function becomes for given arguments: the arguments with their implicit casts, and the type of the result. */
export interface Binding {
  readonly args: readonly ResolvedExpr[];
  readonly type: DataType;
  /** Null when any argument is null, unless said otherwise. */
  readonly nullable?: boolean;
}

/** How a call is written besides its arguments. */
export interface WrittenCall {
  readonly distinct: boolean;
  /** How many of the last arguments are the sort keys of `WITHIN GROUP (ORDER BY …)`. */
  readonly sortKeys: number;
}

/**
 * One function of Spark SQL: how it is typed, and how this engine writes it. A new function is one of these in `embedded/functions/`
 * and one export in `dataframe/functions/`.
 */
export interface FunctionDefinition {
  /** Spark's name, lower case. */
  readonly name: string;
  readonly kind: "scalar" | "aggregate";
  /** As an error shows it: `substring(str, pos[, len])`. */
  readonly signature: string;
  /** Types the call, or returns null when the arguments do not fit the signature. */
  bind(args: readonly ResolvedExpr[], written?: WrittenCall): Binding | null;
  /**
   * The engine's SQL for it, the arguments' SQL given. `after` is what must follow each of the engine's aggregate calls in it:
   * ` FILTER (WHERE …)`, ` OVER (…)`, or nothing.
   */
  sql(args: readonly string[], call: ResolvedCall, after: string): string;
}

export interface FunctionRegistry {
  find(name: string): FunctionDefinition | undefined;
  names(): readonly string[];
}
