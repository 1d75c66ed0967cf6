const micros: Readonly<Record<string, bigint>> = {
  week: 604_800_000_000n,
  day: 86_400_000_000n,
  hour: 3_600_000_000n,
  minute: 60_000_000n,
  second: 1_000_000n,
  millisecond: 1000n,
  microsecond: 1n,
};
const months: Readonly<Record<string, bigint>> = { year: 12n, quarter: 3n, month: 1n };
const fields = ["day", "hour", "minute", "second"] as const;

/** `1 day 2 hour` as Spark shows it: `INTERVAL '1 02' DAY TO HOUR`; what is no ordinary interval is shown as written. */
export function printInterval(text: string): string {
  const parts = [...text.matchAll(/(-?[\d.]+) (\w+)/g)].map(([, value, unit]) => ({
    value: value!,
    unit: unit!,
  }));
  if (parts.length > 0 && parts.every(({ unit }) => unit in months)) return yearMonth(parts);
  if (parts.length > 0 && parts.every(({ unit }) => unit in micros)) return dayTime(parts);
  return `INTERVAL '${text}'`;
}

interface Part {
  readonly value: string;
  readonly unit: string;
}

function yearMonth(parts: readonly Part[]): string {
  const total = parts.reduce((sum, { value, unit }) => sum + BigInt(value) * months[unit]!, 0n);
  const sign = total < 0n ? "-" : "";
  const size = total < 0n ? -total : total;
  const units = new Set(parts.map(({ unit }) => (unit === "year" ? "year" : "month")));
  if (units.size === 2) return `INTERVAL '${sign}${size / 12n}-${size % 12n}' YEAR TO MONTH`;
  return units.has("year") ? `INTERVAL '${sign}${size / 12n}' YEAR` : `INTERVAL '${sign}${size}' MONTH`;
}

function dayTime(parts: readonly Part[]): string {
  const total = parts.reduce((sum, { value, unit }) => sum + scaled(value, micros[unit]!), 0n);
  const used = parts.map(({ unit }) => Math.max(0, (fields as readonly string[]).indexOf(fieldOf(unit))));
  const from = Math.min(...used);
  const to = Math.max(...used);
  let rest = total < 0n ? -total : total;
  let body = "";
  for (let i = from; i <= to; i++) {
    const size = micros[fields[i]!]!;
    const count = String(rest / size);
    rest %= size;
    body += `${i === from ? "" : i === 1 ? " " : ":"}${i === 0 ? count : count.padStart(2, "0")}`;
  }
  if (to === 3 && rest > 0n) body += `.${String(rest).padStart(6, "0").replace(/0+$/, "")}`;
  const range = from === to ? fields[from]! : `${fields[from]!} to ${fields[to]!}`;
  return `INTERVAL '${total < 0n ? "-" : ""}${body}' ${range.toUpperCase()}`;
}

function fieldOf(unit: string): string {
  if (unit === "week") return "day";
  return unit.endsWith("second") ? "second" : unit;
}

/** A decimal count of a unit, in microseconds. */
function scaled(value: string, size: bigint): bigint {
  const [, sign, whole = "0", fraction = ""] = /^(-?)(\d*)\.?(\d*)$/.exec(value) ?? [];
  const total =
    BigInt(whole || "0") * size + (BigInt((fraction + "000000000").slice(0, 9)) * size) / 1_000_000_000n;
  return sign === "-" ? -total : total;
}
