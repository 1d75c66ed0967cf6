import { randomBytes } from "node:crypto";
import { createRequire } from "node:module";

/** The MIME type that tells the lab extension to redraw the HTML of this output in place. */
export const VIEW_MIME = "application/vnd.streambook.view+json";
/** The MIME type of a plotly figure. */
export const PLOTLY_MIME = "application/vnd.plotly.v1+json";

/** One output in several forms; a client shows the richest that it knows. */
export interface Bundle {
  readonly "text/plain": string;
  readonly "text/html"?: string;
  readonly [VIEW_MIME]?: { readonly version: 1 };
  readonly [PLOTLY_MIME]?: object;
}

/** An output that can be replaced in place, also long after its cell has ended. */
export interface Display {
  readonly id: string;
  update(bundle: Bundle): void;
}

type WriteDisplay = (content: object, update: boolean) => void;

/** The part of tslab's kernel that displays go through. */
export interface TslabKernel {
  lastWriteDisplayData: WriteDisplay | null;
  readonly JupyterHandlerImpl: { readonly prototype: object };
  readonly ZmqServer: { readonly prototype: object };
}

const KERNEL_FILE = /[\\/]tslab[\\/]dist[\\/]jupyter\.js$/;
let kernel: TslabKernel | null = null;

/** tslab's kernel when we run inside one, else null. It is looked up among the loaded modules and never loaded by us. */
export function tslabKernel(): TslabKernel | null {
  if (kernel !== null) return kernel;
  const { cache } = createRequire(import.meta.url);
  for (const [file, loaded] of Object.entries(cache)) {
    const found = KERNEL_FILE.test(file) ? (loaded?.exports as TslabKernel | undefined) : undefined;
    if (found?.lastWriteDisplayData) kernel = found;
  }
  return kernel;
}

/**
 * Where the code runs: in a notebook's kernel (displays update in place) or in a terminal (displays are printed).
 *
 * @example
 * hostLevel(); // "terminal" in a service, "kernel" in a cell
 */
export function hostLevel(): "kernel" | "terminal" {
  return tslabKernel() === null ? "terminal" : "kernel";
}

/** True when a program runs the notebook and nobody watches: displays then refresh once a second at most. */
export function isHeadless(): boolean {
  return process.env["STREAMBOOK_HEADLESS"] === "1";
}

/** Shows a new output in the cell that is running now (or prints its text) and returns the handle that replaces it. */
export function openDisplay(bundle: Bundle): Display {
  const write = tslabKernel()?.lastWriteDisplayData ?? null;
  return write === null ? openInTerminal(bundle) : openInCell(bundle, write);
}

/** HTML and text as a bundle that the lab extension redraws in place. */
export function htmlBundle(html: string, text: string): Bundle {
  return { "text/html": html, "text/plain": text, [VIEW_MIME]: { version: 1 } };
}

// The writer is kept: it belongs to the cell that is running now, whichever cell runs when an update comes.
function openInCell(bundle: Bundle, write: WriteDisplay): Display {
  const id = randomBytes(8).toString("hex");
  const send = (data: Bundle, update: boolean): void => {
    write({ data, metadata: { streambook: { id } }, transient: { display_id: id } }, update);
  };
  send(bundle, false);
  return { id, update: untilSent((next) => send(next, true)) };
}

/** Pause before a message that the kernel's socket refused is sent again, and how often. */
const RETRY_MS = 20;
const RETRIES = 50;

// A busy socket refuses a message: the newest is sent a moment later, or an ended display would show its last but one state.
function untilSent(send: (bundle: Bundle) => void): (bundle: Bundle) => void {
  let newest: Bundle | null = null;
  const attempt = (left: number): void => {
    if (newest === null) return;
    try {
      send(newest);
      newest = null;
    } catch {
      if (left > 0) setTimeout(() => attempt(left - 1), RETRY_MS).unref();
    }
  };
  return (bundle) => {
    newest = bundle;
    attempt(RETRIES);
  };
}

function openInTerminal(bundle: Bundle): Display {
  const print = (data: Bundle): void => {
    process.stdout.write(`${data["text/plain"]}\n`);
  };
  print(bundle);
  return { id: "terminal", update: print };
}
