// One output of a cell as HTML: the richest form that a page can show.
import { ansiToHtml, stripAnsi } from "./ansi.mjs";
import { atRest } from "./at-rest.mjs";
import { escapeHtml, jsonInScript } from "./escape.mjs";
import { withoutKernelStack } from "./tidy.mjs";

const plotly = "application/vnd.plotly.v1+json";

/** `context.markdown` renders Markdown. */
export function renderOutput(output, context) {
  if (output.output_type === "stream") return printed(output.text, output.name);
  if (output.output_type === "error") return printed((output.traceback ?? []).join("\n"), "stderr");
  return renderBundle(output.data ?? {}, context);
}

function renderBundle(data, context) {
  if (data[plotly]) return chart(data[plotly], data["text/plain"]);
  // HTML in an output was made as HTML by the library, which escapes the data it puts there.
  if (data["text/html"] !== undefined) return still(atRest(text(data["text/html"])));
  // As an image an SVG cannot run a script.
  if (data["image/svg+xml"] !== undefined) {
    return image("image/svg+xml", Buffer.from(text(data["image/svg+xml"])).toString("base64"), data);
  }
  for (const type of ["image/png", "image/jpeg", "image/gif", "image/webp"]) {
    if (data[type] !== undefined) return image(type, text(data[type]).replace(/[^A-Za-z0-9+/=]/g, ""), data);
  }
  if (data["text/markdown"] !== undefined) return context.markdown(text(data["text/markdown"]));
  if (data["application/json"] !== undefined) {
    return printed(JSON.stringify(data["application/json"], null, 2), "stdout");
  }
  return data["text/plain"] === undefined ? "" : printed(text(data["text/plain"]), "stdout");
}

function still(html) {
  return html === "" ? "" : `<div class="html">${html}</div>`;
}

function printed(content, name) {
  const shown = withoutKernelStack(text(content)).trimEnd();
  return shown === ""
    ? ""
    : `<pre class="printed ${name === "stderr" ? "stderr" : "stdout"}">${ansiToHtml(shown)}</pre>`;
}

/** Drawn by the page's own script; without it, or on request, the chart's text. */
function chart(figure, twin) {
  const title = figure.layout?.title?.text ?? figure.layout?.title ?? "";
  const words = twin === undefined ? "" : `<pre class="printed">${escapeHtml(stripAnsi(text(twin)))}</pre>`;
  return (
    `<figure class="chart"><div class="plot" role="group" aria-label="${escapeHtml(`chart: ${title}`)}"></div>` +
    `<script type="application/json">${jsonInScript(figure)}</script>` +
    (words === ""
      ? ""
      : `<noscript>${words}</noscript><details><summary>the chart as text</summary>${words}</details>`) +
    `</figure>`
  );
}

function image(type, base64, data) {
  return `<img src="data:${type};base64,${base64}" alt="${escapeHtml(text(data["text/plain"] ?? "output"))}">`;
}

/** nbformat keeps a text as a string or as a list of lines. */
function text(value) {
  return Array.isArray(value) ? value.join("") : String(value);
}
