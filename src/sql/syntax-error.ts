import { StreambookError } from "../errors.js";
import { renderCaret } from "../plan/caret.js";

/** A piece of the user's text, by UTF-16 offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const places = new WeakMap<Error, Span>();

/** Where in the text an error was found. */
export function placeOf(error: Error): Span | null {
  return places.get(error) ?? null;
}

/** The text cannot be read as Spark SQL: shows where, what was found, and the cure when it can be guessed. */
export function syntaxError(text: string, at: Span, rule: string, cure?: string): StreambookError {
  return refusal("PARSE_SYNTAX_ERROR", text, at, rule, cure);
}

/** The text is Spark SQL, but this construct has no place in a plan yet. */
export function unsupported(
  text: string,
  at: Span,
  feature: string,
  what: string,
  cure?: string,
): StreambookError {
  return refusal(`UNSUPPORTED_FEATURE.${feature}`, text, at, `${what} is not supported here.`, cure);
}

export function refusal(code: string, text: string, at: Span, rule: string, cure?: string): StreambookError {
  const error = new StreambookError({
    code,
    step: "SQL text",
    rule,
    got: `${found(text, at)}\n${renderCaret(text, at.start, at.end)}`,
    ...(cure === undefined ? {} : { cure }),
  });
  places.set(error, at);
  return error;
}

function found(text: string, { start, end }: Span): string {
  const piece = text.slice(start, end);
  if (piece === "") return "the end of the text";
  return piece.length > 40 || piece.includes("\n") ? `${piece.slice(0, 40).split("\n")[0]!}…` : piece;
}
