import type { StructType } from "../../types/data-type.js";
import type { CallExpr, Expr, Origin } from "../expression.js";

/** Options as the reader and writer keep them: keys in lower case, values as text. */
export type Options = Readonly<Record<string, string>>;

/** Rows given by the program: values already in the engine's JavaScript form, a row an array in the schema's order. */
export interface LocalRelation {
  readonly kind: "local";
  readonly schema: StructType;
  readonly rows: readonly (readonly unknown[])[];
}

/** `session.read…load()` and `session.readStream…load()`. */
export interface ReadPlan {
  readonly kind: "read";
  readonly format: string;
  readonly schema: StructType | null;
  readonly options: Options;
  readonly paths: readonly string[];
  readonly isStreaming: boolean;
  /** The lines of the files as the column `value`, before they are parsed: what analysis makes of a read of JSON. */
  readonly asLines?: boolean;
}

/** A temporary view, a memory sink's table, … by name. */
export interface TablePlan {
  readonly kind: "table";
  readonly name: readonly string[];
  readonly origin?: Origin;
}

/** The rows of one micro-batch, as `foreachBatch` gets them; alive until its callback ends. */
export interface BatchPlan {
  readonly kind: "batch";
  readonly schema: StructType;
  readonly handle: object;
}

/** The rows of VALUES, which become one type a column. */
export interface ValuesPlan {
  readonly kind: "values";
  readonly rows: readonly (readonly Expr[])[];
}

/** `range(start, end, step)`: the column `id`. */
export interface RangePlan {
  readonly kind: "range";
  readonly start: bigint;
  readonly end: bigint;
  readonly step: bigint;
}

/** A function in FROM. */
export interface TableFunctionPlan {
  readonly kind: "tableFunction";
  readonly call: CallExpr;
}

/** The rows of the round before, inside a recursive query. */
export interface RecursionPlan {
  readonly kind: "recursion";
  readonly name: string;
}

/** `session.sql(text)`: parsed when it is analysed. */
export interface SqlPlan {
  readonly kind: "sql";
  readonly text: string;
}
