import { doubleText } from "../../types/number-text.js";
import { plainDigits, roundTo, shortest, type Exact } from "./rounding.js";

/** An argument of `format_string`: what Java would hold, by its kind. */
export interface FormatArgument {
  readonly kind: "boolean" | "byte" | "short" | "int" | "long" | "double" | "string" | "other";
  readonly value: unknown;
  /** As `%s` writes it. */
  readonly text: string;
  readonly hash: number;
}

interface Directive {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | null;
  readonly letter: string;
}

const DIRECTIVE = /%(?:(\d+)\$|(<))?([-#+ 0,(]*)([1-9]\d*)?(?:\.(\d+))?([a-zA-Z%])/y;

/** As `java.util.Formatter` does it with the US's words. */
export function formatJava(format: string, args: readonly (FormatArgument | null)[]): string {
  let text = "";
  let ordinary = 0;
  let last = -1;
  for (let at = 0; at < format.length;) {
    if (format[at] !== "%") {
      text += format[at++];
      continue;
    }
    DIRECTIVE.lastIndex = at;
    const found = DIRECTIVE.exec(format);
    if (!found) throw illegal(`the format ends or breaks at ${format.slice(at)}`);
    at = DIRECTIVE.lastIndex;
    const [, index, relative, flags = "", width, precision, letter = ""] = found;
    const directive = {
      flags,
      letter,
      width: Number(width ?? 0),
      precision: precision === undefined ? null : Number(precision),
    };
    if (letter === "n") text += "\n";
    else if (letter === "%") text += pad("%", directive);
    else {
      last = relative ? last : index ? Number(index) - 1 : ordinary++;
      if (last < 0 || last >= args.length) throw illegal(`${found[0]} has no argument`);
      text += one(directive, args[last]!);
    }
  }
  return text;
}

const illegal = (why: string): Error => new Error(`[IllegalArgumentException] format_string: ${why}.`);

function one(directive: Directive, arg: FormatArgument | null): string {
  const { letter, precision, flags } = directive;
  const shown = (text: string): string => {
    const cut = precision === null ? text : text.slice(0, precision);
    return pad(letter === letter.toUpperCase() ? cut.toUpperCase() : cut, directive);
  };
  switch (letter.toLowerCase()) {
    case "s":
      return shown(arg?.text ?? "null");
    case "b":
      return shown(arg === null ? "false" : arg.kind === "boolean" ? String(arg.value) : "true");
    case "h":
      return shown(arg === null ? "null" : (arg.hash >>> 0).toString(16));
    case "c":
      return shown(arg === null ? "null" : character(arg));
    case "d":
      return arg === null ? shown("null") : integer(directive, arg);
    case "x":
    case "o":
      return arg === null ? shown("null") : bits(directive, arg);
    case "e":
    case "f":
    case "g":
      return arg === null ? shown("null") : real(directive, arg);
    default:
      throw illegal(`%${flags}${letter} is no conversion`);
  }
}

function character(arg: FormatArgument): string {
  if (!["byte", "short", "int"].includes(arg.kind)) throw illegal(`%c takes no ${arg.kind}`);
  return String.fromCodePoint(Number(arg.value));
}

const WIDTHS: Partial<Record<FormatArgument["kind"], number>> = { byte: 8, short: 16, int: 32, long: 64 };

function integer(directive: Directive, arg: FormatArgument): string {
  if (WIDTHS[arg.kind] === undefined) throw illegal(`%d takes no ${arg.kind}`);
  const value = BigInt(arg.value as bigint);
  return signed(directive, value < 0n, (value < 0n ? -value : value).toString());
}

function bits(directive: Directive, arg: FormatArgument): string {
  const width = WIDTHS[arg.kind];
  const { letter, flags } = directive;
  if (width === undefined) throw illegal(`%${letter} takes no ${arg.kind}`);
  const base = letter === "o" ? 8 : 16;
  const sign = flags.includes("#") ? (base === 8 ? "0" : "0x") : "";
  const digits = BigInt.asUintN(width, BigInt(arg.value as bigint)).toString(base);
  const zeros = flags.includes("0") ? digits.padStart(directive.width - sign.length, "0") : digits;
  const text = sign + zeros;
  return pad(letter === "X" ? text.toUpperCase() : text, directive);
}

function real(directive: Directive, arg: FormatArgument): string {
  if (arg.kind !== "double") throw illegal(`%${directive.letter} takes no ${arg.kind}`);
  const value = arg.value as number;
  if (!Number.isFinite(value)) {
    const text = doubleText(Math.abs(value));
    const signedText = value < 0 ? (directive.flags.includes("(") ? `(${text})` : `-${text}`) : text;
    return pad(directive.flags.includes("+") && value > 0 ? `+${text}` : signedText, directive);
  }
  const isNegative = value < 0 || Object.is(value, -0);
  const size = shortest(Math.abs(value));
  const precision = directive.precision ?? 6;
  const text = signed(directive, isNegative, digits(directive.letter.toLowerCase(), size, precision));
  return directive.letter === directive.letter.toUpperCase() ? text.toUpperCase() : text;
}

function digits(letter: string, size: Exact, precision: number): string {
  if (letter === "f") return plainDigits(roundTo(size, precision, "halfUp"));
  if (letter === "e") return scientific(size, precision);
  const significant = precision === 0 ? 1 : precision;
  if (size.unscaled === 0n) return plainDigits({ unscaled: 0n, scale: significant - 1 });
  const text = scientific(size, significant - 1);
  const exponent = Number(text.slice(text.indexOf("e") + 1));
  return exponent < -4 || exponent >= significant
    ? text
    : plainDigits(roundTo(size, significant - 1 - exponent, "halfUp"));
}

function scientific(size: Exact, precision: number): string {
  if (size.unscaled === 0n) return `${plainDigits({ unscaled: 0n, scale: precision })}e+00`;
  let exponent = size.unscaled.toString().length - 1 - size.scale;
  let rounded = roundTo(size, precision - exponent, "halfUp");
  if (rounded.unscaled.toString().length > precision + 1)
    rounded = roundTo(size, precision - ++exponent, "halfUp");
  const mantissa = plainDigits({ unscaled: rounded.unscaled, scale: precision });
  return `${mantissa}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

function signed(directive: Directive, isNegative: boolean, digitsText: string): string {
  const { flags, width } = directive;
  const rest = /[.e][\s\S]*$/.exec(digitsText)?.[0] ?? "";
  const whole = digitsText.slice(0, digitsText.length - rest.length);
  const grouped = flags.includes(",") ? whole.replace(/\B(?=(\d{3})+$)/g, ",") : whole;
  const [before, after] = isNegative
    ? flags.includes("(")
      ? ["(", ")"]
      : ["-", ""]
    : [flags.includes("+") ? "+" : flags.includes(" ") ? " " : "", ""];
  const room = width - before.length - after.length - rest.length;
  const padded = flags.includes("0") ? grouped.padStart(room, "0") : grouped;
  return pad(before + padded + rest + after, directive);
}

const pad = (text: string, { flags, width }: Directive): string =>
  flags.includes("-") ? text.padEnd(width) : text.padStart(width);
