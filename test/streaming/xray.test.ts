import { expect, it } from "vitest";
import { window } from "streambook";
import { row, Stage } from "./group-state/kit.js";

async function story() {
  const stage = await Stage.open();
  const query = await stage.start(stage.timed.groupBy(window("t", "10 seconds")).count(), "append");
  const xray = query.xray();
  for (const rows of [
    [row("a", "00:01"), row("a", "00:03")],
    [row("a", "00:08"), row("a", "00:12")],
    [row("a", "00:17")],
    [row("a", "00:02"), row("a", "00:24")],
    [row("a", "00:31")],
  ]) {
    await stage.add(query, ...rows);
    await stage.clock.advance("1 second");
  }
  return { query, xray };
}
const second = (millis: number): number => (millis - Date.parse("2024-01-01T00:00:00Z")) / 1000;

it("tells of every batch what happened: rows, late rows, the watermark, windows opening and closing, the state", async () => {
  const { xray } = await story();
  const told = xray.batches.map((batch) => ({
    rows: batch.times.map(second).sort((a, b) => a - b),
    late: batch.lateTimes.map(second),
    watermark: batch.watermark === null ? null : second(batch.watermark),
    open: batch.open.map((w) => second(w.end)),
    closed: batch.closed.map((w) => second(w.end)),
    state: batch.stateRows,
  }));
  const nothing = { rows: [], late: [], closed: [] };
  expect(told).toEqual([
    { ...nothing, rows: [1, 3], watermark: null, open: [10], state: 1 },
    { ...nothing, watermark: -2, open: [10], state: 1 },
    { ...nothing, rows: [8, 12], watermark: -2, open: [10, 20], state: 2 },
    { ...nothing, watermark: 7, open: [10, 20], state: 2 },
    { ...nothing, rows: [17], watermark: 7, open: [10, 20], state: 2 },
    { ...nothing, watermark: 12, open: [20], closed: [10], state: 1 },
    { ...nothing, rows: [24], late: [2], watermark: 12, open: [20, 30], state: 2 },
    { ...nothing, watermark: 19, open: [20, 30], state: 2 },
    { ...nothing, rows: [31], watermark: 19, open: [20, 30, 40], state: 3 },
    { ...nothing, watermark: 26, open: [30, 40], closed: [20], state: 2 },
  ]);
});

it("a row older than the watermark is not late while its window is open", async () => {
  const stage = await Stage.open();
  const query = await stage.start(stage.timed.groupBy(window("t", "10 seconds")).count(), "append");
  const look = query.xray();
  await stage.add(query, row("a", "00:16"));
  await stage.add(query, row("a", "00:04"), row("a", "00:10"));
  expect(look.batches.at(-1)).toMatchObject({ late: 1 });
  const [times, late] = [look.batches.at(-1)!.times, look.batches.at(-1)!.lateTimes];
  expect([times.map(second), late.map(second)]).toEqual([[10], [4]]);
});

it("is a picture of characters", async () => {
  const { xray } = await story();
  const lines = String(xray).split("\n");
  expect(lines[0]).toBe("The query in event time");
  expect(lines.filter((line) => line.includes("│"))).toHaveLength(16);
  expect(lines.join("\n")).toMatch(/●.*\n.*━|━.*\n.*●/);
  expect(lines.find((line) => line.includes("x") && line.includes("│"))).toMatch(/^00:00:0[0-2] │/);
  expect(lines.at(-2)).toMatch(/^state .* 2 rows \(at most 3\)$/);
  expect(lines.at(-1)).toBe(
    "rows in 8, out 2, late 1; windows open 2, closed 2; watermark 2024-01-01T00:00:26.000Z",
  );
});

it("is a figure with titles, units and colours that everybody can tell apart", async () => {
  const { xray } = await story();
  const { data, layout } = xray.figure() as {
    data: { name: string; x: unknown[]; y: unknown[] }[];
    layout: object;
  };
  expect(data.map((trace) => trace.name)).toEqual([
    ...["closed windows", "open windows", "rows", "late rows", "watermark", "state"],
  ]);
  expect(layout).toMatchObject({
    title: { text: "The query in event time" },
    xaxis: { title: { text: "processing time (UTC)" } },
    yaxis: { title: { text: "event time (UTC)" } },
    yaxis2: { title: { text: "state (rows)" } },
  });
  expect(data[3]).toMatchObject({ x: ["2024-01-01T00:00:03.000Z"], y: ["2024-01-01T00:00:02.000Z"] });
  expect(data[0]!.x).toHaveLength(12); // two windows, six points each
});

it("keeps a bounded part of large batches, and nothing but sums before it is asked for", async () => {
  const stage = await Stage.open();
  const query = await stage.start(stage.timed.groupBy("t").count(), "update");
  const many = Array.from({ length: 500 }, (_, i) =>
    row("a", `00:${(i % 60).toString().padStart(2, "0")}.${String(i).padStart(3, "0")}`),
  );
  await stage.add(query, ...many);
  const xray = query.xray();
  const { times, open } = xray.batches[0]!;
  expect(times).toHaveLength(2);
  expect(open).toEqual([]);
  await stage.add(query, ...many.map((r) => ({ ...r, t: r.t.replace("T00:00", "T00:01") })));
  const last = xray.batches.find((batch) => batch.rowsIn === 500 && batch.id > 0)!;
  expect(last.times.length).toBeLessThanOrEqual(24);
  expect(last.open.length).toBeLessThanOrEqual(50);
  expect(String(stage.session.streams.active[0]!.xray())).toContain("rows in 1000");
});

it("of a query without event time it shows the state alone", async () => {
  const stage = await Stage.open();
  const query = await stage.start(stage.input.toDF().groupBy("k").count(), "update");
  expect(String(query.xray())).toBe("The query in event time\nno batch yet");
  await stage.add(query, row("a", "00:01"), row("b", "00:01"));
  expect(String(query.xray()).split("\n").slice(1)).toEqual([
    "state █ 2 rows (at most 2)",
    "rows in 2, out 2, late 0; windows open 0, closed 0; watermark not set yet",
  ]);
});
