import { StreambookError } from "../../errors.js";
import type { FunctionDefinition } from "../../plan/functions.js";
import type { ResolvedExpr } from "../../plan/resolved.js";
import type { DataType } from "../../types/data-type.js";
import { parseDDL } from "../../types/ddl.js";
import { CORRUPT_RECORD, convertJson, wholeStruct, type JsonMode } from "../compiler/json.js";
import { scalar, STRING, takes, type Bind } from "./define.js";

/** Options as SQL and the builder both give them: map('mode', 'FAILFAST'), a literal's pairs. */
function optionsOf(arg: ResolvedExpr | undefined): Record<string, string> {
  if (arg?.kind === "literal" && Array.isArray(arg.value))
    return Object.fromEntries((arg.value as [string, string][]).map(([k, v]) => [k.toLowerCase(), v]));
  if (arg?.kind === "call" && arg.fn.name === "map") {
    const values = arg.args.map((a) => (a.kind === "literal" ? String(a.value as string) : ""));
    return Object.fromEntries(
      values.flatMap((v, i) => (i % 2 === 0 ? [[v.toLowerCase(), values[i + 1] ?? ""]] : [])),
    );
  }
  return {};
}

const KNOWN = ["mode", "columnnameofcorruptrecord"];

function modeOf(options: Record<string, string>): JsonMode {
  const unknown = Object.keys(options).find((key) => !KNOWN.includes(key));
  const mode = (options["mode"] ?? "PERMISSIVE").toUpperCase();
  if (unknown !== undefined || (mode !== "PERMISSIVE" && mode !== "FAILFAST"))
    throw new StreambookError({
      code: unknown !== undefined ? "INVALID_OPTION" : "PARSE_MODE_UNSUPPORTED",
      step: "from_json",
      rule: "from_json takes the options mode (PERMISSIVE or FAILFAST) and columnNameOfCorruptRecord.",
      got: unknown !== undefined ? `${unknown} = ${options[unknown]}` : `mode = ${mode}`,
      cure: 'fromJson(col, schema, { mode: "PERMISSIVE" })',
    });
  return {
    failFast: mode === "FAILFAST",
    corruptColumn: options["columnnameofcorruptrecord"] ?? CORRUPT_RECORD,
  };
}

const nullableAll = (type: DataType): DataType =>
  type.kind === "struct"
    ? {
        kind: "struct",
        fields: type.fields.map((f) => ({ ...f, type: nullableAll(f.type), nullable: true })),
      }
    : type;

const fromJson: Bind = (args) => {
  const [value, schema, options] = args;
  if (!value || schema?.kind !== "literal" || typeof schema.value !== "string" || args.length > 3)
    return null;
  if (value.type.kind !== "string" && value.type.kind !== "null") return null;
  modeOf(optionsOf(options));
  return { args, type: nullableAll(parseDDL(schema.value)), nullable: true };
};

export const json: readonly FunctionDefinition[] = [
  scalar("from_json", "from_json(text, schema[, options])", fromJson, ([value], call) => {
    if (call.type.kind === "struct") return wholeStruct(value!, call.type, modeOf(optionsOf(call.args[2])));
    return convertJson(`TRY_CAST(${value} AS JSON)`, call.type);
  }),
  scalar(
    "to_json",
    "to_json(struct)",
    (args) => (args.length === 1 ? { args, type: STRING } : null),
    ([a]) => `CAST(to_json(${a}) AS VARCHAR)`,
  ),
  scalar(
    "get_json_object",
    "get_json_object(text, path)",
    takes([STRING, STRING], STRING, { nullable: true }),
    ([a, path]) => `(CASE WHEN json_valid(${a}) THEN ${a} ->> ${path} END)`,
  ),
];
