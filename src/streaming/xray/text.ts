import type { XrayBatch } from "../../plan/xray.js";

const height = 16;
const width = 60;
const levels = "▁▂▃▄▅▆▇█";

/** The x-ray in characters: event time upwards, a column for each of the last batches, the state below. */
export function xrayText(title: string, all: readonly XrayBatch[]): string {
  const batches = all.slice(-width);
  const last = batches.at(-1);
  if (last === undefined) return `${title}\nno batch yet`;
  const [low, high] = range(batches);
  const lines = [title];
  if (low !== null && high !== null) {
    const step = Math.max(1, (high - low) / height);
    for (let line = height - 1; line >= 0; line--) {
      const from = low + line * step;
      lines.push(`${label(from, step)} │${batches.map((batch) => cell(batch, from, from + step)).join("")}`);
    }
    lines.push(
      `${" ".repeat(label(low, step).length)} └${"─".repeat(batches.length)} batches ${batches[0]!.id} to ${last.id}`,
    );
    lines.push("● row  x late row  ━ watermark  ░ open window  ▓ closed by the batch");
  }
  const most = Math.max(1, ...batches.map((batch) => batch.stateRows));
  const bars = batches
    .map((batch) => levels[Math.round((batch.stateRows / most) * (levels.length - 1))]!)
    .join("");
  lines.push(`state ${bars} ${last.stateRows} rows (at most ${Math.max(0, ...all.map((b) => b.stateRows))})`);
  const sum = (of: (batch: XrayBatch) => number): number =>
    all.reduce((total, batch) => total + of(batch), 0);
  lines.push(
    `rows in ${sum((b) => b.rowsIn)}, out ${sum((b) => b.rowsOut)}, late ${sum((b) => b.late)}; windows open ${last.open.length}, closed ${sum((b) => b.closed.length)}; watermark ${last.watermark === null ? "not set yet" : new Date(last.watermark).toISOString()}`,
  );
  return lines.join("\n");
}

/** The times that there are; windows reach as far as they do, but one of a year does not hide the rows. */
export function range(batches: readonly XrayBatch[]): [number | null, number | null] {
  const times = batches.flatMap((batch) => [
    ...batch.times,
    ...batch.lateTimes,
    ...(batch.watermark === null ? [] : [batch.watermark]),
  ]);
  if (times.length === 0) return [null, null];
  const [low, high] = [Math.min(...times), Math.max(...times)];
  const ends = batches.flatMap((batch) => [...batch.open, ...batch.closed]).flatMap((w) => [w.start, w.end]);
  const near = ends.filter((time) => time >= low - (high - low) && time <= high + (high - low));
  return [Math.min(low, ...near), Math.max(high, ...near) + 1];
}

function cell(batch: XrayBatch, from: number, to: number): string {
  const inside = (time: number): boolean => time >= from && time < to;
  const overlaps = (window: { readonly start: number; readonly end: number }): boolean =>
    window.start < to && window.end > from;
  if (batch.lateTimes.some(inside)) return "x";
  if (batch.times.some(inside)) return "●";
  if (batch.watermark !== null && inside(batch.watermark)) return "━";
  if (batch.closed.some(overlaps)) return "▓";
  return batch.open.some(overlaps) ? "░" : " ";
}

/** The time of day, with the date when the steps are long. */
function label(time: number, step: number): string {
  const iso = new Date(time).toISOString();
  if (step >= 3_600_000) return iso.slice(0, 16).replace("T", " ");
  return step < 1000 ? iso.slice(11, 23) : iso.slice(11, 19);
}
