import type { DataType } from "../../types/data-type.js";
import { sqlType } from "../sql-types.js";

const BITS: Partial<Record<DataType["kind"], bigint>> = { byte: 8n, short: 16n, int: 32n, long: 64n };

/** The least and the greatest value of an integral type. */
export function boundsOf(type: DataType): readonly [least: bigint, most: bigint] {
  const top = 1n << (BITS[type.kind]! - 1n);
  return [-top, top - 1n];
}

/** Keeps the low bits of a number computed in a wider type, as Java's arithmetic does. */
export function wrapped(
  sql: string,
  type: DataType,
  wide = type.kind === "long" ? "HUGEINT" : "BIGINT",
): string {
  const bits = BITS[type.kind]!;
  const [mask, top] = [(1n << bits) - 1n, 1n << (bits - 1n)];
  return `CAST(xor((${sql}) & ${mask}::${wide}, ${top}::${wide}) - ${top}::${wide} AS ${sqlType(type)})`;
}
