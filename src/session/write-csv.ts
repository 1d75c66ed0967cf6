import { StreambookError } from "../errors.js";
import type { DataType, StructType } from "../types/data-type.js";
import { textWriter } from "../types/text.js";

type Options = Readonly<Record<string, string>>;

/** Lines of CSV with Spark's defaults: no header, null as nothing, the empty text in quotes, times in ISO's form. */
export function csvText(
  schema: StructType,
  rows: readonly (readonly unknown[])[],
  options: Options,
  timeZone: string,
): string[] {
  const separator = (options["sep"] ?? options["delimiter"] ?? ",").replace("\\t", "\t");
  const quote = options["quote"] ?? '"';
  const escape = options["escape"] ?? "\\";
  const empty = options["emptyvalue"] ?? `${quote}${quote}`;
  const nothing = options["nullvalue"] ?? "";
  const all = options["quoteall"]?.toLowerCase() === "true";
  const quoted = (text: string): string => {
    if (text === "") return empty;
    const needs = all || text.includes(separator) || text.includes(quote) || /[\r\n]|^\s|\s$/.test(text);
    return needs && quote !== "" ? `${quote}${text.replaceAll(quote, `${escape}${quote}`)}${quote}` : text;
  };
  const write = schema.fields.map(({ name, type }) => cellWriter(name, type, timeZone));
  const body = rows.map((row) =>
    row.map((value, i) => (value === null ? nothing : quoted(write[i]!(value)))).join(separator),
  );
  const header = schema.fields.map((f) => quoted(f.name)).join(separator);
  return options["header"]?.toLowerCase() === "true" ? [header, ...body] : body;
}

function cellWriter(name: string, type: DataType, timeZone: string): (value: unknown) => string {
  if (["array", "map", "struct"].includes(type.kind))
    throw new StreambookError({
      code: "UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE",
      step: "write.csv",
      rule: "A CSV file holds no arrays, maps and structs.",
      got: `${name} ${type.kind}`,
      cure: `write it as text: df.withColumn("${name}", toJson("${name}"))`,
    });
  const text = textWriter(type, timeZone);
  if (type.kind !== "timestamp") return text;
  return (value) => isoTime(value as bigint, timeZone);
}

/** `2020-01-01T12:00:00.000+01:00` in the session's zone, milliseconds as Spark's default pattern has them. */
function isoTime(micros: bigint, timeZone: string): string {
  const date = new Date(Number(micros / 1000n));
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" }).formatToParts(
    date,
  );
  const zone = parts.find((p) => p.type === "timeZoneName")!.value.replace("GMT", "");
  const minutes =
    zone === ""
      ? 0
      : Number(zone.slice(0, 3)) * 60 + Math.sign(Number(`${zone[0]!}1`)) * Number(zone.slice(4, 6));
  const local = new Date(date.getTime() + minutes * 60_000).toISOString().slice(0, 23);
  return `${local}${minutes === 0 ? "Z" : zone}`;
}
