import { node, type Expr } from "../plan/expression.js";
import { atomic } from "../types/t.js";
import { readInterval } from "./interval-literal.js";
import { refusal } from "./syntax-error.js";
import type { Token } from "./token.js";

const casts = {
  date: "date",
  timestamp: "timestamp",
  timestamp_ltz: "timestamp",
  timestamp_ntz: "timestamp_ntz",
} as const;

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
  if (first.value === "x") {
    const expr = node({
      kind: "literal",
      value: bytesOf(string.value, origin),
      type: atomic("binary"),
      origin,
    });
    return { expr, next: at + 2 };
  }
  if (!Object.hasOwn(casts, first.value)) return null;
  const to = atomic(casts[first.value as keyof typeof casts]);
  const child = node({
    kind: "literal",
    value: string.value,
    type: atomic("string"),
    origin: { text, start: string.start, end: string.end },
  });
  return { expr: node({ kind: "cast", child, to, safe: false, origin }), next: at + 2 };
}

function bytesOf(digits: string, origin: { text: string; start: number; end: number }): Uint8Array {
  if (!/^[0-9a-f]*$/i.test(digits)) {
    throw refusal(
      "INVALID_TYPED_LITERAL",
      origin.text,
      origin,
      "X'…' holds hexadecimal digits only.",
      "X'1F2A'",
    );
  }
  const even = digits.length % 2 === 1 ? `0${digits}` : digits;
  return Uint8Array.from(even.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
