/** A seed of its own for each batch, the same whenever the session's seed is: 32 bits, well mixed. */
export function batchSeed(seed: number, batch: number): number {
  let mixed = (Math.imul(seed | 0, 0x9e3779b1) ^ Math.imul(batch + 1, 0x85ebca6b)) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
