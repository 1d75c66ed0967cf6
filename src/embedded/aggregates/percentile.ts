/** A column's values in order with their weights: what percentiles are read from. */
interface Ranked {
  readonly values: readonly number[];
  /** Weight up to and with each value. */
  readonly ranks: readonly number[];
}

function rank(values: readonly number[], weights: readonly bigint[] | null): Ranked {
  const order = values.map((value, i) => [value, Number(weights?.[i] ?? 1n)] as const);
  order.sort(([a], [b]) => compare(a, b));
  const sorted: number[] = [];
  const ranks: number[] = [];
  let total = 0;
  for (const [value, weight] of order) {
    if (weight <= 0) continue;
    total += weight;
    sorted.push(value);
    ranks.push(total);
  }
  return { values: sorted, ranks };
}

/** NaN is greater than any number. */
const compare = (a: number, b: number): number =>
  Number.isNaN(a) ? (Number.isNaN(b) ? 0 : 1) : Number.isNaN(b) ? -1 : a - b;

function valueAt({ values, ranks }: Ranked, position: number): number {
  let [low, high] = [0, ranks.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranks[middle]! >= position + 1) high = middle;
    else low = middle + 1;
  }
  return values[low]!;
}

/** Between the two nearest values, in proportion. */
export function percentiles(
  values: readonly number[],
  weights: readonly bigint[] | null,
  wanted: readonly number[],
): number[] | null {
  const ranked = rank(values, weights);
  const last = (ranked.ranks.at(-1) ?? 0) - 1;
  if (last < 0) return null;
  return wanted.map((p) => {
    const position = last * p;
    const [lower, higher] = [Math.floor(position), Math.ceil(position)];
    const [a, b] = [valueAt(ranked, lower), valueAt(ranked, higher)];
    return lower === higher || a === b ? a : a + (b - a) * (position - lower);
  });
}

/** The first value that so great a part of all is not greater than. */
export function discretePercentiles(
  values: readonly number[],
  weights: readonly bigint[] | null,
  wanted: readonly number[],
  isDescending: boolean,
): number[] | null {
  const ranked = rank(values, weights);
  const count = ranked.ranks.at(-1) ?? 0;
  if (count === 0) return null;
  return wanted.map((p) => {
    const index = Math.max(0, Math.ceil(p * count) - 1);
    return valueAt(ranked, isDescending ? count - 1 - index : index);
  });
}
