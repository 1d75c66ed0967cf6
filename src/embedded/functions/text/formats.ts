import { accepts, castTo } from "../../../plan/coerce.js";
import { Refusal, type FunctionDefinition } from "../../../plan/functions.js";
import type { ResolvedExpr, ResolvedLiteral } from "../../../plan/resolved.js";
import type { DataType } from "../../../types/data-type.js";
import type { Decimal } from "../../../types/decimal.js";
import { toText } from "../../../types/text.js";
import { formatDecimal } from "../../java/decimal-format.js";
import { callScript } from "../../scripts.js";
import { NumberFormatError, numberFormat, parseNumber, printNumber } from "../../spark/number-format.js";
import { base64Text } from "../../spark/codes.js";
import { BINARY, counted, INT, scalar, STRING, takes, type Bind } from "../define.js";
import { script } from "../script.js";
import { formatString } from "./format-string.js";
import { times } from "../times/index.js";

/** `#,##0.00` with as many digits after the point as asked for. */
const pattern = (digits: number): string =>
  `#,###,###,###,###,###,##0${digits > 0 ? `.${"0".repeat(digits)}` : ""}`;

const numberToFormat: Bind = (args) => {
  counted(args, 2);
  const [value, how] = args as [ResolvedExpr, ResolvedExpr];
  const isNumber = ["byte", "short", "int", "long", "decimal", "float", "double", "null"].includes(
    value.type.kind,
  );
  if (!isNumber || !["byte", "short", "int", "string", "null"].includes(how.type.kind)) return null;
  const type = value.type.kind === "null" ? INT : value.type;
  return {
    args: [castTo(value, type), castTo(how, how.type.kind === "string" ? STRING : INT)],
    type: STRING,
    nullable: true,
  };
};

/** A constant as the text that Spark casts it to. */
function textOf({ value, type }: ResolvedLiteral): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString("utf8") : toText(value, type, "UTC");
}

/** A format that is none is refused where it is written; one that is no constant is refused too. */
function checkFormat(format: ResolvedExpr | undefined): string | null {
  if (format && !accepts(STRING, format.type)) throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE");
  const written = format?.kind === "cast" ? format.child : format;
  const literal = written?.kind === "literal" ? written : undefined;
  if (literal?.value === null) return null;
  const value = literal && textOf(literal);
  if (typeof value !== "string")
    throw new Refusal("DATATYPE_MISMATCH.NON_FOLDABLE_INPUT", "The format must be a constant text.");
  try {
    numberFormat(value);
  } catch (error) {
    if (error instanceof NumberFormatError)
      throw new Refusal(error.code, error.message, "for example '999,999.99'");
    throw error;
  }
  return value;
}

const toNumber = (name: string, isStrict: boolean): FunctionDefinition =>
  scalar(
    name,
    `${name}(text, format)`,
    (args, written) => {
      const bound = takes([STRING, STRING], STRING)(args, written);
      const format = checkFormat(args[1]);
      const { precision, scale } = format === null ? { precision: 10, scale: 0 } : numberFormat(format);
      return bound && { ...bound, type: { kind: "decimal", precision, scale }, nullable: true };
    },
    (args, call) => {
      const run = (text: string, format: string): Decimal | null => {
        const value = parseNumber(text, format);
        if (value === null && isStrict)
          throw new Error(
            `[INVALID_FORMAT.MISMATCH_INPUT] The text ${JSON.stringify(text)} does not match the format ${format}.`,
          );
        return value;
      };
      return callScript({ name, parameters: [STRING, STRING], result: call.type, run }, args);
    },
  );

const DECIMAL: DataType = { kind: "decimal", precision: 38, scale: 18 };

/** The decimal that holds a number of a type; a text is read as one. */
function decimalOf(type: DataType): DataType {
  if (type.kind === "decimal") return type;
  const digits = { byte: 3, short: 5, int: 10, long: 20 }[type.kind as string];
  return digits === undefined ? DECIMAL : { kind: "decimal", precision: digits, scale: 0 };
}

const dateFormat = times.find((fn) => fn.name === "date_format")!;
const isTime = (type: DataType): boolean => type.kind === "date" || type.kind.startsWith("timestamp");
const bytesAs: Readonly<Record<string, (bytes: Uint8Array) => string>> = {
  base64: base64Text,
  hex: (bytes) => Buffer.from(bytes).toString("hex").toUpperCase(),
  "utf-8": (bytes) => Buffer.from(bytes).toString(),
};
const bytesToChar = script("bytes_to_char", [BINARY, STRING], STRING, (bytes: Uint8Array, format: string) =>
  bytesAs[format.toLowerCase()]!(bytes),
);

/** A time by a pattern, bytes as base64, hex or utf-8, a number by a format. */
const toChar = (name: string): FunctionDefinition =>
  scalar(
    name,
    `${name}(number, time or bytes, format)`,
    (args, written) => {
      counted(args, 2);
      const [value, format] = args as [ResolvedExpr, ResolvedExpr];
      if (isTime(value.type)) return dateFormat.bind(args, written);
      if (value.type.kind === "binary") {
        if (format.kind !== "literal" || !bytesAs[`${format.value as string}`.toLowerCase()])
          throw new Refusal(
            "INVALID_PARAMETER_VALUE.BINARY_FORMAT",
            "The format of bytes is base64, hex or utf-8.",
          );
        const kind = `${format.value as string}`.toLowerCase();
        const bytes = takes([BINARY, STRING], STRING)(args, written);
        const shown = ([text]: readonly string[]): string =>
          name === "to_varchar"
            ? `to_varchar(${text}${kind === "utf-8" ? `, ${String(format.value)}` : ""})`
            : kind === "utf-8"
              ? `decode(${text}, ${String(format.value)})`
              : `${kind}(${text})`;
        return bytes && { ...bytes, shown };
      }
      const bound = takes([decimalOf(value.type), STRING], STRING)(args, written);
      checkFormat(format);
      return bound && { ...bound, nullable: true };
    },
    (args, call, after) => {
      const types = call.args.map((a) => a.type);
      if (types[0]!.kind === "binary") return bytesToChar(args);
      if (types[0]!.kind !== "decimal") return dateFormat.sql(args, call, after);
      return callScript({ name: "to_char", parameters: types, result: STRING, run: printNumber }, args);
    },
  );

export const textFormats: readonly FunctionDefinition[] = [
  formatString("format_string"),
  formatString("printf"),
  scalar(
    "format_number",
    "format_number(number, digits or pattern)",
    numberToFormat,
    (args, { args: typed }) => {
      const types = typed.map((arg) => arg.type);
      const run = (value: number | bigint | Decimal, how: string | number): string | null => {
        if (typeof how === "number" && how < 0) return null;
        const exact =
          typeof value === "object"
            ? { unscaled: value.unscaled, scale: value.scale }
            : typeof value === "bigint"
              ? { unscaled: value, scale: 0 }
              : value;
        return formatDecimal(exact, typeof how === "number" ? pattern(how) : how === "" ? pattern(0) : how);
      };
      return callScript({ name: "format_number", parameters: types, result: STRING, run }, args);
    },
  ),
  toNumber("to_number", true),
  toNumber("try_to_number", false),
  toChar("to_char"),
  toChar("to_varchar"),
];
