import { dateOfDays } from "../../types/civil.js";
import { splitMicros } from "../../types/time-text.js";
import type { TimeZone } from "../../types/time-zone.js";
import { dayOfYear, isoDayOfWeek, localTime, type LocalTime } from "./local-time.js";
import { DAYS, MONTHS } from "./names.js";
import { readPattern, type Piece } from "./pattern.js";
import { zoneName } from "./zone-names.js";

/** An instant in the words of a Java pattern: `date_format`, `from_unixtime`. */
export function formatTime(instant: bigint, text: string, zone: TimeZone): string {
  const { pieces, hasEra } = readPattern(text, "format");
  const local = localTime(instant, zone);
  const [year, month, day] = dateOfDays(local.days);
  const [seconds] = splitMicros(instant);
  const write = (piece: Piece): string => {
    if (piece.kind === "text") return piece.text;
    if (piece.kind === "optional") return piece.pieces.map(write).join("");
    const { letter, count } = piece;
    switch (letter) {
      case "G":
        return count < 4 ? (year > 0 ? "AD" : "BC") : year > 0 ? "Anno Domini" : "Before Christ";
      case "y":
        return yearText(hasEra && year <= 0 ? 1 - year : year, count);
      case "M":
      case "L":
        return count < 3 ? pad(month, count) : named(MONTHS[month - 1]!, count);
      case "d":
        return pad(day, count);
      case "D":
        return pad(dayOfYear(local.days), count);
      case "E":
        return named(DAYS[isoDayOfWeek(local.days) - 1]!, Math.max(count, 3));
      case "F":
        return String(((day - 1) % 7) + 1);
      case "Q":
      case "q": {
        const quarter = Math.ceil(month / 3);
        if (count < 3) return pad(quarter, count);
        return count === 3 ? `Q${quarter}` : `${["1st", "2nd", "3rd", "4th"][quarter - 1]!} quarter`;
      }
      case "z":
        return zoneName(zone.id, seconds, count === 4 ? "long" : "short");
      case "v":
        return zoneName(zone.id, seconds, count === 4 ? "long" : "shortGeneric");
      case "V":
        return zone.id;
      default:
        return clockText(letter, count, local) ?? offsetText(letter, count, local.offset);
    }
  };
  return pieces.map(write).join("");
}

function clockText(letter: string, count: number, { secondOfDay, micros }: LocalTime): string | null {
  const hour = Math.floor(secondOfDay / 3600);
  switch (letter) {
    case "a":
      return hour < 12 ? "AM" : "PM";
    case "H":
      return pad(hour, count);
    case "k":
      return pad(hour === 0 ? 24 : hour, count);
    case "K":
      return pad(hour % 12, count);
    case "h":
      return pad(hour % 12 === 0 ? 12 : hour % 12, count);
    case "m":
      return pad(Math.floor(secondOfDay / 60) % 60, count);
    case "s":
      return pad(secondOfDay % 60, count);
    case "S":
      return `${String(micros).padStart(6, "0")}000`.slice(0, count);
    default:
      return null;
  }
}

function offsetText(letter: string, count: number, offset: number): string {
  const size = Math.abs(offset);
  const sign = offset < 0 ? "-" : "+";
  const [hours, minutes, seconds] = [Math.floor(size / 3600), Math.floor(size / 60) % 60, size % 60];
  const two = (n: number): string => pad(n, 2);
  if (letter === "O" || (letter === "Z" && count === 4)) {
    if (offset === 0) return "GMT";
    const isFull = letter === "Z" || count === 4;
    const rest = isFull || minutes > 0 || seconds > 0 ? `:${two(minutes)}` : "";
    return `GMT${sign}${isFull ? two(hours) : hours}${rest}${seconds > 0 ? `:${two(seconds)}` : ""}`;
  }
  const form = letter === "Z" ? (count === 5 ? 5 : 2) : count;
  if (offset === 0 && (letter === "X" || form === 5)) return letter === "x" ? "+00:00" : "Z";
  const colon = form === 3 || form === 5 ? ":" : "";
  const body = form === 1 && minutes === 0 ? two(hours) : `${two(hours)}${colon}${two(minutes)}`;
  return `${sign}${body}${form >= 4 && seconds > 0 ? `${colon}${two(seconds)}` : ""}`;
}

function yearText(year: number, count: number): string {
  if (count === 2) return pad(Math.abs(year) % 100, 2);
  const digits = String(Math.abs(year)).padStart(count, "0");
  if (year < 0) return `-${digits}`;
  return count >= 4 && digits.length > count ? `+${digits}` : digits;
}

function pad(value: number, count: number): string {
  return String(value).padStart(count, "0");
}

function named(name: string, count: number): string {
  return count === 3 ? name.slice(0, 3) : name;
}
