import { accepts, castTo, isNumeric } from "../../../plan/coerce.js";
import { Refusal, type FunctionDefinition } from "../../../plan/functions.js";
import type { ResolvedExpr } from "../../../plan/resolved.js";
import type { DataType } from "../../../types/data-type.js";
import { decodeBytes, encodeText, isUtf8, lenientUtf8 } from "../../java/charset.js";
import { decodeUrl, encodeUrl, partOfUrl } from "../../java/url.js";
import { base32Bytes, base32Text, base64Bytes, base64Text, hexBytes } from "../../spark/codes.js";
import { branchesOf } from "../conditional-decode.js";
import {
  BINARY,
  BOOLEAN,
  counted,
  isText,
  LONG,
  scalar,
  STRING,
  takes,
  textsOnly,
  type Bind,
} from "../define.js";
import { script, scripted } from "../script.js";
import { isBinary } from "./define.js";

const hexing: Bind = (args, written) => {
  counted(args, 1);
  const { type } = args[0]!;
  const kind = isNumeric(type) ? LONG : isBinary(type) ? BINARY : STRING;
  return takes([kind], STRING)(args, written);
};
const hexNumber = script("hex_number", [LONG], STRING, (value: bigint) =>
  BigInt.asUintN(64, value).toString(16).toUpperCase(),
);

const decodeScript = script("decode", [BINARY, STRING], STRING, decodeBytes);
/** With two arguments bytes by a charset, with more a choice among values. */
const decoding: Bind = (args, written) => {
  counted(args, 2, Infinity);
  if (args.length === 2) return takes([BINARY, STRING], STRING)(args, written);
  return branchesOf.bind(args, written);
};

const binaryFormats: Readonly<Record<string, (text: string) => Uint8Array | null>> = {
  hex: hexBytes,
  base64: base64Bytes,
  "utf-8": (text) => Buffer.from(text),
  utf8: (text) => Buffer.from(text),
};

function toBinary(name: string, isStrict: boolean): FunctionDefinition {
  const call = script(name, [STRING, STRING], BINARY, (text: string, format: string) => {
    let bytes: Uint8Array | null = null;
    try {
      bytes = binaryFormats[format.toLowerCase()]?.(text) ?? null;
    } catch {
      // Bytes that the format does not have: as those that are none.
    }
    if (bytes === null && isStrict)
      throw new Error(
        `[CONVERSION_INVALID_INPUT] The value ${JSON.stringify(text)} cannot be converted to "BINARY" as ${format} because it is malformed. Use try_to_binary to have null instead.`,
      );
    return bytes;
  });
  const bind: Bind = (args, written) => {
    counted(args, 1, 2);
    const format = args[1];
    if (isStrict && format && !isText(format))
      throw new Refusal(
        "DATATYPE_MISMATCH.INVALID_ARG_VALUE",
        "The format of to_binary is a text.",
        "to_binary(text, 'hex')",
      );
    if (
      isStrict &&
      format?.kind === "literal" &&
      typeof format.value === "string" &&
      !binaryFormats[format.value.toLowerCase()]
    )
      throw new Refusal(
        "DATATYPE_MISMATCH.INVALID_ARG_VALUE",
        "The format of to_binary is hex, utf-8, utf8 or base64.",
        "to_binary(text, 'hex')",
      );
    const bound = takes([STRING, STRING], BINARY, { optional: 1 })(args, written);
    return bound && { ...bound, nullable: true };
  };
  return scalar(name, `${name}(text[, format])`, bind, (args) =>
    call(args.length === 2 ? args : [...args, "'hex'"]),
  );
}

const parseUrl = (name: string): FunctionDefinition => {
  const parser = (isStrict: boolean) => [
    script(isStrict ? "parse_url" : "try_parse_url", [STRING, STRING], STRING, (url: string, part: string) =>
      partOfUrl(url, part, null, isStrict),
    ),
    script(
      isStrict ? "parse_url" : "try_parse_url",
      [STRING, STRING, STRING],
      STRING,
      (url: string, part: string, key: string) => partOfUrl(url, part, key, isStrict),
    ),
  ];
  const [strict, lenient] = [parser(true), parser(false)];
  const bind = textsOnly(3, STRING, 1, true);
  return scalar(name, `${name}(url, part[, key])`, bind, (args, { settings }) =>
    (name === "parse_url" && settings.ansi ? strict : lenient)[args.length - 2]!(args),
  );
};

const urlDecode = (name: string, isStrict: boolean): FunctionDefinition =>
  scripted(name, "text", [STRING], STRING, (text: string) => {
    const decoded = decodeUrl(text);
    if (decoded === null && isStrict)
      throw new Error(
        `[CANNOT_DECODE_URL] The provided URL cannot be decoded: ${text}. Use try_url_decode to have null instead.`,
      );
    return decoded;
  });

const notUtf8 = (bytes: Uint8Array): Error =>
  new Error(
    `[INVALID_UTF8_STRING] The text has bytes that are no UTF-8: ${Buffer.from(bytes).toString("hex")}.`,
  );

/** What the bytes of a text are; of anything else, those of its text. */
function utf8(
  name: string,
  result: DataType,
  run: (bytes: Uint8Array) => unknown,
  nullable?: boolean,
): FunctionDefinition {
  const bind: Bind = (args) => {
    counted(args, 1);
    const [arg] = args as [ResolvedExpr];
    if (!isBinary(arg.type) && !accepts(STRING, arg.type)) return null;
    const bytes = isBinary(arg.type) ? arg : castTo(castTo(arg, STRING), BINARY);
    return { args: [bytes], type: result, ...(nullable !== undefined && { nullable }) };
  };
  return scalar(name, `${name}(text)`, bind, script(name, [BINARY], result, run));
}

export const textCodes: readonly FunctionDefinition[] = [
  scripted("base64", "bytes", [BINARY], STRING, base64Text),
  scripted("unbase64", "text", [STRING], BINARY, base64Bytes),
  scripted("to_base32", "bytes", [BINARY], STRING, base32Text),
  scripted("from_base32", "text", [STRING], BINARY, base32Bytes),
  scalar("hex", "hex(number, text or bytes)", hexing, (args, call) =>
    call.args[0]!.type.kind === "long" ? hexNumber(args) : `hex(${args[0]})`,
  ),
  scripted("unhex", "text", [STRING], BINARY, hexBytes, { nullable: true }),
  scripted("bin", "number", [LONG], STRING, (value: bigint) => BigInt.asUintN(64, value).toString(2)),
  scripted("encode", "text, charset", [STRING, STRING], BINARY, encodeText),
  scalar(
    "decode",
    "decode(bytes, charset), decode(expr, search, result, …[, default])",
    decoding,
    (args, call, after) => (args.length === 2 ? decodeScript(args) : branchesOf.sql(args, call, after)),
  ),
  toBinary("to_binary", true),
  toBinary("try_to_binary", false),
  utf8("is_valid_utf8", BOOLEAN, isUtf8),
  utf8("make_valid_utf8", STRING, lenientUtf8),
  utf8("validate_utf8", STRING, (bytes: Uint8Array) => {
    if (!isUtf8(bytes)) throw notUtf8(bytes);
    return lenientUtf8(bytes);
  }),
  utf8("try_validate_utf8", STRING, (bytes) => (isUtf8(bytes) ? lenientUtf8(bytes) : null), true),
  scripted("url_encode", "text", [STRING], STRING, encodeUrl),
  urlDecode("url_decode", true),
  urlDecode("try_url_decode", false),
  parseUrl("parse_url"),
  parseUrl("try_parse_url"),
];
