import { StreambookError } from "../errors.js";
import { currentCell } from "./cell.js";
import { escapeHtml } from "./escape.js";
import type { Bundle } from "./host.js";
import { htmlBundle } from "./host.js";
import { lostNameCure, sessionCell } from "./lost-names.js";
import { frame } from "./style.js";

/** An error in the reader's order: what to do, what happened, then the details. */
interface ErrorParts {
  readonly cure: string | undefined;
  readonly what: string;
  readonly got: string | undefined;
  readonly code: string;
  readonly stack: string;
}

function partsOf(error: unknown): ErrorParts {
  if (error instanceof StreambookError) {
    const { got, code } = error;
    return { cure: cureHere(error), what: `${error.step}: ${error.rule}`, got, code, stack: stackOf(error) };
  }
  if (error instanceof Error) {
    return { cure: undefined, what: error.message, got: undefined, code: error.name, stack: stackOf(error) };
  }
  return { cure: undefined, what: String(error), got: undefined, code: "", stack: "" };
}

/** In a notebook the cure names the cell to run again, where that is known. */
function cureHere({ code, got = "", cure }: StreambookError): string | undefined {
  if (code === "SESSION_STOPPED") return sessionCell() ?? cure;
  return lostNameCure(got, currentCell()?.code ?? "") ?? cure;
}

/** The error as short text, cure first, without a stack; `where` names the line of the cell. */
export function errorText(error: unknown, where?: string): string {
  const { cure, what, got, code } = partsOf(error);
  const lines = [];
  if (cure !== undefined) lines.push(`Try: ${cure}`);
  lines.push(what);
  if (got !== undefined) lines.push(`  got: ${got}`);
  if (where !== undefined) lines.push(`  at ${where}`);
  if (code !== "") lines.push(`  [${code}]`);
  return lines.join("\n");
}

/** The error as HTML, cure first, the stack folded away. */
export function errorHtml(error: unknown): string {
  const { cure, what, got, code, stack } = partsOf(error);
  const lines = [];
  if (cure !== undefined) lines.push(`<p class="sb-cure">Try: ${escapeHtml(cure)}</p>`);
  lines.push(`<p>${escapeHtml(what).replace(/\n/g, "<br>")}</p>`);
  if (got?.includes("\n")) lines.push(`<p>got:</p><pre>${escapeHtml(got)}</pre>`);
  else if (got !== undefined) lines.push(`<p>got: <code>${escapeHtml(got)}</code></p>`);
  const name = code === "" ? "error" : code;
  lines.push(foldedStack(`[${name}] where it happened`, stack));
  return `<div class="sb-error" role="alert">${lines.join("")}</div>`;
}

/** A stack that stays closed until the reader asks for it. */
export function foldedStack(summary: string, stack: string): string {
  if (stack === "") return `<p class="sb-quiet">${escapeHtml(summary.replace(" where it happened", ""))}</p>`;
  return `<details><summary class="sb-quiet">${escapeHtml(summary)}</summary><pre>${escapeHtml(stack)}</pre></details>`;
}

/** The error as an output of its own. */
export function errorBundle(error: unknown): Bundle {
  return htmlBundle(frame(errorHtml(error)), errorText(error));
}

// The stack without its message (which is shown already), with the causes below it.
function stackOf(error: Error): string {
  const own = error.stack ?? "";
  const frames = own.slice(Math.max(0, own.search(/^\s+at /m))).trimEnd();
  if (!(error.cause instanceof Error)) return frames;
  return `${frames}\ncaused by: ${error.cause.stack ?? error.cause.message}`;
}
