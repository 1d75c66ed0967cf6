import { castTo } from "../../../plan/coerce.js";
import type { FunctionDefinition } from "../../../plan/functions.js";
import type { DataType } from "../../../types/data-type.js";
import { once } from "../../compiler/once.js";
import { initcap, LONGEST_TEXT } from "../../spark/texts.js";
import { any, BINARY, counted, INT, LONG, scalar, STRING, takes, type Bind, type Sql } from "../define.js";
import { concatOf, reverseOf } from "../nested/or-arrays.js";
import { script, scripted } from "../script.js";
import { isBinary, ofText, textOrBytes } from "./define.js";

/** What the engine does right for ASCII only is left to JavaScript for other texts. */
const asciiOr =
  (ascii: (text: string) => string, other: (args: readonly string[]) => string): Sql =>
  ([text]) =>
    once([text!], ([t]) => `CASE WHEN strlen(${t}) = length(${t}) THEN ${ascii(t!)} ELSE ${other([t!])} END`);

const upper = asciiOr(
  (t) => `upper(${t})`,
  script("upper", [STRING], STRING, (text: string) => text.toUpperCase()),
);
const lower = asciiOr(
  (t) => `lower(${t})`,
  script("lower", [STRING], STRING, (text: string) => text.toLowerCase()),
);
const reverseText = asciiOr(
  (t) => `reverse(${t})`,
  script("reverse", [STRING], STRING, (text: string) => [...text].reverse().join("")),
);

const countOf =
  (ofText: string, times = ""): Sql =>
  ([a], { args: [arg] }) =>
    `CAST(${isBinary(arg!.type) ? "octet_length" : ofText}(${a})${times} AS INTEGER)`;
const counting = textOrBytes(1, [], () => INT);

const isArray = (type: DataType): boolean => type.kind === "array";
const isNested = (type: DataType): boolean => ["array", "map", "struct"].includes(type.kind);

/** Bytes when all are, otherwise texts. */
const concatenated: Bind = (args) => {
  const known = args.map((arg) => arg.type).filter((type) => type.kind !== "null");
  if (known.some(isNested)) return null;
  const type = known.length > 0 && known.every(isBinary) ? BINARY : STRING;
  return { args: args.map((arg) => castTo(arg, type)), type };
};

const joined: Bind = (args) => {
  counted(args, 1, Infinity);
  const cast = args.map((arg, i) => {
    if (!isNested(arg.type)) return castTo(arg, STRING);
    return i > 0 && isArray(arg.type)
      ? castTo(arg, { kind: "array", element: STRING, containsNull: true })
      : null;
  });
  const known = cast.flatMap((arg) => arg ?? []);
  if (known.length < cast.length) return null;
  return { args: known, type: STRING, nullable: args[0]!.nullable };
};

/** `trim(chars FROM text)` comes with the characters first. */
const trimmed =
  (fn: string): Sql =>
  (args) =>
    args.length === 1
      ? `${fn}(${args[0]}, ' ')`
      : once(
          args,
          ([chars, text]) => `CASE WHEN ${chars} = '' THEN ${text} ELSE ${fn}(${text}, ${chars}) END`,
        );
const trimBind: Bind = (args, written) => {
  counted(args, 1, 2);
  return takes(
    args.map(() => STRING),
    STRING,
  )(args, written);
};

const repeated = (text: string, times: string): string =>
  once([text, times], ([s, n]) => {
    const tooLong = `error('[ARITHMETIC_OVERFLOW] repeat: ' || ${n} || ' times this text is longer than a text may be.' || chr(10) || '  try: repeat it fewer times')`;
    return `CASE WHEN ${n} <= 0 THEN substr(${s}, 1, 0) WHEN CAST(strlen(${s}) AS BIGINT) * ${n} > ${LONGEST_TEXT} THEN ${tooLong} ELSE repeat(${s}, ${n}) END`;
  });

export const textBasics: readonly FunctionDefinition[] = [
  ofText("upper", "text", STRING, upper),
  ofText("ucase", "text", STRING, upper),
  ofText("lower", "text", STRING, lower),
  ofText("lcase", "text", STRING, lower),
  scripted("initcap", "text", [STRING], STRING, initcap),
  reverseOf(ofText("reverse", "text or array", STRING, reverseText)),
  ...["length", "len", "char_length", "character_length"].map((name) =>
    scalar(name, `${name}(text or bytes)`, counting, countOf("length")),
  ),
  scalar("octet_length", "octet_length(text or bytes)", counting, countOf("strlen")),
  scalar("bit_length", "bit_length(text or bytes)", counting, countOf("strlen", " * 8")),
  scalar("trim", "trim([[BOTH | LEADING | TRAILING] [chars] FROM] text)", trimBind, trimmed("trim")),
  scalar("ltrim", "ltrim([chars, ]text)", trimBind, trimmed("ltrim")),
  scalar("rtrim", "rtrim([chars, ]text)", trimBind, trimmed("rtrim")),
  scalar("btrim", "btrim(text[, chars])", trimBind, (args, call) =>
    trimmed("trim")([...args].reverse(), call, ""),
  ),
  concatOf(
    scalar("concat", "concat(expr, …)", concatenated, (args) =>
      args.length === 0 ? "''" : `(${args.join(" || ")})`,
    ),
  ),
  scalar("concat_ws", "concat_ws(separator, text or array of texts, …)", joined, (args, call) => {
    const [separator, ...values] = args;
    if (values.length === 0) return `CASE WHEN ${separator} IS NOT NULL THEN '' END`;
    if (!call.args.some((arg) => isArray(arg.type))) return `concat_ws(${args.join(", ")})`;
    const lists = values.map((value, i) =>
      isArray(call.args[i + 1]!.type) ? `coalesce(${value}, [])` : `[${value}]`,
    );
    const all = lists.length === 1 ? lists[0] : `list_concat(${lists.join(", ")})`;
    return once(
      [separator!],
      ([sep]) =>
        `CASE WHEN ${sep} IS NOT NULL THEN coalesce(array_to_string(list_filter(${all}, lambda w: w IS NOT NULL), ${sep}), '') END`,
    );
  }),
  scalar("repeat", "repeat(text, times)", takes([STRING, INT], STRING), ([s, n]) => repeated(s!, n!)),
  scalar("space", "space(count)", takes([INT], STRING), ([n]) => repeated("' '", n!)),
  scripted("ascii", "text", [STRING], INT, (text: string) => text.codePointAt(0) ?? 0),
  ...["char", "chr"].map((name) =>
    scripted(name, "code", [LONG], STRING, (code: bigint) =>
      code < 0n ? "" : String.fromCharCode(Number(code % 256n)),
    ),
  ),
  scalar("string", "string(expr)", any(1, STRING), ([a]) => `CAST(${a} AS VARCHAR)`),
];
