/** A query's life in event time and processing time. It looks at the query anew with every call. */
export interface Xray {
  /** A picture of characters: a column a batch, event time going up. */
  text(): string;
  /** The same as `text()`. */
  toString(): string;
  /** The same as a plotly figure. */
  figure(): { readonly data: readonly object[]; readonly layout: object };
  /** What both are drawn from. */
  readonly batches: readonly XrayBatch[];
}

/** One batch as the x-ray shows it. Times are milliseconds since the epoch. */
export interface XrayBatch {
  readonly id: number;
  /** Processing time. */
  readonly at: number;
  /** Event times: all of a small batch, a sample of a large one; the least and the greatest of a batch before the x-ray was asked for. */
  readonly times: readonly number[];
  /** Those of them that were late. */
  readonly lateTimes: readonly number[];
  /** With which it ran; null while there is none. */
  readonly watermark: number | null;
  readonly rowsIn: number;
  readonly rowsOut: number;
  readonly late: number;
  readonly stateRows: number;
  /** Open after the batch, by their ends. */
  readonly open: readonly XrayWindow[];
  /** Closed by the batch. */
  readonly closed: readonly XrayWindow[];
}

export interface XrayWindow {
  readonly start: number;
  readonly end: number;
}
