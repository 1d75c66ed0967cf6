export * from "./counts.js";
export * from "./sums.js";
export * from "./picks.js";
export * from "./percentiles.js";
export * from "./statistics.js";
export * from "./lists.js";
export * from "./bitmaps.js";
