import { escapeHtml } from "../../notebook/escape.js";
import { htmlBundle, openDisplay } from "../../notebook/host.js";
import { frame } from "../../notebook/style.js";
import { exercises } from "../registry.js";
import { aligned } from "../verdict-view.js";
import { standing, type Standing } from "./record.js";
import { readProgress } from "./store.js";

const MARKS: Readonly<Record<Standing, string>> = {
  "not attempted": "○",
  tried: "◐",
  solved: "●",
  "solved, with the solution shown": "◉",
  "solution shown": "◌",
};

/**
 * Shows how far you have come: every exercise of every lesson, and whether it is not attempted, tried or solved. Run its cell again after an exercise.
 *
 * @example
 * progressTable();
 */
export function progressTable(): void {
  const { record, note } = readProgress();
  const lines = [...exercises.values()].map(({ id, title }) => {
    const state = standing(record.exercises[id]);
    return { lesson: id.slice(0, id.indexOf(".")), id, title, mark: MARKS[state], state };
  });
  const solved = lines.filter(({ state }) => state.startsWith("solved")).length;
  const sum = `${solved} of ${lines.length} exercises solved`;
  const heads = ["lesson", "exercise", "", "how far"];
  const rows = lines.map(({ lesson, id, title, mark, state }) => [lesson, id, title, `${mark} ${state}`]);
  const html =
    `<div class="sb-box"><table><caption>${sum}</caption>` +
    `<thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join("")}</tr></thead>` +
    `<tbody>${rows.map((row) => `<tr>${row.map((cell) => `<td>${escapeHtml(cell)}</td>`).join("")}</tr>`).join("")}</tbody></table></div>` +
    (note === null ? "" : `<p class="sb-quiet">${escapeHtml(note)}</p>`);
  const text = [sum, aligned([heads, ...rows]), ...(note === null ? [] : [note])].join("\n");
  openDisplay(htmlBundle(frame(html), text));
}
