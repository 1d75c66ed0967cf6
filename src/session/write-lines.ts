import { checkCsvOptions } from "../embedded/functions/csv/check-options.js";
import { csvWriter } from "../embedded/functions/csv/writer.js";
import { timeTexts } from "../embedded/functions/json/times.js";
import { jsonWriter } from "../embedded/functions/json/to.js";
import { StreambookError } from "../errors.js";
import type { ResultTable } from "../plan/engine.js";
import type { DataType } from "../types/data-type.js";
import { sqlName } from "../types/ddl.js";

type Options = Readonly<Record<string, string>>;

/** The lines of a file of text: csv, json or text. Throws for columns that the format cannot hold. */
export function linesOf(
  format: string,
  { schema, rows }: ResultTable,
  options: Options,
  timeZone: string,
): string[] {
  switch (format) {
    case "json": {
      const write = jsonWriter(schema, timeTexts(options, timeZone), options);
      return rows.map((row) => write(row));
    }
    case "csv": {
      const nested = schema.fields.find((f) => ["array", "map", "struct", "interval"].includes(f.type.kind));
      if (nested) throw unsupported("csv", nested.name, nested.type, `toJson("${nested.name}")`);
      checkCsvOptions(options, "csv writer");
      const { header, line } = csvWriter(schema, options, timeZone);
      const body = rows.map((row) => line(row));
      return options["header"]?.toLowerCase() === "true" ? [header, ...body] : body;
    }
    default: {
      const [only] = schema.fields;
      if (schema.fields.length !== 1)
        throw new StreambookError({
          code: "UNSUPPORTED_TEXT_SCHEMA",
          step: "write.text",
          rule: "A text file has one column of strings.",
          got: schema.fields.map((f) => f.name).join(", "),
          cure: 'select one: df.select(toJson(struct("*")).as("value"))',
        });
      if (only!.type.kind !== "string")
        throw unsupported("text", only!.name, only!.type, `col("${only!.name}").cast("string")`);
      return rows.map(([value]) => (value ?? "") as string);
    }
  }
}

function unsupported(format: string, name: string, type: DataType, cure: string): StreambookError {
  return new StreambookError({
    code: "UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE",
    step: `write.${format}`,
    rule: `The ${format} format holds no column of this type.`,
    got: `${name} ${sqlName(type)}`,
    cure: `write it as text: df.withColumn("${name}", ${cure})`,
  });
}
