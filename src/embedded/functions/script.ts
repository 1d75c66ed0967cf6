import type { DataType } from "../../types/data-type.js";
import type { FunctionDefinition } from "../../plan/functions.js";
import { callScript } from "../scripts.js";
import { scalar, takes } from "./define.js";

/** Writes a call of a script. */
export type ScriptCall = (args: readonly string[]) => string;

export interface ScriptOptions {
  /** It is called for nulls too; otherwise a null argument makes a null. */
  readonly takesNull?: boolean;
  /** It may answer differently for the same arguments: never computed ahead. */
  readonly isVolatile?: boolean;
}

/**
 * Declares what DuckDB's SQL cannot say (Java's regular expressions, Spark's hashes) in JavaScript, and gives the text of its calls.
 * An error that it throws with `[CODE] text` reaches the reader as that code.
 *
 * @example
 * const soundex = script("soundex", [STRING], STRING, (text: string) => …);
 * scalar("soundex", "soundex(text)", takes([STRING], STRING), soundex)
 */
export function script(
  name: string,
  parameters: readonly DataType[],
  result: DataType,
  run: (...args: never[]) => unknown,
  options: ScriptOptions = {},
): ScriptCall {
  return (args) => callScript({ name, parameters, result, run, ...options }, args);
}

export interface ScriptedOptions extends ScriptOptions {
  /** The SQL of the arguments that may be left out, the last ones. */
  readonly defaults?: readonly string[];
  /** It may be null although no argument is. */
  readonly nullable?: boolean;
}

/** A function of Spark that runs in JavaScript as a whole. */
export function scripted(
  name: string,
  parameters: string,
  types: readonly DataType[],
  result: DataType,
  run: (...args: never[]) => unknown,
  { defaults = [], nullable, ...options }: ScriptedOptions = {},
): FunctionDefinition {
  const call = script(name, types, result, run, options);
  const bind = takes(types, result, {
    optional: defaults.length,
    ...(nullable !== undefined && { nullable }),
  });
  return scalar(name, `${name}(${parameters})`, bind, (args) =>
    call([...args, ...defaults.slice(defaults.length - (types.length - args.length))]),
  );
}
