import { createHash, createHmac } from "node:crypto";
import { crc32 } from "node:zlib";
import { Refusal, type FunctionDefinition } from "../../plan/functions.js";
import { callScript } from "../scripts.js";
import { hash32, hash64 } from "../spark/hash-value.js";
import type { DataType } from "../../types/data-type.js";
import { BINARY, counted, INT, LONG, scalar, STRING, takes } from "./define.js";
import { scripted } from "./script.js";

const digest =
  (algorithm: string) =>
  (bytes: Uint8Array): string =>
    createHash(algorithm).update(bytes).digest("hex");

const SHA2: Readonly<Record<number, string>> = {
  0: "sha256",
  224: "sha224",
  256: "sha256",
  384: "sha384",
  512: "sha512",
};

const hasMap = (type: DataType): boolean =>
  type.kind === "map" ||
  (type.kind === "array" && hasMap(type.element)) ||
  (type.kind === "struct" && type.fields.some((field) => hasMap(field.type)));

/** Each value is hashed with the hash of those before it as the seed. */
function hashing<H>(
  name: string,
  result: DataType,
  seed: H,
  one: (value: unknown, type: DataType, seed: H) => H,
): FunctionDefinition {
  return scalar(
    name,
    `${name}(expr, …)`,
    (args) => {
      counted(args, 1, Infinity);
      if (args.some((arg) => hasMap(arg.type)))
        throw new Refusal(
          "DATATYPE_MISMATCH.HASH_MAP_TYPE",
          "A map has no order, and so no hash.",
          "map_entries(…) is an array that can be hashed",
        );
      return { args, type: result, nullable: false };
    },
    (args, call) => {
      const types = call.args.map((arg) => arg.type);
      const run = (...values: unknown[]): H =>
        values.reduce<H>((hash, value, i) => one(value, types[i]!, hash), seed);
      return callScript({ name, parameters: types, result, run, takesNull: true }, args);
    },
  );
}

export const hashes: readonly FunctionDefinition[] = [
  hashing("hash", INT, 42, hash32),
  hashing("xxhash64", LONG, 42n, hash64),
  scripted("md5", "bytes", [BINARY], STRING, digest("md5")),
  scripted("sha", "bytes", [BINARY], STRING, digest("sha1")),
  scripted("sha1", "bytes", [BINARY], STRING, digest("sha1")),
  scripted(
    "sha2",
    "bytes, bits",
    [BINARY, INT],
    STRING,
    (bytes: Uint8Array, bits: number) => {
      const algorithm = SHA2[bits];
      return algorithm === undefined ? null : digest(algorithm)(bytes);
    },
    { nullable: true },
  ),
  scripted("crc32", "bytes", [BINARY], LONG, (bytes: Uint8Array) => BigInt(crc32(bytes))),
  scalar(
    "hmac",
    "hmac(key, bytes[, algorithm])",
    takes([BINARY, BINARY, STRING], BINARY, { optional: 1 }),
    (args) =>
      callScript(
        { name: "hmac", parameters: [BINARY, BINARY, STRING], result: BINARY, run: hmac },
        args.length === 3 ? args : [...args, "'SHA-256'"],
      ),
  ),
];

function hmac(key: Uint8Array, bytes: Uint8Array, algorithm: string): Uint8Array {
  return createHmac(algorithm.replace("-", ""), key).update(bytes).digest();
}
