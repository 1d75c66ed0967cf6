import { Refusal, type FunctionDefinition } from "../../../plan/functions.js";
import { accepts, castTo } from "../../../plan/coerce.js";
import type { DataType } from "../../../types/data-type.js";
import { aggregate, BINARY, counted, LONG, narrowed, scalar, takes, type Bind } from "../define.js";
import { script } from "../script.js";

const BYTES = 4096;
const BITS = BYTES * 8;
const listOf = (element: DataType): DataType => ({ kind: "array", element, containsNull: true });

/** Spark counts numbers without repetition by bits: bucket and place of a number, places to bits, bits to a count. */
const constructed = script("bitmap_construct", [listOf(LONG)], BINARY, (places: readonly bigint[]) => {
  const bytes = new Uint8Array(BYTES);
  for (const place of places) {
    if (place < 0n || place >= BITS)
      throw new Error(
        `[INVALID_BITMAP_POSITION] The 0-indexed bitmap position ${place} is out of bounds. The bitmap has ${BITS} bits.`,
      );
    bytes[Number(place >> 3n)]! |= 1 << Number(place & 7n);
  }
  return bytes;
});

const merged = (name: string, start: number, merge: (a: number, b: number) => number) =>
  script(name, [listOf(BINARY)], BINARY, (maps: readonly Uint8Array[]) => {
    const bytes = new Uint8Array(BYTES).fill(start);
    for (const map of maps) for (let i = 0; i < BYTES; i++) bytes[i] = merge(bytes[i]!, map[i] ?? 0);
    return bytes;
  });

const onlyBytes =
  (result: DataType): Bind =>
  (args) => {
    counted(args, 1);
    if (args[0]!.type.kind !== "binary") throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE");
    return { args, type: result, nullable: result.kind !== "binary" && args[0]!.nullable };
  };

const ones = script("bitmap_count", [BINARY], LONG, (bytes: Uint8Array) => {
  let count = 0n;
  for (let byte of bytes) for (; byte > 0; byte &= byte - 1) count++;
  return count;
});

/** Bitmaps of a list as one. */
export const allBits = {
  bitmap_or_agg: merged("bitmap_or_agg", 0, (a, b) => a | b),
  bitmap_and_agg: merged("bitmap_and_agg", 255, (a, b) => a & b),
};

const merger = (name: keyof typeof allBits): FunctionDefinition => {
  const all = allBits[name];
  return aggregate(name, `${name}(bitmap)`, onlyBytes(BINARY), ([a], _, after) =>
    all([`coalesce(list(${a})${narrowed(`${a} IS NOT NULL`, after)}, CAST([] AS BLOB[]))`]),
  );
};

const scalars: readonly FunctionDefinition[] = [
  scalar(
    "bitmap_bit_position",
    "bitmap_bit_position(number)",
    takes([LONG], LONG),
    ([n]) =>
      `CAST(CASE WHEN ${n} > 0 THEN (${n} - 1) % ${BITS} ELSE (-(${n}::HUGEINT)) % ${BITS} END AS BIGINT)`,
  ),
  scalar(
    "bitmap_bucket_number",
    "bitmap_bucket_number(number)",
    takes([LONG], LONG),
    ([n]) => `CASE WHEN ${n} > 0 THEN 1 + (${n} - 1) // ${BITS} ELSE ${n} // ${BITS} END`,
  ),
  scalar("bitmap_count", "bitmap_count(bitmap)", onlyBytes(LONG), ones),
];

export const bitmaps: readonly FunctionDefinition[] = [
  aggregate(
    "bitmap_construct_agg",
    "bitmap_construct_agg(position)",
    (args) => {
      counted(args, 1);
      return accepts(LONG, args[0]!.type)
        ? { args: [castTo(args[0]!, LONG)], type: BINARY, nullable: false }
        : null;
    },
    ([a], _, after) =>
      constructed([`coalesce(list(${a})${narrowed(`${a} IS NOT NULL`, after)}, CAST([] AS BIGINT[]))`]),
  ),
  merger("bitmap_or_agg"),
  merger("bitmap_and_agg"),
  ...scalars,
];
