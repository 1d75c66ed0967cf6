import { node, type Expr, type Origin } from "../plan/expression.js";
import { parseDate, parseTimestamp } from "../types/time-parse.js";
import { timeZone } from "../types/time-zone.js";
import { atomic } from "../types/t.js";
import { readInterval } from "./interval-literal.js";
import { refusal } from "./syntax-error.js";
import type { Token } from "./token.js";

const timestamps = {
  timestamp: "timestamp",
  timestamp_ltz: "timestamp",
  timestamp_ntz: "timestamp_ntz",
} as const;
/** Words for a day, as days from today. */
const days: Readonly<Record<string, number>> = { now: 0, today: 0, tomorrow: 1, yesterday: -1 };

/** A literal of several tokens, and where the next token is. */
export interface TypedLiteral {
  readonly expr: Expr;
  readonly next: number;
}

/** Reads `DATE '…'`, `TIMESTAMP '…'`, `X'…'` or an INTERVAL that begins at a word; null when the word is just a name. */
export function readTypedLiteral(text: string, tokens: readonly Token[], at: number): TypedLiteral | null {
  const first = tokens[at]!;
  if (first.value === "interval") return readInterval(text, tokens, at);
  const string = tokens[at + 1]!;
  if (string.kind !== "string") return null;
  const origin = { text, start: first.start, end: string.end };
  const expr = read(first.value, string, origin);
  return expr && { expr, next: at + 2 };
}

function read(type: string, string: Token, origin: Origin): Expr | null {
  const { value } = string;
  switch (type) {
    case "x":
      return node({ kind: "literal", value: bytesOf(value, origin), type: atomic("binary"), origin });
    case "date": {
      const day = days[value.trim().toLowerCase()];
      if (day !== undefined) return dayFromToday(day, origin);
      const parsed = value.trim().toLowerCase() === "epoch" ? 0 : parseDate(value);
      if (parsed === null) throw badLiteral("DATE", origin, "DATE '2020-12-31'");
      return node({ kind: "literal", value: parsed, type: atomic("date"), origin });
    }
    case "timestamp":
    case "timestamp_ltz":
    case "timestamp_ntz":
      return timestamp(timestamps[type], string, origin);
    default:
      return null;
  }
}

/** A timestamp's instant depends on the session's time zone, so it stays a cast of its text; the text is checked here. */
function timestamp(kind: "timestamp" | "timestamp_ntz", { value, start, end }: Token, origin: Origin): Expr {
  const word = value.trim().toLowerCase();
  if (word === "now") return node({ kind: "call", name: "current_timestamp", args: [], origin });
  const type = atomic(kind);
  const day = days[word];
  if (day !== undefined)
    return node({ kind: "cast", child: dayFromToday(day, origin), to: type, safe: false, origin });
  const text = word === "epoch" ? "1970-01-01 00:00:00Z" : value;
  if (parseTimestamp(text, timeZone("UTC")) === null)
    throw badLiteral("TIMESTAMP", origin, "TIMESTAMP '2020-12-31 23:59:59'");
  const child = node({
    kind: "literal",
    value: text,
    type: atomic("string"),
    origin: { text: origin.text, start, end },
  });
  return node({ kind: "cast", child, to: type, safe: false, origin });
}

function dayFromToday(count: number, origin: Origin): Expr {
  const today = node({ kind: "call", name: "current_date", args: [], origin });
  if (count === 0) return today;
  const shift = node({ kind: "literal", value: count, type: atomic("int"), origin });
  return node({ kind: "call", name: "date_add", args: [today, shift], origin });
}

function bytesOf(digits: string, origin: Origin): Uint8Array {
  if (!/^[0-9a-f]*$/i.test(digits)) throw badLiteral("X", origin, "X'1F2A' holds hexadecimal digits only");
  const even = digits.length % 2 === 1 ? `0${digits}` : digits;
  return Uint8Array.from(even.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function badLiteral(type: string, origin: Origin, cure: string): Error {
  return refusal(
    "INVALID_TYPED_LITERAL",
    origin.text,
    origin,
    `The value of the typed literal ${type} is invalid.`,
    cure,
  );
}
