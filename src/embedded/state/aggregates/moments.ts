import { kurtosis, mergedMoments, momentsOf, skewness, type Moments } from "../../aggregates/moments.js";
import { DOUBLE, listOf, narrowed } from "../../functions/define.js";
import { script } from "../../functions/script.js";
import { single, type MakeIncremental } from "./incremental.js";

const MOMENTS = listOf(DOUBLE);
type Kept = readonly [n: number, mean: number, m2: number, m3: number, m4: number];

const kept = ({ n, mean, m2, m3, m4 }: Moments): Kept => [n, mean, m2, m3, m4];
const read = ([n, mean, m2, m3, m4]: Kept): Moments => ({ n, mean, m2, m3, m4 });

const fresh = script("moments", [listOf(DOUBLE, true)], MOMENTS, (values: readonly number[]) =>
  kept(momentsOf(values)),
);
const merged = script("moments_merge", [MOMENTS, MOMENTS], MOMENTS, (a: Kept, b: Kept) =>
  kept(mergedMoments(read(a), read(b))),
);

/** Of the third and fourth power: count, mean and the sums of powers of the distances from it. */
const shape = (name: string, of: (moments: Moments) => number | null): MakeIncremental => {
  const finished = script(`${name}_of_moments`, [MOMENTS], DOUBLE, (moments: Kept) => of(read(moments)));
  return ([x], _, after) => ({
    ...single("DOUBLE[]", fresh([`coalesce(list(${x})${narrowed(`${x} IS NOT NULL`, after)}, [])`]), (a, b) =>
      merged([a, b]),
    ),
    finish: ([a]) => finished([a!]),
  });
};

export const moments: Readonly<Record<string, MakeIncremental>> = {
  skewness: shape("skewness", skewness),
  kurtosis: shape("kurtosis", kurtosis),
};
