import type { ResolvedCall } from "../../../plan/resolved.js";
import { basic } from "./basic.js";
import { collections, keepRows } from "./collections.js";
import { countedValues } from "./counted.js";
import type { Incremental, MakeIncremental } from "./incremental.js";
import { moments } from "./moments.js";
import { sketches } from "./sketches.js";
import { statistics } from "./statistics.js";
import { tolerant } from "./tolerant.js";

/** How each aggregate goes on from batch to batch, by Spark's name. A new one is an entry in one of these. */
const incrementals: ReadonlyMap<string, MakeIncremental> = new Map(
  Object.entries({
    ...basic,
    ...tolerant,
    ...statistics,
    ...moments,
    ...collections,
    ...sketches,
    ...countedValues,
  }),
);

export function incremental(args: readonly string[], call: ResolvedCall, after: string): Incremental {
  return (incrementals.get(call.fn.name) ?? keepRows)(args, call, after);
}
