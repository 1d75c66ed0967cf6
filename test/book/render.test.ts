import { afterAll, describe, expect, it } from "vitest";
import { script, temporaryFolder } from "./support.js";

const { ansiToHtml } = await script("book/ansi.mjs");
const { jsonInScript } = await script("book/escape.mjs");
const { renderOutput } = await script("book/output.mjs");
const { createMarkdown } = await script("book/markdown.mjs");
const { createLinks } = await script("book/links.mjs");
const folder = temporaryFolder();
afterAll(folder.remove);

const render = (data: Record<string, unknown>) =>
  renderOutput({ output_type: "display_data", data }, { markdown: (text) => `<p>${text}</p>` });

describe("printed text", () => {
  it("is escaped, keeps its colours and loses every other control", () => {
    expect(ansiToHtml("\u001b[1;31m<b>\u001b[0m ok\u001b[2K\u001b]0;title\u0007")).toBe(
      '<span class="ansi-bold ansi-red">&lt;b&gt;</span> ok',
    );
  });

  it("shows of an overwritten line what was written last", () => {
    expect(ansiToHtml("10 %\r50 %\rdone\r\nnext")).toBe("done\nnext");
  });

  it("of an error leaves out the way through the kernel", () => {
    const text =
      "Error: oh\n    at evalmachine.<anonymous>:1:7\n    at half (/a/lesson.ts:2:3)\n    at node:vm:1:1\n";
    expect(renderOutput({ output_type: "stream", name: "stderr", text }, { markdown: String })).toBe(
      '<pre class="printed stderr">Error: oh\n    at half (/a/lesson.ts:2:3)</pre>',
    );
  });
});

describe("an output with several forms", () => {
  it("is shown as the chart rather than its twins, and the figure cannot end its script", () => {
    const title = "</script><script>alert(1)</script>";
    const figure = { data: [{ y: [1], name: title }], layout: { title: { text: title } } };
    const html = render({
      "application/vnd.plotly.v1+json": figure,
      "text/html": "<p>twin</p>",
      "text/plain": "as <text>",
    });
    expect(html.match(/<\/script>/g)).toHaveLength(1);
    expect(html).not.toContain("<script>");
    expect(html).not.toContain("twin");
    expect(html).toContain("as &lt;text&gt;");
    const json = /<script type="application\/json">(.*?)<\/script>/s.exec(html)?.[1] ?? "";
    expect(JSON.parse(json)).toEqual(figure);
  });

  it("is HTML before text, and text is escaped", () => {
    expect(render({ "text/html": "<b>1</b>", "text/plain": "1" })).toBe('<div class="html"><b>1</b></div>');
    expect(render({ "text/plain": "<b>" })).toBe('<pre class="printed stdout">&lt;b&gt;</pre>');
  });

  it("of a display is its end: no state of a life that is over, no button that nothing hears", () => {
    const display = (inner: string) => `<div class="sb"><style>.sb{}</style>${inner}</div>`;
    const foot = (inner: string) => `<div class="sb-foot">${inner}</div>`;
    const stop = '<button type="button" data-streambook-action="a-1">Stop</button>';
    const state = '<span class="sb-state" role="status">updating</span><span class="sb-quiet"></span>';
    const shown = (inner: string) => render({ "text/html": display(inner) });
    expect(shown(`<table></table><p>3 rows</p>${foot(state + stop)}`)).toBe(
      `<div class="html">${display("<table></table><p>3 rows</p>")}</div>`,
    );
    expect(shown(foot(state + stop))).toBe("");
    const press = '<button type="button" data-streambook-action="a-2">Press me</button>';
    const without = '<span class="sb-without sb-quiet">Press me</span>';
    expect(shown(`${foot(press + without)}<div class="sb-result" role="status"></div>`)).toBe(
      `<div class="html">${display('<p class="sb-quiet">In the live book, a button here: Press me</p>')}</div>`,
    );
    expect(shown(`${foot(state)}<div class="sb-error">failed</div>`)).toContain("failed");
  });

  it("is a picture, from which no script can run", () => {
    expect(render({ "image/png": 'aGk=\n"><script>', "text/plain": '"x"' })).toBe(
      '<img src="data:image/png;base64,aGk=script" alt="&quot;x&quot;">',
    );
    expect(render({ "image/svg+xml": "<svg onload='x()'/>" })).toMatch(
      /^<img src="data:image\/svg\+xml;base64,/,
    );
  });

  it("keeps JSON readable by JSON.parse whatever is in it", () => {
    const value = { a: "<!--</script>\u2028", b: [null, 1.5] };
    expect(JSON.parse(jsonInScript(value))).toEqual(value);
    expect(jsonInScript(value)).not.toMatch(/[<\u2028]/);
  });
});

describe("Markdown", () => {
  it("has headings that differ, safe in the contents", () => {
    const markdown = createMarkdown(createLinks(folder.path, new Set()));
    const html = markdown.render("# Main\n\n## Use `<T>` & more\n\n## Use <T> & more");
    expect(markdown.headings.map(({ id }) => id)).toEqual(["main-2", "use-t-more", "use-more"]);
    expect(markdown.headings[1]?.html).toBe("Use &lt;T&gt; &amp; more");
    expect(html).toContain('<h2 id="use-t-more">Use <code>&lt;T&gt;</code> &amp; more</h2>');
  });

  it("leads to pages of the book and to the web, and nowhere else", () => {
    const links = createLinks(folder.path, new Set(["01-sockets"]));
    const html = createMarkdown(links).render(
      "[a](01-sockets.ipynb#two) [b](../docs/x.md) [c](javascript:alert(1)) [d](https://example.org/?a=1&b=2)",
    );
    expect([...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1])).toEqual([
      "01-sockets.html#two",
      "https://example.org/?a=1&amp;b=2",
    ]);
  });

  it("brings its pictures along, and tells of those it cannot", () => {
    const file = folder.write("pictures/a b.svg", "<svg/>");
    const links = createLinks(folder.path, new Set());
    const html = createMarkdown(links).render(
      '![one](pictures/a%20b.svg) <img alt="two" src="pictures/none.png"> ![three](https://example.org/x.png) ![four](../../package.json)',
    );
    expect(html).toContain('<img src="files/pictures/a%20b.svg" alt="one">');
    expect([...links.files]).toEqual([["files/pictures/a b.svg", file]]);
    expect(links.problems).toHaveLength(3);
    expect(html).toContain('<img alt="two" data-missing="pictures/none.png">');
    expect(html.match(/ src=/g)).toHaveLength(1);
  });
});
