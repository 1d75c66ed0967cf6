// A notebook of our own for the browser: a made-up query of known pace, so that every check is about the display.
import fs from "node:fs";
import path from "node:path";

/** Updates a second that the made-up query makes and the displays ask for. */
export const PACE = 5;

export const HOSTILE = '<img src=x onerror="window.hacked=1">';

const cells = [
  `import { live, liveChart, button, table, StreambookError } from "streambook";`,
  `const listeners = new Set<() => void>();
const fake = {
  id: "1", name: "scratch", isActive: true, batch: 0,
  status: { message: "", isDataAvailable: true, isTriggerActive: false },
  lastProgress: null as any,
  exception: () => null as Error | null,
  async stop() { this.isActive = false; clearInterval(timer); listeners.forEach((l) => l()); },
  onProgress(l: () => void) { listeners.add(l); return () => { listeners.delete(l); }; },
  async snapshot(limit: number) {
    const rss = Math.round(process.memoryUsage().rss / 1e6);
    const rows = Array.from({ length: 30 }, (_, i) => [BigInt(this.batch), i, Math.sin(this.batch / 9 + i), rss, ${JSON.stringify(HOSTILE)}, "wide ".repeat(60), "wide ".repeat(60)] as unknown[]);
    return { columns: [["batch", "bigint"], ["i", "int"], ["sin", "double"], ["rss", "int"], ["text", "string"], ["long", "string"], ["longer", "string"]].map(([name, type]) => ({ name, type })), rows: rows.slice(0, limit), total: 1234 };
  },
};
const timer = setInterval(() => {
  fake.batch += 1;
  fake.lastProgress = { batchId: fake.batch, numInputRows: 10, inputRowsPerSecond: 50, processedRowsPerSecond: 1000 };
  listeners.forEach((l) => l());
}, ${1000 / PACE});`,
  `const shown = live(fake, { every: ${1000 / PACE}, rows: 20, title: "scratch table" }); void 0`,
  `const drawn = liveChart(fake, { kind: "line", x: "i", y: "sin", title: "Sine", xTitle: "position (count)", yTitle: "height (m)" }, { every: ${1000 / PACE} }); void 0`,
  `const count = { clicks: 0 };
button("Count", () => \`clicked \${++count.clicks}\`)`,
  `button("Read", ({ cellCode }: any) => cellCode.endsWith("// edited") ? "edited since it ran" : "as it ran")`,
  `console.log(${JSON.stringify("wide".repeat(200))})`,
  `await new Promise<void>((resolve) => { (globalThis as any).letGo = resolve; });`,
];

const failing = [
  `throw new StreambookError({ code: "WRONG", step: "select", rule: "The column must exist.", got: '"nam"', cure: 'select("name")' });`,
];

/** Writes the notebook into workbook/; remove() takes it away again. */
export function writeScratch(root, name = "zz-browser-check.ipynb", sources = cells) {
  const file = path.join(root, "workbook", name);
  const notebook = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" },
      language_info: { name: "typescript", file_extension: ".ts" },
    },
    cells: sources.map((source, i) => ({
      cell_type: "code",
      id: `cell-${i}`,
      metadata: {},
      execution_count: null,
      outputs: [],
      source,
    })),
  };
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify(notebook, null, 1));
  return { name, remove: () => fs.rmSync(file, { force: true }) };
}

export const failingCells = [cells[0], ...failing];
