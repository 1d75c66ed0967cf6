import type { DataType, DayTimeIntervalType, YearMonthIntervalType } from "./data-type.js";

/** A value of the type `interval`: parts that have no fixed length in each other. */
export class CalendarInterval {
  readonly months: number;
  readonly days: number;
  readonly micros: bigint;

  constructor(months: number, days: number, micros: bigint) {
    this.months = months;
    this.days = days;
    this.micros = micros;
  }

  toString(): string {
    return calendarText(this);
  }
}

export const MICROS_PER_DAY = 86_400_000_000n;
const dayTimeFields = ["day", "hour", "minute", "second"] as const;
const yearMonthFields = ["year", "month"] as const;
const sizes = [MICROS_PER_DAY, 3_600_000_000n, 60_000_000n, 1_000_000n];

export const dayTime = (start = 0, end = 3): DayTimeIntervalType => ({
  kind: "day_time_interval",
  start,
  end,
});
export const yearMonth = (start = 0, end = 1): YearMonthIntervalType => ({
  kind: "year_month_interval",
  start,
  end,
});

export function isInterval(type: DataType): boolean {
  return type.kind === "interval" || type.kind === "day_time_interval" || type.kind === "year_month_interval";
}

/** `day to second`, `month`: the fields of an interval type. */
export function intervalFields({ kind, start, end }: DayTimeIntervalType | YearMonthIntervalType): string {
  const names = kind === "day_time_interval" ? dayTimeFields : yearMonthFields;
  return start === end ? names[start]! : `${names[start]!} to ${names[end]!}`;
}

/** The type of fields by their names; null when they are no interval's. */
export function intervalOf(from: string, to: string): DayTimeIntervalType | YearMonthIntervalType | null {
  for (const [names, make] of [
    [dayTimeFields, dayTime],
    [yearMonthFields, yearMonth],
  ] as const) {
    const [start, end] = [from, to].map((field) => (names as readonly string[]).indexOf(field));
    if (start !== undefined && end !== undefined && start >= 0 && end >= start) return make(start, end);
  }
  return null;
}

/** `INTERVAL '1 02:03:04.5' DAY TO SECOND`: fields beyond the type's are not shown, as in Spark. */
export function dayTimeText(micros: bigint, type: { readonly start: number; readonly end: number }): string {
  return `INTERVAL '${dayTimeBody(micros, type)}' ${intervalFields({ kind: "day_time_interval", ...type }).toUpperCase()}`;
}

function dayTimeBody(
  micros: bigint,
  { start, end }: { readonly start: number; readonly end: number },
): string {
  let rest = micros < 0n ? -micros : micros;
  let body = "";
  for (let i = start; i <= end; i++) {
    const size = sizes[i]!;
    const count = String(rest / size);
    rest %= size;
    body += `${i === start ? "" : i === 1 ? " " : ":"}${i === 0 ? count : count.padStart(2, "0")}`;
  }
  if (end === 3 && rest > 0n) body += `.${String(rest).padStart(6, "0").replace(/0+$/, "")}`;
  return (micros < 0n ? "-" : "") + body;
}

/** `INTERVAL '1-2' YEAR TO MONTH`. */
export function yearMonthText(
  months: number,
  type: { readonly start: number; readonly end: number },
): string {
  const { start, end } = type;
  const size = Math.abs(months);
  const body =
    start === 1 ? size : end === 0 ? Math.floor(size / 12) : `${Math.floor(size / 12)}-${size % 12}`;
  return `INTERVAL '${months < 0 ? "-" : ""}${body}' ${intervalFields({ kind: "year_month_interval", ...type }).toUpperCase()}`;
}

/** `1 years 2 months 3 days 4 hours 5.5 seconds`. */
export function calendarText({ months, days, micros }: CalendarInterval): string {
  const parts: string[] = [];
  const add = (count: number | bigint, unit: string): void => {
    if (count !== 0 && count !== 0n) parts.push(`${count} ${unit}`);
  };
  add(Math.trunc(months / 12), "years");
  add(months % 12, "months");
  add(days, "days");
  add(micros / sizes[1]!, "hours");
  add((micros % sizes[1]!) / sizes[2]!, "minutes");
  const rest = micros % sizes[2]!;
  if (rest !== 0n) {
    const size = rest < 0n ? -rest : rest;
    const fraction = String(size % 1_000_000n)
      .padStart(6, "0")
      .replace(/0+$/, "");
    parts.push(`${rest < 0n ? "-" : ""}${size / 1_000_000n}${fraction === "" ? "" : `.${fraction}`} seconds`);
  }
  return parts.length === 0 ? "0 seconds" : parts.join(" ");
}
