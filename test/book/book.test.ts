import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Book, code, notebook, root, script, temporaryFolder, text } from "./support.js";

const { makeBook } = await script("book/make.mjs");
const folder = temporaryFolder();
afterAll(folder.remove);

const hostile = `</script><img src=x onerror="alert(1)">`;
const chart = `const figure = (name: string) => ({
  data: {
    "application/vnd.plotly.v1+json": { data: [{ y: [1, 2], name }], layout: { title: { text: "Counts" } } },
    "text/html": "<div data-fig='{}'>twin</div>",
    "text/plain": name,
  },
  metadata: {},
  transient: { display_id: "chart" },
});
const show = require("tslab/dist/jupyter.js").lastWriteDisplayData;
show(figure("first"), false);`;

describe("the book of two lessons", () => {
  const out = join(folder.path, "book");
  const said: string[] = [];
  let book: Book;
  const page = (name: string) => readFileSync(join(out, name), "utf8");

  beforeAll(async () => {
    folder.write("lessons/picture.svg", "<svg/>");
    folder.write(
      "lessons/00-first.ipynb",
      notebook(
        text("# First & *only*\n\nWhat you will **learn**.\n\n![picture](picture.svg)"),
        text("## Part one"),
        code(chart),
        code(`show(figure(${JSON.stringify(hostile)}), true);`),
        code("throw new Error('as promised')", "raises-exception"),
        code("console.log(process.env.STREAMBOOK_HEADLESS, process.cwd().endsWith('lessons'), '<b>')"),
      ),
    );
    folder.write(
      "lessons/01-second.ipynb",
      notebook(text("# Second"), code("const rows = [1];\nrows.missing"), code("console.log('not reached')")),
    );
    book = await makeBook({ folder: join(folder.path, "lessons"), out, say: (line) => said.push(line) });
  });

  it("tells of each lesson, and of the failing cell by lesson, number, code and error", () => {
    expect(said[0]).toMatch(/^ {2}00-first … 4 cells, \d+\.\d s$/);
    expect(said[1]).toMatch(/^ {2}01-second … 1 cells?, \d+\.\d s, FAILED$/);
    expect(book.failures).toEqual([
      "01-second, cell 2:\n    | const rows = [1];\n    | rows.missing\n    2:6 - Property 'missing' does not exist on type 'number[]'.",
    ]);
  });

  it("shows the last state of a chart, drawn by a plotly.js that is there once", () => {
    const html = page("00-first.html");
    const json = /<script type="application\/json">(.*?)<\/script>/s.exec(html)?.[1] ?? "";
    expect(JSON.parse(json)).toMatchObject({ data: [{ y: [1, 2], name: hostile }] });
    expect(html).toMatch(/<script nonce="[^"]+" src="assets\/plotly\.min\.js" defer>/);
    expect(page("01-second.html")).not.toContain("plotly.min.js");
    expect(statSync(join(out, "assets", "plotly.min.js")).size).toBeGreaterThan(1_000_000);
  });

  it("escapes what is data", () => {
    const html = page("00-first.html");
    expect(html).not.toContain("<img src=x");
    expect(html).toContain("1 true &lt;b&gt;");
  });

  it("keeps an error that is meant, and marks one that is not", () => {
    expect(page("00-first.html")).toContain("Error: as promised");
    expect(page("00-first.html")).not.toContain("This cell failed");
    expect(page("01-second.html")).toContain("This cell failed");
    expect(page("01-second.html")).not.toContain('<pre class="printed stdout">not reached');
  });

  it("links its pages, its parts and its pictures, and takes nothing from elsewhere", () => {
    const first = page("00-first.html");
    expect(first).toContain('<a href="00-first.html" aria-current="page">First &amp; only</a>');
    expect(first).toContain('<a href="#part-one">Part one</a>');
    expect(first).toContain('<a rel="next" href="01-second.html">');
    expect(page("01-second.html")).toContain('<a rel="prev" href="00-first.html">');
    expect(page("index.html")).toContain("<p>What you will learn.</p>");
    expect(existsSync(join(out, "files", "picture.svg"))).toBe(true);
    for (const name of readdirSync(out).filter((entry) => entry.endsWith(".html"))) {
      expect(page(name)).not.toMatch(/(?:src|<link[^>]*href)="(?:https?:)?\/\//);
      expect(page(name)).not.toContain(root);
    }
  });
});

describe("npm run book", () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [join(root, "scripts", "book.mjs"), "--no-build", ...args], {
      cwd: folder.path,
      encoding: "utf8",
    });

  it("fails when a cell fails, and when one that should fail does not", () => {
    folder.write("bad/02-bad.ipynb", notebook(text("# Bad"), code("1", "raises-exception")));
    const { status, stderr, stdout } = run("--notebooks", "bad", "--out", "bad book");
    expect(stderr).toBe("\n02-bad, cell 2:\n    | 1\n    is tagged raises-exception, but did not fail\n");
    expect(stdout).toContain(`1 lesson: open ${join("bad book", "index.html")}`);
    expect(status).toBe(1);
  });

  it("can leave out the running, and choose lessons", () => {
    folder.write("plain/03-a.ipynb", notebook(text("# A"), code("throw 1")));
    folder.write("plain/04-b.ipynb", notebook(text("# B"), code("throw 1")));
    const { status } = run("--notebooks", "plain", "--out", "plain book", "--no-execute", "--only", "04");
    expect(status).toBe(0);
    const files = readdirSync(join(folder.path, "plain book"));
    expect(files).toContain("04-b.html");
    expect(files).not.toContain("03-a.html");
    expect(run("--notebooks", "plain", "--out", "plain book", "--only", "9").stderr).toMatch(
      /No notebook starts with 9/,
    );
  });

  it("does not write over a folder that is not a book", () => {
    folder.write("mine/thesis.txt", "years of work");
    const { status, stderr } = run("--notebooks", "plain", "--out", "mine", "--no-execute");
    expect(status).toBe(1);
    expect(stderr).toContain("holds files that are not a book");
    expect(existsSync(join(folder.path, "mine", "thesis.txt"))).toBe(true);
  });

  it("names an option it does not know", () => {
    const { status, stderr } = run("--onyl", "01");
    expect(status).toBe(2);
    expect(stderr).toMatch(/--onyl.*Usage: npm run book/s);
  });
});
