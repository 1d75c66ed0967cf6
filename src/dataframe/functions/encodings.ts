import { type Column, type Literal, toColumn, toExpr } from "../column.js";
import { callOf, given } from "./build.js";

/** Binary data as text of 64 letters. */
export const base64 = (bytes: Column | string): Column => callOf("base64", toColumn(bytes));
/** Binary data from text of 64 letters. */
export const unbase64 = (text: Column | string): Column => callOf("unbase64", toColumn(text));
/** Binary data as text of 32 letters. */
export const toBase32 = (bytes: Column | string): Column => callOf("to_base32", toColumn(bytes));
/** Binary data from text of 32 letters. */
export const fromBase32 = (text: Column | string): Column => callOf("from_base32", toColumn(text));
/** A number, text or binary data in hexadecimal digits. */
export const hex = (value: Column | string): Column => callOf("hex", toColumn(value));
/** Binary data from hexadecimal digits; null for what is none. */
export const unhex = (text: Column | string): Column => callOf("unhex", toColumn(text));
/** A number in binary digits. */
export const bin = (number: Column | string): Column => callOf("bin", toColumn(number));
/** A text as bytes of a charset: US-ASCII, ISO-8859-1, UTF-8, UTF-16BE, UTF-16LE, UTF-16, UTF-32. */
export const encode = (text: Column | string, charset: Column | string): Column =>
  callOf("encode", toColumn(text), toExpr(charset));
/** Bytes of a charset as a text; with more arguments the result beside the value that equals the first. */
export const decode = (
  bytes: Column | string,
  charset: Column | string,
  ...more: readonly (Column | Literal)[]
): Column => callOf("decode", toColumn(bytes), toExpr(charset), ...more.map(toExpr));
/** Binary data from text in the format hex (the default), base64 or utf-8. */
export const toBinary = (text: Column | string, format?: Column | string): Column =>
  callOf("to_binary", toColumn(text), given(toColumn, format));
/** As `toBinary`, null for a text that does not fit. */
export const tryToBinary = (text: Column | string, format?: Column | string): Column =>
  callOf("try_to_binary", toColumn(text), given(toColumn, format));
/** Whether all bytes are UTF-8. */
export const isValidUtf8 = (text: Column | string): Column => callOf("is_valid_utf8", toColumn(text));
/** With � for bytes that are no UTF-8. */
export const makeValidUtf8 = (text: Column | string): Column => callOf("make_valid_utf8", toColumn(text));
/** The text itself; an error when its bytes are no UTF-8. */
export const validateUtf8 = (text: Column | string): Column => callOf("validate_utf8", toColumn(text));
/** The text itself; null when its bytes are no UTF-8. */
export const tryValidateUtf8 = (text: Column | string): Column => callOf("try_validate_utf8", toColumn(text));
/** With everything escaped that may not stand in an address. */
export const urlEncode = (text: Column | string): Column => callOf("url_encode", toColumn(text));
/** What `urlEncode` made is undone. */
export const urlDecode = (text: Column | string): Column => callOf("url_decode", toColumn(text));
/** As `urlDecode`, null for a text that is not right. */
export const tryUrlDecode = (text: Column | string): Column => callOf("try_url_decode", toColumn(text));
/** A part of an address (HOST, PATH, QUERY, REF, PROTOCOL, FILE, AUTHORITY, USERINFO), or one parameter of its query. */
export const parseUrl = (url: Column | string, part: Column | string, key?: Column | string): Column =>
  callOf("parse_url", toColumn(url), toColumn(part), given(toColumn, key));
/** As `parseUrl`, null for an address that is none. */
export const tryParseUrl = (url: Column | string, part: Column | string, key?: Column | string): Column =>
  callOf("try_parse_url", toColumn(url), toColumn(part), given(toColumn, key));
