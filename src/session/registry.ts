import { StreambookError } from "../errors.js";
import { consoleSink } from "../sinks/console.js";
import { foreachBatchSink } from "../sinks/foreach-batch.js";
import { fileSinks } from "../sinks/file.js";
import { foreachSink } from "../sinks/foreach.js";
import { memorySink } from "../sinks/memory.js";
import { noopSink } from "../sinks/noop.js";
import { fileProviders } from "../sources/file.js";
import { rateProvider } from "../sources/rate.js";
import { socketProvider } from "../sources/socket.js";
import type { SourceProvider } from "../sources/source.js";
import type { SinkProvider } from "../streaming/sink.js";
import { didYouMean } from "../types/names.js";

/** Every source and sink there is, by format: a new one is a file and a line here. */
const sources: readonly SourceProvider[] = [socketProvider, ...fileProviders, rateProvider];
const sinks: readonly SinkProvider[] = [
  consoleSink,
  memorySink,
  foreachBatchSink,
  foreachSink,
  noopSink,
  ...fileSinks,
];

export function findSource(format: string): SourceProvider {
  return find("readStream.format", "source", format, sources);
}

export function findSink(format: string): SinkProvider {
  return find("writeStream.format", "sink", format, sinks);
}

function find<T extends { readonly format: string }>(
  step: string,
  what: string,
  format: string,
  all: readonly T[],
): T {
  const found = all.find((each) => each.format === format);
  if (found) return found;
  const formats = all.map((each) => each.format);
  throw new StreambookError({
    code: "DATA_SOURCE_NOT_FOUND",
    step,
    rule: `There is no ${what} of this format.`,
    got: JSON.stringify(format),
    cure: `${didYouMean(format, formats)}the formats are ${formats.join(", ")}`,
  });
}
