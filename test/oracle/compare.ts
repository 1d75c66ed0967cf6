import { expect } from "vitest";
import type { Compare, Ours } from "./format.js";
import type { Answer } from "./record.js";

/** Fails with what differs between our answer and the wanted one. */
export function compareAnswers(ours: Answer, wanted: Answer, how: Compare, named: boolean): void {
  // What Spark refuses before it runs, we refuse in the cell that wrote it; what it finds while running, we may find earlier.
  const isEager = wanted.at === "analysis";
  const strip = ({ at, name, columns, ...rest }: Answer): object => ({
    ...rest,
    ...(isEager && { at }),
    ...(named && { name }),
    ...(columns && { columns: named ? columns : columns.map(([, type]) => type) }),
  });
  if (wanted.error !== undefined) {
    const found = strip(ours.error === undefined ? ours : { error: ours.error, at: ours.at! });
    expect(found).toEqual(strip({ error: wanted.error, at: wanted.at! }));
    return;
  }
  if (typeof how === "object") {
    expect(strip(withoutNumbers(ours))).toEqual(strip(withoutNumbers(wanted)));
    const [found, expected] = [numbersIn(ours), numbersIn(wanted)];
    for (const [i, number] of expected.entries())
      if (Math.abs(found[i]! - number) > Math.abs(number) * how.within) expect(found[i]).toBe(number);
    return;
  }
  const form = (answer: Answer): Answer => orderedMaps(reform(answer));
  const reform = how === "kind" ? kinds : how === "anyOrder" ? ordered : (answer: Answer): Answer => answer;
  expect(strip(form(ours))).toEqual(strip(form(wanted)));
}

/** Spark's answer with what we do differently on purpose. */
export function wantedAnswer(spark: Answer, ours: Ours | undefined): Answer {
  if (ours === undefined) return spark;
  const { name, type, ...result } = spark;
  const isOther = ours.error !== undefined || ours.value !== undefined;
  return {
    ...(name !== undefined && { name }),
    ...(type !== undefined && { type }),
    ...(!isOther && result),
    ...ours,
  };
}

function ordered(answer: Answer): Answer {
  const sorted = (list: readonly unknown[]): unknown[] =>
    [...list].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (answer.rows) return { ...answer, rows: sorted(answer.rows) as unknown[][] };
  return Array.isArray(answer.value) ? { ...answer, value: sorted(answer.value) } : answer;
}

/** PySpark hands over a map's entries in no order. */
function orderedMaps(answer: Answer): Answer {
  const types = [answer.type ?? "", ...(answer.columns ?? []).map(([, type]) => type)];
  if (!types.some((type) => type.includes("map<"))) return answer;
  const sorted = (value: unknown): unknown => {
    if (!Array.isArray(value)) return value;
    const items = value.map(sorted);
    const isEntries = items.every((item) => Array.isArray(item) && item.length === 2);
    return isEntries ? items.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : items;
  };
  return {
    ...answer,
    ...("value" in answer && { value: sorted(answer.value) }),
    ...(answer.rows && { rows: answer.rows.map((row) => row.map(sorted)) }),
  };
}

const kindOf = (value: unknown): string => (value === null ? "null" : typeof value);

function kinds(answer: Answer): Answer {
  if (answer.rows) return { ...answer, rows: answer.rows.map((row) => row.map(kindOf)) };
  return "value" in answer ? { ...answer, value: kindOf(answer.value) } : answer;
}

function mapNumbers(value: unknown, on: (n: number) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => mapNumbers(item, on));
  return isNumber(value) ? on(Number(value)) : value;
}

/** Longs and decimals are texts in the record. */
const isNumber = (value: unknown): boolean =>
  typeof value === "number" || (typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value));

function withoutNumbers(answer: Answer): Answer {
  const blank = (value: unknown): unknown => mapNumbers(value, () => 0);
  return {
    ...answer,
    ...("value" in answer && { value: blank(answer.value) }),
    ...(answer.rows && { rows: blank(answer.rows) as unknown[][] }),
  };
}

function numbersIn(answer: Answer): number[] {
  const found: number[] = [];
  mapNumbers([answer.value ?? null, answer.rows ?? null], (n) => found.push(n));
  return found;
}
