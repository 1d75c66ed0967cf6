import path from "node:path";
import { v4 as uuid } from "uuid";
import { makeProgram } from "../embedded/program.js";
import { deduplicatedColumns } from "../plan/deduplicated-columns.js";
import type { Engine, OutputMode, StreamRequest } from "../plan/engine.js";
import { checkEventTime } from "../plan/event-time-rules.js";
import { checkGroupState } from "../plan/group-state-rules.js";
import { schemaOf, type ResolvedPlan } from "../plan/resolved.js";
import type { QuerySnapshot, StreamingQuery } from "../plan/streaming-query.js";
import { checkStreaming } from "../plan/streaming-rules.js";
import { Checkpoint } from "../streaming/checkpoint.js";
import { checkOutputMode } from "../streaming/output-modes.js";
import { queryShape } from "../streaming/query-shape.js";
import type { SinkContext } from "../streaming/sink.js";
import { StreamExecution } from "../streaming/stream-execution.js";
import { checkSink } from "./check-sink.js";
import type { EngineReads } from "./engine-reads.js";
import type { LocalEngineParts } from "./engine-parts.js";
import { findSink } from "./registry.js";

const policyKey = "spark.sql.streaming.multipleWatermarkPolicy";
const noDataKey = "spark.sql.streaming.noDataMicroBatches.enabled";
const checkpointsKey = "spark.sql.streaming.checkpointLocation";

/** What of its session a query needs. */
export interface StreamHome {
  readonly parts: LocalEngineParts;
  readonly engine: Engine;
  readonly reads: EngineReads;
  readonly memoryTable: (
    ...table: Parameters<SinkContext["memoryTable"]>
  ) => ReturnType<SinkContext["memoryTable"]>;
  /** The newest rows of a table that a query writes. */
  readonly lookAt: (table: string, limit: number, mode: OutputMode) => Promise<QuerySnapshot>;
}

/** Everything that can be refused is refused before a connection is opened; from then on the query owns what it was given. */
export async function startStream(
  request: StreamRequest,
  plan: ResolvedPlan,
  { parts, engine, reads, memoryTable, lookAt }: StreamHome,
): Promise<StreamingQuery> {
  const { clock, conf, streams, seed, database } = parts;
  const timeZone = conf.get("spark.sql.session.timeZone");
  const provider = findSink(request.format);
  checkOutputMode(provider, request.outputMode, queryShape(plan));
  checkStreaming(plan, request.outputMode);
  checkGroupState(plan, request.outputMode);
  checkEventTime(deduplicatedColumns(plan), request.outputMode);
  const { checkpointlocation: own, replace, ...options } = request.options;
  const location = own ?? checkpointOf(request.queryName, conf.get(checkpointsKey));
  checkSink(provider, request, location);
  const sink = provider.create({
    queryName: request.queryName,
    schema: schemaOf(plan.output),
    mode: request.outputMode,
    options,
    foreachBatch: request.foreachBatch,
    foreach: request.foreach ?? null,
    partitionBy: request.partitionBy ?? [],
    engine,
    timeZone,
    print: (text) => parts.print(text),
    memoryTable,
  });
  const snapshot = (limit: number) => lookAt(request.queryName!, limit, request.outputMode);
  const isReplacing = (replace ?? conf.get("streambook.replaceQueries")) === "true";
  const step = request.queryName === null ? "query" : `query "${request.queryName}"`;
  if (isReplacing && streams.active.some(({ name }) => name === request.queryName && name !== null))
    parts.print(`The ${step} that was running is stopped: this one takes its place.`);
  return streams.start({ name: request.queryName, replace: isReplacing }, async (events) => {
    const connection = await database.connect();
    try {
      const checkpoint = await Checkpoint.open({
        connection,
        location,
        settings: {
          "spark.sql.session.timeZone": timeZone,
          [policyKey]: conf.get(policyKey).toLowerCase(),
        },
        step,
      });
      const program = await makeProgram({
        plan,
        connection,
        database: checkpoint.database,
        mode: request.outputMode,
        smallRows: Number(conf.get("streambook.smallBatchRows")),
        source: (scan) => reads.source(scan),
        readFiles: (scan) => reads.files(scan),
      }).catch(async (error: unknown) => {
        await checkpoint.close();
        throw error;
      });
      const query = await StreamExecution.start({
        name: request.queryName,
        program,
        sink,
        trigger: request.trigger,
        clock,
        checkpoint,
        watermarkPolicy: checkpoint.settings[policyKey] === "max" ? "max" : "min",
        noDataBatches: conf.get(noDataKey).toLowerCase() !== "false",
        seed,
        events,
        ...(request.format === "memory" && { snapshot }),
      });
      return query;
    } catch (error) {
      // A start that fails later closes what it was given itself; a second close does nothing.
      connection.close();
      throw error;
    }
  });
}

/** Where a query keeps its checkpoint when it does not say: in the session's folder of checkpoints, by its name; in memory without one. */
function checkpointOf(queryName: string | null, folder: string): string | null {
  return folder === "" ? null : path.join(folder, queryName ?? uuid());
}
