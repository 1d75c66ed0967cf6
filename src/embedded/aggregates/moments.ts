/** Sums of powers of the distances from the mean, updated value by value in Spark's order of operations: the same last digit. */
interface Moments {
  readonly n: number;
  readonly m2: number;
  readonly m3: number;
  readonly m4: number;
}

function momentsOf(values: readonly number[]): Moments {
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
  return { n, m2, m3, m4 };
}

/** The sum of the squares of the distances from the mean. */
export function squares(values: readonly number[]): number {
  return momentsOf(values).m2;
}

/** Null for values that are all one. */
export function skewness(values: readonly number[]): number | null {
  const { n, m2, m3 } = momentsOf(values);
  return m2 === 0 ? null : (Math.sqrt(n) * m3) / Math.sqrt(m2 * m2 * m2);
}

/** In excess of the normal distribution's. */
export function kurtosis(values: readonly number[]): number | null {
  const { n, m2, m4 } = momentsOf(values);
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
