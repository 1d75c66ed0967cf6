import { Refusal, type FunctionDefinition } from "../../../plan/functions.js";
import { once } from "../../compiler/once.js";
import * as texts from "../../spark/texts.js";
import { BINARY, counted, INT, scalar, STRING, takes, textsOnly, type Bind } from "../define.js";
import { script, scripted } from "../script.js";
import { either, isBinary, textOrBytes } from "./define.js";

const MOST = "2147483647";
const sameKind = textOrBytes(1, [INT, INT], (kind) => kind, 1);
const sliceBytes = script("slice_bytes", [BINARY, INT, INT], BINARY, texts.slice);

// Spark: position 0 means 1, a negative position counts from the end, and a range that starts before the text is cut, not moved.
const substring = ([s, pos, len]: readonly string[]): string =>
  once([s!, pos!, len ?? MOST], ([text, p, n]) => {
    const start = `CASE WHEN ${p} > 0 THEN ${p} WHEN ${p} = 0 THEN 1 ELSE length(${text}) + ${p} + 1 END`;
    return once([start], ([from]) => {
      // Without a length, too, Spark counts the greatest number of characters from a place far before the text.
      const count = `, greatest(least(${from} + CAST(${n} AS BIGINT), length(${text}) + 1) - greatest(${from}, 1), 0)`;
      // The engine's greatest takes no notice of nulls.
      return `CASE WHEN ${from} IS NOT NULL AND ${n} IS NOT NULL THEN substring(${text}, greatest(${from}, 1)${count}) END`;
    });
  });

const right = script("right", [STRING, INT], STRING, (text: string, count: number) =>
  count <= 0 ? "" : texts.slice(text, -Math.min(count, text.length), count),
);

const padTypes = (kind: { readonly kind: string }) => [
  isBinary(kind as never) ? BINARY : STRING,
  INT,
  isBinary(kind as never) ? BINARY : STRING,
];

/** The text and what it is padded with are of one kind. */
const padding =
  (name: string): Bind =>
  (args, written) => {
    counted(args, 2, 3);
    const [text, , pad] = args;
    const kind = isBinary(text!.type) && (pad === undefined || isBinary(pad.type)) ? BINARY : STRING;
    const bound = takes([kind, INT, kind], kind, { optional: 1 })(args, written);
    if (!bound || pad !== undefined || kind !== BINARY) return bound;
    return { ...bound, shown: (texts) => `${name}(${texts.join(", ")}, X'00')` };
  };

function padder(
  name: string,
  ofTexts: (text: string, length: number, pad: string) => string,
  ofBytes: (bytes: Uint8Array, length: number, pad: Uint8Array) => Uint8Array,
): FunctionDefinition {
  const sql = either(name, padTypes, (kind) => kind, ofTexts, ofBytes);
  return scalar(name, `${name}(text, length[, pad])`, padding(name), (args, call) =>
    sql(args.length === 3 ? args : [...args, isBinary(call.type) ? "'\\x00'::BLOB" : "' '"], call, ""),
  );
}

const overlaying: Bind = (args, written) => {
  counted(args, 3, 4);
  const [text, part] = args;
  if (isBinary(text!.type) !== isBinary(part!.type) && [text, part].every((a) => a!.type.kind !== "null"))
    throw new Refusal(
      "DATATYPE_MISMATCH.DATA_DIFF_TYPES",
      "The text and what is laid over it are of one kind.",
    );
  return textOrBytes(2, [INT, INT], (kind) => kind, 1)(args, written);
};
const overlay = either(
  "overlay",
  (kind) => [kind, kind, INT, INT],
  (kind) => kind,
  texts.overlay,
  texts.overlayBytes,
);

const masking: Bind = (args, written) => {
  const bound = textsOnly(5, STRING, 4)(args, written);
  if (
    bound &&
    args
      .slice(1)
      .some((arg) => arg.kind === "literal" && typeof arg.value === "string" && [...arg.value].length !== 1)
  )
    throw new Refusal("DATATYPE_MISMATCH.INPUT_SIZE_NOT_ONE", "What mask writes is one character, or null.");
  return bound && { ...bound, nullable: args[0]!.nullable };
};
const mask = script(
  "mask",
  [STRING, STRING, STRING, STRING, STRING],
  STRING,
  (text: string | null, ...marks: [string | null, string | null, string | null, string | null]) =>
    text === null ? null : texts.mask(text, ...marks),
  { takesNull: true },
);

export const textCut: readonly FunctionDefinition[] = [
  ...["substring", "substr"].map((name) =>
    scalar(name, `${name}(text, position[, length])`, sameKind, (args, call) =>
      isBinary(call.type) ? sliceBytes([args[0]!, args[1]!, args[2] ?? MOST]) : substring(args),
    ),
  ),
  scalar(
    "left",
    "left(text, length)",
    textOrBytes(1, [INT], (kind) => kind),
    ([s, n], call) =>
      isBinary(call.type)
        ? sliceBytes([s!, "1", n!])
        : once([n!], ([count]) => `left(${s}, CASE WHEN ${count} < 0 THEN 0 ELSE ${count} END)`),
  ),
  scalar("right", "right(text, length)", takes([STRING, INT], STRING), right),
  scalar(
    "replace",
    "replace(text, search[, replacement])",
    takes([STRING, STRING, STRING], STRING, { optional: 1 }),
    ([s, a, b]) =>
      once(
        [s!, a!, b ?? "''"],
        ([text, search, by]) =>
          `CASE WHEN ${search} = '' THEN ${text} ELSE replace(${text}, ${search}, ${by}) END`,
      ),
  ),
  scripted("translate", "text, from, to", [STRING, STRING, STRING], STRING, texts.translate),
  padder("lpad", texts.lpad, texts.lpadBytes),
  padder("rpad", texts.rpad, texts.rpadBytes),
  scalar("overlay", "overlay(text, part, position[, length])", overlaying, (args, call) =>
    overlay(args.length === 4 ? args : [...args, "-1"], call, ""),
  ),
  scalar("mask", "mask(text[, upper[, lower[, digit[, other]]]])", masking, (args) =>
    mask([...args, ...["'X'", "'x'", "'n'", "CAST(NULL AS VARCHAR)"].slice(args.length - 1)]),
  ),
  scalar(
    "quote",
    "quote(text)",
    takes([STRING], STRING),
    script("quote", [STRING], STRING, (text: string) => `'${text.replace(/[\\']/g, "\\$&")}'`),
  ),
];
