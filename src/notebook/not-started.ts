import { StreambookError } from "../errors.js";

/** What a display, or danfojs, cannot show yet: a stream that nobody has started. */
export function notStarted(call: string): StreambookError {
  return new StreambookError({
    code: "STREAMING_QUERY_REQUIRED",
    step: call,
    rule: "What is shown is the result of a query that runs; a stream by itself has no rows yet.",
    got: "a streaming DataFrame",
    cure: `const query = await lines.writeStream.format("memory").queryName("seen").start(); then ${call}(query)`,
  });
}

/** What is no table at all: most often a name that has no value, because its cell failed. */
export function notATable(call: string, got: unknown): StreambookError {
  return new StreambookError({
    code: "NOT_A_TABLE",
    step: call,
    rule: "It shows a DataFrame, a query, a danfojs DataFrame or an array of objects.",
    got: got === null ? "null" : typeof got,
    cure: `${call}(df), or ${call}([{ name: "a", value: 1 }])`,
  });
}

/** What a live display cannot watch. */
export function notAQueryOrTable(call: string, got: unknown): StreambookError {
  return new StreambookError({
    code: "NOT_A_TABLE",
    step: call,
    rule: "It watches a query that was started, or a DataFrame.",
    got: got === null ? "null" : typeof got,
    cure: `${call}(query), with const query = await lines.writeStream.format("memory").queryName("seen").start()`,
  });
}
