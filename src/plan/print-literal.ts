import { doubleText, floatText } from "../types/number-text.js";
import { dateText, timestampText } from "../types/time-text.js";
import type { LiteralExpr } from "./expression.js";

/** A value as Spark shows it in a column's name: strings bare, `NULL`, `X'1F'`, `DATE '2020-01-01'`. */
export function printLiteral({ value, type }: LiteralExpr): string {
  if (value === null || value === undefined) return "NULL";
  switch (type.kind) {
    case "double":
      return doubleText(Number(value));
    case "float":
      return floatText(Number(value));
    case "date":
      return `DATE '${dateText(Number(value))}'`;
    case "timestamp":
    case "timestamp_ntz":
      return `${type.kind.toUpperCase()} '${timestampText(BigInt(value as bigint), null)}'`;
    case "decimal":
      return decimalText(`${value as bigint}`);
    case "binary":
      return `X'${Buffer.from(value as Uint8Array)
        .toString("hex")
        .toUpperCase()}'`;
    default:
      return `${value as bigint}`;
  }
}

/** As Java's BigDecimal: very small ones with an exponent. */
function decimalText(text: string): string {
  const scale = text.includes(".") ? text.length - text.indexOf(".") - 1 : 0;
  const digits = text.replace(/[-.]/g, "").replace(/^0+(?=.)/, "");
  const exponent = digits.length - 1 - scale;
  if (exponent >= -6) return text;
  return `${text.startsWith("-") ? "-" : ""}${digits[0]}${digits.length > 1 ? `.${digits.slice(1)}` : ""}E${exponent}`;
}
