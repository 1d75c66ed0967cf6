import type { FunctionDefinition } from "../../../plan/functions.js";
import type { DataType } from "../../../types/data-type.js";
import { BATCH_TIME } from "../../batch-variables.js";
import { localTimeSql, SESSION_ZONE } from "../../zone-sql.js";
import { counted, DATE, scalar, STRING, TIMESTAMP, type Bind, type Sql } from "../define.js";
import { NTZ } from "./arguments.js";

const NOW = `make_timestamptz(CAST(${BATCH_TIME} AS BIGINT))`;

const nothing =
  (result: DataType): Bind =>
  (args) => {
    counted(args, 0);
    return { args, type: result, nullable: false };
  };

const localNow: Sql = (_, call) => localTimeSql(NOW, call.settings.timeZone);
const today: Sql = (_, call) => `CAST(${localTimeSql(NOW, call.settings.timeZone)} AS DATE)`;

// The time of the batch, the same for all of its rows: the program sets it before each run.
export const now: readonly FunctionDefinition[] = [
  scalar("current_timestamp", "current_timestamp()", nothing(TIMESTAMP), () => NOW),
  scalar("now", "now()", nothing(TIMESTAMP), () => NOW),
  scalar("localtimestamp", "localtimestamp()", nothing(NTZ), localNow),
  scalar("current_date", "current_date()", nothing(DATE), today),
  scalar("curdate", "curdate()", nothing(DATE), today),
  // As the session has it when the query runs, unlike all that is computed in a zone.
  scalar("current_timezone", "current_timezone()", nothing(STRING), () => SESSION_ZONE),
];
