import type { DuckDBType, DuckDBValue } from "@duckdb/node-api";
import type * as DuckDB from "@duckdb/node-api";
import { Decimal, rescale } from "../../types/decimal.js";
import { CalendarInterval } from "../../types/interval.js";
import type { DataType } from "../../types/data-type.js";
import { loadDuckDB } from "../duckdb.js";
import { fieldNames } from "../sql-types.js";

/** Turns a value that is not null into another form; null where the form stays the same, so that a column need not be touched. */
export type Conversion<From, To> = ((value: From) => To) | null;

/** From DuckDB's values to the engine's JavaScript form. */
export function fromDuckDB(type: DataType): Conversion<DuckDBValue, unknown> {
  switch (type.kind) {
    case "binary":
      return (value) => new Uint8Array((value as DuckDB.DuckDBBlobValue).bytes);
    case "date":
      return (value) => (value as DuckDB.DuckDBDateValue).days;
    case "timestamp":
    case "timestamp_ntz":
      return (value) => (value as DuckDB.DuckDBTimestampValue).micros;
    case "interval":
      return (value) => {
        const { months, days, micros } = value as DuckDB.DuckDBIntervalValue;
        return new CalendarInterval(months, days, micros);
      };
    case "decimal":
      return (value) => {
        const { value: unscaled, scale } = value as DuckDB.DuckDBDecimalValue;
        return Decimal.fromUnscaled(unscaled, scale);
      };
    case "array": {
      const element = nullable(fromDuckDB(type.element));
      return (value) => (value as DuckDB.DuckDBListValue).items.map(element);
    }
    case "map": {
      const key = nullable(fromDuckDB(type.key));
      const item = nullable(fromDuckDB(type.value));
      return (value) => (value as DuckDB.DuckDBMapValue).entries.map((e) => [key(e.key), item(e.value)]);
    }
    case "struct": {
      if (type.fields.length === 0) return () => [];
      const names = fieldNames(type);
      const fields = type.fields.map((f, i) => ({ name: names[i]!, read: nullable(fromDuckDB(f.type)) }));
      return (value) => {
        const { entries } = value as DuckDB.DuckDBStructValue;
        return fields.map(({ name, read }) => read(entries[name] ?? null));
      };
    }
    default:
      return null;
  }
}

/** From the engine's JavaScript form to DuckDB's values. */
export function toDuckDB(type: DataType): Conversion<unknown, DuckDBValue> {
  const duckdb = loadDuckDB();
  switch (type.kind) {
    case "binary":
      return (value) => new duckdb.DuckDBBlobValue(value as Uint8Array);
    case "date":
      return (value) => new duckdb.DuckDBDateValue(value as number);
    case "timestamp":
      return (value) => new duckdb.DuckDBTimestampTZValue(value as bigint);
    case "timestamp_ntz":
      return (value) => new duckdb.DuckDBTimestampValue(value as bigint);
    case "interval":
      return (value) => {
        const { months, days, micros } = value as CalendarInterval;
        return new duckdb.DuckDBIntervalValue(months, days, micros);
      };
    case "decimal": {
      const { precision, scale } = type;
      return (value) => {
        const decimal = value as Decimal;
        return new duckdb.DuckDBDecimalValue(
          rescale(decimal.unscaled, decimal.scale, scale),
          precision,
          scale,
        );
      };
    }
    case "array": {
      const element = nullable(toDuckDB(type.element));
      return (value) => new duckdb.DuckDBListValue((value as unknown[]).map(element));
    }
    case "map": {
      const key = nullable(toDuckDB(type.key));
      const item = nullable(toDuckDB(type.value));
      return (value) => {
        const entries = (value as [unknown, unknown][]).map(([k, v]) => ({ key: key(k), value: item(v) }));
        return new duckdb.DuckDBMapValue(entries);
      };
    }
    case "struct": {
      if (type.fields.length === 0) return () => true;
      const names = fieldNames(type);
      const fields = type.fields.map((f, i) => [names[i]!, nullable(toDuckDB(f.type))] as const);
      return (value) => {
        const entries = fields.map(([name, write], i) => [name, write((value as unknown[])[i])] as const);
        return new duckdb.DuckDBStructValue(Object.fromEntries(entries));
      };
    }
    default:
      return null;
  }
}

/** DuckDB's type object for one of ours: what an appender needs to know of nested values. */
export function duckType(type: DataType): DuckDBType {
  const t = loadDuckDB();
  switch (type.kind) {
    case "null":
    case "int":
      return t.INTEGER;
    case "boolean":
      return t.BOOLEAN;
    case "byte":
      return t.TINYINT;
    case "short":
      return t.SMALLINT;
    case "long":
    case "day_time_interval":
      return t.BIGINT;
    case "year_month_interval":
      return t.INTEGER;
    case "interval":
      return t.INTERVAL;
    case "float":
      return t.FLOAT;
    case "double":
      return t.DOUBLE;
    case "string":
      return t.VARCHAR;
    case "binary":
      return t.BLOB;
    case "date":
      return t.DATE;
    case "timestamp":
      return t.TIMESTAMPTZ;
    case "timestamp_ntz":
      return t.TIMESTAMP;
    case "decimal":
      return t.DECIMAL(type.precision, type.scale);
    case "array":
      return t.LIST(duckType(type.element));
    case "map":
      return t.MAP(duckType(type.key), duckType(type.value));
    case "struct":
      if (type.fields.length === 0) return t.BOOLEAN;
      return t.STRUCT(
        Object.fromEntries(type.fields.map((f, i) => [fieldNames(type)[i]!, duckType(f.type)])),
      );
  }
}

function nullable<From, To>(convert: Conversion<From, To>): (value: From | null | undefined) => To | null {
  if (convert === null) return (value) => (value ?? null) as To | null;
  return (value) => (value === null || value === undefined ? null : convert(value));
}
