import type { DataType, StructType } from "./data-type.js";
import { typeName } from "./json.js";

/**
 * The tree that `printSchema()` prints, character for character; `depth` cuts it, as `printSchema(level)` does.
 *
 * @example
 * schemaTree(t.struct({ a: t.long() }));
 * // root
 * //  |-- a: long (nullable = true)
 */
export function schemaTree(schema: StructType, depth = Number.MAX_SAFE_INTEGER): string {
  // Spark prints everything for a level of 0 or less.
  return `root\n${structLines(schema, " |", depth > 0 ? depth : Number.MAX_SAFE_INTEGER)}`;
}

function structLines(type: StructType, prefix: string, depth: number): string {
  if (depth <= 0) return "";
  return type.fields
    .map(({ name, type: own, nullable }) => {
      // A line break in a name would break the tree.
      const shown = name.replaceAll("\n", "\\n").replaceAll("\r", "\\r").replaceAll("\t", "\\t");
      return line(prefix, shown, own, `nullable = ${nullable}`) + partLines(own, prefix, depth);
    })
    .join("");
}

function partLines(type: DataType, parent: string, depth: number): string {
  const prefix = `${parent}    |`;
  if (depth <= 1) return "";
  switch (type.kind) {
    case "struct":
      return structLines(type, prefix, depth - 1);
    case "array":
      return (
        line(prefix, "element", type.element, `containsNull = ${type.containsNull}`) +
        partLines(type.element, prefix, depth - 1)
      );
    case "map":
      return (
        line(prefix, "key", type.key) +
        partLines(type.key, prefix, depth - 1) +
        line(prefix, "value", type.value, `valueContainsNull = ${type.valueContainsNull}`) +
        partLines(type.value, prefix, depth - 1)
      );
    default:
      return "";
  }
}

function line(prefix: string, name: string, type: DataType, note?: string): string {
  return `${prefix}-- ${name}: ${typeName(type)}${note === undefined ? "" : ` (${note})`}\n`;
}

const pythonNames: Readonly<Record<string, string>> = {
  null: "NullType()",
  boolean: "BooleanType()",
  byte: "ByteType()",
  short: "ShortType()",
  int: "IntegerType()",
  long: "LongType()",
  float: "FloatType()",
  double: "DoubleType()",
  string: "StringType()",
  binary: "BinaryType()",
  date: "DateType()",
  timestamp: "TimestampType()",
  timestamp_ntz: "TimestampNTZType()",
};

/** The type as PySpark shows it: `StructType([StructField('value', StringType(), True)])`. */
export function schemaToString(type: DataType): string {
  switch (type.kind) {
    case "struct": {
      const fields = type.fields.map(
        (field) => `StructField('${field.name}', ${schemaToString(field.type)}, ${python(field.nullable)})`,
      );
      return `StructType([${fields.join(", ")}])`;
    }
    case "array":
      return `ArrayType(${schemaToString(type.element)}, ${python(type.containsNull)})`;
    case "map":
      return `MapType(${schemaToString(type.key)}, ${schemaToString(type.value)}, ${python(type.valueContainsNull)})`;
    case "decimal":
      return `DecimalType(${type.precision},${type.scale})`;
    default:
      return pythonNames[type.kind] ?? type.kind;
  }
}

function python(value: boolean): string {
  return value ? "True" : "False";
}
