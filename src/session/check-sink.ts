import { StreambookError } from "../errors.js";
import type { StreamRequest } from "../plan/engine.js";
import type { SinkProvider } from "../streaming/sink.js";

/** Refuses what a sink cannot do with the request, before anything is opened. Throws PARTITIONING_NOT_SUPPORTED, CHECKPOINT_LOCATION_REQUIRED. */
export function checkSink(
  provider: SinkProvider,
  { format, partitionBy = [] }: StreamRequest,
  checkpoint: string | null,
): void {
  if (partitionBy.length > 0 && !provider.takesPartitions)
    throw new StreambookError({
      code: "PARTITIONING_NOT_SUPPORTED",
      step: `${format} sink`,
      rule: `'${format}' does not support partitioning.`,
      got: `partitionBy(${partitionBy.map((c) => JSON.stringify(c)).join(", ")})`,
      cure: "take it out; folders by value are for the file sinks: csv, json, parquet, text",
    });
  if (provider.needsCheckpoint && checkpoint === null)
    throw new StreambookError({
      code: "CHECKPOINT_LOCATION_REQUIRED",
      step: `${format} sink`,
      rule: "checkpointLocation must be specified: what was written must not be written again after a restart.",
      got: "no checkpointLocation",
      cure: '.option("checkpointLocation", "checkpoints/my-query"); or a folder for the checkpoints of all queries: session.conf.set("spark.sql.streaming.checkpointLocation", "checkpoints")',
    });
}
