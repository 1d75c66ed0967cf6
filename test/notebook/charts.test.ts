import { describe, expect, it } from "vitest";
import { figureBundle } from "../../src/notebook/chart-view.js";
import { type ChartSpec, chart } from "../../src/notebook/chart.js";
import { figureOf, seriesOf } from "../../src/notebook/figure.js";
import { textChart } from "../../src/notebook/text-chart.js";
import { capturePrints } from "./capture.js";

const spec: ChartSpec = {
  kind: "bar",
  x: "gt",
  y: "n",
  title: "Readings",
  xTitle: "activity",
  yTitle: "readings (count)",
};
const snapshot = {
  columns: [
    { name: "gt", type: "string" },
    { name: "n", type: "bigint" },
  ],
  rows: [
    ["<b>walk</b>", 4n],
    ["run'", 2n],
  ],
  total: 2,
};
const figure = figureOf(spec, seriesOf(spec, snapshot, "chart"));

describe("charts", () => {
  const prints = capturePrints();

  it("comes as a plotly figure, as HTML with a table, and as text", () => {
    const bundle = figureBundle(figure);
    expect(JSON.parse(JSON.stringify(bundle["application/vnd.plotly.v1+json"]))).toMatchObject({
      data: [{ type: "bar", x: ["&lt;b&gt;walk&lt;/b&gt;", "run'"], y: [4, 2] }],
      layout: { title: { text: "Readings" }, xaxis: { title: { text: "activity" } } },
    });
    expect(bundle["text/plain"]).toBe(
      `Readings\nn\n<b>walk</b> ${"█".repeat(30)} 4\nrun'        ${"█".repeat(15)} 2`,
    );
    expect(bundle["text/html"]).toContain('aria-label="chart: Readings"');
    expect(bundle["text/html"]).toContain('<th scope="col" title="string">readings (count)</th>');
  });

  it("keeps data data in every form", () => {
    const html = figureBundle(figure)["text/html"] ?? "";
    expect(html).not.toContain("<b>walk");
    const attribute = /data-fig='([^']*)'/.exec(html)?.[1] ?? "";
    const decoded = attribute
      .replace(/&quot;/g, '"')
      .replace(/&#39;/g, "'")
      .replace(/&lt;/g, "<")
      .replace(/&gt;/g, ">")
      .replace(/&amp;/g, "&");
    expect((JSON.parse(decoded) as { data: unknown[] }).data).toHaveLength(1);
  });

  it("splits the rows into series", () => {
    const split = { ...spec, kind: "line", x: "n", y: "n", series: "gt" } as const;
    expect(seriesOf(split, snapshot, "chart").map((one) => one.name)).toEqual(["<b>walk</b>", "run'"]);
    expect(figureOf(split, seriesOf(split, snapshot, "chart")).layout).toMatchObject({ showlegend: true });
  });

  it("draws lines as levels and numbers as ten bins", () => {
    expect(textChart({ data: [{ type: "scatter", name: "v", x: [0, 1, 2], y: [0, 5, 10] }] })).toBe(
      "v ▁▅█  from 0 to 10, last 10",
    );
    expect(textChart({ data: [{ type: "histogram", x: [0, 0, 10] }] }).split("\n")).toHaveLength(10);
    expect(textChart({ data: [] })).toBe("no data yet");
  });

  it("takes a figure as it is", async () => {
    await chart({ data: [{ type: "bar", x: ["a"], y: [1] }], layout: { title: "own" } });
    expect(prints.join("")).toMatch(/^own\na █+ 1\n$/);
  });

  it("asks for what a reader needs, and names a missing column's neighbours", async () => {
    await expect(chart(snapshot, { ...spec, yTitle: "" })).rejects.toThrow(
      "[CHART_INCOMPLETE] chart: A chart needs its columns, a title and axis titles with units, so that it can be read.\n  got: no yTitle",
    );
    await expect(chart(snapshot, { ...spec, y: "m" })).rejects.toThrow('got: "m"\n  try: one of gt, n');
    await expect(chart(5 as never)).rejects.toThrow("[NOT_A_FIGURE]");
  });
});
