import { counted, isText } from "./define.js";
import { StreambookError } from "../../errors.js";
import { Refusal } from "../../plan/functions.js";
import type { ResolvedExpr } from "../../plan/resolved.js";
import type { DataType } from "../../types/data-type.js";
import { parseDDL, parseReadDDL } from "../../types/ddl.js";
import { schemaOfCsv } from "./csv/infer.js";
import { optionsOf } from "./json/options.js";
import { schemaOfJson } from "./json/schema.js";
import { timeTexts } from "./json/times.js";

/** What comes out of a text may lack anything. */
export const nullableAll = (type: DataType): DataType => {
  switch (type.kind) {
    case "struct":
      return {
        kind: "struct",
        fields: type.fields.map((f) => ({ ...f, type: nullableAll(f.type), nullable: true })),
      };
    case "array":
      return { kind: "array", element: nullableAll(type.element), containsNull: true };
    case "map":
      return { ...type, value: nullableAll(type.value), valueContainsNull: true };
    default:
      return type;
  }
};

/** Where columns are listed, Spark calls an unknown type a mistake of the syntax. */
function schemaOfText(text: string): DataType {
  try {
    return parseReadDDL(text);
  } catch (error) {
    if (
      error instanceof StreambookError &&
      ["UNSUPPORTED_DATATYPE", "DATATYPE_MISSING_SIZE"].includes(error.code) &&
      /^\s*[`\w]+\s*:?\s+\w/.test(text)
    )
      throw new Refusal("PARSE_SYNTAX_ERROR", error.rule, error.cure);
    throw error;
  }
}

/** The schema argument: a text, or `schema_of_json('…')` (or of CSV) of a constant. */
export function schemaArgument(arg: ResolvedExpr): DataType {
  if (arg.kind === "literal" && typeof arg.value === "string") return schemaOfText(arg.value);
  if (arg.kind === "call" && /^schema_of_(json|csv)$/.test(arg.fn.name) && arg.args[0]?.kind === "literal") {
    const sample = String(arg.args[0].value);
    const options = optionsOf(arg.args[1]);
    const { timeZone } = arg.settings;
    if (arg.fn.name === "schema_of_csv") return schemaOfCsv(sample, options, timeZone);
    return parseDDL(schemaOfJson(sample, options, timeTexts(options, timeZone)));
  }
  throw new Refusal("INVALID_SCHEMA.NON_STRING_LITERAL");
}

/** The constant sample that a schema is read from. */
export function constantSample(args: readonly ResolvedExpr[]): boolean {
  counted(args, 1, 2);
  const [sample] = args as [ResolvedExpr];
  if (!isText(sample)) return false;
  const written = sample.kind === "cast" ? sample.child : sample;
  if (written.kind === "literal" && written.value === null)
    throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_NULL");
  if (sample.kind !== "literal") throw new Refusal("DATATYPE_MISMATCH.NON_FOLDABLE_INPUT");
  return true;
}
