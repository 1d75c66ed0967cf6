/** Spark's Murmur3 of 32 bits, as `hash()` computes it. */

const rotate = (x: number, by: number): number => (x << by) | (x >>> (32 - by));

const mixWord = (word: number): number => Math.imul(rotate(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593);

const mixHash = (hash: number, word: number): number =>
  (Math.imul(rotate(hash ^ mixWord(word), 13), 5) + 0xe6546b64) | 0;

function finish(hash: number, length: number): number {
  let h = hash ^ length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) | 0;
}

export const murmurInt = (value: number, seed: number): number => finish(mixHash(seed, value | 0), 4);

export function murmurLong(value: bigint, seed: number): number {
  const low = Number(BigInt.asIntN(32, value));
  const high = Number(BigInt.asIntN(32, value >> 32n));
  return finish(mixHash(mixHash(seed, low), high), 8);
}

/** Words of four bytes, then every byte left by itself, with its sign. */
export function murmurBytes(bytes: Uint8Array, seed: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = bytes.length - (bytes.length % 4);
  let hash = seed;
  for (let i = 0; i < whole; i += 4) hash = mixHash(hash, view.getInt32(i, true));
  for (let i = whole; i < bytes.length; i++) hash = mixHash(hash, view.getInt8(i));
  return finish(hash, bytes.length);
}
