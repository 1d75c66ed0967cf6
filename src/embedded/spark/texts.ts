/** Spark's functions of texts, where the engine's differ. Characters are code points. */

/** As Java does it: with a title letter for the first of each word between blanks. */
export const initcap = (text: string): string =>
  text.toLowerCase().replace(/(^| )([^ ])/gu, (_, blank: string, letter: string) => blank + title(letter));

/** Letters whose form for titles is not their capital, made small from the second on. */
const TITLES: Readonly<Record<string, string>> = { Ǆ: "ǅ", Ǉ: "ǈ", Ǌ: "ǋ", Ǳ: "ǲ", ʼN: "ʼN" };

const title = (letter: string): string => {
  const upper = letter.toUpperCase();
  const [first, ...others] = upper;
  return TITLES[upper] ?? first + others.join("").toLowerCase();
};

/** From position `start`, counted from 1; negative from the end. A range that starts before the text is cut, not moved. */
export function slice<T extends string | Uint8Array>(text: T, start: number, count: number): T {
  const units = typeof text === "string" ? [...text] : text;
  const from = start > 0 ? start - 1 : start < 0 ? units.length + start : 0;
  const to = Math.min(from + count, units.length);
  const part = to <= from ? units.slice(0, 0) : units.slice(Math.max(from, 0), Math.max(to, 0));
  return (Array.isArray(part) ? part.join("") : part) as T;
}

/** Bytes that a text may have: longer ones have no form in JavaScript. */
export const LONGEST_TEXT = 500_000_000;

/** So many characters, `pad` over and over. */
function padding(length: number, pad: string, unit: readonly string[]): string {
  const whole = Math.floor(length / unit.length);
  if (whole * Buffer.byteLength(pad) > LONGEST_TEXT)
    throw new Error(
      `[ARITHMETIC_OVERFLOW] A text padded with ${length} characters is longer than a text may be.\n  try: pad to fewer characters`,
    );
  return pad.repeat(whole) + unit.slice(0, length % unit.length).join("");
}

/** The text and what it lacks of `length` characters; cut when it is longer. */
function padded(text: string, length: number, pad: string): readonly [text: string, padding: string] {
  const [chars, unit] = [[...text], [...pad]];
  if (length <= chars.length || unit.length === 0) return [chars.slice(0, Math.max(length, 0)).join(""), ""];
  return [text, padding(length - chars.length, pad, unit)];
}
export function lpad(text: string, length: number, pad: string): string {
  return [...padded(text, length, pad)].reverse().join("");
}
export function rpad(text: string, length: number, pad: string): string {
  return padded(text, length, pad).join("");
}
const asText = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");
const asBytes = (text: string): Uint8Array => Buffer.from(text, "latin1");
/** Bytes are padded as texts are: each is one character of Latin-1. */
export const lpadBytes = (bytes: Uint8Array, length: number, pad: Uint8Array): Uint8Array =>
  asBytes(lpad(asText(bytes), length, asText(pad)));
export const rpadBytes = (bytes: Uint8Array, length: number, pad: Uint8Array): Uint8Array =>
  asBytes(rpad(asText(bytes), length, asText(pad)));

export function overlay(text: string, part: string, start: number, length: number): string {
  const count = length >= 0 ? length : [...part].length;
  return slice(text, 1, start - 1) + part + slice(text, start + count, 2 ** 31 - 1);
}
export const overlayBytes = (
  bytes: Uint8Array,
  part: Uint8Array,
  start: number,
  length: number,
): Uint8Array => asBytes(overlay(asText(bytes), asText(part), start, length));

/** Each character of `from` becomes the one of `to` in its place, or goes. */
export function translate(text: string, from: string, to: string): string {
  const targets = [...to];
  const map = new Map<string, string>();
  for (const [i, char] of [...from].entries()) if (!map.has(char)) map.set(char, targets[i] ?? "");
  return [...text].map((char) => map.get(char) ?? char).join("");
}

/** What stands before the `count`-th delimiter, or after it when counted from the end. */
export function substringIndex(text: string, delimiter: string, count: number): string {
  if (delimiter === "" || count === 0) return "";
  let at = count > 0 ? -1 : text.length;
  for (let i = 0; i < Math.abs(count); i++) {
    at = count > 0 ? text.indexOf(delimiter, at + 1) : at === 0 ? -1 : text.lastIndexOf(delimiter, at - 1);
    if (at < 0) return text;
  }
  return count > 0 ? text.slice(0, at) : text.slice(at + delimiter.length);
}

export function splitPart(text: string, delimiter: string, part: number): string {
  if (part === 0)
    throw new Error("[INVALID_INDEX_OF_ZERO] split_part: the index is 1 or more, or negative from the end.");
  const parts = delimiter === "" ? [text] : text.split(delimiter);
  return parts[part > 0 ? part - 1 : parts.length + part] ?? "";
}

/** The place of a text in a list between commas; 0 when it is not there. */
export const findInSet = (text: string, list: string): number =>
  text.includes(",") ? 0 : list.split(",").indexOf(text) + 1;

/** From the position on, counted from 1; 0 when it is not there. */
export function locate(part: string, text: string, start: number): number {
  if (start < 1) return 0;
  if (part === "") return 1;
  const before = [...text].slice(0, start - 1).join("");
  if (start > 1 && start > [...text].length + 1) return 0;
  const at = text.indexOf(part, before.length);
  return at < 0 ? 0 : [...text.slice(0, at)].length + 1;
}

/** The `occurrence`-th place of a part from a start on, backwards when it is negative; 0 when there is none. */
export function instr(text: string, part: string, start: number, occurrence: number): number {
  if (occurrence < 1)
    throw new Error("[INVALID_PARAMETER_VALUE.OCCURRENCE] instr: the occurrence is 1 or more.");
  if (start === 0) return 0;
  if (part === "") return 1;
  const [chars, wanted] = [[...text], [...part]];
  const isHere = (at: number): boolean => wanted.every((char, i) => chars[at + i] === char);
  const step = Math.sign(start);
  let left = occurrence;
  for (let at = start > 0 ? start - 1 : chars.length + start; at >= 0 && at < chars.length; at += step)
    if (isHere(at) && --left === 0) return at + 1;
  return 0;
}

/** The edits between two texts; -1 when more than `most`. */
export function levenshtein(left: string, right: string, most: number): number {
  const [a, b] = [[...left], [...right]];
  let row = b.map((_, i) => i + 1);
  row.unshift(0);
  for (const [i, char] of a.entries()) {
    const next = [i + 1];
    for (const [j, other] of b.entries())
      next.push(Math.min(next[j]! + 1, row[j + 1]! + 1, row[j]! + (char === other ? 0 : 1)));
    row = next;
  }
  const distance = row[b.length]!;
  return most >= 0 && distance > most ? -1 : distance;
}

/** Letters and digits replaced; a null leaves its kind as it is. */
export function mask(
  text: string,
  upper: string | null,
  lower: string | null,
  digit: string | null,
  other: string | null,
): string {
  const kinds = [
    [/\p{Lu}/u, upper],
    [/\p{Ll}/u, lower],
    [/\p{Nd}/u, digit],
  ] as const;
  return [...text]
    .map((char) => {
      const kind = kinds.find(([pattern]) => pattern.test(char));
      return (kind ? kind[1] : /\p{L}/u.test(char) ? null : other) ?? char;
    })
    .join("");
}

/** Luhn's check digit. */
export function luhnCheck(text: string): boolean {
  if (!/^\d+$/.test(text)) return false;
  const sum = [...text].reverse().reduce((total, char, i) => {
    const digit = Number(char) * (i % 2 === 1 ? 2 : 1);
    return total + (digit > 9 ? digit - 9 : digit);
  }, 0);
  return sum % 10 === 0;
}

/** Sentences, each a list of its words. */
export function sentences(text: string): string[][] {
  const segments = [...new Intl.Segmenter("en", { granularity: "sentence" }).segment(text)];
  const words = new Intl.Segmenter("en", { granularity: "word" });
  return segments
    .map(({ segment }) => [...words.segment(segment)].filter((w) => w.isWordLike).map((w) => w.segment))
    .filter((list) => list.length > 0);
}

/** Between 0 and 1: equal letters nearby, with a bonus for an equal beginning. */
export function jaroWinkler(left: string, right: string): number {
  const [a, b] = [[...left], [...right]];
  if (a.length === 0 && b.length === 0) return 1;
  if (a.length === 0 || b.length === 0) return 0;
  const reach = Math.max(Math.floor(Math.max(a.length, b.length) / 2) - 1, 0);
  const used = new Array<boolean>(b.length).fill(false);
  const ofA = a.filter((char, i) => {
    const found = b.findIndex((other, j) => !used[j] && other === char && Math.abs(i - j) <= reach);
    if (found >= 0) used[found] = true;
    return found >= 0;
  });
  const ofB = b.filter((_, j) => used[j]);
  if (ofA.length === 0) return 0;
  const moved = ofA.filter((char, i) => char !== ofB[i]).length / 2;
  const jaro = (ofA.length / a.length + ofA.length / b.length + (ofA.length - moved) / ofA.length) / 3;
  let prefix = 0;
  while (prefix < 4 && prefix < Math.min(a.length, b.length) && a[prefix] === b[prefix]) prefix++;
  return jaro + prefix * 0.1 * (1 - jaro);
}
