import { buttonHtml } from "./button.js";
import type { Snapshot } from "./contract.js";
import { errorHtml, errorText } from "./error-view.js";
import { escapeHtml, visible } from "./escape.js";
import { type Bundle, htmlBundle } from "./host.js";
import { htmlTable } from "./html-table.js";
import { type LiveStatus, stateText } from "./live-state.js";
import { frame } from "./style.js";
import { textTable } from "./text-table.js";

/** Everything a live table shows at one moment. */
export interface LiveView {
  /** The caption; null for a table without a name. */
  readonly title: string | null;
  readonly rows: number;
  readonly timeZone?: string | undefined;
  /** Null until the first rows were read. */
  readonly snapshot: Snapshot | null;
  readonly status: LiveStatus;
  readonly error: unknown;
  /** The registered action of the Stop button; null when there is nothing to stop. */
  readonly stopId: string | null;
  /** What to type where the button cannot be clicked. */
  readonly stopHint: string;
}

const NO_ROWS: Snapshot = { columns: [], rows: [], total: 0 };

/** The live table with its status line, as HTML and as text. */
export function liveTable(view: LiveView): Bundle {
  const snapshot = view.snapshot ?? NO_ROWS;
  const { title, rows, timeZone } = view;
  const html = htmlTable(snapshot, { title: title ?? undefined, rows, timeZone, fixedRows: rows });
  const text = view.snapshot === null ? "no rows yet" : textTable(snapshot, { rows, ...zone(timeZone) });
  return htmlBundle(
    frame(html + statusHtml(view)),
    `${title === null ? "" : `${visible(title)}\n`}${text}\n${statusText(view)}`,
  );
}

/** The status line alone, below a chart. */
export function liveStatus(view: LiveView): Bundle {
  return htmlBundle(frame(statusHtml(view)), statusText(view));
}

// The state is announced when it changes; the rates, which always change, are not.
function statusHtml({ status, error, stopId, stopHint }: LiveView): string {
  const failed = error === null ? "" : errorHtml(error);
  const stop =
    stopId === null
      ? ""
      : `${buttonHtml(stopId, "Stop")}<span class="sb-without sb-quiet">to stop: ${escapeHtml(stopHint)}</span>`;
  return (
    `<div class="sb-foot"><span class="sb-state" role="status">${escapeHtml(visible(stateText(status)))}</span>` +
    `<span class="sb-quiet">${escapeHtml(status.detail)}</span>${stop}</div>${failed}`
  );
}

function statusText({ status, error }: LiveView): string {
  const state = visible(stateText(status));
  const line = status.detail === "" ? state : `${state} · ${status.detail}`;
  return error === null ? line : `${line}\n${errorText(error)}`;
}

function zone(timeZone: string | undefined): { timeZone?: string } {
  return timeZone === undefined ? {} : { timeZone };
}
