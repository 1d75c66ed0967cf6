import { col, window } from "../../src/index.js";
import type { WrongQuery } from "./format.js";

const loose = (value: unknown): never => value as never;

export const wrongStreams: readonly WrongQuery[] = [
  {
    name: "an action on a stream",
    says: ["STREAMING_QUERY_NEEDS_START", "streaming DataFrame", 'format("console").start()'],
    run: ({ stream }) => stream.show(),
  },
  {
    name: "writeStream of a table",
    says: ["WRITE_STREAM_NOT_ALLOWED", "does not stream", "readStream"],
    run: ({ iot }) => iot.writeStream,
  },
  {
    name: "write of a stream",
    says: ["CALL_ON_STREAMING_DATASET_UNSUPPORTED", "streaming DataFrame", "writeStream"],
    run: ({ stream }) => stream.write.format("json").save("never-written"),
  },
  {
    name: "a wrong output mode",
    says: ["STREAMING_OUTPUT_MODE.INVALID", "compleet", 'outputMode("append")'],
    run: ({ stream }) => stream.writeStream.outputMode(loose("compleet")),
  },
  {
    name: "complete without an aggregate",
    says: ["STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION", "no aggregation", "groupBy(…).count()"],
    run: ({ stream }) => stream.writeStream.format("memory").queryName("a").outputMode("complete").start(),
  },
  {
    name: "append of an aggregate",
    says: ["STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION", "append mode", "withWatermark"],
    run: ({ stream }) =>
      stream.groupBy("gt").count().writeStream.format("memory").queryName("b").outputMode("append").start(),
  },
  {
    name: "no format",
    says: ["MISSING_FORMAT", "no format", 'format("console")'],
    run: ({ stream }) => stream.writeStream.start(),
  },
  {
    name: "an unknown sink",
    says: ["DATA_SOURCE_NOT_FOUND", "consol", "`console`"],
    run: ({ stream }) => stream.writeStream.format("consol").start(),
  },
  {
    name: "a memory table without a name",
    says: ["QUERY_NAME_REQUIRED", "queryName", 'queryName("activity")'],
    run: ({ stream }) => stream.writeStream.format("memory").start(),
  },
  {
    name: "a trigger without a unit",
    says: ["INVALID_INTERVAL_FORMAT", '"2"', "10 seconds"],
    run: ({ stream }) => stream.writeStream.trigger({ processingTime: "2" }),
  },
  {
    name: "a trigger that is not known",
    says: ["ONLY_ALLOW_SINGLE_TRIGGER", "procesingTime", "processingTime"],
    run: ({ stream }) => stream.writeStream.trigger(loose({ procesingTime: "2 seconds" })),
  },
  {
    name: "a trigger as a text",
    says: ["ONLY_ALLOW_SINGLE_TRIGGER", "2 seconds", "processingTime"],
    run: ({ stream }) => stream.writeStream.trigger(loose("2 seconds")),
  },
  {
    name: "an unknown source",
    says: ["DATA_SOURCE_NOT_FOUND", "sockett", "`socket`"],
    run: ({ session }) => session.readStream.format("sockett").load(),
  },
  {
    name: "a source without its option",
    says: ["MISSING_OPTION", '"port"', 'option("port", 9999)'],
    run: ({ session }) => session.readStream.format("socket").option("host", "127.0.0.1").load(),
  },
  {
    name: "a port that is no number",
    says: ["INVALID_OPTION", '"http"', 'option("port", 9999)'],
    run: ({ session }) =>
      session.readStream.format("socket").option("host", "127.0.0.1").option("port", "http").load(),
  },
  {
    name: "a port out of range",
    says: ["INVALID_OPTION", '"99999"', 'option("port", 9999)'],
    run: ({ session }) =>
      session.readStream.format("socket").option("host", "127.0.0.1").option("port", 99999).load(),
  },
  {
    name: "a misspelt option",
    says: ["UNKNOWN_OPTION", "rowpersecond", "`rowsPerSecond`"],
    run: ({ session }) => session.readStream.format("rate").option("rowPerSecond", 1).load(),
  },
  {
    name: "files that are not there",
    says: ["PATH_NOT_FOUND", "no/such/file.json", "check the path"],
    run: async ({ session }) => (await session.read.json("no/such/file.json")).show(),
  },
  {
    name: "a stream of files without a schema",
    says: ["STREAMING_FILE_SCHEMA_REQUIRED", "no schema", ".schema("],
    run: ({ session }) => session.readStream.format("json").load("no/such/folder"),
  },
  {
    name: "a watermark of an unknown column",
    says: ["UNRESOLVED_COLUMN.WITH_SUGGESTION", "when", "`at`"],
    run: ({ stream }) => stream.withWatermark("when", "5 seconds"),
  },
  {
    name: "a watermark of a text",
    says: ["EVENT_TIME_IS_NOT_ON_TIMESTAMP_TYPE", "gt", 'cast("timestamp")'],
    run: ({ stream }) => stream.withWatermark("gt", "5 seconds"),
  },
  {
    name: "a watermark without a unit",
    says: ["CANNOT_PARSE_INTERVAL", '"5"', "10 seconds"],
    run: ({ stream }) => stream.withWatermark("at", "5"),
  },
  {
    name: "a window without a unit",
    says: ["CANNOT_PARSE_INTERVAL", '"10"', "10 seconds"],
    run: ({ stream }) => stream.groupBy(window("at", "10")).count(),
  },
  {
    name: "a window of a month",
    says: ["_LEGACY_ERROR_TEMP_3231", '"1 month"', "10 seconds"],
    run: ({ stream }) => stream.groupBy(window("at", "1 month")).count(),
  },
  {
    name: "a slide longer than the window",
    says: ["DATATYPE_MISMATCH.PARAMETER_CONSTRAINT_VIOLATION", "slide", '"10 seconds", "5 seconds"'],
    run: ({ stream }) => stream.groupBy(window("at", "5 seconds", "10 seconds")).count(),
  },
  {
    name: "a sort of a stream",
    says: ["_LEGACY_ERROR_TEMP_3102", "sort", 'outputMode("complete")'],
    run: ({ stream }) => stream.orderBy("x").writeStream.format("memory").queryName("c").start(),
  },
  {
    name: "an unknown table",
    says: ["TABLE_OR_VIEW_NOT_FOUND", "activty", "queryName"],
    run: ({ session }) => session.table("activty"),
  },
  {
    name: "an unknown setting",
    says: ["CONFIG_NOT_AVAILABLE", "timezon", "`spark.sql.session.timeZone`"],
    run: ({ session }) => session.conf.get("spark.sql.session.timezon"),
  },
  {
    name: "a wrong time zone",
    says: ["INVALID_CONF_VALUE", "Europe/Pariss", '"UTC"'],
    run: ({ session }) => session.conf.set("spark.sql.session.timeZone", "Europe/Pariss"),
  },
  {
    name: "a wrong value of a setting",
    says: ["INVALID_CONF_VALUE", "yes", "true"],
    run: ({ session }) => session.conf.set("spark.sql.ansi.enabled", "yes"),
  },
  {
    name: "two queries of one name",
    says: ["QUERY_ALREADY_EXISTS", "twice", "await query.stop()"],
    run: async ({ stream }) => {
      const first = await stream.writeStream.format("memory").queryName("twice").start();
      try {
        await stream.where(col("x").gt(0)).writeStream.format("memory").queryName("twice").start();
      } finally {
        await first.stop();
      }
    },
  },
  {
    name: "rows that do not fit the stream",
    says: ["FIELD_DATA_TYPE_UNACCEPTABLE_WITH_NAME", "the number 5", "String(value)"],
    run: ({ input }) => {
      input.addData([{ gt: 5 } as never]);
    },
  },
];
