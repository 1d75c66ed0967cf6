import type { FunctionDefinition } from "../../../plan/functions.js";
import type { DataType } from "../../../types/data-type.js";
import { BINARY, counted, scalar, STRING, takes, type Bind, type Sql } from "../define.js";
import { script } from "../script.js";

export const isBinary = (type: DataType): boolean => type.kind === "binary";

/**
 * A function of a text or of bytes: when all of the first arguments are bytes the answer is that of bytes, else of texts. `rest` are the
 * types of the arguments after them, the last `optional` of which may be left out.
 */
export function textOrBytes(
  count: number,
  rest: readonly DataType[],
  result: (kind: DataType) => DataType,
  optional = 0,
): Bind {
  return (args, written) => {
    const least = count + rest.length - optional;
    counted(args, least, count + rest.length);
    const firsts = args.slice(0, Math.min(count, args.length));
    const kind = firsts.every((arg) => isBinary(arg.type)) ? BINARY : STRING;
    const types = [...Array.from({ length: count }, () => kind), ...rest];
    return takes(types, result(kind), { optional })(args, written);
  };
}

/** One script for texts, one for bytes, chosen by the type of the first argument. */
export function either(
  name: string,
  types: (kind: DataType) => readonly DataType[],
  result: (kind: DataType) => DataType,
  ofTexts: (...args: never[]) => unknown,
  ofBytes: (...args: never[]) => unknown,
): Sql {
  const texts = script(name, types(STRING), result(STRING), ofTexts);
  const bytes = script(name, types(BINARY), result(BINARY), ofBytes);
  return (args, call) => (isBinary(call.args[0]!.type) ? bytes(args) : texts(args));
}

/** A function of texts that the engine has: anything atomic is cast to a text. */
export function ofText(
  name: string,
  parameters: string,
  result: DataType,
  sql: Sql,
  more: readonly DataType[] = [],
): FunctionDefinition {
  return scalar(name, `${name}(${parameters})`, takes([STRING, ...more], result), sql);
}
