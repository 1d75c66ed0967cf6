import { StreambookError } from "../errors.js";
import type { OutputMode } from "../plan/engine.js";
import type { SinkProvider } from "./sink.js";

/** What a query is to the rules of output modes: its last operator that keeps state, if any. */
export type QueryShape =
  | "stateless"
  | "aggregation"
  | "watermarked aggregation"
  | "session window aggregation"
  | "session window aggregation without watermark"
  | "deduplication"
  | "stream-stream join"
  | "stream-stream outer join";

interface Refusal {
  /** Spark's class, where it is another than that of the table. */
  readonly code?: string;
  readonly rule: string;
  readonly cure: string;
}

const ok = null;

const noResultTable: Refusal = {
  rule: "Complete mode writes the whole result of an aggregation every time; without an aggregation there is no result to keep.",
  cure: '.outputMode("append"), or aggregate first: groupBy(…).count()',
};

const neverFinal: Refusal = {
  rule: "Append mode writes a group once, when it is final; without a watermark among the grouping keys no group ever is.",
  cure: '.outputMode("update") or "complete"; or withWatermark("time", "10 seconds") and groupBy(window("time", …))',
};

const sessionsMerge: Refusal = {
  rule: "Session windows cannot be updated: a later row may merge two sessions that were written already.",
  cure: '.outputMode("append") with a watermark, or "complete"',
};

const nullsMayBeWrong: Refusal = {
  code: "_LEGACY_ERROR_TEMP_3102",
  rule: "An outer join writes a row without a partner when none can come any more, and cannot take it back: append mode only.",
  cure: '.outputMode("append")',
};

/**
 * Which output modes a query allows, Spark's rules:
 * append: rows that will not change; update: the groups that changed; complete: the whole result.
 */
// prettier-ignore
export const modesByShape: Readonly<Record<QueryShape, Readonly<Record<OutputMode, Refusal | null>>>> = {
  "stateless":                  { append: ok,         update: ok,              complete: noResultTable },
  "aggregation":                { append: neverFinal, update: ok,              complete: ok },
  "watermarked aggregation":    { append: ok,         update: ok,              complete: ok },
  "session window aggregation": { append: ok,         update: sessionsMerge,   complete: ok },
  "session window aggregation without watermark":
                                { append: neverFinal, update: sessionsMerge,   complete: ok },
  "deduplication":              { append: ok,         update: ok,              complete: noResultTable },
  "stream-stream join":         { append: ok,         update: ok,              complete: noResultTable },
  "stream-stream outer join":   { append: ok,         update: nullsMayBeWrong, complete: noResultTable },
};

/** Refuses a sink and mode, or a query and mode, that do not go together. Throws STREAMING_OUTPUT_MODE.UNSUPPORTED_DATASOURCE, ….UNSUPPORTED_OPERATION. */
export function checkOutputMode(
  sink: Pick<SinkProvider, "format" | "modes">,
  mode: OutputMode,
  shape: QueryShape,
): void {
  const refusal = modesByShape[shape][mode];
  if (refusal !== null) {
    throw new StreambookError({
      code: refusal.code ?? "STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION",
      step: "outputMode",
      rule: refusal.rule,
      got: `${mode} mode for a query with ${shape === "stateless" ? "no aggregation" : withArticle(shape)}`,
      cure: refusal.cure,
    });
  }
  if (!sink.modes.includes(mode)) {
    throw new StreambookError({
      code: "STREAMING_OUTPUT_MODE.UNSUPPORTED_DATASOURCE",
      step: "outputMode",
      rule: `The ${sink.format} sink writes in ${sink.modes.join(" or ")} mode.`,
      got: `${mode} mode`,
      cure: `.outputMode("${sink.modes[0] ?? "append"}"), or foreachBatch to write it yourself`,
    });
  }
}

function withArticle(shape: string): string {
  return `${/^[aeiou]/.test(shape) ? "an" : "a"} ${shape}`;
}
