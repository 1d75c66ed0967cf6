import { StreambookError } from "../errors.js";
import type { Options } from "../plan/logical-plan.js";

export type OptionValue = string | number | boolean;

/** What readers and writers share: options by their names. */
export abstract class WithOptions {
  /** As they were given so far. */
  protected given: Options = {};

  option(key: string, value: OptionValue): this {
    this.given = withOption(this.given, key, value);
    return this;
  }
  options(options: Readonly<Record<string, OptionValue>>): this {
    for (const [key, value] of Object.entries(options)) this.option(key, value);
    return this;
  }
}

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
