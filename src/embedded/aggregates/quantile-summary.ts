/**
 * A column's values thinned out so that every quantile is told with a bounded error (Greenwald and Khanna, as Spark keeps it): of each kept value how many
 * it stands for, and how uncertain its rank is. Flat: value, count, uncertainty, value, …, in the order of the values.
 */
export type Summary = readonly number[];

const FIELDS = 3;

/** As long as there are fewer than half the accuracy's values, all are kept. */
export function summaryOf(values: readonly number[], accuracy: number): Summary {
  const sorted = Float64Array.from(values).sort();
  const all: number[] = [];
  for (const value of sorted) all.push(value, 1, 0);
  return compressed(all, (2 * values.length) / accuracy);
}

export function mergedSummary(a: Summary, b: Summary, accuracy: number): Summary {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const [n, m] = [countOf(a), countOf(b)];
  // A value's rank among the other's is as uncertain as the other's ranks are.
  const [ofA, ofB] = [Math.floor((2 * m) / accuracy), Math.floor((2 * n) / accuracy)];
  const all: number[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const isA = j >= b.length || (i < a.length && a[i]! < b[j]!);
    const [from, at] = isA ? [a, i] : [b, j];
    const isInside = i < a.length && j < b.length && (isA ? j > 0 : i > 0);
    all.push(from[at]!, from[at + 1]!, from[at + 2]! + (isInside ? (isA ? ofA : ofB) : 0));
    if (isA) i += FIELDS;
    else j += FIELDS;
  }
  return compressed(all, (2 * (n + m)) / accuracy);
}

/** The values at parts of the whole. */
export function quantilesOf(summary: Summary, parts: readonly number[], accuracy: number): number[] | null {
  if (summary.length === 0) return null;
  const n = countOf(summary);
  let widest = 0;
  for (let i = 0; i < summary.length; i += FIELDS)
    widest = Math.max(widest, summary[i + 1]! + summary[i + 2]!);
  const error = Math.floor(widest / 2);
  return parts.map((part) => {
    if (part <= 1 / accuracy) return summary[0]!;
    const last = summary[summary.length - FIELDS]!;
    if (part >= 1 - 1 / accuracy) return last;
    const rank = Math.ceil(part * n);
    let least = 0;
    for (let i = 0; i < summary.length; i += FIELDS) {
      least += summary[i + 1]!;
      if (least + summary[i + 2]! - error <= rank && rank <= least + error) return summary[i]!;
    }
    return last;
  });
}

function countOf(summary: Summary): number {
  let n = 0;
  for (let i = 1; i < summary.length; i += FIELDS) n += summary[i]!;
  return n;
}

/** Neighbours become one as long as it does not stand for too many; the ends stay. */
function compressed(all: readonly number[], most: number): number[] {
  if (most <= 1 || all.length <= FIELDS) return [...all];
  const last = all.length - FIELDS;
  const kept: (readonly [number, number, number])[] = [];
  let head: readonly [number, number, number] = [all[last]!, all[last + 1]!, all[last + 2]!];
  for (let i = last - FIELDS; i > 0; i -= FIELDS) {
    const [value, count, delta] = [all[i]!, all[i + 1]!, all[i + 2]!];
    if (count + head[1] + head[2] < most) head = [head[0], head[1] + count, head[2]];
    else {
      kept.push(head);
      head = [value, count, delta];
    }
  }
  kept.push(head);
  if (last > 0) kept.push([all[0]!, all[1]!, all[2]!]);
  return kept.reverse().flat();
}
