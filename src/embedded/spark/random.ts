/** Scala's Murmur3 of bytes: what Spark mixes a seed with. */
function bytesHash(bytes: Uint8Array, seed: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  let hash = seed;
  for (let i = 0; i < bytes.length; i += 4) {
    let k = Math.imul(view.getInt32(i, true), 0xcc9e2d51);
    k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
    hash ^= k;
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  hash ^= bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** Spark's generator of random numbers, the same numbers for the same seed. */
export class XorShiftRandom {
  #state: bigint;
  #gaussian: number | null = null;

  constructor(seed: bigint) {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigInt64(0, BigInt.asIntN(64, seed));
    const low = bytesHash(bytes, 0x3c074a61);
    const high = bytesHash(bytes, low);
    this.#state = BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt.asUintN(32, BigInt(low)));
  }

  #next(bits: number): number {
    let s = this.#state;
    s = BigInt.asIntN(64, s ^ (s << 21n));
    s ^= BigInt.asUintN(64, s) >> 35n;
    s = BigInt.asIntN(64, s ^ (s << 4n));
    this.#state = s;
    return Number(BigInt.asUintN(bits, s));
  }

  nextInt(): number {
    return this.#next(32) | 0;
  }
  nextDouble(): number {
    return (this.#next(26) * 2 ** 27 + this.#next(27)) * 2 ** -53;
  }
  nextGaussian(): number {
    if (this.#gaussian !== null) {
      const kept = this.#gaussian;
      this.#gaussian = null;
      return kept;
    }
    for (;;) {
      const [a, b] = [2 * this.nextDouble() - 1, 2 * this.nextDouble() - 1];
      const size = a * a + b * b;
      if (size >= 1 || size === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(size)) / size);
      this.#gaussian = b * factor;
      return a * factor;
    }
  }
}

const streams = new Map<string, XorShiftRandom>();

/** The generator of one place in one run of a query: each begins anew with its seed. */
export function stream(place: number, run: bigint, seed: bigint): XorShiftRandom {
  const key = `${place} ${run} ${seed}`;
  let found = streams.get(key);
  if (!found) {
    if (streams.size >= 256) streams.delete(streams.keys().next().value!);
    streams.set(key, (found = new XorShiftRandom(seed)));
  }
  return found;
}

const LETTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

export const randomText = (random: XorShiftRandom, length: number): string =>
  Array.from({ length }, () => LETTERS[Math.abs(random.nextInt() % LETTERS.length)]!).join("");

/** A version 4 id. */
export function randomUuid(random: XorShiftRandom): string {
  const hex = Array.from({ length: 4 }, () => (random.nextInt() >>> 0).toString(16).padStart(8, "0")).join(
    "",
  );
  const variant = "89ab"[Number.parseInt(hex[16]!, 16) % 4]!;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
