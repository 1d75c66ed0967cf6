import { StreambookError } from "../errors.js";

/** What a failed query keeps and raises: Spark's STREAM_FAILED around what stopped it, with that one's cure. */
export function streamFailed(
  step: string,
  ids: { id: string; runId: string },
  cause: unknown,
): StreambookError {
  const ours = cause instanceof StreambookError ? cause : null;
  const got = ours?.got;
  const cure = ours?.cure;
  return new StreambookError({
    code: "STREAM_FAILED",
    step,
    rule: `The query [id = ${ids.id}, runId = ${ids.runId}] terminated with exception: ${summary(cause)}`,
    ...(got === undefined ? {} : { got }),
    ...(cure === undefined ? {} : { cure }),
    cause,
  });
}

/** Anything may be thrown; an error without a message has at least a name. */
export function messageOf(reason: unknown): string {
  if (reason instanceof Error) return reason.message === "" ? reason.name : reason.message;
  return typeof reason === "string" ? reason : JSON.stringify(reason);
}

/** `[CODE] step: rule` of ours, the message of any other. */
function summary(cause: unknown): string {
  if (cause instanceof StreambookError) return `[${cause.code}] ${cause.step}: ${cause.rule}`;
  return messageOf(cause);
}
