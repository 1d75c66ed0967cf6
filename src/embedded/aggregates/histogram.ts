/** A bin of `histogram_numeric`: its centre and how many values it holds. */
export interface Bin {
  x: number;
  y: number;
}

/** Java's random numbers: Spark breaks ties between equally near bins with them. */
class JavaRandom {
  #seed: bigint;
  constructor(seed: bigint) {
    this.#seed = (seed ^ 0x5deece66dn) & 0xffffffffffffn;
  }
  #next(bits: bigint): bigint {
    this.#seed = (this.#seed * 0x5deece66dn + 0xbn) & 0xffffffffffffn;
    return this.#seed >> (48n - bits);
  }
  double(): number {
    return Number((this.#next(26n) << 27n) + this.#next(27n)) / 2 ** 53;
  }
}

/** At most so many bins, in the order of their centres: each value is a bin of its own until the two nearest must be one. */
export function histogram(values: readonly number[], most: number): Bin[] {
  const bins: Bin[] = [];
  const random = new JavaRandom(31183n);
  for (const x of values) {
    let [low, high] = [0, bins.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (bins[middle]!.x < x) low = middle + 1;
      else high = middle;
    }
    if (bins[low]?.x === x) {
      bins[low]!.y++;
      continue;
    }
    bins.splice(low, 0, { x, y: 1 });
    if (bins.length > most) mergeNearest(bins, random);
  }
  return bins;
}

/** Two histograms as one: bins of the same centre stay apart as long as there is room. */
export function mergedHistogram(a: readonly Bin[], b: readonly Bin[], most: number): Bin[] {
  const bins = [...a, ...b].sort((left, right) => left.x - right.x);
  const random = new JavaRandom(31183n);
  while (bins.length > most) mergeNearest(bins, random);
  return bins;
}

function mergeNearest(bins: Bin[], random: JavaRandom): void {
  let smallest = Infinity;
  let at = 0;
  let ties = 1;
  for (let i = 0; i < bins.length - 1; i++) {
    const gap = bins[i + 1]!.x - bins[i]!.x;
    if (gap < smallest) [smallest, at, ties] = [gap, i, 1];
    else if (gap === smallest && random.double() <= 1 / ++ties) at = i;
  }
  const [a, b] = [bins[at]!, bins[at + 1]!];
  const y = a.y + b.y;
  bins.splice(at, 2, { x: (a.x * a.y + b.x * b.y) / y, y });
}
