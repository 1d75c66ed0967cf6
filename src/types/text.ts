import type { DataType } from "./data-type.js";
import { calendarText, dayTimeText, yearMonthText } from "./interval.js";
import { doubleText, floatText } from "./number-text.js";
import { timeZone } from "./time-zone.js";
import type { TimeZone } from "./time-zone.js";
import { dateText, timestampText } from "./time-text.js";

/** `show`: what `show()` prints (NULL, bytes in hex); `cast`: what a cast to string gives (null inside arrays, bytes as UTF-8). */
export type TextStyle = "show" | "cast";

type Writer = (value: never) => string;

/**
 * Makes the text of values of one type, from the engine's form, as Spark prints it. Made once for a column, used for every cell.
 * A null cell is `NULL` for both styles: a cast to string has no text for it.
 */
export function textWriter(
  type: DataType,
  zoneId: string,
  style: TextStyle = "show",
): (value: unknown) => string {
  const write = writer(type, timeZone(zoneId), style);
  return (value) => (value === null || value === undefined ? "NULL" : write(value as never));
}

/**
 * The text of one value in the engine's form.
 *
 * @example
 * toText(1e10, t.double(), "UTC"); // "1.0E10"
 * toText([1n, null], t.array(t.long()), "UTC"); // "[1, NULL]"
 */
export function toText(value: unknown, type: DataType, zoneId: string, style: TextStyle = "show"): string {
  return textWriter(type, zoneId, style)(value);
}

function writer(type: DataType, zone: TimeZone, style: TextStyle): Writer {
  switch (type.kind) {
    case "float":
      return floatText;
    case "double":
      return doubleText;
    case "date":
      return dateText;
    case "timestamp":
      return (micros: bigint) => timestampText(micros, zone);
    case "timestamp_ntz":
      return (micros: bigint) => timestampText(micros, null);
    case "day_time_interval":
      return (micros: bigint) => dayTimeText(micros, type);
    case "year_month_interval":
      return (months: number) => yearMonthText(months, type);
    case "interval":
      return calendarText;
    case "binary":
      return style === "show" ? hexText : (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    case "array": {
      const item = nested(type.element, zone, style);
      return (items: readonly unknown[]) => `[${items.map(item).join(", ")}]`;
    }
    case "map": {
      const [key, value] = [nested(type.key, zone, style), nested(type.value, zone, style)];
      return (entries: readonly (readonly [unknown, unknown])[]) =>
        `{${entries.map((entry) => `${key(entry[0])} -> ${value(entry[1])}`).join(", ")}}`;
    }
    case "struct": {
      const fields = type.fields.map((field) => nested(field.type, zone, style));
      return (values: readonly unknown[]) => `{${fields.map((field, i) => field(values[i])).join(", ")}}`;
    }
    default:
      return (value: string | number | bigint | boolean) => String(value);
  }
}

function nested(type: DataType, zone: TimeZone, style: TextStyle): (value: unknown) => string {
  const write = writer(type, zone, style);
  const none = style === "show" ? "NULL" : "null";
  return (value) => (value === null || value === undefined ? none : write(value as never));
}

function hexText(bytes: Uint8Array): string {
  return `[${Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, "0")).join(" ")}]`;
}
