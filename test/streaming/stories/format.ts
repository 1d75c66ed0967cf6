/** An input of a story, which its query knows as a view. */
export interface StoryInput {
  /** DDL. Rows are written as JSON and read by `from_json`. */
  readonly schema: string;
  /** Column and delay of `withWatermark`. */
  readonly watermark?: readonly [string, string];
}

/** A stream told batch by batch: Spark and we are asked what each batch writes. */
export interface StreamStory {
  readonly name: string;
  readonly inputs: Readonly<Record<string, StoryInput>>;
  readonly query: string;
  readonly mode: "append" | "update" | "complete";
  /** Rows of the input `s`, or of several inputs by name. */
  readonly batches: readonly (readonly object[] | Readonly<Record<string, readonly object[]>>)[];
  /** The rows' order is part of the answer. */
  readonly ordered?: boolean;
  /** Numbers may differ by this part of them: results that Spark itself promises to be near. */
  readonly within?: number;
  /** Lists in any order. */
  readonly sets?: boolean;
}

/** What a batch wrote. */
export interface ToldBatch {
  readonly rows: readonly (readonly unknown[])[];
  /** With which it ran. */
  readonly watermark?: string;
  /** Rows total, updated, removed and dropped as late of each operator with state. */
  readonly state: readonly (readonly number[])[];
}

export type ToldStory = readonly ToldBatch[] | { readonly error: string };
