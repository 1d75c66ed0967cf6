import { StreambookError } from "../../errors.js";
import { daysOfDate, isDate } from "../../types/civil.js";
import { instantOfLocal, isTimeZone, timeZone, type TimeZone } from "../../types/time-zone.js";
import { firstDayOf } from "./local-time.js";
import { MONTHS } from "./names.js";
import { readPattern, type Piece } from "./pattern.js";
import { zoneOfName } from "./zone-names.js";

/** What has been read so far: numbers by their letter, and the zone. */
interface Fields {
  readonly numbers: Map<string, number>;
  zone: TimeZone | null;
  offset: number | null;
}

/**
 * The instant (microseconds since the epoch) of a text in a Java pattern, as strict as Spark. What the pattern leaves out is taken from
 * 1970-01-01 00:00. Throws CANNOT_PARSE_TIMESTAMP.
 */
export function parseTime(text: string, pattern: string, zone: TimeZone | null): bigint {
  const { pieces, hasEra } = readPattern(pattern, "parse");
  const fields: Fields = { numbers: new Map(), zone: null, offset: null };
  const end = readAll(text, 0, pieces, fields);
  if (end < 0 || end < text.length) throw cannotParse(text, pattern);
  const days = daysOf(fields.numbers, hasEra);
  const seconds = secondsOf(fields.numbers);
  if (days === null || seconds === null) throw cannotParse(text, pattern);
  const local = days * 86_400 + seconds;
  const micros = BigInt(Math.floor((fields.numbers.get("S") ?? 0) / 1000));
  const instant =
    zone === null
      ? local
      : fields.offset !== null
        ? local - fields.offset
        : instantOfLocal(local, fields.zone ?? zone);
  return BigInt(instant) * 1_000_000n + micros;
}

function cannotParse(text: string, pattern: string): StreambookError {
  return new StreambookError({
    code: "CANNOT_PARSE_TIMESTAMP",
    step: "parse",
    rule: `The text cannot be read as a time of the form ${pattern}.`,
    got: JSON.stringify(text),
    cure: "try_to_timestamp(…) or try_to_date(…) give null instead",
  });
}

/** Reads the pieces from a place on; gives the place after them, or -1. */
function readAll(text: string, start: number, pieces: readonly Piece[], fields: Fields): number {
  let at = start;
  for (const [i, piece] of pieces.entries()) {
    if (piece.kind === "optional") {
      const tried: Fields = { ...fields, numbers: new Map(fields.numbers) };
      const end = readAll(text, at, piece.pieces, tried);
      if (end < 0) continue;
      at = end;
      for (const [letter, value] of tried.numbers) fields.numbers.set(letter, value);
      fields.zone = tried.zone;
      fields.offset = tried.offset;
      continue;
    }
    at =
      piece.kind === "text"
        ? text.slice(at, at + piece.text.length).toLowerCase() === piece.text.toLowerCase()
          ? at + piece.text.length
          : -1
        : readField(text, at, piece.letter, piece.count, reserved(pieces, i), fields);
    if (at < 0) return -1;
  }
  return at;
}

const numeric = "ydDMLhHkKmsS";

const isNumber = (piece: Piece | undefined): piece is Piece & { kind: "field" } =>
  piece?.kind === "field" &&
  numeric.includes(piece.letter) &&
  !("ML".includes(piece.letter) && piece.count > 2);

/** Digits that the numbers of fixed width right behind this one need: `yyyyMMdd`. */
function reserved(pieces: readonly Piece[], at: number): number {
  let digits = 0;
  for (let i = at + 1; ; i++) {
    const piece = pieces[i];
    if (!isNumber(piece) || piece.count < 2 || (piece.letter === "y" && piece.count !== 2)) return digits;
    digits += piece.count;
  }
}

function readField(
  text: string,
  at: number,
  letter: string,
  count: number,
  behind: number,
  fields: Fields,
): number {
  const put = (name: string, value: number): boolean => {
    const known = fields.numbers.get(name);
    fields.numbers.set(name, value);
    return known === undefined || known === value;
  };
  const word = (words: readonly string[], name: string, base: number): number => {
    const index = words.findIndex((w) => text.slice(at, at + w.length).toLowerCase() === w.toLowerCase());
    return index >= 0 && put(name, index + base) ? at + words[index]!.length : -1;
  };
  switch (letter) {
    case "G":
      return word(count < 4 ? ["BC", "AD"] : ["Before Christ", "Anno Domini"], "G", 0);
    case "a":
      return word(["AM", "PM"], "a", 0);
    case "M":
    case "L":
      if (count > 2)
        return word(
          MONTHS.map((m) => (count === 3 ? m.slice(0, 3) : m)),
          "M",
          1,
        );
  }
  if (!numeric.includes(letter)) return readZone(text, at, letter, count, fields);
  if (letter === "S") {
    const digits = new RegExp(`^\\d{1,${count}}`).exec(text.slice(at))?.[0];
    return digits && put("S", Number(digits.padEnd(9, "0"))) ? at + digits.length : -1;
  }
  const [, sign = "", all = ""] = /^([+-]?)(\d*)/.exec(text.slice(at))!;
  const isYear = letter === "y";
  const most = count === 2 ? (letter === "D" ? 3 : 2) : letter === "D" && count === 3 ? 3 : 19;
  const digits = all.slice(0, Math.min(most, Math.max(1, all.length - behind)));
  if (digits.length < count) return -1;
  if (sign !== "" && !(isYear && count !== 2)) return -1;
  // A year longer than its pattern carries a plus, one as long does not.
  if (isYear && count >= 4 && sign !== "-" && (sign === "+") !== digits.length > count) return -1;
  let value = Number(digits) * (sign === "-" ? -1 : 1);
  if (isYear && count === 2) value += 2000;
  return put(letter === "L" ? "M" : letter, value) ? at + sign.length + digits.length : -1;
}

function readZone(text: string, at: number, letter: string, count: number, fields: Fields): number {
  const rest = text.slice(at);
  if ("XxZO".includes(letter)) {
    const isNamed = letter === "O" || (letter === "Z" && count === 4);
    if (isNamed && /^GMT(?![+-])/i.test(rest)) {
      fields.offset = 0;
      return at + 3;
    }
    if ((letter === "X" || (letter === "Z" && count === 5)) && /^z/i.test(rest)) {
      fields.offset = 0;
      return at + 1;
    }
    const form = letter === "Z" ? (count === 5 ? 5 : 2) : count;
    const match = (isNamed ? /^GMT([+-])(\d{1,2})(?::(\d\d))?(?::(\d\d))?/i : offsetForms[form - 1]!).exec(
      rest,
    );
    if (!match) return -1;
    const size = Number(match[2]) * 3600 + Number(match[3] ?? 0) * 60 + Number(match[4] ?? 0);
    fields.offset = match[1] === "-" ? 0 - size : size;
    return at + match[0].length;
  }
  const name =
    /^(?:[+-]\d\d?(?::?\d\d)*|[A-Za-z][A-Za-z0-9_]*(?:\/[A-Za-z0-9_+-]+)*(?:[+-]\d\d?(?::?\d\d)?)?)/.exec(
      rest,
    )?.[0];
  if (name === undefined) return -1;
  const id = isTimeZone(name) && !(letter === "z" && zoneOfName(name)) ? name : zoneOfName(name);
  if (id === undefined || !isTimeZone(id)) return -1;
  fields.zone = timeZone(id);
  return at + name.length;
}

const offsetForms = [
  /^([+-])(\d\d)(\d\d)?/,
  /^([+-])(\d\d)(\d\d)/,
  /^([+-])(\d\d):(\d\d)/,
  /^([+-])(\d\d)(\d\d)(\d\d)?/,
  /^([+-])(\d\d):(\d\d)(?::(\d\d))?/,
];

function daysOf(numbers: ReadonlyMap<string, number>, hasEra: boolean): number | null {
  let year = numbers.get("y") ?? 1970;
  if (hasEra && numbers.get("G") === 0) year = 1 - year;
  const dayOfYear = numbers.get("D");
  if (dayOfYear !== undefined) {
    const days = firstDayOf(year) + dayOfYear - 1;
    return dayOfYear >= 1 && days < firstDayOf(year + 1) ? days : null;
  }
  const [month, day] = [numbers.get("M") ?? 1, numbers.get("d") ?? 1];
  return isDate(year, month, day) ? daysOfDate(year, month, day) : null;
}

function secondsOf(numbers: ReadonlyMap<string, number>): number | null {
  const within = (letter: string, least: number, most: number): number | null | undefined => {
    const value = numbers.get(letter);
    return value === undefined ? undefined : value >= least && value <= most ? value : null;
  };
  const [H, k, h, K] = [within("H", 0, 23), within("k", 1, 24), within("h", 1, 12), within("K", 0, 11)];
  const [minute, second] = [within("m", 0, 59), within("s", 0, 59)];
  if ([H, k, h, K, minute, second].includes(null)) return null;
  const afternoon = numbers.get("a");
  const half = h !== undefined ? h! % 12 : K;
  const hour = H ?? (k === undefined ? undefined : k! % 24) ?? (half ?? 0) + 12 * (afternoon ?? 0);
  // What is said twice must say the same.
  const isOdd =
    (k !== undefined && k! % 24 !== hour) ||
    [half, K].some((told) => told !== undefined && told !== hour % 12) ||
    (afternoon !== undefined && afternoon !== Math.floor(hour / 12));
  if (isOdd) return null;
  return hour * 3600 + (minute ?? 0) * 60 + (second ?? 0);
}
