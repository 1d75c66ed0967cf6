/**
 * streambook: structured streaming in TypeScript, with Spark's names and semantics.
 * What stands here is the public interface; nothing heavy is loaded before a session is created.
 */
export { StreambookError } from "./errors.js";

export { StreamSession, type SessionOptions } from "./session/session.js";
export type { SqlArgument, SqlArguments } from "./sql/parameters.js";
export type { MemoryInput } from "./session/memory-input.js";
export { startServer, stopServers } from "./session/start-server.js";

export { Column, type Literal } from "./dataframe/column.js";
export { DataFrame, type AnyRow } from "./dataframe/dataframe.js";
export type { GroupedData } from "./dataframe/grouped.js";
export type { GroupStateOptions } from "./dataframe/group-state.js";
export type { GroupState, GroupTimeout } from "./plan/group-state.js";
export type { Xray, XrayBatch, XrayWindow } from "./plan/xray.js";
export type { Silence, SilenceCode } from "./plan/silence.js";
export type { ForeachWriter } from "./plan/foreach.js";
export { Window, type WindowSpec } from "./dataframe/window.js";
export type { BatchReader } from "./dataframe/batch-reader.js";
export type { DataFrameWriter } from "./dataframe/writer.js";
export type { DataReader } from "./dataframe/reader.js";
export type { DataStreamWriter } from "./dataframe/stream-writer.js";
export * from "./dataframe/functions/index.js";
export * as F from "./dataframe/functions/index.js";

export type { OutputMode, Trigger } from "./plan/engine.js";
export type { Clock } from "./plan/clock.js";
export type { StreamingQuery, StreamingQueryProgress, StreamingQueryStatus } from "./plan/streaming-query.js";
export { SystemClock } from "./streaming/clock.js";
export { ManualClock } from "./streaming/manual-clock.js";
export type { StreamingQueryListener } from "./streaming/listener.js";

export { t } from "./types/t.js";
export { structType } from "./types/struct-builder.js";
export { Decimal } from "./types/decimal.js";
export { Row } from "./types/row.js";
export type { DataType, StructField, StructType } from "./types/data-type.js";
export type { InputRowOf, RowOf } from "./types/typed.js";
export { parseDDL, toDDL } from "./types/ddl.js";
export { schemaFromJson, schemaToJson } from "./types/json.js";

export * from "./notebook/index.js";

export * from "./exercises/index.js";

import { attachToKernel } from "./notebook/attach.js";

attachToKernel();
