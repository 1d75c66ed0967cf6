// The body of a lesson's page: its cells in order, with what they showed.
import { highlight } from "./highlight.mjs";
import { createMarkdown } from "./markdown.mjs";
import { renderOutput } from "./output.mjs";
import { withoutPaths } from "./tidy.mjs";

/** The page of a lesson { cells, outputs, failures } as { html, headings, hasCharts }. */
export function renderLesson(lesson, links) {
  const markdown = createMarkdown(links);
  const context = { markdown: markdown.render };
  const failed = new Set(lesson.failures.map((failure) => failure.cell));
  let hasCharts = false;
  const html = lesson.cells
    .map((cell, at) => {
      links.attach(cell);
      if (cell.cell_type === "markdown")
        return `<section class="text">${markdown.render(cell.source)}</section>`;
      if (cell.cell_type !== "code" || cell.source.trim() === "") return "";
      const shown = (lesson.outputs[at] ?? []).map((output) => renderOutput(output, context)).join("\n");
      hasCharts ||= /class="chart"|data-fig=/.test(shown);
      const mark = failed.has(at + 1) ? `<p class="failed">This cell failed.</p>` : "";
      const output = shown.trim() === "" ? "" : `<div class="output">${withoutPaths(shown)}</div>`;
      return (
        `<section class="cell" id="cell-${at + 1}">` +
        `<pre class="code" tabindex="0"><code>${highlight(cell.source, "typescript")}</code></pre>` +
        `${mark}${output}</section>`
      );
    })
    .join("\n");
  return { html, headings: markdown.headings, hasCharts };
}
