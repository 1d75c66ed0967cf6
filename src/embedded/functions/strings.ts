import type { FunctionDefinition } from "../../plan/functions.js";
import { any, BOOLEAN, call, INT, scalar, STRING, takes, type Bind } from "./define.js";
import { script } from "./script.js";
import { soundexOf } from "./soundex.js";
import { concatOf, reverseOf } from "./nested/or-arrays.js";
import { castTo } from "../../plan/coerce.js";

const text = takes([STRING], STRING);
const twoTexts = takes([STRING, STRING], BOOLEAN);

/** Anything that has a text becomes one. */
const texts: Bind = (args) =>
  args.every((a) => !["array", "map", "struct"].includes(a.type.kind))
    ? { args: args.map((a) => castTo(a, STRING)), type: STRING }
    : null;

// Spark: position 0 means 1, a negative position counts from the end, and a range that starts before the text is cut, not moved.
const substring = ([s, pos, len]: readonly string[]): string => {
  const start = `(CASE WHEN ${pos} > 0 THEN ${pos} WHEN ${pos} = 0 THEN 1 ELSE length(${s}) + ${pos} + 1 END)`;
  return len === undefined
    ? `substring(${s}, greatest(${start}, 1))`
    : `substring(${s}, greatest(${start}, 1), greatest(least(${start} + ${len}, length(${s}) + 1) - greatest(${start}, 1), 0))`;
};

export const strings: readonly FunctionDefinition[] = [
  scalar("upper", "upper(text)", text, call("upper")),
  scalar("ucase", "ucase(text)", text, call("upper")),
  scalar("lower", "lower(text)", text, call("lower")),
  scalar("lcase", "lcase(text)", text, call("lower")),
  scalar("trim", "trim(text)", text, ([a]) => `trim(${a}, ' ')`),
  scalar("ltrim", "ltrim(text)", text, ([a]) => `ltrim(${a}, ' ')`),
  scalar("rtrim", "rtrim(text)", text, ([a]) => `rtrim(${a}, ' ')`),
  reverseOf(scalar("reverse", "reverse(text)", text, call("reverse"))),
  scalar("length", "length(text)", takes([STRING], INT), ([a]) => `CAST(length(${a}) AS INTEGER)`),
  scalar("char_length", "char_length(text)", takes([STRING], INT), ([a]) => `CAST(length(${a}) AS INTEGER)`),
  scalar(
    "substring",
    "substring(text, pos[, len])",
    takes([STRING, INT, INT], STRING, { optional: 1 }),
    substring,
  ),
  scalar("substr", "substr(text, pos[, len])", takes([STRING, INT, INT], STRING, { optional: 1 }), substring),
  scalar(
    "left",
    "left(text, len)",
    takes([STRING, INT], STRING),
    ([s, n]) => `CASE WHEN ${n} <= 0 THEN '' ELSE left(${s}, ${n}) END`,
  ),
  scalar(
    "right",
    "right(text, len)",
    takes([STRING, INT], STRING),
    ([s, n]) => `CASE WHEN ${n} <= 0 THEN '' ELSE right(${s}, ${n}) END`,
  ),
  concatOf(
    scalar("concat", "concat(expr, …)", texts, (args) =>
      args.length === 0 ? "''" : `(${args.join(" || ")})`,
    ),
  ),
  scalar(
    "concat_ws",
    "concat_ws(separator, expr, …)",
    (args, written) => {
      const bound = args.length > 0 ? texts(args, written) : null;
      return bound && { ...bound, nullable: args[0]!.nullable };
    },
    (args) => (args.length === 1 ? "''" : `concat_ws(${args.join(", ")})`),
  ),
  scalar(
    "replace",
    "replace(text, search[, replacement])",
    takes([STRING, STRING, STRING], STRING, { optional: 1 }),
    ([s, a, b]) => `CASE WHEN ${a} = '' THEN ${s} ELSE replace(${s}, ${a}, ${b ?? "''"}) END`,
  ),
  scalar("contains", "contains(text, part)", twoTexts, call("contains")),
  scalar("startswith", "startswith(text, prefix)", twoTexts, call("starts_with")),
  scalar("endswith", "endswith(text, suffix)", twoTexts, call("suffix")),
  scalar(
    "instr",
    "instr(text, part)",
    takes([STRING, STRING], INT),
    ([s, p]) => `CAST(instr(${s}, ${p}) AS INTEGER)`,
  ),
  scalar(
    "repeat",
    "repeat(text, n)",
    takes([STRING, INT], STRING),
    ([s, n]) => `repeat(${s}, greatest(${n}, 0))`,
  ),
  scalar(
    "initcap",
    "initcap(text)",
    text,
    ([s]) =>
      `list_aggregate(list_transform(string_split(lower(${s}), ' '), lambda w: upper(w[1]) || substring(w, 2)), 'string_agg', ' ')`,
  ),
  scalar("soundex", "soundex(text)", text, script("soundex", [STRING], STRING, soundexOf)),
  scalar("string", "string(expr)", any(1, STRING), ([a]) => `CAST(${a} AS VARCHAR)`),
];
