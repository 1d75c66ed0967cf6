import type { DataType, StructField, StructType } from "./data-type.js";
import { intervalFields } from "./interval.js";
import { quoteName } from "./names.js";

const sqlNames = {
  null: "void",
  boolean: "boolean",
  byte: "tinyint",
  short: "smallint",
  int: "int",
  long: "bigint",
  float: "float",
  double: "double",
  string: "string",
  binary: "binary",
  date: "date",
  timestamp: "timestamp",
  timestamp_ntz: "timestamp_ntz",
  interval: "interval",
} as const;

/** The type in lower case, whole: `struct<a:bigint,b:array<string>>`. What `dtypes` and casts show. */
export function catalogString(type: DataType): string {
  switch (type.kind) {
    case "decimal":
      return `decimal(${type.precision},${type.scale})`;
    case "day_time_interval":
    case "year_month_interval":
      return `interval ${intervalFields(type)}`;
    case "array":
      return `array<${catalogString(type.element)}>`;
    case "map":
      return `map<${catalogString(type.key)},${catalogString(type.value)}>`;
    case "struct":
      return `struct<${type.fields.map((field) => `${field.name}:${catalogString(field.type)}`).join(",")}>`;
    default:
      return sqlNames[type.kind];
  }
}

const fieldsShown = 25;

/** As `catalogString`, but a struct of more than 25 fields is cut: `… 3 more fields`. */
export function simpleString(type: DataType): string {
  switch (type.kind) {
    case "array":
      return `array<${simpleString(type.element)}>`;
    case "map":
      return `map<${simpleString(type.key)},${simpleString(type.value)}>`;
    case "struct": {
      const fields = type.fields.map((field) => `${field.name}:${simpleString(field.type)}`);
      // Spark keeps one place for the note about the rest.
      const kept = fields.length > fieldsShown ? fields.slice(0, fieldsShown - 1) : fields;
      const rest = fields.length - kept.length;
      return `struct<${kept.join(",")}${rest === 0 ? "" : `,... ${rest} more fields`}>`;
    }
    default:
      return catalogString(type);
  }
}

/** The type as SQL and messages write it: `BIGINT`, `STRUCT<a: INT NOT NULL>`. */
export function sqlName(type: DataType): string {
  switch (type.kind) {
    case "array":
      return `ARRAY<${sqlName(type.element)}>`;
    case "map":
      return `MAP<${sqlName(type.key)}, ${sqlName(type.value)}>`;
    case "struct":
      return `STRUCT<${type.fields.map((field) => fieldText(field, ": ")).join(", ")}>`;
    default:
      return catalogString(type).toUpperCase();
  }
}

/**
 * A schema as DDL that `parseDDL` reads back: `a BIGINT,b STRING NOT NULL`; a type alone as `sqlName` writes it.
 *
 * @example
 * toDDL(t.struct({ a: t.long(), b: t.array(t.string()) })); // "a BIGINT,b ARRAY<STRING>"
 */
export function toDDL(type: DataType): string {
  return type.kind === "struct" ? schemaDDL(type) : sqlName(type);
}

function schemaDDL(schema: StructType): string {
  return schema.fields.map((field) => fieldText(field, " ")).join(",");
}

function fieldText(field: StructField, separator: string): string {
  const comment = field.metadata?.["comment"];
  const said = typeof comment === "string" ? ` COMMENT '${comment.replaceAll("'", "\\'")}'` : "";
  return `${quoteName(field.name)}${separator}${sqlName(field.type)}${field.nullable ? "" : " NOT NULL"}${said}`;
}
