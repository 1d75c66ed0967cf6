import { StreambookError } from "../errors.js";

/** A time zone: what a clock on the wall shows. Seconds count from 1970-01-01T00:00:00Z. */
export interface TimeZone {
  /** As it was asked for. */
  readonly id: string;
  /** Seconds to add to UTC for the local time at that instant. */
  offsetAt(epochSeconds: number): number;
}

const secondsPerDay = 86_400;

// Java's three-letter names, which Spark accepts and Intl does not (or reads differently).
const shortNames: Readonly<Record<string, string>> = {
  ACT: "Australia/Darwin",
  AET: "Australia/Sydney",
  AGT: "America/Argentina/Buenos_Aires",
  ART: "Africa/Cairo",
  AST: "America/Anchorage",
  BET: "America/Sao_Paulo",
  BST: "Asia/Dhaka",
  CAT: "Africa/Harare",
  CNT: "America/St_Johns",
  CST: "America/Chicago",
  CTT: "Asia/Shanghai",
  EAT: "Africa/Addis_Ababa",
  ECT: "Europe/Paris",
  EST: "-05:00",
  HST: "-10:00",
  IET: "America/Indiana/Indianapolis",
  IST: "Asia/Kolkata",
  JST: "Asia/Tokyo",
  MIT: "Pacific/Apia",
  MST: "-07:00",
  NET: "Asia/Yerevan",
  NST: "Pacific/Auckland",
  PLT: "Asia/Karachi",
  PNT: "America/Phoenix",
  PRT: "America/Puerto_Rico",
  PST: "America/Los_Angeles",
  SST: "Pacific/Guadalcanal",
  VST: "Asia/Ho_Chi_Minh",
};

const zones = new Map<string, TimeZone>();

/**
 * The zone of a name: `Europe/Paris`, `UTC`, `Z`, `+09:00`, `GMT+9`, or one of Java's short names such as `JST`.
 * Throws INVALID_TIMEZONE.
 */
export function timeZone(id: string): TimeZone {
  let zone = zones.get(id);
  if (zone === undefined) {
    const made = fixedZone(id) ?? regionZone(id);
    if (made === null) {
      throw new StreambookError({
        code: "INVALID_TIMEZONE",
        step: "time zone",
        rule: "A time zone is a region such as Europe/Paris, UTC, or an offset such as +09:00.",
        got: JSON.stringify(id),
        cure: '"Europe/Paris", "UTC" or "+09:00"',
      });
    }
    zones.set(id, (zone = made));
  }
  return zone;
}

/** Whether `timeZone` knows the name. */
export function isTimeZone(id: string): boolean {
  return zones.has(id) || (fixedZone(id) ?? regionZone(id)) !== null;
}

/** The IANA name behind one of Java's short names (`JST` is Asia/Tokyo); any other name unchanged. */
export function ianaName(id: string): string {
  return shortNames[id] ?? id;
}

/** Seconds since the epoch of a local time given as if it were UTC. In a gap the clock moves on; of two, the earlier. */
export function instantOfLocal(localSeconds: number, zone: TimeZone): number {
  const before = zone.offsetAt(localSeconds - secondsPerDay);
  if (zone.offsetAt(localSeconds - before) === before) return localSeconds - before;
  const after = zone.offsetAt(localSeconds + secondsPerDay);
  return zone.offsetAt(localSeconds - after) === after ? localSeconds - after : localSeconds - before;
}

function fixedZone(id: string): TimeZone | null {
  const text = shortNames[id] ?? id;
  const match = /^(?:UTC|GMT|UT)?([+-])(\d{1,2})(?::?(\d{1,2}))?(?::?(\d{2}))?$/.exec(text);
  if (match === null)
    return /^(?:Z|UTC|GMT|UT|Etc\/UTC|Etc\/GMT)$/.test(text) ? { id, offsetAt: () => 0 } : null;
  const [hours, minutes, seconds] = [Number(match[2]), Number(match[3] ?? 0), Number(match[4] ?? 0)];
  const size = hours * 3600 + minutes * 60 + seconds;
  if (minutes > 59 || seconds > 59 || size > 18 * 3600) return null;
  const offset = match[1] === "-" ? 0 - size : size;
  return { id, offsetAt: () => offset };
}

function regionZone(id: string): TimeZone | null {
  // Intl takes any letter case, Java's names begin with a capital.
  if (!/^[A-Z]/.test(id)) return null;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: ianaName(id),
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch {
    return null;
  }
  return { id, offsetAt: dayCache((seconds) => askIntl(format, seconds)) };
}

// Intl costs microseconds a question. A day whose two ends agree has one offset: clocks do not change twice in a day.
function dayCache(ask: (epochSeconds: number) => number): (epochSeconds: number) => number {
  const days = new Map<number, number | null>();
  let lastDay = Number.NaN;
  let lastOffset: number | null = null;
  return (epochSeconds) => {
    const day = Math.floor(epochSeconds / secondsPerDay);
    if (day !== lastDay) {
      let offset = days.get(day);
      if (offset === undefined) {
        const start = ask(day * secondsPerDay);
        offset = start === ask((day + 1) * secondsPerDay) ? start : null;
        if (days.size > 50_000) days.clear();
        days.set(day, offset);
      }
      lastDay = day;
      lastOffset = offset;
    }
    return lastOffset ?? ask(epochSeconds);
  };
}

// Outside of JavaScript's own range of dates the rules of its last year stand in.
const maxSeconds = 8_640_000_000_000;

function askIntl(format: Intl.DateTimeFormat, epochSeconds: number): number {
  const seconds = Math.floor(Math.max(-maxSeconds, Math.min(maxSeconds, epochSeconds)));
  const parts: Record<string, number> = {};
  for (const part of format.formatToParts(seconds * 1000)) parts[part.type] = Number(part.value);
  const { day = 0, hour = 0, minute = 0, second = 0 } = parts;
  const start = Math.floor(seconds / secondsPerDay) * secondsPerDay;
  const dayShift = [-1, 0, 1].find((shift) => dayOfMonth(start + shift * secondsPerDay) === day) ?? 0;
  return start + dayShift * secondsPerDay + hour * 3600 + minute * 60 + second - seconds;
}

function dayOfMonth(epochSeconds: number): number {
  return new Date(epochSeconds * 1000).getUTCDate();
}
