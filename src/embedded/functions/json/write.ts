import { doubleText } from "../../../types/number-text.js";
import type { JsonNode } from "./parse.js";

/** A text in JSON's quotes, as Spark writes it: only what must be is escaped. */
export function quoted(text: string): string {
  // JSON.stringify escapes lone surrogates too, which Spark cannot hold.
  return JSON.stringify(text).replace(/\\u[\da-f]{4}/g, (found) => found.toUpperCase().replace("\\U", "\\u"));
}

/** A value as Spark copies it out of a text: no blanks, fractions as doubles. */
export function copied(node: JsonNode): string {
  switch (node.kind) {
    case "object":
      return `{${node.fields.map(([name, value]) => `${quoted(name)}:${copied(value)}`).join(",")}}`;
    case "array":
      return `[${node.items.map(copied).join(",")}]`;
    case "string":
      return quoted(node.text);
    case "number":
      return numberText(node.text);
    case "boolean":
      return String(node.value);
    case "null":
      return "null";
  }
}

export function numberText(text: string): string {
  if (/^-?\d+$/.test(text)) return text === "-0" ? "0" : text;
  const value = nonNumeric(text);
  if (value === null) return doubleText(Number(text));
  return Number.isNaN(value) ? '"NaN"' : value > 0 ? '"Infinity"' : '"-Infinity"';
}

/** `NaN`, `INF`, `-Infinity` as numbers; null for an ordinary number's text. */
export function nonNumeric(text: string): number | null {
  if (text === "NaN") return NaN;
  return /^[-+]?(INF|Infinity)$/.test(text) ? (text.startsWith("-") ? -Infinity : Infinity) : null;
}
