/** Why a query prints nothing. */
export type SilenceCode =
  /** It prints: rows came out of the last batch that had any. */
  | "NOT_SILENT"
  | "FAILED"
  | "STOPPED"
  /** A batch is under way. */
  | "BATCH_RUNNING"
  /** No row has come in yet. */
  | "NO_DATA_YET"
  /** Rows came in and none passed the filters, joins and deduplications. */
  | "ROWS_REMOVED"
  /** The keys of the last rows came before: a deduplication let none of them through. */
  | "DUPLICATES"
  /** A join has found no partner for the last rows. */
  | "NO_PARTNER"
  /** All rows of the last batch with rows were dropped as late. */
  | "ROWS_LATE"
  /** One of several inputs has had no row: the watermark is that of the slowest. */
  | "INPUT_WITHOUT_WATERMARK"
  /** Append mode writes a window when it is final, and that is far away. */
  | "WRONG_MODE"
  /** The watermark has not reached the end of the first open window. */
  | "WATERMARK_SHORT"
  /** It has not, and nothing comes in that would move it. */
  | "INPUT_IDLE";

/** The answer to "why is nothing printed?". */
export interface Silence {
  readonly code: SilenceCode;
  /** The reason, in words. */
  readonly sentence: string;
  /** Numbers behind it. Times are milliseconds since the epoch, or for names that end in `Ms` lengths. */
  readonly figures: Readonly<Record<string, number>>;
  /** What to do. */
  readonly cure: string;
}
