import { Refusal, type FunctionDefinition } from "../../plan/functions.js";
import { scalar } from "./define.js";

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
    () => {
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
      return { args: [window!], type: end.type };
    },
    ([window]) => `(${window})."end" - INTERVAL 1 MICROSECOND`,
  ),
];
