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
];
