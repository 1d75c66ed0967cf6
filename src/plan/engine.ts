import type { StructType } from "../types/data-type.js";
import type { LogicalPlan, Options } from "./logical-plan.js";
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
}

/** The one interface between what the user builds and what runs it: this machine, or a cluster. */
export interface Engine {
  /** Resolves every name and type. Pure and synchronous: a wrong name is an error in the line that wrote it. */
  describe(plan: LogicalPlan): PlanInfo;
  collect(plan: LogicalPlan): Promise<ResultTable>;
  explain(plan: LogicalPlan): string;
  createTempView(name: string, plan: LogicalPlan, replace: boolean): void;
  startStream(request: StreamRequest): Promise<StreamingQuery>;
  /** Prints where a reader looks: the console sink, `show()`. */
  print(text: string): void;
  /** The session's time zone (IANA name), for display. */
  readonly timeZone: string;
}
