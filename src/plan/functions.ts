import type { DataType, StructField } from "../types/data-type.js";
import type { UserFunction } from "./expression.js";
import type { ResolvedCall, ResolvedExpr } from "./resolved.js";

/** What a function becomes for given arguments: the arguments with their implicit casts, and the type of the result. */
export interface Binding {
  /** The function that the call turns into for such arguments: a date plus an interval is no addition of numbers. */
  readonly fn?: FunctionDefinition;
  /** How Spark shows such a call, where it depends on the arguments' types: given the arguments' texts. */
  readonly shown?: (args: readonly string[]) => string;
  readonly args: readonly ResolvedExpr[];
  readonly type: DataType;
  /** Null when any argument is null, unless said otherwise. */
  readonly nullable?: boolean;
}

/** What the settings say where an expression is analysed: they stay with it. */
export interface SqlSettings {
  /** `spark.sql.ansi.enabled`: what cannot be computed raises; otherwise it is null, or wraps around. */
  readonly ansi: boolean;
  /** `spark.sql.session.timeZone`. */
  readonly timeZone: string;
}

/** How a call is written besides its arguments. */
export interface WrittenCall {
  readonly settings: SqlSettings;
  readonly distinct: boolean;
  /** How many of the last arguments are the sort keys of `WITHIN GROUP (ORDER BY …)`. */
  readonly sortKeys: number;
}

export interface LambdaParameters {
  readonly parameters: readonly { readonly type: DataType; readonly nullable: boolean }[];
  readonly least: number;
}

/**
 * One function of Spark SQL: how it is typed, and how this engine writes it. A new function is one of these in `embedded/functions/`
 * and one export in `dataframe/functions/`.
 */
export interface FunctionDefinition {
  /** Spark's name, lower case. */
  readonly name: string;
  readonly kind: "scalar" | "aggregate" | "window" | "generator";
  /** As an error shows it: `substring(str, pos[, len])`. */
  readonly signature: string;
  /** Types the call. Returns null when the arguments do not fit the signature, or throws a `Refusal` that says what is wrong with them. */
  bind(args: readonly ResolvedExpr[], written: WrittenCall): Binding | null;
  /**
   * For a function that takes lambdas: what the parameters of the lambda at `index` are, the arguments before it given; null where no
   * lambda may stand. It has as many as the lambda may have; a lambda with fewer leaves the last ones out, down to `least`.
   */
  lambdaAt?(index: number, before: readonly ResolvedExpr[]): LambdaParameters | null;
  /** For a generator: the columns of the rows it makes. Its SQL is a list of structs, or of plain values when there is one column. */
  columns?(call: ResolvedCall): readonly StructField[];
  /** It answers differently each time: no argument of an aggregate may. */
  readonly isRandom?: boolean;
  /** A generator that makes a row of nulls where there is none. */
  readonly isOuter?: boolean;
  /**
   * The engine's SQL for it, the arguments' SQL given; a lambda's is that of its body. `after` is what must follow each of the engine's
   * aggregate calls in it: ` FILTER (WHERE …)`, ` OVER (…)`, or nothing.
   */
  sql(args: readonly string[], call: ResolvedCall, after: string): string;
}

/**
 * Thrown by `bind`: the error class that Spark gives for these arguments. Analysis adds the call and its place; without a rule it says
 * that the arguments do not fit the signature.
 *
 * @example
 * if (args.length !== 2) throw new Refusal("WRONG_NUM_ARGS.WITHOUT_SUGGESTION");
 */
export class Refusal extends Error {
  readonly code: string;
  readonly rule: string | undefined;
  readonly cure: string | undefined;

  constructor(code: string, rule?: string, cure?: string) {
    super(code);
    this.code = code;
    this.rule = rule;
    this.cure = cure;
  }
}

export interface FunctionRegistry {
  /** A function of TypeScript as one that this engine can call. */
  ofUser(name: string, user: UserFunction): FunctionDefinition;
  find(name: string): FunctionDefinition | undefined;
  /** What to write in place of a function of Spark's that is not here on purpose. */
  instead?(name: string): string | undefined;
  names(): readonly string[];
}
