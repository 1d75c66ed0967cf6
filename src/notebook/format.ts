import { doubleText, floatText } from "../types/number-text.js";
import { visible } from "./escape.js";

/** How the value of a cell is written, and how its column is aligned. */
export interface FormatOptions {
  /** IANA zone for instants; UTC unless told. */
  readonly timeZone?: string | undefined;
}

/** One cell as text; `kind` says how it should look. */
export interface Cell {
  readonly text: string;
  readonly kind: "null" | "number" | "text";
}

const NUMERIC = /^(tinyint|smallint|int|integer|bigint|long|short|byte|float|double|decimal|number)\b/i;

/** True when a column of this type is written to the right. */
export function isNumericType(type: string): boolean {
  return NUMERIC.test(type);
}

/**
 * The text of one value: bigints exact, instants as `yyyy-MM-dd HH:mm:ss[.SSS]` in the zone, bytes in hexadecimal, the rest as JSON-like text.
 *
 * @example
 * formatCell(1584786731698422519n, "bigint").text; // "1584786731698422519"
 */
export function formatCell(value: unknown, type: string, options: FormatOptions = {}): Cell {
  if (value === null || value === undefined) return { text: "null", kind: "null" };
  if (typeof value === "number" || typeof value === "bigint")
    return { text: numberText(value, type), kind: "number" };
  if (typeof value === "string")
    return { text: visible(value), kind: isNumericType(type) ? "number" : "text" };
  return { text: visible(plain(value, type, options)), kind: "text" };
}

/** As `show()` writes it: a double is told from a whole number by its point. */
function numberText(value: number | bigint, type: string): string {
  if (typeof value === "bigint") return String(value);
  return type === "double" ? doubleText(value) : type === "float" ? floatText(value) : String(value);
}

/** Text cut to `width` characters with an ellipsis; never in the middle of a surrogate pair. */
export function truncate(text: string, width: number): string {
  if (text.length <= width) return text;
  const chars = Array.from(text);
  return chars.length <= width ? text : `${chars.slice(0, Math.max(1, width - 1)).join("")}…`;
}

/** A whole number with thousands separated: `1,234`. */
export function formatCount(count: number): string {
  return Math.round(count)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ",");
}

function plain(value: unknown, type: string, options: FormatOptions): string {
  if (value instanceof Date) return formatDate(value, type, options.timeZone);
  if (value instanceof Uint8Array) return `[${Array.from(value, hex).join(" ")}]`;
  if (typeof value === "boolean") return String(value);
  return nested(value, options, 0);
}

function hex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, "0");
}

// Inside a struct or an array strings carry quotes, so that "1" and 1 differ.
function nested(value: unknown, options: FormatOptions, depth: number): string {
  if (value === null || value === undefined) return "null";
  if (depth > 20) return "…";
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean")
    return String(value);
  if (value instanceof Date || value instanceof Uint8Array) return plain(value, "", options);
  const inner = (item: unknown): string => nested(item, options, depth + 1);
  if (Array.isArray(value)) return `[${value.map(inner).join(", ")}]`;
  if (value instanceof Map) return `{${[...value].map(([k, v]) => `${inner(k)} -> ${inner(v)}`).join(", ")}}`;
  if (typeof value !== "object") return typeof value;
  return `{${Object.entries(value)
    .map(([key, item]) => `${key}: ${inner(item)}`)
    .join(", ")}}`;
}

const zones = new Map<string, Intl.DateTimeFormat>();

function formatDate(date: Date, type: string, timeZone = "UTC"): string {
  if (Number.isNaN(date.getTime())) return "invalid date";
  if (/^date$/i.test(type)) return date.toISOString().replace(/T.*/, "");
  const millis = date.getUTCMilliseconds();
  const fraction = millis === 0 ? "" : `.${String(millis).padStart(3, "0")}`;
  if (timeZone === "UTC")
    return (
      date
        .toISOString()
        .replace("T", " ")
        .replace(/\.\d+Z$/, "") + fraction
    );
  return zone(timeZone).format(date).replace(",", "") + fraction;
}

// The Swedish way of writing a date is yyyy-MM-dd HH:mm:ss.
function zone(timeZone: string): Intl.DateTimeFormat {
  let format = zones.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
    zones.set(timeZone, format);
  }
  return format;
}
