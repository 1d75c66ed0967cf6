/** Sums of powers of the distances from the mean, updated value by value in Spark's order of operations: the same last digit. */
export interface Moments {
  readonly n: number;
  readonly mean: number;
  readonly m2: number;
  readonly m3: number;
  readonly m4: number;
}

export function momentsOf(values: readonly number[]): Moments {
  let [n, mean, m2, m3, m4] = [0, 0, 0, 0, 0];
  for (const x of values) {
    n++;
    const delta = x - mean;
    const deltaN = delta / n;
    mean += deltaN;
    m2 += delta * (delta - deltaN);
    const delta2 = delta * delta;
    const deltaN2 = deltaN * deltaN;
    m3 = m3 - 3 * deltaN * m2 + delta * (delta2 - deltaN2);
    m4 = m4 - 4 * deltaN * m3 - 6 * deltaN2 * m2 + delta * (delta * delta2 - deltaN * deltaN2);
  }
  return { n, mean, m2, m3, m4 };
}

/** Of all values of both (Pébay's formulas, in Spark's order). */
export function mergedMoments(a: Moments, b: Moments): Moments {
  const n = a.n + b.n;
  if (n === 0) return a;
  const delta = b.mean - a.mean;
  const deltaN = delta / n;
  const product = a.n * b.n;
  const m3 =
    a.m3 + b.m3 + deltaN * deltaN * delta * product * (a.n - b.n) + 3 * deltaN * (a.n * b.m2 - b.n * a.m2);
  const m4 =
    a.m4 +
    b.m4 +
    deltaN ** 3 * delta * product * (a.n * a.n - product + b.n * b.n) +
    6 * deltaN * deltaN * (a.n * a.n * b.m2 + b.n * b.n * a.m2) +
    4 * deltaN * (a.n * b.m3 - b.n * a.m3);
  return { n, mean: a.mean + deltaN * b.n, m2: a.m2 + b.m2 + delta * deltaN * product, m3, m4 };
}

/** The sum of the squares of the distances from the mean. */
export function squares(values: readonly number[]): number {
  return momentsOf(values).m2;
}

/** Null for values that are all one. */
export function skewness({ n, m2, m3 }: Moments): number | null {
  return m2 === 0 ? null : (Math.sqrt(n) * m3) / Math.sqrt(m2 * m2 * m2);
}

/** In excess of the normal distribution's. */
export function kurtosis({ n, m2, m4 }: Moments): number | null {
  return m2 === 0 ? null : (n * m4) / (m2 * m2) - 3;
}

/** Sums of squares and of products of two columns' distances from their means. */
export interface Pair {
  readonly n: number;
  readonly xx: number;
  readonly yy: number;
  readonly xy: number;
}

/** Of pairs `[x, y]`, as Spark's correlation and covariance go through them. */
export function pairOf(xs: readonly number[], ys: readonly number[]): Pair {
  let [n, xMean, yMean, xx, yy, xy] = [0, 0, 0, 0, 0, 0];
  for (const [i, x] of xs.entries()) {
    const y = ys[i]!;
    n++;
    const dx = x - xMean;
    const dy = y - yMean;
    xMean += dx / n;
    yMean += dy / n;
    xy += dx * (y - yMean);
    xx += dx * (x - xMean);
    yy += dy * (y - yMean);
  }
  return { n, xx, yy, xy };
}
