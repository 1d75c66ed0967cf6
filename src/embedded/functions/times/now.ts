import type { FunctionDefinition } from "../../../plan/functions.js";
import type { DataType } from "../../../types/data-type.js";
import { BATCH_TIME } from "../../batch-variables.js";
import { text } from "../../sql-types.js";
import { counted, DATE, scalar, STRING, TIMESTAMP, type Bind } from "../define.js";
import { NTZ } from "./arguments.js";

const NOW = `make_timestamptz(CAST(${BATCH_TIME} AS BIGINT))`;

const nothing =
  (result: DataType): Bind =>
  (args) => {
    counted(args, 0);
    return { args, type: result, nullable: false };
  };

// The time of the batch, the same for all of its rows: the program sets it before each run.
export const now: readonly FunctionDefinition[] = [
  scalar("current_timestamp", "current_timestamp()", nothing(TIMESTAMP), () => NOW),
  scalar("now", "now()", nothing(TIMESTAMP), () => NOW),
  scalar("localtimestamp", "localtimestamp()", nothing(NTZ), () => `CAST(${NOW} AS TIMESTAMP)`),
  scalar("current_date", "current_date()", nothing(DATE), () => `CAST(${NOW} AS DATE)`),
  scalar("curdate", "curdate()", nothing(DATE), () => `CAST(${NOW} AS DATE)`),
  scalar("current_timezone", "current_timezone()", nothing(STRING), (_, call) =>
    text(call.settings.timeZone),
  ),
];
