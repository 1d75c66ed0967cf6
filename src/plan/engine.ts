import type { StructType } from "../types/data-type.js";
import type { LogicalPlan, Options, ReadPlan } from "./logical-plan.js";
import type { ForeachWriter } from "./foreach.js";
import type { StreamingQuery } from "./streaming-query.js";

export type OutputMode = "append" | "update" | "complete";

/** When a stream runs a batch. No trigger means as soon as there is data. Durations are Spark's text ("2 seconds") or milliseconds. */
export type Trigger =
  { readonly processingTime: string | number } | { readonly once: true } | { readonly availableNow: true };

/** What a plan is, once its names are resolved. */
export interface PlanInfo {
  readonly schema: StructType;
  readonly isStreaming: boolean;
}

/** Rows of a finished query, a row an array of values in the schema's order. */
export interface ResultTable {
  readonly schema: StructType;
  readonly rows: readonly (readonly unknown[])[];
}

/** The callback of `foreachBatch`, before the DataFrame is wrapped around the plan. */
export type BatchCallback = (plan: LogicalPlan, batchId: number) => void | Promise<void>;

/** What `writeStream…start()` asks for. */
export interface StreamRequest {
  readonly plan: LogicalPlan;
  readonly format: string;
  readonly outputMode: OutputMode;
  readonly queryName: string | null;
  readonly trigger: Trigger | null;
  readonly options: Options;
  readonly foreachBatch: BatchCallback | null;
  readonly foreach?: ForeachWriter | null;
  /** Columns that a file sink divides its output by. */
  readonly partitionBy?: readonly string[];
}

/** What happens to a folder that is there already. */
export type SaveMode = "append" | "overwrite" | "ignore" | "error";

/** What `df.write…save(path)` asks for. */
export interface WriteRequest {
  readonly plan: LogicalPlan;
  readonly format: string;
  readonly mode: SaveMode;
  readonly options: Options;
  readonly path: string;
  /** Columns whose values name folders and are left out of the files. */
  readonly partitionBy: readonly string[];
}

/** The one interface between what the user builds and what runs it: this machine, or a cluster. */
export interface Engine {
  /** Resolves every name and type. Pure and synchronous: a wrong name is an error in the line that wrote it. */
  describe(plan: LogicalPlan): PlanInfo;
  /** Runs the plan for its rows; a stream is refused in the name of the action: `show`, `count`. */
  collect(plan: LogicalPlan, action?: string): Promise<ResultTable>;
  /** The columns of files that are read without a schema. */
  inferSchema(plan: ReadPlan): Promise<StructType>;
  write(request: WriteRequest): Promise<void>;
  /** The resolved plan as a tree; with `extended` also what it becomes for the engine. */
  explain(plan: LogicalPlan, extended?: boolean): string;
  createTempView(name: string, plan: LogicalPlan, replace: boolean): void;
  startStream(request: StreamRequest): Promise<StreamingQuery>;
  /** Prints where a reader looks: the console sink, `show()`. */
  print(text: string): void;
  /** The session's time zone (IANA name), for display. */
  readonly timeZone: string;
}
