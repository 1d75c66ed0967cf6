import { StreambookError } from "../errors.js";

const startOver =
  "give the query another checkpointLocation, or delete this folder to start over (it forgets what was read)";

/** Why a checkpoint cannot be used, each with what to do. */
export const checkpointErrors = {
  inUse: (step: string, path: string, cause?: unknown) =>
    new StreambookError({
      code: "CONCURRENT_QUERY",
      step,
      rule: "A checkpoint serves one running query at a time.",
      got: `${path} is in use by another query, of this process or another one`,
      cure: "stop the other query first, or give this one a checkpointLocation of its own",
      cause,
    }),

  badLocation: (step: string, location: string, cause: unknown) =>
    new StreambookError({
      code: "CHECKPOINT_LOCATION_INVALID",
      step,
      rule: "checkpointLocation must be a folder that can be made and written to.",
      got: `${JSON.stringify(location)}: ${messageOf(cause)}`,
      cure: '.option("checkpointLocation", "checkpoints/my-query")',
      cause,
    }),

  foreign: (step: string, path: string, cause?: unknown) =>
    new StreambookError({
      code: "CHECKPOINT_FOREIGN",
      step,
      rule: "checkpointLocation must be new, or hold a checkpoint that streambook made.",
      got: `${path} was made by something else and is left untouched`,
      cure: "give the query a folder of its own",
      cause,
    }),

  damaged: (step: string, path: string, cause: unknown) =>
    new StreambookError({
      code: "CHECKPOINT_DAMAGED",
      step,
      rule: "The checkpoint must be readable to go on from it.",
      got: `${path} is damaged and is left untouched: ${messageOf(cause)}`,
      cure: `restore it from a copy; or ${startOver}`,
      cause,
    }),

  otherVersion: (step: string, path: string, found: string, known: number) =>
    new StreambookError({
      code: "CHECKPOINT_VERSION",
      step,
      rule: `This version of streambook reads checkpoints of format ${known}.`,
      got: `${path} has format ${found}`,
      cure:
        Number(found) > known
          ? "use the newer streambook that wrote it"
          : `finish it with the older streambook; or ${startOver}`,
    }),

  planChanged: (step: string, path: string, difference: string) =>
    new StreambookError({
      code: "CHECKPOINT_PLAN_CHANGED",
      step,
      rule: "A checkpoint goes on with the query that wrote it: its offsets and state fit no other.",
      got: `the query differs from the one in ${path}\n${difference}`,
      cure: `change the query back; or ${startOver}`,
    }),
};

/** Names what DuckDB says when it cannot attach a file. */
export function attachError(step: string, path: string, error: unknown): StreambookError {
  const message = messageOf(error);
  if (/set lock|conflicting lock|being used by another process|already attached/i.test(message)) {
    return checkpointErrors.inUse(step, path, error);
  }
  if (/not a valid DuckDB database/i.test(message)) return checkpointErrors.foreign(step, path, error);
  if (/permission denied|access is denied|no space left/i.test(message)) {
    return checkpointErrors.badLocation(step, path, error);
  }
  return checkpointErrors.damaged(step, path, error);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
