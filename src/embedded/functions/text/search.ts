import { accepts, castTo } from "../../../plan/coerce.js";
import { type FunctionDefinition } from "../../../plan/functions.js";
import { once } from "../../compiler/once.js";
import { soundexOf } from "../../spark/soundex.js";
import * as texts from "../../spark/texts.js";
import {
  BINARY,
  BOOLEAN,
  counted,
  DOUBLE,
  INT,
  listOf,
  scalar,
  STRING,
  takes,
  textsOnly,
  type Bind,
} from "../define.js";
import { script, scripted } from "../script.js";
import { isBinary, textOrBytes } from "./define.js";

const bytesIn = (name: string, find: (bytes: Buffer, part: Buffer) => boolean) =>
  script(`bytes_${name}`, [BINARY, BINARY], BOOLEAN, (bytes: Uint8Array, part: Uint8Array) =>
    find(Buffer.from(bytes), Buffer.from(part)),
  );

const finder = (
  name: string,
  fn: string,
  ofBytes: (bytes: Buffer, part: Buffer) => boolean,
): FunctionDefinition => {
  const inBytes = bytesIn(name, ofBytes);
  return scalar(
    name,
    `${name}(text, part)`,
    textOrBytes(2, [], () => BOOLEAN),
    (args, call) => (isBinary(call.args[0]!.type) ? inBytes(args) : `${fn}(${args.join(", ")})`),
  );
};

const locate = script("locate", [STRING, STRING, INT], INT, texts.locate);
const locating = takes([STRING, STRING, INT], INT, { optional: 1 });

/** Values of one type, of which the number before them takes one. */
const chosen: Bind = (args) => {
  counted(args, 2, Infinity);
  const [index, ...values] = args;
  if (!accepts(INT, index!.type) || !values.every((value) => accepts(STRING, value.type))) return null;
  const type = values.every((value) => isBinary(value.type)) ? BINARY : STRING;
  return { args: [castTo(index!, INT), ...values.map((v) => castTo(v, type))], type, nullable: true };
};

export const textSearch: readonly FunctionDefinition[] = [
  finder("contains", "contains", (bytes, part) => bytes.includes(part)),
  finder("startswith", "starts_with", (bytes, part) => bytes.subarray(0, part.length).equals(part)),
  finder(
    "endswith",
    "suffix",
    (bytes, part) => part.length <= bytes.length && bytes.subarray(bytes.length - part.length).equals(part),
  ),
  scripted("instr", "text, part[, start[, occurrence]]", [STRING, STRING, INT, INT], INT, texts.instr, {
    defaults: ["1", "1"],
  }),
  ...["locate", "position"].map((name) =>
    scalar(name, `${name}(part, text[, start])`, locating, ([part, text, start]) =>
      start === undefined
        ? locate([part!, text!, "1"])
        : once([start], ([s]) => `CASE WHEN ${s} IS NULL THEN 0 ELSE ${locate([part!, text!, s!])} END`),
    ),
  ),
  scripted("find_in_set", "text, list", [STRING, STRING], INT, texts.findInSet),
  scripted("substring_index", "text, delimiter, count", [STRING, STRING, INT], STRING, texts.substringIndex),
  scripted("split_part", "text, delimiter, part", [STRING, STRING, INT], STRING, texts.splitPart),
  scalar("elt", "elt(index, value, …)", chosen, ([index, ...values], { settings }) =>
    once([index!], ([n]) => {
      const cases = values.map((value, i) => `WHEN ${i + 1} THEN ${value}`).join(" ");
      const out = settings.ansi
        ? ` ELSE CASE WHEN ${n} IS NOT NULL THEN error('[INVALID_ARRAY_INDEX] elt: the index ' || ${n} || ' is out of bounds, there are ${values.length} values.') END`
        : "";
      return `CASE ${n} ${cases}${out} END`;
    }),
  ),
  scripted("levenshtein", "left, right[, most]", [STRING, STRING, INT], INT, texts.levenshtein, {
    defaults: ["-1"],
  }),
  scripted("jaro_winkler_similarity", "left, right", [STRING, STRING], DOUBLE, texts.jaroWinkler),
  scalar("soundex", "soundex(text)", textsOnly(1, STRING), script("soundex", [STRING], STRING, soundexOf)),
  scripted(
    "sentences",
    "text[, language[, country]]",
    [STRING, STRING, STRING],
    listOf(listOf(STRING)),
    texts.sentences,
    { defaults: ["''", "''"] },
  ),
  scripted("luhn_check", "digits", [STRING], BOOLEAN, texts.luhnCheck),
];
