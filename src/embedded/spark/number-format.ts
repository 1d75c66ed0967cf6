import { Decimal, rescale } from "../../types/decimal.js";

/** A format of `to_number` and `to_char`: `[MI|S] [$] [0|9|G|,]* [.|D] [0|9]* [PR|MI|S]`. */
export interface NumberFormat {
  readonly sign: "" | "S" | "MI" | "PR";
  readonly isSignFirst: boolean;
  readonly hasDollar: boolean;
  /** The digits before the point, between the commas: `["99", "999"]`. */
  readonly groups: readonly string[];
  /** The digits after the point; null when there is none. */
  readonly fraction: string | null;
  readonly precision: number;
  readonly scale: number;
}

/** Raised with Spark's error class for a format that is none. */
export class NumberFormatError extends Error {
  readonly code: string;
  constructor(kind: string, why: string) {
    super(why);
    this.code = `INVALID_FORMAT.${kind}`;
  }
}

const formats = new Map<string, NumberFormat>();

export function numberFormat(text: string): NumberFormat {
  const found = formats.get(text);
  if (found) return found;
  const format = read(text);
  if (formats.size >= 1000) formats.clear();
  formats.set(text, format);
  return format;
}

function read(text: string): NumberFormat {
  if (text === "") throw new NumberFormatError("EMPTY", "The number format cannot be empty.");
  const tokens = text.toUpperCase().match(/MI|PR|[\s\S]/g)!;
  for (const [names, shown] of [
    [[".", "D"], ". or D"],
    [["S"], "S"],
    [["$"], "$"],
    [["MI"], "MI"],
    [["PR"], "PR"],
  ] as const)
    if (tokens.filter((token) => (names as readonly string[]).includes(token)).length > 1)
      throw new NumberFormatError("WRONG_NUM_TOKEN", `At most one ${shown} is allowed in the number format.`);
  if (!tokens.some((token) => token === "0" || token === "9"))
    throw new NumberFormatError("WRONG_NUM_DIGIT", "The format needs at least one digit, 0 or 9.");
  const plain = tokens.join("").replaceAll("D", ".").replaceAll("G", ",");
  if (/[09][\s\S]*\$/.test(plain))
    throw new NumberFormatError("CUR_MUST_BEFORE_DIGIT", "$ must stand before the digits.");
  if (/\.[\s\S]*,/.test(plain))
    throw new NumberFormatError("THOUSANDS_SEPS_MUST_BEFORE_DEC", "Commas must stand before the point.");
  if (/,,|,(?![09])|(?<![09]),/.test(plain))
    throw new NumberFormatError("CONT_THOUSANDS_SEPS", "Commas must have digits between them.");
  const parts = /^(MI|S)?(\$)?([09,]*)(?:\.([09]*))?(PR|MI|S)?$/.exec(plain);
  if (!parts)
    throw new NumberFormatError(
      "UNEXPECTED_TOKEN",
      "The format must be [MI|S] [$] [0|9|G|,]* [.|D] [0|9]* [$] [PR|MI|S].",
    );
  const [, first, dollar, whole = "", fraction, last] = parts;
  const digits = whole.replaceAll(",", "").length;
  const scale = fraction?.length ?? 0;
  return {
    sign: (first ?? last ?? "") as NumberFormat["sign"],
    isSignFirst: first !== undefined,
    hasDollar: dollar !== undefined,
    groups: whole.split(","),
    fraction: fraction ?? null,
    precision: digits + scale,
    scale,
  };
}

/** The number that a text says under a format; null when it does not fit. */
export function parseNumber(text: string, pattern: string): Decimal | null {
  const format = numberFormat(pattern);
  const found = matcher(pattern, format).exec(text.replace(/\s/g, ""));
  if (!found) return null;
  const { minus, less, more, whole = "", fraction = "" } = found.groups!;
  if (whole + fraction === "" || (less === undefined) !== (more === undefined)) return null;
  const isNegative = minus === "-" || less !== undefined;
  const unscaled = BigInt(whole.replaceAll(",", "") + fraction.padEnd(format.scale, "0"));
  return Decimal.fromUnscaled(isNegative ? -unscaled : unscaled, format.scale);
}

const matchers = new Map<string, RegExp>();

function matcher(pattern: string, { sign, isSignFirst, hasDollar, groups, fraction }: NumberFormat): RegExp {
  const found = matchers.get(pattern);
  if (found) return found;
  const exact = (group: string): string => `\\d{${group.length}}`;
  const first = (group: string): string => (group.startsWith("0") ? exact(group) : `\\d{0,${group.length}}`);
  const starts = groups
    .map((group, i) => ({ group, after: groups.slice(i + 1) }))
    .filter((_, i) => i === 0 || !groups[i - 1]!.startsWith("0"))
    .map(({ group, after }) => first(group) + after.map((next) => `,${exact(next)}`).join(""));
  const rest =
    fraction === null
      ? ""
      : `(?:\\.(?<fraction>${fraction.startsWith("0") ? exact(fraction) : `\\d{0,${fraction.length}}`}))?`;
  const minus = sign === "S" ? "(?<minus>[+-])?" : sign === "MI" ? "(?<minus>-)?" : "";
  const made = new RegExp(
    `^${sign === "PR" ? "(?<less><)?" : ""}${isSignFirst ? minus : ""}${hasDollar ? "\\$" : ""}` +
      `(?<whole>${starts.join("|")})${rest}${isSignFirst ? "" : minus}${sign === "PR" ? "(?<more>>)?" : ""}$`,
  );
  matchers.set(pattern, made);
  return made;
}

/** A decimal under a format; every digit is # when it has too many. */
export function printNumber(value: Decimal, pattern: string): string {
  const format = numberFormat(pattern);
  const { unscaled, scale } = stripped(value);
  const isNegative = unscaled < 0n;
  const digits = (isNegative ? -unscaled : unscaled).toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale).replace(/^0+/, "");
  const room = format.groups.join("").length;
  const isTooLong = whole.length > room || scale > format.scale;
  let body = isTooLong ? hashes(format) : wholeText(whole.padStart(room, " "), format.groups);
  if (!isTooLong && format.fraction !== null) {
    body = body.replace(/ $/, "0");
    body +=
      format.fraction === ""
        ? " "
        : `.${digits
            .slice(digits.length - scale, digits.length)
            .slice(0, scale)
            .padEnd(format.scale, "0")}`;
  }
  return withSign(body, format, isNegative);
}

function stripped(value: Decimal): { unscaled: bigint; scale: number } {
  let { unscaled, scale } = value;
  while (scale > 0 && unscaled % 10n === 0n) {
    unscaled /= 10n;
    scale--;
  }
  return { unscaled: rescale(unscaled, scale, scale), scale };
}

const hashes = ({ groups, fraction }: NumberFormat): string =>
  groups.map((group) => "#".repeat(group.length)).join(" ") +
  (fraction === null ? "" : `.${"#".repeat(fraction.length)}`);

/** A group that begins with 0 shows zeros for digits that are not there, one with 9 blanks; a comma needs something before it. */
function wholeText(digits: string, groups: readonly string[]): string {
  let text = "";
  let at = 0;
  for (const [i, group] of groups.entries()) {
    if (i > 0) text += /\d/.test(text) ? "," : " ";
    const own = digits.slice(at, (at += group.length));
    text += group.startsWith("0") ? own.replaceAll(" ", "0") : own;
  }
  return text;
}

function withSign(body: string, { sign, isSignFirst, hasDollar }: NumberFormat, isNegative: boolean): string {
  const before = (mark: string): string => {
    if (hasDollar) return `${mark}$${body}`;
    const blanks = /^ */.exec(body)![0];
    return blanks + mark + body.slice(blanks.length);
  };
  const amount = hasDollar ? `$${body}` : body;
  if (sign === "PR") return isNegative ? `${before("<")}>` : `${amount}  `;
  if (sign === "") return amount;
  const mark = isNegative ? "-" : sign === "S" ? "+" : " ";
  return isSignFirst ? before(mark) : amount + mark;
}
