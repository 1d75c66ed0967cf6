import type { DataType, StructType } from "./data-type.js";
import { DDLParser } from "./ddl-parser.js";
import { ddlError } from "./ddl-tokens.js";

export { catalogString, simpleString, sqlName, toDDL } from "./type-text.js";

/**
 * Reads a schema, `a BIGINT, b STRING NOT NULL`, or one type, `ARRAY<INT>`, as Spark does. A colon may stand after a name.
 * A column's comment is in its metadata. Throws PARSE_SYNTAX_ERROR or UNSUPPORTED_DATATYPE with the place underlined.
 *
 * @example
 * parseDDL("a BIGINT, `odd name` DECIMAL(10, 2) COMMENT 'price'").kind; // "struct"
 * parseDDL("MAP<STRING, INT>").kind; // "map"
 */
export function parseDDL(text: string): DataType {
  return new DDLParser(text).typeOrSchema();
}

/** As `parseDDL`, for what is read: CHAR and VARCHAR, whose length nothing here would keep, are refused. */
export function parseReadDDL(text: string): DataType {
  const parser = new DDLParser(text);
  const type = parser.typeOrSchema();
  if (parser.sizedText !== null) throw parser.sizedText;
  return type;
}

/** As `parseReadDDL`, for a place that needs a schema: one type alone is refused. */
export function parseSchemaDDL(text: string): StructType {
  const type = parseReadDDL(text);
  if (type.kind === "struct") return type;
  const cure = `value ${text.trim()}`;
  throw ddlError(
    text,
    0,
    text.length,
    "A schema needs the names of its columns.",
    cure,
    "INVALID_SCHEMA.NON_STRUCT_TYPE",
  );
}
