/** Spark's xxHash of 64 bits, as `xxhash64()` computes it. */
const [P1, P2, P3, P4, P5] = [
  0x9e3779b185ebca87n,
  0xc2b2ae3d27d4eb4fn,
  0x165667b19e3779f9n,
  0x85ebca77c2b2ae63n,
  0x27d4eb2f165667c5n,
] as const;

const wrap = (x: bigint): bigint => BigInt.asUintN(64, x);
const rotate = (x: bigint, by: bigint): bigint => wrap(x << by) | (x >> (64n - by));
const round = (acc: bigint, lane: bigint): bigint => wrap(rotate(wrap(acc + lane * P2), 31n) * P1);

function finish(hash: bigint): bigint {
  let h = wrap((hash ^ (hash >> 33n)) * P2);
  h = wrap((h ^ (h >> 29n)) * P3);
  return BigInt.asIntN(64, h ^ (h >> 32n));
}

const mixInt = (hash: bigint, word: bigint): bigint => wrap(rotate(hash ^ wrap(word * P1), 23n) * P2 + P3);
const mixLong = (hash: bigint, word: bigint): bigint => wrap(rotate(hash ^ round(0n, word), 27n) * P1 + P4);

export const xxInt = (value: number, seed: bigint): bigint =>
  finish(mixInt(wrap(wrap(seed) + P5 + 4n), BigInt.asUintN(32, BigInt(value))));

export const xxLong = (value: bigint, seed: bigint): bigint =>
  finish(mixLong(wrap(wrap(seed) + P5 + 8n), wrap(value)));

export function xxBytes(bytes: Uint8Array, signed: bigint): bigint {
  const seed = wrap(signed);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { length } = bytes;
  let at = 0;
  let hash = wrap(seed + P5);
  if (length >= 32) {
    const lanes = [wrap(seed + P1 + P2), wrap(seed + P2), seed, wrap(seed - P1)];
    for (; at <= length - 32; at += 32)
      for (let i = 0; i < 4; i++) lanes[i] = round(lanes[i]!, view.getBigUint64(at + 8 * i, true));
    const [a, b, c, d] = lanes as [bigint, bigint, bigint, bigint];
    hash = wrap(rotate(a, 1n) + rotate(b, 7n) + rotate(c, 12n) + rotate(d, 18n));
    for (const lane of lanes) hash = wrap((hash ^ round(0n, lane)) * P1 + P4);
  }
  hash = wrap(hash + BigInt(length));
  for (; at <= length - 8; at += 8) hash = mixLong(hash, view.getBigUint64(at, true));
  if (at <= length - 4) {
    hash = mixInt(hash, BigInt(view.getUint32(at, true)));
    at += 4;
  }
  for (; at < length; at++) hash = wrap(rotate(hash ^ wrap(BigInt(bytes[at]!) * P5), 11n) * P1);
  return finish(hash);
}
