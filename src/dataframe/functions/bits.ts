import { type Column, toColumn, toExpr } from "../column.js";
import { callOf, given } from "./build.js";

/** The bits that are set. */
export const bitCount = (number: Column | string): Column => callOf("bit_count", toColumn(number));
/** One bit, the lowest at position 0. */
export const bitGet = (number: Column | string, position: Column | string): Column =>
  callOf("bit_get", toColumn(number), toColumn(position));
/** The same as `bitGet`. */
export const getbit = (number: Column | string, position: Column | string): Column =>
  callOf("getbit", toColumn(number), toColumn(position));
/** Every bit turned over. */
export const bitwiseNot = (number: Column | string): Column => callOf("~", toColumn(number));
/** Moved to the left. */
export const shiftleft = (number: Column | string, bits: Column | number): Column =>
  callOf("shiftleft", toColumn(number), toExpr(bits));
/** Moved to the right, the sign kept. */
export const shiftright = (number: Column | string, bits: Column | number): Column =>
  callOf("shiftright", toColumn(number), toExpr(bits));
/** Moved to the right, zeros behind. */
export const shiftrightunsigned = (number: Column | string, bits: Column | number): Column =>
  callOf("shiftrightunsigned", toColumn(number), toExpr(bits));
/** Spark's 32-bit hash (Murmur3). */
export const hash = (...columns: readonly (Column | string)[]): Column =>
  callOf("hash", ...columns.map(toColumn));
/** Spark's 64-bit hash (xxHash). */
export const xxhash64 = (...columns: readonly (Column | string)[]): Column =>
  callOf("xxhash64", ...columns.map(toColumn));
/** MD5 in hexadecimal digits. */
export const md5 = (bytes: Column | string): Column => callOf("md5", toColumn(bytes));
/** The same as `sha1`. */
export const sha = (bytes: Column | string): Column => callOf("sha", toColumn(bytes));
/** SHA-1 in hexadecimal digits. */
export const sha1 = (bytes: Column | string): Column => callOf("sha1", toColumn(bytes));
/** SHA-2 of 224, 256, 384 or 512 bits, in hexadecimal digits. */
export const sha2 = (bytes: Column | string, bits: Column | number): Column =>
  callOf("sha2", toColumn(bytes), toExpr(bits));
/** The cyclic redundancy check. */
export const crc32 = (bytes: Column | string): Column => callOf("crc32", toColumn(bytes));
/** A keyed hash, SHA-256 unless said otherwise. */
export const hmac = (key: Column | string, bytes: Column | string, algorithm?: Column | string): Column =>
  callOf("hmac", toColumn(key), toColumn(bytes), given(toColumn, algorithm));
