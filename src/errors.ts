/** What every error of the library carries, so that a reader can act on it and a program can switch on it. */
export interface ErrorParts {
  /** Stable, upper-case, Spark's error class where Spark has one: `UNRESOLVED_COLUMN.WITH_SUGGESTION`. */
  readonly code: string;
  /** The call or part that refused: `select`, `socket source`, `query "iot_data"`. */
  readonly step: string;
  /** The rule that was broken, in one sentence. */
  readonly rule: string;
  /** What arrived instead. */
  readonly got?: string;
  /** What to write or type instead. */
  readonly cure?: string;
  readonly cause?: unknown;
}

/**
 * The one error class of streambook.
 *
 * @example
 * const error = new StreambookError({ code: "NO_SUCH_SERVER", step: "startServer", rule: "The server must exist.", got: '"iott"', cure: 'startServer("iot")' });
 * error.code; // "NO_SUCH_SERVER"
 */
export class StreambookError extends Error {
  readonly code: string;
  readonly step: string;
  readonly rule: string;
  readonly got: string | undefined;
  readonly cure: string | undefined;

  constructor(parts: ErrorParts) {
    super(render(parts), parts.cause === undefined ? undefined : { cause: parts.cause });
    this.name = "StreambookError";
    this.code = parts.code;
    this.step = parts.step;
    this.rule = parts.rule;
    this.got = parts.got;
    this.cure = parts.cure;
  }
}

function render({ code, step, rule, got, cure }: ErrorParts): string {
  const lines = [`[${code}] ${step}: ${rule}`];
  if (got !== undefined) lines.push(`  got: ${got}`);
  if (cure !== undefined) lines.push(`  try: ${cure}`);
  return lines.join("\n");
}
