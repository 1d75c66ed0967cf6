import { doubleText, floatText } from "../types/number-text.js";
import { dateText, timestampText } from "../types/time-text.js";
import type { LiteralExpr } from "../plan/expression.js";

/** A value as Spark SQL writes it, so that reading it gives the same value of the same type. */
export function sqlText({ value, type }: LiteralExpr): string {
  if (value === null || value === undefined) return "NULL";
  switch (type.kind) {
    case "string":
      return quoted(value as string);
    case "long":
      return `${value as bigint}L`;
    case "float":
    case "double": {
      const number = Number(value);
      if (!Number.isFinite(number)) return `CAST('${doubleText(number)}' AS ${type.kind})`;
      return type.kind === "float" ? `${floatText(number)}F` : `${doubleText(number)}D`;
    }
    case "decimal":
      return `${value as string}BD`;
    case "date":
      return `DATE'${dateText(Number(value))}'`;
    case "timestamp":
      return `TIMESTAMP'${timestampText(value as bigint, null)}Z'`;
    case "timestamp_ntz":
      return `TIMESTAMP_NTZ'${timestampText(value as bigint, null)}'`;
    case "binary":
      return `X'${Buffer.from(value as Uint8Array).toString("hex")}'`;
    default:
      return `${value as number}`;
  }
}

/** No sign of it ends the quotes, or stands for a setting. */
export function quoted(text: string): string {
  const escaped = text.replace(
    /[\\'$\0]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `'${escaped}'`;
}
