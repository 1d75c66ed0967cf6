import { StreambookError } from "../errors.js";
import type { AtomicKind, DataType } from "../types/data-type.js";

const atoms: Readonly<Record<string, AtomicKind>> = {
  BOOLEAN: "boolean",
  TINYINT: "byte",
  UTINYINT: "short",
  SMALLINT: "short",
  USMALLINT: "int",
  INTEGER: "int",
  UINTEGER: "long",
  BIGINT: "long",
  FLOAT: "float",
  DOUBLE: "double",
  VARCHAR: "string",
  BLOB: "binary",
  DATE: "date",
  TIMESTAMP: "timestamp_ntz",
  TIMESTAMP_MS: "timestamp_ntz",
  TIMESTAMP_NS: "timestamp_ntz",
  "TIMESTAMP WITH TIME ZONE": "timestamp",
};

/** A type by the engine's own name for it: what the columns of a Parquet file are. */
export function dataTypeOf(name: string): DataType {
  const text = name.trim();
  if (text.endsWith("[]"))
    return { kind: "array", element: dataTypeOf(text.slice(0, -2)), containsNull: true };
  const decimal = /^DECIMAL\((\d+),\s*(\d+)\)$/.exec(text);
  if (decimal) return { kind: "decimal", precision: Number(decimal[1]), scale: Number(decimal[2]) };
  if (text === "UBIGINT") return { kind: "decimal", precision: 20, scale: 0 };
  const inside = /^(STRUCT|MAP)\((.*)\)$/s.exec(text);
  if (inside?.[1] === "MAP") {
    const [key, value] = parts(inside[2]!);
    return { kind: "map", key: dataTypeOf(key!), value: dataTypeOf(value!), valueContainsNull: true };
  }
  if (inside)
    return {
      kind: "struct",
      fields: parts(inside[2]!).map((part) => {
        const [, quoted, plain, type] = /^(?:"((?:[^"]|"")*)"|(\S+))\s+(.*)$/s.exec(part)!;
        return { name: quoted?.replaceAll('""', '"') ?? plain!, type: dataTypeOf(type!), nullable: true };
      }),
    };
  const kind = atoms[text];
  if (kind) return { kind };
  throw new StreambookError({
    code: "PARQUET_TYPE_NOT_SUPPORTED",
    step: "parquet reader",
    rule: "A column of the file has a type that is not one of Spark's.",
    got: text,
    cure: "name the columns to read: .schema(…)",
  });
}

/** What commas part, brackets and quotes closed. */
function parts(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let isQuoted = false;
  let from = 0;
  for (const [i, symbol] of [...text].entries()) {
    if (symbol === '"') isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (symbol === "(") depth++;
    if (symbol === ")") depth--;
    if (symbol === "," && depth === 0) {
      found.push(text.slice(from, i).trim());
      from = i + 1;
    }
  }
  return [...found, text.slice(from).trim()];
}
