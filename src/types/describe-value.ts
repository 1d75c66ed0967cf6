import { Decimal } from "./decimal.js";
import { Row } from "./row-class.js";

const longest = 60;

/** A value as an error message names it: `the string "abc"`, `the number 1.5`, `a Date`. */
export function describeValue(value: unknown): string {
  switch (typeof value) {
    case "string":
      return `the string ${JSON.stringify(value.length > longest ? `${value.slice(0, longest)}…` : value)}`;
    case "number":
      return `the number ${Object.is(value, -0) ? "-0" : String(value)}`;
    case "bigint":
      return `the bigint ${value}n`;
    case "boolean":
      return `the boolean ${value}`;
    case "function":
      return `the function ${value.name || "(without a name)"}`;
    case "symbol":
      return "a symbol";
    case "undefined":
      return "undefined";
    default:
      return describeObject(value as object | null);
  }
}

function describeObject(value: object | null): string {
  if (value === null) return "null";
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? "an invalid Date" : `the Date ${value.toISOString()}`;
  if (value instanceof Decimal) return `the decimal ${value.text}`;
  if (value instanceof Row) return "a Row";
  if (Array.isArray(value)) return `an array of ${value.length} ${value.length === 1 ? "value" : "values"}`;
  const name = (value.constructor as { name?: string } | undefined)?.name ?? "";
  return name === "" || name === "Object"
    ? `an object with the keys ${Object.keys(value).join(", ") || "(none)"}`
    : `a ${name}`;
}
