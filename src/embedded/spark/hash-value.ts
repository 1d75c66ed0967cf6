import type { DataType } from "../../types/data-type.js";
import type { Decimal } from "../../types/decimal.js";
import { murmurBytes, murmurInt, murmurLong } from "./murmur3.js";
import { xxBytes, xxInt, xxLong } from "./xxhash64.js";

/** How one of Spark's hash functions takes what all values are made of. */
interface Hasher<H> {
  int(value: number, seed: H): H;
  long(value: bigint, seed: H): H;
  bytes(value: Uint8Array, seed: H): H;
}

const view = new DataView(new ArrayBuffer(8));

/** The two's complement of a big number in as few bytes as hold it, as Java's BigInteger gives it. */
function bigBytes(value: bigint): Uint8Array {
  let size = 1;
  while (BigInt.asIntN(size * 8, value) !== value) size++;
  const bytes = new Uint8Array(size);
  for (let i = 0; i < size; i++) bytes[size - 1 - i] = Number(BigInt.asUintN(8, value >> BigInt(8 * i)));
  return bytes;
}

function hashValue<H>(hasher: Hasher<H>, value: unknown, type: DataType, seed: H): H {
  if (value === null || value === undefined) return seed;
  switch (type.kind) {
    case "boolean":
      return hasher.int(value ? 1 : 0, seed);
    case "float":
      view.setFloat32(0, Number.isNaN(value) ? Number.NaN : (value as number) + 0);
      return hasher.int(view.getInt32(0), seed);
    case "double":
      view.setFloat64(0, (value as number) + 0);
      return hasher.long(view.getBigInt64(0), seed);
    case "decimal": {
      const { unscaled } = value as Decimal;
      return type.precision <= 18 ? hasher.long(unscaled, seed) : hasher.bytes(bigBytes(unscaled), seed);
    }
    case "string":
      return hasher.bytes(Buffer.from(value as string), seed);
    case "binary":
      return hasher.bytes(value as Uint8Array, seed);
    case "array":
      return (value as unknown[]).reduce<H>(
        (hash, item) => hashValue(hasher, item, type.element, hash),
        seed,
      );
    case "struct":
      return type.fields.reduce<H>(
        (hash, field, i) => hashValue(hasher, (value as unknown[])[i], field.type, hash),
        seed,
      );
    default:
      return typeof value === "bigint" ? hasher.long(value, seed) : hasher.int(value as number, seed);
  }
}

export const hash32 = (value: unknown, type: DataType, seed: number): number =>
  hashValue({ int: murmurInt, long: murmurLong, bytes: murmurBytes }, value, type, seed);

export const hash64 = (value: unknown, type: DataType, seed: bigint): bigint =>
  hashValue({ int: xxInt, long: xxLong, bytes: xxBytes }, value, type, seed);
