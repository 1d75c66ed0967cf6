import type { DataFrame } from "../../../src/dataframe/dataframe.js";
import type * as F from "../../../src/dataframe/functions/index.js";

/** An input of a story, which its query knows as a view. */
export interface StoryInput {
  /** DDL. Rows are written as JSON and read by `from_json`. */
  readonly schema: string;
  /** Column and delay of `withWatermark`. */
  readonly watermark?: readonly [string, string];
  /** The rows of an arrival are a file of a folder, which is read with these options. */
  readonly files?: Readonly<Record<string, string>>;
}

/** The file sink. What a step leaves in the folder is told in place of what the batches wrote. */
export interface StorySink {
  readonly format: string;
  readonly partitionBy?: readonly string[];
  readonly options?: Readonly<Record<string, string>>;
  /** How the folder `out` is read, when not with nothing said: a PySpark expression over `spark` and `out`. */
  readonly read?: string;
}

/** What the next start has otherwise; an input keeps its rows. */
export type StoryChange = Partial<
  Pick<StreamStory, "inputs" | "query" | "python" | "mode" | "config" | "sink">
>;

/** What a story of DataFrame verbs is written with: an input by its name. */
export interface StoryFrames {
  readonly t: (input: string) => DataFrame;
  readonly F: typeof F;
}

type Rows = readonly object[];

/**
 * What happens: rows arrive (of the input `s`, or of several inputs by name) and the query works them off, if it runs; it is stopped; it is started
 * again on its checkpoint, to run on, once, or for what is there, or is changed before that. A story begins with a start unless its first step is `stop`.
 */
export type StoryStep =
  | Rows
  | Readonly<Record<string, Rows>>
  | { readonly change: StoryChange }
  | "stop"
  | "start"
  | "once"
  | "availableNow";

/** A stream told batch by batch: Spark and we are asked what each batch writes. */
export interface StreamStory {
  readonly name: string;
  readonly inputs: Readonly<Record<string, StoryInput>>;
  /** SQL; or DataFrame verbs as PySpark writes them (`t`, `F`, `spark`, `groups` of groups.ts), and as we do where that is more than other names. */
  readonly query?: string;
  readonly python?: string;
  readonly frame?: (frames: StoryFrames) => DataFrame;
  readonly mode: "append" | "update" | "complete";
  readonly batches: readonly StoryStep[];
  /** Settings of the session. */
  readonly config?: Readonly<Record<string, string>>;
  /** What `foreachBatch` does: PySpark expressions over `df`, `id`, `spark` and the folder `out`. Rows and numbers that they give are told, each with its place. */
  readonly each?: readonly string[];
  /** Batches whose first try fails when all has been done; the query is stopped by that. */
  readonly fails?: readonly number[];
  readonly sink?: StorySink;
  /** The rows' order is part of the answer. */
  readonly ordered?: boolean;
  /** Numbers may differ by this part of them: results that Spark itself promises to be near. */
  readonly within?: number;
  /** Lists in any order. */
  readonly sets?: boolean;
  /** The operators' names and the event times of each batch are compared as well. */
  readonly progress?: boolean;
  /** As well as the rows that each source has brought. */
  readonly inputRows?: boolean;
}

/** What a batch wrote. */
export interface ToldBatch {
  readonly rows: readonly (readonly unknown[])[];
  /** With which it ran. */
  readonly watermark?: string;
  /** Rows total, updated, removed and dropped as late of each operator with state. */
  readonly state: readonly (readonly number[])[];
  /** Of each operator with state. */
  readonly operators?: readonly string[];
  /** The least, greatest and average event time; none of a batch without. */
  readonly times?: Readonly<Record<string, string>>;
  /** Of each source. */
  readonly inputRows?: readonly number[];
}

export type ToldStory = readonly ToldBatch[] | { readonly error: string };
