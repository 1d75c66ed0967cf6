import { commonType } from "../../../plan/coerce.js";
import type { DataType, StructField } from "../../../types/data-type.js";
import { sqlName } from "../../../types/ddl.js";
import { isOn, leniencyOf, type TextOptions } from "./options.js";
import { parseJson, type JsonNode } from "./parse.js";
import type { TimeTexts } from "./times.js";

const STRING: DataType = { kind: "string" };
const NULL: DataType = { kind: "null" };

/** The type of a JSON text, in SQL's words: `schema_of_json`. Throws for what is no JSON. */
export function schemaOfJson(text: string, options: TextOptions, times: TimeTexts): string {
  const root = parseJson(text, leniencyOf(options));
  return sqlName(settled(root ? inferred(root, options, times) : NULL) ?? STRING);
}

/** The type of one JSON value, as Spark infers it; nothing but nulls stays null. */
export function inferred(node: JsonNode, options: TextOptions, times: TimeTexts): DataType {
  switch (node.kind) {
    case "null":
      return NULL;
    case "boolean":
      return isOn(options, "primitivesAsString") ? STRING : { kind: "boolean" };
    case "string":
      return isOn(options, "inferTimestamp") && times.readTimestamp(node.text) !== null
        ? { kind: "timestamp" }
        : STRING;
    case "number":
      return isOn(options, "primitivesAsString") ? STRING : numberType(node.text, options);
    case "array": {
      const element = node.items.map((item) => inferred(item, options, times)).reduce(merged, NULL);
      return { kind: "array", element, containsNull: true };
    }
    case "object": {
      const fields = new Map(node.fields.map(([name, value]) => [name, inferred(value, options, times)]));
      return { kind: "struct", fields: sorted([...fields]) };
    }
  }
}

function sorted(fields: readonly (readonly [string, DataType])[]): StructField[] {
  return [...fields]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, type]) => ({ name, type, nullable: true }));
}

function numberType(text: string, options: TextOptions): DataType {
  if (/^-?\d+$/.test(text)) {
    const value = BigInt(text);
    if (BigInt.asIntN(64, value) === value) return { kind: "long" };
    const digits = text.replace("-", "").length;
    return digits <= 38 ? { kind: "decimal", precision: digits, scale: 0 } : { kind: "double" };
  }
  const [, whole = "", fraction = ""] = /^-?(\d+)\.(\d+)$/.exec(text) ?? [];
  if (!isOn(options, "prefersDecimal") || fraction === "") return { kind: "double" };
  const precision = Math.max(whole.replace(/^0+/, "").length + fraction.length, fraction.length);
  return { kind: "decimal", precision, scale: fraction.length };
}

/** The type that holds both: what does not meet is text. */
export function merged(a: DataType, b: DataType): DataType {
  if (a.kind === "null") return b;
  if (b.kind === "null") return a;
  if (a.kind === "struct" && b.kind === "struct") {
    const fields = new Map(a.fields.map((f) => [f.name, f.type]));
    for (const { name, type } of b.fields) fields.set(name, merged(fields.get(name) ?? NULL, type));
    return { kind: "struct", fields: sorted([...fields]) };
  }
  if (a.kind === "array" && b.kind === "array")
    return { kind: "array", element: merged(a.element, b.element), containsNull: true };
  if (a.kind === "string" || b.kind === "string") return STRING;
  return commonType(a, b) ?? STRING;
}

/** The type as a schema has it: nulls are texts, structs without fields are left out; null for such a struct itself. */
export function settled(type: DataType): DataType | null {
  switch (type.kind) {
    case "null":
      return STRING;
    case "array": {
      const element = settled(type.element);
      return element && { ...type, element };
    }
    case "struct":
      return {
        kind: "struct",
        fields: type.fields.flatMap((f) => {
          const of = settled(f.type);
          return of === null || (of.kind === "struct" && of.fields.length === 0) ? [] : [{ ...f, type: of }];
        }),
      };
    default:
      return type;
  }
}
