import { describe, expect, it } from "vitest";
import type { Snapshot } from "../../src/notebook/contract.js";
import { htmlTable } from "../../src/notebook/html-table.js";
import { type DanfoFrame, table, toDanfo } from "../../src/notebook/index.js";
import { textTable } from "../../src/notebook/text-table.js";
import { capturePrints } from "./capture.js";

const hostile = '"><img src=x onerror=alert(1)>';
const snapshot: Snapshot = {
  columns: [
    { name: hostile, type: `struct<${hostile}>` },
    { name: "n", type: "bigint" },
  ],
  rows: [
    [hostile, 10n],
    [null, 9n],
  ],
  total: 1234,
};

describe("HTML tables", () => {
  const html = htmlTable(snapshot, { title: hostile, rows: 2 });

  it("escapes names, types, values and the title", () => {
    expect(html).not.toContain("<img");
    expect(html.match(/&lt;img src=x onerror=alert\(1\)&gt;/g)?.length).toBeGreaterThanOrEqual(5);
  });

  it("has a caption, column headers, numbers to the right, and says what it leaves out", () => {
    expect(html).toContain("<caption>");
    expect(html).toContain('<th scope="col" class="sb-r" title="bigint">n</th>');
    expect(html).toContain('<td class="sb-r">10</td>');
    expect(html).toContain('<td class="sb-null">null</td>');
    expect(html).toContain("showing 2 of 1,234 rows");
  });

  it("keeps its height whatever the number of rows", () => {
    const height = (rows: Snapshot["rows"]): string | undefined =>
      /height:\d+px/.exec(htmlTable({ ...snapshot, rows }, { fixedRows: 10 }))?.[0];
    expect(height([])).toBe(height(snapshot.rows));
    expect(height([])).toBeDefined();
  });

  it("has no caption without a title, and is heard by its columns' names", () => {
    const untitled = htmlTable({ columns: [{ name: "a", type: "int" }], rows: [], total: 0 });
    expect(untitled).not.toContain("<caption>");
    expect(untitled).toContain('aria-label="table of a"');
  });

  it("gives a value that is wide room to break, and lets it run on where it stands alone", () => {
    const wide = "word ".repeat(20);
    const column = (name: string) => ({ name, type: "string" });
    const alone = htmlTable({ columns: [column("a")], rows: [[wide]], total: 1 });
    const two = htmlTable({ columns: [column("a"), column("b")], rows: [[wide, "b"]], total: 1 });
    expect(alone).toContain(`<td>${wide}</td>`);
    expect(two).toContain(`<td class="sb-long">${wide}</td><td>b</td>`);
  });

  it("cuts a long value and keeps more of it in the tooltip", () => {
    const long = htmlTable({
      columns: [{ name: "a", type: "string" }],
      rows: [["x".repeat(5000)]],
      total: 1,
    });
    expect(long).toContain(`>${"x".repeat(999)}…</td>`);
    expect(long).toContain(`title="${"x".repeat(3999)}…"`);
  });
});

describe("text tables", () => {
  it("lines columns up, wide characters and combining marks too", () => {
    const columns = [
      { name: "word", type: "string" },
      { name: "n", type: "int" },
    ];
    const rows = [
      ["日本", 1],
      ["e\u0301te", 22],
    ];
    expect(textTable({ columns, rows, total: 2 })).toBe(
      [
        "+------+----+",
        "| word |  n |",
        "+------+----+",
        "| 日本 |  1 |",
        "| e\u0301te  | 22 |",
        "+------+----+",
        "2 rows",
      ].join("\n"),
    );
  });
});

describe("table", () => {
  const prints = capturePrints();

  it("prints an array of objects in a terminal", async () => {
    await table([{ a: 1n, b: "x" }, { a: 2n }], { title: "pairs", rows: 1 });
    expect(prints.join("")).toBe(
      "pairs\n+---+---+\n| a | b |\n+---+---+\n| 1 | x |\n+---+---+\nshowing 1 of 2 rows\n",
    );
  });

  it("asks a DataFrame for no more rows than it shows", async () => {
    let asked = 0;
    const viewable = {
      async snapshot(limit: number): Promise<Snapshot> {
        asked = limit;
        return { columns: [{ name: "a", type: "int" }], rows: [[1]], total: 500 };
      },
    };
    await table(viewable, { rows: 7 });
    expect(asked).toBe(7);
    expect(prints.join("")).toContain("showing 1 of 500 rows");
  });

  it("makes a danfojs DataFrame and shows one", async () => {
    const frame = await toDanfo({
      columns: [
        { name: "id", type: "bigint" },
        { name: "name", type: "string" },
      ],
      rows: [
        [1n, "a"],
        [2n ** 62n, "b"],
      ],
      total: 2,
    });
    expect(frame.shape).toEqual([2, 2]);
    await table(frame satisfies DanfoFrame);
    expect(prints.join("")).toContain("4611686018427387904");
  });

  it("refuses what is no table, with the cure", async () => {
    await expect(table(5 as never)).rejects.toThrow(
      "[NOT_A_TABLE] table: It shows a DataFrame, a query, a danfojs DataFrame or an array of objects.\n  got: number\n  try: table(df)",
    );
    const stream = { isStreaming: true, snapshot: () => Promise.reject(new Error("not asked")) };
    await expect(toDanfo(stream)).rejects.toThrow(/STREAMING_QUERY_REQUIRED.*then toDanfo\(query\)/s);
    await expect(table(stream)).rejects.toThrow(/STREAMING_QUERY_REQUIRED.*then table\(query\)/s);
  });
});
