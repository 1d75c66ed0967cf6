import { StreambookError } from "../../errors.js";
import { CalendarInterval } from "../../types/interval.js";

function overflow(): StreambookError {
  return new StreambookError({
    code: "INTERVAL_ARITHMETIC_OVERFLOW.WITH_SUGGESTION",
    step: "interval",
    rule: "The interval does not fit its type.",
    cure: "try_add(…), try_subtract(…), try_multiply(…) give null instead",
  });
}

function dividedByZero(): StreambookError {
  return new StreambookError({
    code: "INTERVAL_DIVIDED_BY_ZERO",
    step: "interval",
    rule: "Division by zero.",
    cure: "try_divide(…) gives null instead",
  });
}

export function asMicros(value: bigint): bigint {
  if (BigInt.asIntN(64, value) !== value) throw overflow();
  return value;
}

export function asMonths(value: bigint): number {
  if (BigInt.asIntN(32, value) !== value) throw overflow();
  return Number(value);
}

/** A number as an exact fraction of two integers; null for what is not finite. */
function fraction(text: string): readonly [over: bigint, under: bigint] | null {
  const [, sign, whole = "", decimals = "", exponent = "0"] =
    /^(-?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  if (whole + decimals === "") return null;
  const digits = BigInt(whole + decimals) * (sign === "-" ? -1n : 1n);
  const scale = decimals.length - Number(exponent);
  return scale >= 0 ? [digits, 10n ** BigInt(scale)] : [digits * 10n ** BigInt(-scale), 1n];
}

/** Rounded half up, away from zero. */
function rounded(over: bigint, under: bigint): bigint {
  const isNegative = over < 0n !== under < 0n;
  const [a, b] = [over < 0n ? -over : over, under < 0n ? -under : under];
  const size = (2n * a + b) / (2n * b);
  return isNegative ? -size : size;
}

/** An interval times, or by, a number, which comes as its text. */
export function scaled(value: bigint, number: string, isDivision: boolean): bigint {
  const factor = fraction(number);
  if (factor === null) throw overflow();
  const [over, under] = factor;
  if (isDivision && over === 0n) throw dividedByZero();
  return isDivision ? rounded(value * under, over) : rounded(value * over, under);
}

export function addIntervals(a: CalendarInterval, b: CalendarInterval, sign: 1 | -1): CalendarInterval {
  return new CalendarInterval(
    asMonths(BigInt(a.months) + BigInt(sign * b.months)),
    asMonths(BigInt(a.days) + BigInt(sign * b.days)),
    asMicros(a.micros + BigInt(sign) * b.micros),
  );
}

/** Whole months and days stay; what is left of a day becomes hours, what is left of a month is lost. */
export function scaleInterval(
  interval: CalendarInterval,
  number: number,
  isDivision: boolean,
): CalendarInterval {
  if (isDivision && number === 0) throw dividedByZero();
  const by = (n: number): number => (isDivision ? n / number : n * number);
  const [months, days] = [by(interval.months), by(interval.days)];
  const micros = by(Number(interval.micros)) + 86_400_000_000 * (days - Math.trunc(days));
  return new CalendarInterval(
    asMonths(BigInt(Math.trunc(months))),
    asMonths(BigInt(Math.trunc(days))),
    asMicros(BigInt(Math.round(micros))),
  );
}
