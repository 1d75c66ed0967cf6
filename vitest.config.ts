import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/longest-first.js";

export default defineConfig({
  resolve: { alias: { streambook: fileURLToPath(new URL("./src/index.ts", import.meta.url)) } },
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // DuckDB's native threads do not survive being shared between worker threads.
    pool: "forks",
    // One more than the cores of a small machine: the lessons wait for their simulators half of the time.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
  },
});
