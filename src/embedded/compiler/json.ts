import type { DataType, StructField, StructType } from "../../types/data-type.js";
import { identifier, sqlType, text } from "../sql-types.js";

/**
 * JSON text into columns, with Spark's strictness. The engine's own from_json rounds 1.5 to 2 for a BIGINT and takes true for 1, so the
 * fields are taken out as JSON text in one pass (`rawStruct`), and each is converted by rules that give null for what does not fit.
 */
export const CORRUPT_RECORD = "_corrupt_record";

export interface JsonMode {
  readonly failFast: boolean;
  /** The column that keeps the text of a malformed record, if the schema has it. */
  readonly corruptColumn: string;
}

/** How a field is taken out: the engine's own text is right for strings and cheaper, all else is looked at as JSON first. */
const rawType = (field: StructField): string => (field.type.kind === "string" ? "VARCHAR" : "JSON");

/** One parse of the text: a struct of raw fields, null when it is not a JSON object. */
function parse(value: string, fields: readonly StructField[]): string {
  // The engine refuses a struct without fields: one that nobody asks for stands in, so that the text is still looked at.
  const names = fields.length === 0 ? [["", "JSON"]] : fields.map((f) => [f.name, rawType(f)]);
  const spec = JSON.stringify(Object.fromEntries(names));
  return `TRY(from_json(${value}, ${text(spec)}))`;
}

/**
 * The record of a text, its fields still raw. Read as a whole it is null for a null text and a struct of nulls for a malformed one;
 * to who reads only its fields both are the same, and the difference is not paid for.
 */
export function rawStruct(value: string, schema: StructType, isWhole: boolean): string {
  if (!isWhole) return parse(value, schema.fields);
  const nulls = schema.fields.map((f) => `${identifier(f.name)}: CAST(NULL AS ${rawType(f)})`).join(", ");
  return `coalesce(${parse(value, schema.fields)}, CASE WHEN ${value} IS NOT NULL THEN {${nulls}} END)`;
}

/** One field of a raw struct, converted. `raw` is evaluated more than once: pass a column or a field of one. */
export function rawField(raw: string, field: StructField): string {
  const taken = `${raw}.${identifier(field.name)}`;
  return field.type.kind === "string" ? taken : convertJson(taken, field.type);
}

/** A JSON text (type JSON, not null-safe) as a value of the type; null where Spark gives null. */
export function convertJson(json: string, type: DataType): string {
  const asText = `CAST(${json} AS VARCHAR)`;
  switch (type.kind) {
    case "string":
      return `(${json} ->> '$')`;
    case "byte":
    case "short":
    case "int":
    case "long":
      // The engine prints 1e3 as 1000.0, so a point is the mark of every fraction.
      return `CASE WHEN contains(${asText}, '.') THEN NULL ELSE TRY_CAST(${asText} AS ${sqlType(type)}) END`;
    case "float":
    case "double":
      return `TRY_CAST(CASE WHEN starts_with(${asText}, '"') THEN ${NON_FINITE(asText)} ELSE ${asText} END AS ${sqlType(type)})`;
    case "decimal":
      return `TRY_CAST(trim(${asText}, '"') AS ${sqlType(type)})`;
    case "boolean":
      return `CASE ${asText} WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END`;
    case "date":
    case "timestamp_ntz":
      return `TRY_CAST(CASE WHEN starts_with(${asText}, '"') THEN ${json} ->> '$' END AS ${sqlType(type)})`;
    case "timestamp":
      return `CASE WHEN starts_with(${asText}, '"') THEN TRY_CAST(${json} ->> '$' AS TIMESTAMPTZ) ELSE make_timestamptz(TRY_CAST(CASE WHEN contains(${asText}, '.') THEN NULL ELSE ${asText} END AS BIGINT) * 1000000) END`;
    case "binary":
      return `TRY(from_base64(${json} ->> '$'))`;
    case "null":
    case "interval":
    case "day_time_interval":
    case "year_month_interval":
      return "NULL";
    case "struct":
      return `CASE WHEN starts_with(${asText}, '{') THEN ${wholeStruct(asText, type, { failFast: false, corruptColumn: CORRUPT_RECORD })} END`;
    case "array":
      return `CASE WHEN starts_with(${asText}, '[') THEN list_transform(CAST(${json} AS JSON[]), lambda e: ${convertJson("e", type.element)}) END`;
    case "map":
      return `CASE WHEN starts_with(${asText}, '{') THEN map_from_entries(list_transform(map_entries(CAST(${json} AS MAP(VARCHAR, JSON))), lambda e: {key: e.key, value: ${convertJson("e.value", type.value)}})) END`;
  }
}

const NON_FINITE = (asText: string): string =>
  `CASE ${asText} WHEN '"NaN"' THEN 'nan' WHEN '"INF"' THEN 'inf' WHEN '"+INF"' THEN 'inf' WHEN '"Infinity"' THEN 'inf' WHEN '"+Infinity"' THEN 'inf' WHEN '"-INF"' THEN '-inf' WHEN '"-Infinity"' THEN '-inf' END`;

/**
 * The whole struct of a text, for places that need it as one value. The list is there so that the parse is evaluated once,
 * however many fields there are. A null text gives null; a malformed one a struct of nulls, its corrupt-record field filled, or an error when failing fast.
 */
export function wholeStruct(value: string, schema: StructType, mode: JsonMode): string {
  const raw = parse(
    value,
    schema.fields.filter((f) => f.name !== mode.corruptColumn),
  );
  const bad = malformed("p", schema, mode.corruptColumn);
  const fields = schema.fields.map((f) => {
    if (f.name !== mode.corruptColumn) return `${identifier(f.name)}: ${rawField("p.r", f)}`;
    return `${identifier(f.name)}: CASE WHEN ${bad} THEN p.v END`;
  });
  const struct = `{${fields.join(", ")}}`;
  const checked = mode.failFast
    ? `CASE WHEN ${bad} THEN error('[MALFORMED_RECORD_IN_PARSING] ' || coalesce(p.v, '')) ELSE ${struct} END`
    : struct;
  return `list_transform(CASE WHEN ${value} IS NULL THEN NULL ELSE [{r: ${raw}, v: ${value}}] END, lambda p: ${checked})[1]`;
}

/** Whether a record is malformed: no JSON object, or a field that is there but does not fit its type. */
function malformed(pair: string, schema: StructType, corruptColumn: string): string {
  const fields = schema.fields.filter((f) => f.name !== corruptColumn && f.type.kind !== "string");
  const misfits = fields.map((f) => {
    const field = `${pair}.r.${identifier(f.name)}`;
    return `(${field} IS NOT NULL AND CAST(${field} AS VARCHAR) <> 'null' AND (${convertJson(field, f.type)}) IS NULL)`;
  });
  return `(${[`${pair}.r IS NULL`, ...misfits].join(" OR ")})`;
}
