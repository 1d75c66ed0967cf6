import type { Options } from "../plan/logical-plan.js";

export type OptionValue = string | number | boolean;

/** Keys compare without case and values are kept as text, as Spark does. */
export function withOption(options: Options, key: string, value: OptionValue): Options {
  return { ...options, [key.toLowerCase()]: String(value) };
}

export function withOptions(options: Options, more: Readonly<Record<string, OptionValue>>): Options {
  return Object.entries(more).reduce((all, [key, value]) => withOption(all, key, value), options);
}
