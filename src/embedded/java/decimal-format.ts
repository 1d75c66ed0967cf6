import { binaryValue, plainDigits, roundTo, type Exact } from "./rounding.js";

/** A pattern of `java.text.DecimalFormat`, read. */
interface NumberPattern {
  readonly prefix: string;
  readonly suffix: string;
  readonly negative: { readonly prefix: string; readonly suffix: string } | null;
  readonly leastWhole: number;
  readonly leastFraction: number;
  readonly mostFraction: number;
  /** Digits between the commas; 0 for none. */
  readonly group: number;
  /** 2 for %, 3 for ‰. */
  readonly shift: number;
}

const patterns = new Map<string, NumberPattern>();

/**
 * A number as `DecimalFormat` writes it in the US: halves go to the even neighbour.
 *
 * @example
 * formatDecimal(12332.123456, "#,###.00"); // "12,332.12"
 */
export function formatDecimal(value: number | Exact, pattern: string): string {
  let format = patterns.get(pattern);
  if (!format) patterns.set(pattern, (format = readPattern(pattern)));
  if (typeof value === "number" && Number.isNaN(value)) return "NaN";
  const isNegative = typeof value === "number" ? value < 0 || Object.is(value, -0) : value.unscaled < 0n;
  const { prefix, suffix } = isNegative
    ? (format.negative ?? { prefix: `-${format.prefix}`, suffix: format.suffix })
    : format;
  if (typeof value === "number" && !Number.isFinite(value)) return `${prefix}∞${suffix}`;
  const exact = typeof value === "number" ? binaryValue(value) : value;
  const moved = { unscaled: exact.unscaled, scale: exact.scale - format.shift };
  return prefix + digitsOf(moved, format) + suffix;
}

function digitsOf(value: Exact, format: NumberPattern): string {
  const rounded = roundTo(value, Math.min(format.mostFraction, Math.max(value.scale, 0)), "halfEven");
  const [whole = "", fraction = ""] = plainDigits(rounded).split(".");
  const kept = fraction.replace(/0+$/, "").padEnd(format.leastFraction, "0");
  const padded = (whole === "0" ? "" : whole).padStart(format.leastWhole, "0");
  const shown = padded === "" && kept === "" ? "0" : padded;
  const grouped =
    format.group === 0 ? shown : shown.replace(new RegExp(`\\B(?=(\\d{${format.group}})+$)`, "g"), ",");
  return kept === "" ? grouped : `${grouped}.${kept}`;
}

function readPattern(pattern: string): NumberPattern {
  const [positive = "", negative] = splitOutside(pattern);
  const { prefix, digits, suffix } = parts(positive);
  const [whole = "", fraction = ""] = digits.split(".");
  const comma = whole.lastIndexOf(",");
  const other = negative === undefined ? null : parts(negative);
  const affixes = prefix + suffix;
  return {
    prefix: unquote(prefix),
    suffix: unquote(suffix),
    negative: other && { prefix: unquote(other.prefix), suffix: unquote(other.suffix) },
    leastWhole: count(whole, "0"),
    leastFraction: count(fraction, "0"),
    mostFraction: count(fraction, "0") + count(fraction, "#"),
    group: comma < 0 ? 0 : whole.length - comma - 1,
    shift: /%/.test(affixes) ? 2 : /\u2030/.test(affixes) ? 3 : 0,
  };
}

function parts(text: string): { prefix: string; digits: string; suffix: string } {
  const found = /^((?:'[^']*'|[^#0,.'])*)([#0,]*(?:\.[#0]*)?)([\s\S]*)$/.exec(text);
  const [, prefix = "", digits = "", suffix = ""] = found ?? [];
  if (!found || /[#0]/.test(suffix.replace(/'[^']*'/g, "")))
    throw new Error(`[IllegalArgumentException] ${JSON.stringify(text)} is no pattern for numbers.`);
  return { prefix, digits, suffix };
}

function splitOutside(pattern: string): string[] {
  const quotes = pattern.match(/'[^']*'|;|[^';]+/g) ?? [];
  const sides = [""];
  for (const piece of quotes) {
    if (piece === ";") sides.push("");
    else sides[sides.length - 1] += piece;
  }
  return sides;
}

const unquote = (text: string): string => text.replace(/'([^']*)'/g, (_, inner: string) => inner || "'");
const count = (text: string, char: string): number => text.split(char).length - 1;
