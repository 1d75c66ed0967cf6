/** Seeded random numbers (xoroshiro64*): the same seed gives the same records on every machine. */
export class Random {
  #a: number;
  #b: number;

  /** @param seed any integer; only its low 32 bits count. */
  constructor(seed: number) {
    // Two rounds of a mixing function, so that neighbouring seeds do not begin alike.
    this.#a = mix(seed | 0);
    this.#b = mix(this.#a ^ 0x9e3779b9);
    if ((this.#a | this.#b) === 0) this.#b = 1; // all zeros is the one state it never leaves
  }

  /** An integer from 0 to 2^32 - 1. */
  bits(): number {
    const a = this.#a;
    const b = this.#b ^ a;
    this.#a = ((a << 26) | (a >>> 6)) ^ b ^ (b << 9);
    this.#b = (b << 13) | (b >>> 19);
    return Math.imul(a, 0x9e3779bb) >>> 0;
  }

  /** A number in [0, 1). */
  next(): number {
    return this.bits() / 4294967296;
  }

  /** An integer in [0, count). */
  below(count: number): number {
    return Math.floor(this.next() * count);
  }

  /** A number of the triangular distribution between `low` and `high` with its peak at `mode`. */
  triangular(low: number, high: number, mode: number): number {
    const u = this.next();
    const width = high - low;
    const cut = (mode - low) / width;
    return u < cut
      ? low + Math.sqrt(u * width * (mode - low))
      : high - Math.sqrt((1 - u) * width * (high - mode));
  }

  /** Puts the items in a random order, in place. */
  shuffle<T>(items: T[]): T[] {
    for (let last = items.length - 1; last > 0; last--) {
      const other = this.below(last + 1);
      const kept = items[last] as T;
      items[last] = items[other] as T;
      items[other] = kept;
    }
    return items;
  }
}

function mix(value: number): number {
  let z = (value + 0x9e3779b9) | 0;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return z ^ (z >>> 16);
}
