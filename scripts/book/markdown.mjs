// A lesson's Markdown as HTML: headings that can be linked to, pictures and links that work from the page's folder.
import { Marked } from "marked";
import { escapeHtml } from "./escape.mjs";
import { highlight } from "./highlight.mjs";

/**
 * A renderer for one page. `links.picture(src)` and `links.page(href)` answer what to write instead, or undefined
 * for a target that the page must not have. `headings` fills up with { level, text, id } as cells are rendered.
 */
export function createMarkdown(links) {
  const headings = [];
  const marked = new Marked({
    renderer: {
      code({ text, lang }) {
        const language = lang?.split(/\s/)[0];
        return `<pre class="code"><code>${highlight(text, language)}</code></pre>\n`;
      },
      heading({ tokens, depth }) {
        const html = this.parser.parseInline(tokens);
        // Without its tags it is still escaped text, fit for the contents.
        const text = html.replace(/<[^>]*>/g, "");
        const id = uniqueId(text, headings);
        headings.push({ level: depth, html: text, id });
        return `<h${depth} id="${id}">${html}</h${depth}>\n`;
      },
    },
  });
  return { headings, render: (text) => redirect(marked.parse(text), links) };
}

function uniqueId(text, headings) {
  const words = text
    .toLowerCase()
    .replace(/&[^;]+;/g, " ")
    .match(/[\p{L}\p{N}]+/gu) ?? ["part"];
  const base = words.join("-");
  const taken = new Set(["main", "contents", ...headings.map((heading) => heading.id)]);
  for (let count = 1; ; count++) {
    const id = count === 1 ? base : `${base}-${count}`;
    if (!taken.has(id)) return id;
  }
}

/** Pictures and links of Markdown and of the HTML written into it, in one pass over the tags. */
function redirect(html, links) {
  return html
    .replace(/(<img\b[^>]*?\s)src=(["'])(.*?)\2/gi, (tag, start, quote, src) => {
      const target = links.picture(decode(src));
      return target === undefined
        ? `${start}data-missing="${escapeHtml(src)}"`
        : `${start}src="${escapeHtml(target)}"`;
    })
    .replace(/(<a\b[^>]*?)\shref=(["'])(.*?)\2/gi, (tag, start, quote, href) => {
      const target = links.page(decode(href));
      return target === undefined ? `${start} class="unlinked"` : `${start} href="${escapeHtml(target)}"`;
    });
}

function decode(text) {
  return text
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, "&");
}
