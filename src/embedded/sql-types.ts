import type { DataType, StructType } from "../types/data-type.js";

const NAMES: Record<Exclude<DataType["kind"], "decimal" | "array" | "map" | "struct">, string> = {
  null: "INTEGER",
  boolean: "BOOLEAN",
  byte: "TINYINT",
  short: "SMALLINT",
  int: "INTEGER",
  long: "BIGINT",
  float: "FLOAT",
  double: "DOUBLE",
  string: "VARCHAR",
  binary: "BLOB",
  date: "DATE",
  timestamp: "TIMESTAMPTZ",
  timestamp_ntz: "TIMESTAMP",
  interval: "INTERVAL",
  // Numbers of microseconds and of months, which order and add up as they are.
  day_time_interval: "BIGINT",
  year_month_interval: "INTEGER",
};

/** The value of a struct without fields. */
export const EMPTY_STRUCT = "TRUE";

/** The engine's type for one of ours. */
export function sqlType(type: DataType): string {
  switch (type.kind) {
    case "decimal":
      return `DECIMAL(${type.precision}, ${type.scale})`;
    case "array":
      return `${sqlType(type.element)}[]`;
    case "map":
      return `MAP(${sqlType(type.key)}, ${sqlType(type.value)})`;
    case "struct":
      // The engine has no struct without fields: what is there is told from null alone.
      if (type.fields.length === 0) return "BOOLEAN";
      return `STRUCT(${type.fields.map((f, i) => `${fieldIdentifier(type, i)} ${sqlType(f.type)}`).join(", ")})`;
    default:
      return NAMES[type.kind];
  }
}

const inEngine = new WeakMap<StructType, readonly string[]>();

/** The names that the engine gives the fields: two of one name in Spark, whatever their case, are told apart by a number. */
export function fieldNames(type: StructType): readonly string[] {
  const known = inEngine.get(type);
  if (known) return known;
  const taken = new Set<string>();
  const names = type.fields.map(({ name }, i) => {
    const free = taken.has(name.toLowerCase()) ? `${name}#${i}` : name;
    taken.add(free.toLowerCase());
    return free;
  });
  inEngine.set(type, names);
  return names;
}

export const fieldIdentifier = (type: StructType, at: number): string => identifier(fieldNames(type)[at]!);

/** Columns of a physical table: c0, c1, … in the schema's order. */
export function columnDefinitions(schema: StructType): string {
  return schema.fields.map((f, i) => `c${i} ${sqlType(f.type)}`).join(", ");
}

/** The columns of a batch under the names that the next reader expects: `o0 AS c0, o1 AS c1`. A relation has one at least. */
export function renamed(width: number, from: "c" | "o", to: "c" | "o"): string {
  return Array.from({ length: width }, (_, i) => `${from}${i} AS ${to}${i}`).join(", ") || "1 AS one";
}

export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function text(value: string): string {
  const quoted = `'${value.replaceAll("'", "''")}'`;
  // The engine's parser stops at a NUL.
  return value.includes("\0") ? `(${quoted.replaceAll("\0", "' || chr(0) || '")})` : quoted;
}
