import { StreambookError } from "../errors.js";
import type { Options } from "../plan/logical-plan.js";

export type OptionValue = string | number | boolean;

/** Keys compare without case and values are kept as text, as Spark does. */
export function withOption(options: Options, key: string, value: OptionValue): Options {
  if (!["string", "number", "boolean"].includes(typeof value)) throw noValue(key, value);
  return { ...options, [key.toLowerCase()]: String(value) };
}

function noValue(key: string, value: unknown): StreambookError {
  return new StreambookError({
    code: "INVALID_OPTION",
    step: "option",
    rule: `The option "${key}" needs a value: text, a number, true or false.`,
    got: value === null ? "null" : typeof value,
    cure: `.option("${key}", value), or leave the option out`,
  });
}

export function withOptions(options: Options, more: Readonly<Record<string, OptionValue>>): Options {
  return Object.entries(more).reduce((all, [key, value]) => withOption(all, key, value), options);
}
