import type { FunctionDefinition } from "../../../plan/functions.js";
import { bitmaps } from "./bitmaps.js";
import { counts } from "./counts.js";
import { histograms } from "./histograms.js";
import { lists } from "./lists.js";
import { percentiles } from "./percentiles.js";
import { picks } from "./picks.js";
import { statistics } from "./statistics.js";
import { sums } from "./sums.js";

export const aggregates: readonly FunctionDefinition[] = [
  ...counts,
  ...sums,
  ...picks,
  ...lists,
  ...statistics,
  ...percentiles,
  ...histograms,
  ...bitmaps,
];
