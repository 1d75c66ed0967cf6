import { node, type LiteralExpr, type Origin } from "../plan/expression.js";
import type { AtomicKind } from "../types/data-type.js";
import { atomic, decimalType } from "../types/t.js";
import { refusal } from "./syntax-error.js";

const shape = /^(-?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?(bd|[lsydf])?$/i;
const ranges: readonly (readonly [suffix: string, kind: AtomicKind, bits: number, name: string])[] = [
  ["y", "byte", 8, "tinyint"],
  ["s", "short", 16, "smallint"],
  ["l", "long", 64, "bigint"],
];

/** A number with Spark's type for it: `1` int, `3000000000` bigint, `1.5` decimal(2,1), `1e3` double, and the suffixes L S Y D F BD. */
export function numberLiteral(text: string, origin: Origin): LiteralExpr {
  const [, sign = "", whole = "", fraction, exponent, suffixed] = shape.exec(text)!;
  const suffix = suffixed?.toLowerCase();
  const bare = suffix === undefined ? text : text.slice(0, -suffix.length);
  const make = (value: unknown, type: LiteralExpr["type"]): LiteralExpr =>
    node({ kind: "literal", value, type, origin });
  const range = ranges.find(([s]) => s === suffix);
  if (range && fraction === undefined && exponent === undefined) {
    const [, kind, bits, name] = range;
    const value = BigInt(bare);
    if (BigInt.asIntN(bits, value) !== value) throw outOfRange(origin, name);
    return make(kind === "long" ? value : Number(value), atomic(kind));
  }
  if (suffix === "d" || suffix === "f" || (exponent !== undefined && suffix !== "bd")) {
    const value = suffix === "f" ? Math.fround(Number(bare)) : Number(bare);
    // Spark compares what is written with the largest float, digit by digit.
    const isBeyond = suffix === "f" && Math.abs(Number(bare)) > 3.4028234663852886e38;
    if (!Number.isFinite(value) || isBeyond) throw outOfRange(origin, suffix === "f" ? "float" : "double");
    return make(value, atomic(suffix === "f" ? "float" : "double"));
  }
  if (fraction === undefined && suffix === undefined) {
    const value = BigInt(bare);
    if (BigInt.asIntN(32, value) === value) return make(Number(value), atomic("int"));
    if (BigInt.asIntN(64, value) === value) return make(value, atomic("long"));
  }
  return decimalLiteral(
    sign,
    whole + (fraction ?? ""),
    (fraction ?? "").length - Number(exponent ?? 0),
    origin,
  );
}

function decimalLiteral(sign: string, written: string, places: number, origin: Origin): LiteralExpr {
  const significant = written.replace(/^0+(?=.)/, "");
  const digits = significant + "0".repeat(Math.min(40, Math.max(0, -places)));
  const scale = Math.max(0, places);
  const precision = Math.max(digits.length, scale);
  if (precision > 38) {
    throw refusal(
      "DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION",
      origin.text,
      origin,
      "A decimal has at most 38 digits.",
      "write it with a D at the end to make it a double",
    );
  }
  const padded = digits.padStart(scale + 1, "0");
  const value = scale === 0 ? padded : `${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
  return node({ kind: "literal", value: sign + value, type: decimalType(precision, scale), origin });
}

function outOfRange(origin: Origin, type: string): Error {
  return refusal(
    "INVALID_NUMERIC_LITERAL_RANGE",
    origin.text,
    origin,
    `The number is outside the range of ${type}.`,
    "leave the suffix out, or use a larger type",
  );
}
