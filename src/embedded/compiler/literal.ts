import type { DataType } from "../../types/data-type.js";
import type { CalendarInterval } from "../../types/interval.js";
import { fieldIdentifier, sqlType, text } from "../sql-types.js";

/** A value in the engine's JavaScript form, written as SQL of exactly its type. */
export function literalSql(value: unknown, type: DataType): string {
  if (value === null || value === undefined) return `CAST(NULL AS ${sqlType(type)})`;
  switch (type.kind) {
    case "null":
      return "NULL";
    case "boolean":
      return value ? "TRUE" : "FALSE";
    case "string":
      return text(value as string);
    case "double":
    case "float":
      return `CAST(${text(Object.is(value, -0) ? "-0.0" : `${value as number}`)} AS ${sqlType(type)})`;
    case "binary":
      return `unhex(${text(Buffer.from(value as Uint8Array).toString("hex"))})`;
    case "date":
      return `(DATE '1970-01-01' + CAST(${Number(value)} AS INTEGER))`;
    case "timestamp":
      return `make_timestamptz(CAST(${value as bigint} AS BIGINT))`;
    case "timestamp_ntz":
      return `make_timestamp(CAST(${value as bigint} AS BIGINT))`;
    case "interval": {
      const { months, days, micros } = value as CalendarInterval;
      return `(to_months(${months}) + to_days(${days}) + to_microseconds(${micros}))`;
    }
    case "array":
      return `CAST([${(value as unknown[]).map((v) => literalSql(v, type.element)).join(", ")}] AS ${sqlType(type)})`;
    case "map": {
      const pairs = value as [unknown, unknown][];
      const keys = pairs.map(([k]) => literalSql(k, type.key));
      const values = pairs.map(([, v]) => literalSql(v, type.value));
      return `CAST(MAP([${keys.join(", ")}], [${values.join(", ")}]) AS ${sqlType(type)})`;
    }
    case "struct":
      return `CAST({${type.fields.map((f, i) => `${fieldIdentifier(type, i)}: ${literalSql((value as unknown[])[i], f.type)}`).join(", ")}} AS ${sqlType(type)})`;
    default:
      return `CAST(${text(`${value as bigint}`)} AS ${sqlType(type)})`;
  }
}
