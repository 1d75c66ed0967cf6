import { type Column, type Literal, toColumn, toExpr } from "../column.js";
import { callOf, given } from "./build.js";

/** In capitals: `upper("name")`. */
export const upper = (text: Column | string): Column => callOf("upper", toColumn(text));
/** The same as `upper`. */
export const ucase = (text: Column | string): Column => callOf("ucase", toColumn(text));
/** In small letters: `lower("name")`. */
export const lower = (text: Column | string): Column => callOf("lower", toColumn(text));
/** The same as `lower`. */
export const lcase = (text: Column | string): Column => callOf("lcase", toColumn(text));
/** With a capital at the start of each word: `initcap("title")`. */
export const initcap = (text: Column | string): Column => callOf("initcap", toColumn(text));
/** Without the blanks at both ends, or without these characters: `trim("line")`. */
export const trim = (text: Column | string, chars?: Column | string): Column =>
  chars === undefined ? callOf("trim", toColumn(text)) : callOf("trim", toColumn(chars), toColumn(text));
/** Without the blanks at the start, or without these characters. */
export const ltrim = (text: Column | string, chars?: Column | string): Column =>
  chars === undefined ? callOf("ltrim", toColumn(text)) : callOf("ltrim", toColumn(chars), toColumn(text));
/** Without the blanks at the end, or without these characters. */
export const rtrim = (text: Column | string, chars?: Column | string): Column =>
  chars === undefined ? callOf("rtrim", toColumn(text)) : callOf("rtrim", toColumn(chars), toColumn(text));
/** The same as `trim`. */
export const btrim = (text: Column | string, chars?: Column | string): Column =>
  callOf("btrim", toColumn(text), given(toColumn, chars));
/** From the end to the start: of a text its characters, of an array its elements. */
export const reverse = (textOrArray: Column | string): Column => callOf("reverse", toColumn(textOrArray));
/** Characters of a text, bytes of binary data. */
export const length = (text: Column | string): Column => callOf("length", toColumn(text));
/** The same as `length`. */
export const charLength = (text: Column | string): Column => callOf("char_length", toColumn(text));
/** The same as `length`. */
export const characterLength = (text: Column | string): Column => callOf("character_length", toColumn(text));
/** Bytes, a text's in UTF-8. */
export const octetLength = (text: Column | string): Column => callOf("octet_length", toColumn(text));
/** Bits, a text's in UTF-8. */
export const bitLength = (text: Column | string): Column => callOf("bit_length", toColumn(text));
/** Joined, null when one of them is: texts, binary data or arrays. */
export const concat = (...columns: readonly (Column | string)[]): Column =>
  callOf("concat", ...columns.map(toColumn));
/** Joined with a separator, without those that are null; arrays of texts are joined too. */
export const concatWs = (separator: Column | string, ...texts: readonly (Column | string)[]): Column =>
  callOf("concat_ws", toExpr(separator), ...texts.map(toColumn));
/** `times` copies in a row. */
export const repeat = (text: Column | string, times: Column | number): Column =>
  callOf("repeat", toColumn(text), toExpr(times));
/** The code of the first character. */
export const ascii = (text: Column | string): Column => callOf("ascii", toColumn(text));
/** The character of a code up to 255: `char(lit(65))` is A. */
export const char = (code: Column | string): Column => callOf("char", toColumn(code));
/** Whether a text holds another one. */
export const contains = (text: Column | string, part: Column | string): Column =>
  callOf("contains", toColumn(text), toColumn(part));
/** Whether a text begins with another one. */
export const startswith = (text: Column | string, prefix: Column | string): Column =>
  callOf("startswith", toColumn(text), toColumn(prefix));
/** Whether a text ends with another one. */
export const endswith = (text: Column | string, suffix: Column | string): Column =>
  callOf("endswith", toColumn(text), toColumn(suffix));
/** Where a text holds another one, counted from 1; 0 when it does not. A negative start searches backwards. */
export const instr = (
  text: Column | string,
  part: Column | string,
  start?: Column | number,
  occurrence?: Column | number,
): Column => callOf("instr", toColumn(text), toExpr(part), given(toExpr, start), given(toExpr, occurrence));
/** As `instr`, from a position on. */
export const locate = (part: Column | string, text: Column | string, start?: Column | number): Column =>
  callOf("locate", toExpr(part), toColumn(text), given(toExpr, start));
/** As `locate`, with columns. */
export const position = (part: Column | string, text: Column | string, start?: Column | string): Column =>
  callOf("position", toColumn(part), toColumn(text), given(toColumn, start));
/** The place of a text in a list parted by commas, from 1; 0 when it is not there. */
export const findInSet = (text: Column | string, list: Column | string): Column =>
  callOf("find_in_set", toColumn(text), toColumn(list));
/** From position `start` (the first is 1, negative counts from the end), `length` characters. */
export const substring = (text: Column | string, start: Column | number, length?: Column | number): Column =>
  callOf("substring", toColumn(text), toExpr(start), given(toExpr, length));
/** As `substring`, with columns. */
export const substr = (text: Column | string, start: Column | string, length?: Column | string): Column =>
  callOf("substr", toColumn(text), toColumn(start), given(toColumn, length));
/** What stands before the `count`-th delimiter, counted from the end when negative. */
export const substringIndex = (
  text: Column | string,
  delimiter: Column | string,
  count: Column | number,
): Column => callOf("substring_index", toColumn(text), toExpr(delimiter), toExpr(count));
/** One of the parts between delimiters, from 1; negative counts from the end. */
export const splitPart = (text: Column | string, delimiter: Column | string, part: Column | string): Column =>
  callOf("split_part", toColumn(text), toColumn(delimiter), toColumn(part));
/** The first characters. */
export const left = (text: Column | string, length: Column | string): Column =>
  callOf("left", toColumn(text), toColumn(length));
/** The last characters. */
export const right = (text: Column | string, length: Column | string): Column =>
  callOf("right", toColumn(text), toColumn(length));
/** Filled up at the start to `length` characters, or cut: `lpad("id", 5, "0")`. */
export const lpad = (text: Column | string, length: Column | number, pad?: Column | Literal): Column =>
  callOf("lpad", toColumn(text), toExpr(length), given(toExpr, pad));
/** Filled up at the end to `length` characters, or cut. */
export const rpad = (text: Column | string, length: Column | number, pad?: Column | Literal): Column =>
  callOf("rpad", toColumn(text), toExpr(length), given(toExpr, pad));
/** Every occurrence of a text replaced, or taken away. */
export const replace = (
  text: Column | string,
  search: Column | string,
  replacement?: Column | string,
): Column => callOf("replace", toColumn(text), toColumn(search), given(toColumn, replacement));
/** Each character of `from` becomes the one of `to` in its place: `translate("x", ",", ".")`. */
export const translate = (text: Column | string, from: Column | string, to: Column | string): Column =>
  callOf("translate", toColumn(text), toExpr(from), toExpr(to));
/** With a part written over what stands at a position. */
export const overlay = (
  text: Column | string,
  part: Column | string,
  position: Column | number,
  length?: Column | number,
): Column => callOf("overlay", toColumn(text), toColumn(part), toExpr(position), given(toExpr, length));
/** Capitals become X, small letters x, digits n, or the characters given. */
export const mask = (
  text: Column | string,
  upper?: Column | string,
  lower?: Column | string,
  digit?: Column | string,
  other?: Column | string,
): Column =>
  callOf(
    "mask",
    toColumn(text),
    given(toColumn, upper),
    given(toColumn, lower),
    given(toColumn, digit),
    given(toColumn, other),
  );
/** In single quotes, those inside escaped. */
export const quote = (text: Column | string): Column => callOf("quote", toColumn(text));
/** Of the values after the first, the one whose number the first is, from 1. */
export const elt = (...values: readonly (Column | string)[]): Column =>
  callOf("elt", ...values.map(toColumn));
/** The edits that make one text the other; -1 when they are more than `most`. */
export const levenshtein = (left: Column | string, right: Column | string, most?: Column | number): Column =>
  callOf("levenshtein", toColumn(left), toColumn(right), given(toExpr, most));
/** How alike two texts are, from 0 to 1. */
export const jaroWinklerSimilarity = (left: Column | string, right: Column | string): Column =>
  callOf("jaro_winkler_similarity", toColumn(left), toColumn(right));
/** How an English word sounds, as a letter and three digits. */
export const soundex = (text: Column | string): Column => callOf("soundex", toColumn(text));
/** Sentences as arrays of words. */
export const sentences = (
  text: Column | string,
  language?: Column | string,
  country?: Column | string,
): Column => callOf("sentences", toColumn(text), given(toColumn, language), given(toColumn, country));
/** A random text of letters and digits. */
export const randstr = (length: Column | number, seed?: Column | number): Column =>
  callOf("randstr", toExpr(length), given(toExpr, seed));
/** With commas between thousands and so many digits after the point: `formatNumber("total", 2)`. */
export const formatNumber = (number: Column | string, digits: Column | Literal): Column =>
  callOf("format_number", toColumn(number), toExpr(digits));
/** As C's printf: `formatString("%s has %d", "gt", "n")`. */
export const formatString = (format: Column | string, ...values: readonly (Column | string)[]): Column =>
  callOf("format_string", toExpr(format), ...values.map(toColumn));
/** As `formatString`, the format being a column. */
export const printf = (format: Column | string, ...values: readonly (Column | string)[]): Column =>
  callOf("printf", toColumn(format), ...values.map(toColumn));
/** A decimal from a text such as `$1,234.50` by a format such as `$9,999.99`. */
export const toNumber = (text: Column | string, format: Column | string): Column =>
  callOf("to_number", toColumn(text), toColumn(format));
/** As `toNumber`, null for a text that does not fit. */
export const tryToNumber = (text: Column | string, format: Column | string): Column =>
  callOf("try_to_number", toColumn(text), toColumn(format));
/** A number as text by a format such as `$9,999.99`. */
export const toChar = (number: Column | string, format: Column | string): Column =>
  callOf("to_char", toColumn(number), toColumn(format));
/** The same as `toChar`. */
export const toVarchar = (number: Column | string, format: Column | string): Column =>
  callOf("to_varchar", toColumn(number), toColumn(format));
