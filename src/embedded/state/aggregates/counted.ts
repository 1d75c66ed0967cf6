import type { DataType } from "../../../types/data-type.js";
import {
  discrete,
  given,
  isDescending,
  wantedList,
  weighted,
} from "../../functions/aggregates/percentiles.js";
import { listOf, LONG, narrowed } from "../../functions/define.js";
import { callScript } from "../../scripts.js";
import { sqlType } from "../../sql-types.js";
import { single, type MakeIncremental } from "./incremental.js";

/** What is kept of a group: its different values, and how often each came, as Spark keeps them for these. */
type Counted = readonly (readonly [value: unknown, count: bigint])[];

const text = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) => (typeof inner === "bigint" ? `${inner}n` : inner));

function merged(a: Counted, b: Counted): Counted {
  const all = new Map(a.map((entry) => [text(entry[0]), entry]));
  for (const [value, count] of b) {
    const key = text(value);
    all.set(key, [value, (all.get(key)?.[1] ?? 0n) + count]);
  }
  return [...all.values()];
}

/** What is kept of the values `x` as they are typed; `times` says how often each counts. */
function counted(x: string, type: DataType, after: string, times?: string) {
  const fields = [
    { name: "v", type, nullable: false },
    { name: "n", type: LONG, nullable: false },
  ];
  const kept = listOf({ kind: "struct", fields });
  const both = (a: string, b: string): string =>
    callScript({ name: "counted", parameters: [kept, kept], result: kept, run: merged }, [a, b]);
  const known = narrowed(`${x} IS NOT NULL${times === undefined ? "" : ` AND ${times} IS NOT NULL`}`, after);
  const none = `CAST([] AS ${sqlType(kept)})`;
  const fresh =
    times === undefined
      ? `coalesce(list_transform(map_entries(histogram(${x})${known}), lambda e: {v: e.key, n: CAST(e.value AS BIGINT)}), ${none})`
      : both(none, `coalesce(list({v: ${x}, n: ${times}})${known}, ${none})`);
  return single(sqlType(kept), fresh, both);
}

const numbers = (kept: string, sign = ""): string =>
  `list_transform(${kept}, lambda e: ${sign}CAST(e.v AS DOUBLE))`;
const counts = (kept: string): string => `list_transform(${kept}, lambda e: e.n)`;

const percentile: MakeIncremental = ([x, part, times], call, after) => ({
  ...counted(x!, call.args[0]!.type, after, times),
  finish: ([a]) => {
    const wanted = wantedList(part!, call);
    if (!isDescending(call)) return given(weighted([numbers(a!), counts(a!), wanted]), call.type);
    const found = weighted([numbers(a!, "0 - "), counts(a!), wanted]);
    return given(`list_transform(${found}, lambda q: 0 - q)`, call.type);
  },
});

const percentileDisc: MakeIncremental = ([x, part], call, after) => ({
  ...counted(x!, call.args[0]!.type, after),
  finish: ([a]) =>
    given(
      discrete([numbers(a!), counts(a!), wantedList(part!, call), String(isDescending(call))]),
      call.type,
    ),
});

/** Of those that came most often the least, or by the order asked for the greatest. */
const mode: MakeIncremental = ([x], call, after) => ({
  // There is no negative zero among them.
  ...counted(call.type.kind === "double" ? `(${x} + 0.0::DOUBLE)` : x!, call.type, after),
  finish: ([a]) =>
    isDescending(call)
      ? `list_reverse_sort(list_transform(${a}, lambda e: {n: e.n, v: e.v}))[1].v`
      : `list_sort(list_transform(${a}, lambda e: {n: 0 - e.n, v: e.v}))[1].v`,
});

export const countedValues: Readonly<Record<string, MakeIncremental>> = {
  percentile,
  median: percentile,
  percentile_cont: percentile,
  percentile_disc: percentileDisc,
  mode,
};
