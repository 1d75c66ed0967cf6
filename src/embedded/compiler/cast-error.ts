import type { CastMode } from "../../plan/resolved.js";
import type { DataType } from "../../types/data-type.js";
import { sqlName } from "../../types/type-text.js";
import { sqlType, text } from "../sql-types.js";

/** What a cast says of a value that is malformed. */
export function invalidInput(value: string, from: DataType, to: DataType): Error {
  return new Error(
    `[CAST_INVALID_INPUT] The value '${value}' of the type "${sqlName(from)}" cannot be cast to "${sqlName(to)}" because it is malformed. Correct the value, or use \`try_cast\` to have null instead.`,
  );
}

/** SQL that raises for a malformed value under ANSI, and is null otherwise. */
export function invalidSql(value: string, from: DataType, to: DataType, mode: CastMode): string {
  if (mode !== "ansi") return `CAST(NULL AS ${sqlType(to)})`;
  const [before, after] = invalidInput("\u0000", from, to).message.split("\u0000");
  return `CAST(error(${text(before!)} || ${value} || ${text(after!)}) AS ${sqlType(to)})`;
}

/** SQL that raises for a value that does not fit under ANSI, and is null otherwise. */
export function overflowSql(value: string, from: DataType, to: DataType, mode: CastMode): string {
  if (mode !== "ansi") return `CAST(NULL AS ${sqlType(to)})`;
  const rule = ` of the type "${sqlName(from)}" cannot be cast to "${sqlName(to)}" due to an overflow. Use \`try_cast\` to have null instead.`;
  return `CAST(error('[CAST_OVERFLOW] The value ' || CAST(${value} AS VARCHAR) || ${text(rule)}) AS ${sqlType(to)})`;
}
