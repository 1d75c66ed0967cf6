import { castTo } from "../../plan/coerce.js";
import { Refusal, type FunctionDefinition } from "../../plan/functions.js";
import type { ResolvedCall, ResolvedExpr } from "../../plan/resolved.js";
import type { StructType } from "../../types/data-type.js";
import { sqlName } from "../../types/ddl.js";
import { callScript } from "../scripts.js";
import { schemaOfCsv } from "./csv/infer.js";
import { csvReader } from "./csv/reader.js";
import { csvOptions } from "./csv/options.js";
import { csvWriter } from "./csv/writer.js";
import { counted, scalar, STRING, type Bind } from "./define.js";
import { fingerprint, isFailFast, optionsOf } from "./json/options.js";
import { constantSample, nullableAll, schemaArgument } from "./schema-argument.js";

const fromCsv: Bind = (args, { settings }) => {
  counted(args, 2, 3);
  const [value, schema] = args as [ResolvedExpr, ResolvedExpr];
  const type = nullableAll(schemaArgument(schema));
  if (type.kind !== "struct") throw new Refusal("INVALID_SCHEMA.NON_STRUCT_TYPE");
  if (value.type.kind !== "string" && value.type.kind !== "null") return null;
  const options = optionsOf(args[2]);
  isFailFast("from_csv", options);
  const { corruptColumn } = csvOptions(options);
  const corrupt = type.fields.find((f) => f.name === corruptColumn);
  if (corrupt && corrupt.type.kind !== "string") throw new Refusal("INVALID_CORRUPT_RECORD_TYPE");
  csvReader(type, options, settings.timeZone);
  return { args: [castTo(value, STRING), ...args.slice(1)], type, nullable: true };
};

function fromCsvSql([value]: readonly string[], call: ResolvedCall): string {
  const options = optionsOf(call.args[2]);
  const { timeZone } = call.settings;
  const run = csvReader(call.type as StructType, options, timeZone);
  const name = `from_csv_${fingerprint(call.type, options, timeZone)}`;
  return callScript({ name, parameters: [STRING], result: call.type, run }, [value!]);
}

const toCsv: Bind = (args) => {
  counted(args, 1, 2);
  const { type } = args[0]!;
  if (type.kind === "null") return { args, type: STRING };
  if (type.kind !== "struct") throw new Refusal("DATATYPE_MISMATCH.UNSUPPORTED_INPUT_TYPE");
  csvOptions(optionsOf(args[1]));
  return { args, type: STRING };
};

function toCsvSql([value]: readonly string[], call: ResolvedCall): string {
  const { type } = call.args[0]!;
  if (type.kind !== "struct" || type.fields.length === 0) return "CAST(NULL AS VARCHAR)";
  const options = optionsOf(call.args[1]);
  const { timeZone } = call.settings;
  const writer = csvWriter(type, options, timeZone);
  const name = `to_csv_${fingerprint(type, options, timeZone)}`;
  const run = (row: readonly unknown[]): string => writer.line(row);
  return callScript({ name, parameters: [type], result: STRING, run }, [value!]);
}

const schemaOf: Bind = (args) => {
  if (!constantSample(args)) return null;
  csvOptions(optionsOf(args[1]));
  return { args, type: STRING, nullable: false };
};

export const csv: readonly FunctionDefinition[] = [
  scalar("from_csv", "from_csv(text, schema[, options])", fromCsv, fromCsvSql),
  scalar("to_csv", "to_csv(struct[, options])", toCsv, toCsvSql),
  scalar("schema_of_csv", "schema_of_csv(text[, options])", schemaOf, ([sample], call) => {
    const options = optionsOf(call.args[1]);
    const { timeZone } = call.settings;
    const name = `schema_of_csv_${fingerprint(options, timeZone)}`;
    const run = (text: string): string => sqlName(schemaOfCsv(text, options, timeZone));
    return callScript({ name, parameters: [STRING], result: STRING, run }, [sample!]);
  }),
];
