import { isWatchedQuery } from "./contract.js";
import { htmlTable } from "./html-table.js";
import { htmlBundle, openDisplay } from "./host.js";
import { type TableSource, toSnapshot } from "./source.js";
import { frame } from "./style.js";
import { textTable } from "./text-table.js";

/** How `table` shows its rows. */
export interface TableOptions {
  /** Rows shown at most; 20 unless told. */
  readonly rows?: number;
  readonly title?: string;
  /** IANA zone for instants; UTC unless told. */
  readonly timeZone?: string;
}

/**
 * Shows a table once: HTML in a notebook, text in a terminal. A batch DataFrame is run for it.
 *
 * @throws StreambookError `NOT_A_TABLE`, and whatever running the DataFrame throws.
 * @example
 * await table(await session.sql("SELECT * FROM activity"), { rows: 10 });
 */
export async function table(source: TableSource, options: TableOptions = {}): Promise<void> {
  const rows = options.rows ?? 20;
  const snapshot = await toSnapshot(source, rows, "table");
  const title = options.title ?? (isWatchedQuery(source) ? (source.name ?? undefined) : undefined);
  const html = frame(htmlTable(snapshot, { ...options, title, rows }));
  const text = textTable(snapshot, { ...options, rows });
  openDisplay(htmlBundle(html, title === undefined ? text : `${title}\n${text}`));
}
