/**
 * What `java.lang.StrictMath` computes where JavaScript's `Math` differs in the last bit: both follow fdlibm (Sun, 1993), JavaScript's
 * engine with other polynomials for these. Bits are taken apart by a view, as C does with pointers.
 */
const view = new DataView(new ArrayBuffer(8));

const highOf = (x: number): number => (view.setFloat64(0, x), view.getInt32(0));
const lowOf = (x: number): number => (view.setFloat64(0, x), view.getUint32(4));
function withHigh(x: number, high: number): number {
  view.setFloat64(0, x);
  view.setInt32(0, high);
  return view.getFloat64(0);
}
function fromWords(high: number, low: number): number {
  view.setInt32(0, high);
  view.setUint32(4, low);
  return view.getFloat64(0);
}
const headOf = (x: number): number => fromWords(highOf(x), 0);

/** The cube root. */
export function cbrt(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return x;
  const size = Math.abs(x);
  let t: number;
  if (highOf(size) < 0x00100000) {
    t = 2 ** 54 * size;
    t = withHigh(t, Math.floor(highOf(t) / 3) + 696219795);
  } else t = fromWords(Math.floor(highOf(size) / 3) + 715094163, 0);
  const r = (t * t) / size;
  const s = 5.42857142857142815906e-1 + r * t;
  t *=
    3.57142857142857150787e-1 +
    1.6071428571428572063 / (s + 1.41428571428571436819 + -7.0530612244897961105e-1 / s);
  t = fromWords(highOf(t) + 1, 0);
  const square = t * t;
  const quotient = size / square;
  const root = t + t * ((quotient - t) / (t + t + quotient));
  return x < 0 ? -root : root;
}

/** The length of the hypotenuse, without overflow on the way. */
export function hypot(x: number, y: number): number {
  let [a, b] = [Math.abs(x), Math.abs(y)];
  if (a === Infinity || b === Infinity) return Infinity;
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.NaN;
  if (highOf(b) > highOf(a)) [a, b] = [b, a];
  if (highOf(a) - highOf(b) > 0x3c00000) return a + b;
  let scale = 1;
  if (highOf(a) > 0x5f300000) [a, b, scale] = [a * 2 ** -600, b * 2 ** -600, 2 ** 600];
  else if (highOf(b) < 0x20b00000) {
    if (b === 0) return a;
    if (highOf(b) <= 0x000fffff) [a, b, scale] = [a * 2 ** 1022, b * 2 ** 1022, 2 ** -1022];
    else [a, b, scale] = [a * 2 ** 600, b * 2 ** 600, 2 ** -600];
  }
  let w = a - b;
  if (w > b) {
    const t1 = headOf(a);
    const t2 = a - t1;
    w = Math.sqrt(t1 * t1 - (b * -b - t2 * (a + t1)));
  } else {
    a += a;
    const y1 = headOf(b);
    const y2 = b - y1;
    const t1 = fromWords(highOf(a / 2) + 0x00100000, 0);
    const t2 = a - t1;
    w = Math.sqrt(t1 * y1 - (w * -w - (t1 * y2 + t2 * b)));
  }
  return scale * w;
}

const BP = [1, 1.5];
const DP_H = [0, 5.84962487220764160156e-1];
const DP_L = [0, 1.35003920212974897128e-8];

/** `x` to the power of `y`. */
export function pow(x: number, y: number): number {
  const size = Math.abs(x);
  const isEasy = y === 0 || y === 1 || y === 2 || x === 1 || x === 0 || size === 1;
  if (isEasy || !Number.isFinite(x) || !Number.isFinite(y) || (x < 0 && !Number.isInteger(y)))
    return y === 2 ? x * x : x ** y;
  if (y === 0.5 && x >= 0) return Math.sqrt(x);
  if (y === -1) return 1 / x;
  if (Math.abs(y) > 2 ** 31) return x ** y;
  const sign = x < 0 && Math.abs(y % 2) === 1 ? -1 : 1;
  const [t1, t2] = logarithm(size);
  const y1 = headOf(y);
  const low = (y - y1) * t1 + y * t2;
  const high = y1 * t1;
  const z = low + high;
  if (z >= 1025) return sign * Infinity;
  if (z <= -1076) return sign * 0;
  if (z > 1024 || z < -1074) return x ** y;
  return sign * power2(high, low, z);
}

/** log2 in two parts. */
function logarithm(x: number): [number, number] {
  let ax = x;
  let n = 0;
  if (highOf(ax) < 0x00100000) [ax, n] = [ax * 2 ** 53, -53];
  let ix = highOf(ax);
  n += (ix >> 20) - 0x3ff;
  const j = ix & 0x000fffff;
  ix = j | 0x3ff00000;
  let k = 0;
  if (j > 0x3988e && j < 0xbb67a) k = 1;
  else if (j >= 0xbb67a) {
    n += 1;
    ix -= 0x00100000;
  }
  ax = withHigh(ax, ix);
  const u = ax - BP[k]!;
  const v = 1 / (ax + BP[k]!);
  const ss = u * v;
  const sh = headOf(ss);
  const th = fromWords(((ix >> 1) | 0x20000000) + 0x00080000 + (k << 18), 0);
  const tl = ax - (th - BP[k]!);
  const sl = v * (u - sh * th - sh * tl);
  const s2 = ss * ss;
  const tail =
    s2 *
    s2 *
    (5.99999999999994648725e-1 +
      s2 *
        (4.28571428578550184252e-1 +
          s2 *
            (3.33333329818377432918e-1 +
              s2 *
                (2.72728123808534006489e-1 +
                  s2 * (2.30660745775561754067e-1 + s2 * 2.06975017800338417784e-1)))));
  const r = tail + sl * (sh + ss);
  const sh2 = sh * sh;
  const head = headOf(3 + sh2 + r);
  const rest = r - (head - 3 - sh2);
  const p = sh * head;
  const q = sl * head + rest * ss;
  const ph = headOf(p + q);
  const pl = q - (ph - p);
  const zh = 9.61796700954437255859e-1 * ph;
  const zl = -7.02846165095275826516e-9 * ph + pl * 9.61796693925975554329e-1 + DP_L[k]!;
  const t1 = headOf(zh + zl + DP_H[k]! + n);
  return [t1, zl - (t1 - n - DP_H[k]! - zh)];
}

/** 2 to the power of a number in two parts, whose sum is `z`. */
function power2(high: number, low: number, z: number): number {
  const i = highOf(z) & 0x7fffffff;
  let head = high;
  let n = 0;
  if (i > 0x3fe00000) {
    let k = (i >> 20) - 0x3ff;
    n = highOf(z) + (0x00100000 >> (k + 1));
    k = ((n & 0x7fffffff) >> 20) - 0x3ff;
    const t = fromWords(n & ~(0x000fffff >> k), 0);
    n = ((n & 0x000fffff) | 0x00100000) >> (20 - k);
    if (highOf(z) < 0) n = -n;
    head -= t;
  }
  const t = headOf(low + head);
  const u = t * 6.93147182464599609375e-1;
  const v = (low - (t - head)) * 6.93147180559945286227e-1 + t * -1.90465429995776804525e-9;
  const sum = u + v;
  const w = v - (sum - u);
  const s = sum * sum;
  const t1 =
    sum -
    s *
      (1.66666666666666019037e-1 +
        s *
          (-2.77777777770155933842e-3 +
            s *
              (6.61375632143793436117e-5 + s * (-1.6533902205465251539e-6 + s * 4.13813679705723846039e-8))));
  const r = (sum * t1) / (t1 - 2) - (w + sum * w);
  const result = 1 - (r - sum);
  const exponent = highOf(result) + n * 0x00100000;
  if (exponent >> 20 <= 0) return result * 2 ** n;
  return lowOf(result) === 0 && exponent > 0x7fefffff ? Infinity : withHigh(result, exponent);
}
