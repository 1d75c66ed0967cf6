import { Refusal, type FunctionDefinition } from "../../plan/functions.js";
import { counted, scalar } from "./define.js";

/** What makes rows of times: analysis turns these calls into operators, wherever one may stand. */
export const eventTime: readonly FunctionDefinition[] = [
  scalar(
    "window",
    "window(timestamp, duration[, slide[, start]])",
    () => {
      throw new Refusal(
        "UNSUPPORTED_TIME_WINDOW",
        "A time window stands in a select list or a grouping.",
        'select(window("time", "10 seconds").as("w"), …), then use w',
      );
    },
    () => "NULL",
  ),
  scalar(
    "session_window",
    "session_window(timestamp, gap)",
    (args) => {
      counted(args, 2, 2);
      throw new Refusal(
        "UNSUPPORTED_TIME_WINDOW",
        "A session window stands in a select list or a grouping.",
        'groupBy(sessionWindow("time", "5 minutes"), "user")',
      );
    },
    () => "NULL",
  ),
  scalar(
    "window_time",
    "window_time(window)",
    ([window]) => {
      const end =
        window?.type.kind === "struct" ? window.type.fields.find((f) => f.name === "end") : undefined;
      if (end?.type.kind !== "timestamp" && end?.type.kind !== "timestamp_ntz") return null;
      if (window!.kind !== "attribute")
        throw new Refusal(
          "_LEGACY_ERROR_TEMP_3101",
          "window_time is of a column that window or session_window has made.",
          'select(windowTime("window"))',
        );
      return { args: [window], type: end.type };
    },
    ([window]) => `(${window})."end" - INTERVAL 1 MICROSECOND`,
  ),
];
