import { errorHtml, errorText } from "../notebook/error-view.js";
import { escapeHtml } from "../notebook/escape.js";
import { formatCell, truncate } from "../notebook/format.js";
import type { Exercise, Verdict } from "./contract.js";
import type { Difference } from "./trial/compare.js";
import type { TrialResult } from "./trial/result.js";

/** HTML with its text twin. */
export interface View {
  readonly html: string;
  readonly text: string;
}

const CELL = 100;

/** What the learner reads after a check. */
export function verdictView(exercise: Exercise, verdict: Verdict): View {
  const { id, title, afterwards } = exercise;
  if (verdict.kind === "untouched") return plain(id, "not attempted yet", title, "quiet");
  if (verdict.kind === "right") return plain(id, "right, on every hidden stream", afterwards ?? "", "right");
  const head = plain(id, "not yet", verdict.says, "wrong");
  const parts = verdict.result === null ? [] : detailsOf(verdict.result);
  return {
    html: head.html + parts.map(({ html }) => html).join(""),
    text: [head.text, ...parts.map(({ text }) => text)].join("\n"),
  };
}

const MARK = { quiet: "○", right: "✓", wrong: "✗" } as const;

function plain(id: string, verdict: string, more: string, kind: keyof typeof MARK): View {
  const first = `${MARK[kind]} ${id}  ${verdict}`;
  const below = more === "" ? "" : `<p>${inline(more)}</p>`;
  return {
    html: `<div class="sb-verdict"><p><strong>${escapeHtml(first)}</strong></p>${below}</div>`,
    text: more === "" ? first : `${first}\n  ${more}`,
  };
}

/** A task as HTML: paragraphs, `code`, and fenced blocks of it. */
export function taskHtml(task: string): string {
  return task
    .split(/^```\w*\n([^]*?)^```$/m)
    .map((part, i) => (i % 2 === 1 ? codeBlock(part) : paragraphs(part)))
    .join("");
}

/** Code whose long lines are broken rather than pushed off the page. */
export function codeBlock(code: string): string {
  return `<div class="sb-result"><pre>${escapeHtml(code)}</pre></div>`;
}

function paragraphs(text: string): string {
  const blocks = text.split(/\n\s*\n/).filter((block) => block.trim() !== "");
  return blocks.map((block) => `<p>${inline(block.trim())}</p>`).join("");
}

/** Markdown's `code` inside a sentence. */
export function inline(sentence: string): string {
  return sentence
    .split("`")
    .map((part, i) => (i % 2 === 1 ? `<code>${escapeHtml(part)}</code>` : escapeHtml(part)))
    .join("");
}

function detailsOf({ error, difference, stream, rows }: TrialResult): View[] {
  if (error !== null) return [{ html: errorHtml(error), text: errorText(error) }];
  if (difference === null) return [];
  const where = `On ${stream}, rows expected: ${rows.expected}, yours: ${rows.got}${counts(difference)}. The first difference:`;
  const drawn = differenceView(difference);
  return [{ html: `<p>${escapeHtml(where)}</p>${drawn.html}`, text: `  ${where}\n${drawn.text}` }];
}

function counts({ missing, extra }: Difference): string {
  const parts = [];
  if (missing > 0) parts.push(`${missing} missing`);
  if (extra > 0) parts.push(`${extra} that should not be there`);
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}

/** The expected row above the learner's, a column each; what differs is marked. */
function differenceView({ columns, expected, got }: Difference): View {
  const cells = (row: readonly unknown[] | null): string[] | null =>
    row?.map((value) => truncate(formatCell(value, "").text, CELL)) ?? null;
  const [want, own] = [cells(expected), cells(got)];
  const differs = columns.map((_, i) => want !== null && own !== null && want[i] !== own[i]);
  const line = (name: string, row: string[] | null): string => {
    const head = `<th scope="row">${name}</th>`;
    if (row === null) return `<tr>${head}<td colspan="${columns.length}"><em>no such row</em></td></tr>`;
    const tds = row.map(
      (cell, i) => `<td>${differs[i] ? `<strong>${escapeHtml(cell)}</strong>` : escapeHtml(cell)}</td>`,
    );
    return `<tr>${head}${tds.join("")}</tr>`;
  };
  const heads = ["", ...columns].map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join("");
  const html =
    `<div class="sb-box"><table><thead><tr>${heads}</tr></thead>` +
    `<tbody>${line("expected", want)}${line("yours", own)}</tbody></table></div>`;
  const text = [
    ["", ...columns],
    ["expected", ...(want ?? ["no such row"])],
    ["yours", ...(own ?? ["no such row"])],
  ];
  return { html, text: aligned(text) };
}

/** Columns of text, padded. */
export function aligned(lines: readonly (readonly string[])[]): string {
  const width = (i: number): number =>
    Math.max(...lines.map((line) => (line.length > i + 1 ? (line[i] ?? "").length : 0)));
  return lines
    .map((line) => `  ${line.map((cell, i) => cell.padEnd(width(i))).join("  ")}`.trimEnd())
    .join("\n");
}
