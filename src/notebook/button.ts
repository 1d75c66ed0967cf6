import { registerAction, type Click } from "./actions.js";
import { errorHtml, errorText } from "./error-view.js";
import { escapeHtml, visible } from "./escape.js";
import { type Bundle, type Display, htmlBundle, openDisplay } from "./host.js";
import { frame } from "./style.js";

/** What an action hands back to be shown under its buttons: text, HTML with its text twin, or nothing. */
export type ButtonResult = void | string | { readonly html: string; readonly text: string };

/** One button: its label and what a click does. */
export interface ButtonSpec {
  readonly label: string;
  readonly action: (click: Click) => ButtonResult | Promise<ButtonResult>;
  /** What to type where no button can be clicked (a terminal, VS Code). */
  readonly instead?: string;
}

/**
 * Shows a button under the cell. A click runs the action in the kernel, also while a cell waits; what it returns appears below.
 * The page carries only the id of the registered action, never code.
 *
 * @example
 * button("Stop", () => query.stop());
 */
export function button(label: string, action: ButtonSpec["action"], instead?: string): void {
  buttons([{ label, action, ...(instead === undefined ? {} : { instead }) }]);
}

/**
 * Shows a row of buttons with one place for their results.
 *
 * @example
 * buttons([{ label: "Check", action: () => "right!", instead: 'await exercise("01.1").check(f)' }]);
 */
export function buttons(specs: readonly ButtonSpec[]): void {
  let display: Display | null = null;
  const row = specs.map((spec) => {
    const id = registerAction(async (click) => {
      const result = await resultOf(() => spec.action(click));
      if (result !== null) display?.update(rowBundle(specs, row, result));
    });
    return buttonHtml(id, spec.label);
  });
  display = openDisplay(rowBundle(specs, row, null));
}

/** The HTML of one button: an id, a label, no code. */
export function buttonHtml(id: string, label: string): string {
  return `<button type="button" data-streambook-action="${escapeHtml(id)}">${escapeHtml(visible(label))}</button>`;
}

interface Shown {
  readonly html: string;
  readonly text: string;
}

async function resultOf(action: () => unknown): Promise<Shown | null> {
  try {
    const result = (await action()) as ButtonResult;
    if (result === undefined) return null;
    return typeof result === "string" ? { html: `<pre>${escapeHtml(result)}</pre>`, text: result } : result;
  } catch (error) {
    return { html: errorHtml(error), text: errorText(error) };
  }
}

function rowBundle(specs: readonly ButtonSpec[], row: readonly string[], result: Shown | null): Bundle {
  const hints = specs.flatMap(({ label, instead }) =>
    instead === undefined ? [] : [`${label}: ${instead}`],
  );
  const without = hints.length === 0 ? specs.map((spec) => spec.label) : hints;
  const plain = `<span class="sb-without sb-quiet">${escapeHtml(without.join(" · "))}</span>`;
  const below = `<div class="sb-result" role="status">${result?.html ?? ""}</div>`;
  const text = [without.join("\n"), ...(result === null ? [] : [result.text])].join("\n");
  return htmlBundle(frame(`<div class="sb-foot">${row.join("")}${plain}</div>${below}`), text);
}
