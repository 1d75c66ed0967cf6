import { describe, expect, it } from "vitest";
import { consoleSink } from "../../src/sinks/console.js";
import { checkOutputMode, modesByShape, type QueryShape } from "../../src/streaming/output-modes.js";

const allowed = (shape: QueryShape) =>
  (["append", "update", "complete"] as const).filter((mode) => modesByShape[shape][mode] === null).join(" ");

describe("output modes", () => {
  it("are those of Spark's table", () => {
    const table = Object.keys(modesByShape).map((shape) => [shape, allowed(shape as QueryShape)]);
    expect(Object.fromEntries(table)).toEqual({
      stateless: "append update",
      aggregation: "update complete",
      "watermarked aggregation": "append update complete",
      "session window aggregation": "append complete",
      "session window aggregation without watermark": "complete",
      deduplication: "append update",
      "stream-stream join": "append update",
      "stream-stream outer join": "append",
    });
  });

  it("are refused with the rule in words and the cure", () => {
    expect(() => checkOutputMode(consoleSink, "complete", "stateless")).toThrow(
      "[STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION] outputMode: Complete mode writes the whole result of an aggregation every time; " +
        "without an aggregation there is no result to keep.\n" +
        "  got: complete mode for a query with no aggregation\n" +
        '  try: .outputMode("append"), or aggregate first: groupBy(…).count()',
    );
    expect(() => checkOutputMode(consoleSink, "append", "aggregation")).toThrow(
      "for a query with an aggregation",
    );
    checkOutputMode(consoleSink, "update", "stateless");
  });

  it("depend on the sink too", () => {
    const files = { format: "csv", modes: ["append"] as const };
    expect(() => checkOutputMode(files, "update", "stateless")).toThrow(
      "[STREAMING_OUTPUT_MODE.UNSUPPORTED_DATASOURCE] outputMode: The csv sink writes in append mode.",
    );
  });
});
