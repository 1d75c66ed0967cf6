/** HyperLogLog: 2^p registers, each the longest run of zeros seen among the hashes that fall to it. */

/** Registers (as a power of two) that keep the relative standard deviation, as Spark chooses them. */
export function precisionFor(deviation: number): number {
  return Math.max(4, Math.ceil((2 * Math.log(1.106 / deviation)) / Math.log(2)));
}

/** The register of a hash and its run of zeros, as one number: register * 64 + run. */
export function registerOf(hash: bigint, p: number): number {
  const bits = BigInt.asUintN(64, hash);
  const register = Number(bits >> BigInt(64 - p));
  const rest = BigInt.asUintN(64, bits << BigInt(p)) | (1n << BigInt(p - 1));
  return register * 64 + 65 - rest.toString(2).length;
}

// Below these estimates counting empty registers is the better guess (Heule, Nunkesser, Hall: HyperLogLog in Practice).
const thresholds = [10, 20, 40, 80, 220, 400, 900, 1800, 3100, 6500, 11500, 20000, 50000, 120000, 350000];

/** The registers that these hashes fill, a byte each. */
export function registersOf(seen: readonly (number | null)[], p: number): Uint8Array {
  const longest = new Uint8Array(2 ** p);
  for (const each of seen) {
    if (each === null) continue;
    const register = each >> 6;
    longest[register] = Math.max(longest[register]!, each & 63);
  }
  return longest;
}

/** The registers of both together. */
export function mergedRegisters(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a.map((run, i) => Math.max(run, b[i]!));
}

/** How many different hashes made these registers. */
export function estimate(longest: Uint8Array, p: number): bigint {
  const m = longest.length;
  const empty = longest.reduce((n, run) => (run === 0 ? n + 1 : n), 0);
  if (empty > 0) {
    const linear = m * Math.log(m / empty);
    if (linear <= (thresholds[p - 4] ?? 350000)) return BigInt(Math.round(linear));
  }
  return BigInt(Math.round(unbiased(longest, p)));
}

/** Ertl's estimator (New cardinality estimation algorithms for HyperLogLog sketches), which needs no table of biases. */
function unbiased(longest: Uint8Array, p: number): number {
  const m = longest.length;
  const q = 64 - p;
  const counts = new Array<number>(q + 2).fill(0);
  for (const run of longest) counts[run]!++;
  let z = m * tau(1 - counts[q + 1]! / m);
  for (let k = q; k >= 1; k--) z = 0.5 * (z + counts[k]!);
  z += m * sigma(counts[0]! / m);
  return ((m / (2 * Math.LN2)) * m) / z;
}

function sigma(x: number): number {
  if (x === 1) return Infinity;
  let [term, y, z] = [x, 1, x];
  for (let last = Number.NaN; z !== last; y *= 2) {
    term *= term;
    last = z;
    z += term * y;
  }
  return z;
}

function tau(x: number): number {
  if (x === 0 || x === 1) return 0;
  let [root, y, z] = [x, 1, 1 - x];
  for (let last = Number.NaN; z !== last;) {
    root = Math.sqrt(root);
    last = z;
    y *= 0.5;
    z -= (1 - root) ** 2 * y;
  }
  return z / 3;
}
