import { castTo } from "../../plan/coerce.js";
import { Refusal, type FunctionDefinition } from "../../plan/functions.js";
import type { ResolvedCall, ResolvedExpr } from "../../plan/resolved.js";
import type { DataType } from "../../types/data-type.js";
import { CORRUPT_RECORD } from "../compiler/json.js";
import { callScript } from "../scripts.js";
import { counted, INT, scalar, STRING, textsOnly, type Bind } from "./define.js";
import { fingerprint, isFailFast, leniencyOf, optionsOf } from "./json/options.js";
import { parseJson } from "./json/parse.js";
import { jsonObject } from "./json/path.js";
import { jsonReader } from "./json/read.js";
import { schemaOfJson } from "./json/schema.js";
import { timeTexts } from "./json/times.js";
import { jsonWriter } from "./json/to.js";
import { constantSample, nullableAll, schemaArgument } from "./schema-argument.js";
import { script } from "./script.js";

const fromJson: Bind = (args) => {
  counted(args, 2, 3);
  const [value, schema, options] = args as [ResolvedExpr, ResolvedExpr, ResolvedExpr?];
  const type = nullableAll(schemaArgument(schema));
  if (!["struct", "array", "map"].includes(type.kind))
    throw new Refusal("DATATYPE_MISMATCH.INVALID_JSON_SCHEMA");
  if (value.type.kind !== "string" && value.type.kind !== "null") return null;
  isFailFast("from_json", optionsOf(options));
  const text = castTo(value, STRING);
  // Spark's own name for what it reads a map by.
  const shown = type.kind === "map" ? { shown: () => "entries" } : {};
  return { args: [text, ...args.slice(1)], type, nullable: true, ...shown };
};

function fromJsonSql([value]: readonly string[], call: ResolvedCall): string {
  const options = optionsOf(call.args[2]);
  const { timeZone } = call.settings;
  const read = jsonReader(call.type, {
    leniency: leniencyOf(options),
    times: timeTexts(options, timeZone),
    failFast: isFailFast("from_json", options),
    options,
    corruptColumn: options["columnnameofcorruptrecord"] ?? CORRUPT_RECORD,
  });
  const name = `from_json_${fingerprint(call.type, options, timeZone)}`;
  return callScript({ name, parameters: [STRING], result: call.type, run: read }, [value!]);
}

const schemaOf: Bind = (args) => {
  if (!constantSample(args)) return null;
  optionsOf(args[1]);
  return { args, type: STRING, nullable: false };
};

function safely<T>(read: () => T | null): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

const keysType: DataType = { kind: "array", element: STRING, containsNull: true };
const oneText = textsOnly(1, STRING, 0, true);

export const json: readonly FunctionDefinition[] = [
  scalar("from_json", "from_json(text, schema[, options])", fromJson, fromJsonSql),
  scalar(
    "to_json",
    "to_json(struct, array or map[, options])",
    (args) => {
      counted(args, 1, 2);
      if (args[0]!.type.kind === "null") return { args, type: STRING, nullable: true };
      if (!["struct", "array", "map"].includes(args[0]!.type.kind))
        throw new Refusal("DATATYPE_MISMATCH.INVALID_JSON_SCHEMA");
      optionsOf(args[1]);
      return { args, type: STRING };
    },
    ([value], call) => {
      const options = optionsOf(call.args[1]);
      const { timeZone } = call.settings;
      const { type } = call.args[0]!;
      if (type.kind === "null") return "CAST(NULL AS VARCHAR)";
      const name = `to_json_${fingerprint(type, options, timeZone)}`;
      const run = jsonWriter(type, timeTexts(options, timeZone), options);
      return callScript({ name, parameters: [type], result: STRING, run }, [value!]);
    },
  ),
  scalar(
    "get_json_object",
    "get_json_object(text, path)",
    textsOnly(2, STRING, 0, true),
    script("get_json_object", [STRING, STRING], STRING, jsonObject),
  ),
  scalar(
    "json_array_length",
    "json_array_length(text)",
    textsOnly(1, INT, 0, true),
    script("json_array_length", [STRING], INT, (text: string) =>
      safely(() => {
        const root = parseJson(text);
        return root?.kind === "array" ? root.items.length : null;
      }),
    ),
  ),
  scalar(
    "json_object_keys",
    "json_object_keys(text)",
    (args, written) => {
      const bound = oneText(args, written);
      return bound && { ...bound, type: keysType };
    },
    script("json_object_keys", [STRING], keysType, (text: string) =>
      safely(() => {
        const root = parseJson(text);
        return root?.kind === "object" ? root.fields.map(([name]) => name) : null;
      }),
    ),
  ),
  scalar("schema_of_json", "schema_of_json(text[, options])", schemaOf, ([sample], call) => {
    const options = optionsOf(call.args[1]);
    const { timeZone } = call.settings;
    const name = `schema_of_json_${fingerprint(options, timeZone)}`;
    const run = (text: string): string => {
      try {
        return schemaOfJson(text, options, timeTexts(options, timeZone));
      } catch (error) {
        throw new Error(`[MALFORMED_JSON] The text is no JSON: ${(error as Error).message}`, {
          cause: error,
        });
      }
    };
    return callScript({ name, parameters: [STRING], result: STRING, run }, [sample!]);
  }),
];
