import { StreambookError } from "../../errors.js";
import { errorCode, type TrialResult } from "./result.js";

const isRefused = (result: TrialResult): boolean =>
  errorCode(result) === "STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION";

const got = ({ error }: TrialResult): string => (error instanceof StreambookError ? String(error.got) : "");

/** The query was refused because it aggregates in append mode. */
export const isAggregateInAppend = (result: TrialResult): boolean =>
  isRefused(result) && got(result).startsWith("append");

/** The query was refused because it aggregates nothing in complete mode. */
export const isPlainInComplete = (result: TrialResult): boolean =>
  isRefused(result) && got(result).startsWith("complete");

/** The query was refused because it sorts where a stream cannot: in this mode. */
export const isSortIn = (mode: string, result: TrialResult): boolean =>
  errorCode(result) === "_LEGACY_ERROR_TEMP_3102" && got(result).includes(`sort in ${mode}`);
