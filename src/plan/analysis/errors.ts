import { StreambookError } from "../../errors.js";
import { didYouMean, quoteAlways as backtick } from "../../types/names.js";
import type { DataType } from "../../types/data-type.js";
import { sqlName } from "../../types/ddl.js";
import { renderCaret } from "../caret.js";
import { NAMED_ARGUMENT, type Origin } from "../expression.js";
import type { FunctionRegistry, Refusal } from "../functions.js";

function pointAt(origin: Origin | undefined, text: string): string {
  return origin ? `${text}\n${renderCaret(origin.text, origin.start, origin.end)}` : text;
}

/** An error of this class, with the place in the SQL text where there is one. */
export function refusedAt(
  code: string,
  step: string,
  rule: string,
  got: string,
  cure: string,
  origin?: Origin,
): StreambookError {
  return new StreambookError({ code, step, rule, got: pointAt(origin, got), cure });
}

export function unresolvedColumn(
  step: string,
  parts: readonly string[],
  available: readonly string[],
  origin?: Origin,
): StreambookError {
  return new StreambookError({
    code: available.length > 0 ? "UNRESOLVED_COLUMN.WITH_SUGGESTION" : "UNRESOLVED_COLUMN.WITHOUT_SUGGESTION",
    step,
    rule: `A column, variable, or function parameter with name ${backticks(parts)} cannot be resolved.`,
    got: pointAt(origin, parts.join(".")),
    cure:
      available.length === 0
        ? "add FROM and the table that has it; a text stands in quotes: 'bike'"
        : `${didYouMean(parts.at(-1)!, available) || otherReading(parts, origin)}the columns here are ${available.slice(0, 20).map(backtick).join(", ")}${available.length > 20 ? ", …" : ""}`,
  });
}

/** What else may have been meant by a name that is near to none. */
function otherReading(parts: readonly string[], origin: Origin | undefined): string {
  const written = parts.join(".");
  if (!origin && /[-+*/%()<>=,'"]|\s/.test(written))
    return `this is a column's name; SQL text goes to expr(${JSON.stringify(written)}) or selectExpr(…); `;
  return origin && parts.length === 1 ? `a text stands in quotes: '${written}'; ` : "";
}

export function ambiguousColumn(
  step: string,
  parts: readonly string[],
  candidates: readonly string[],
  origin?: Origin,
): StreambookError {
  return new StreambookError({
    code: "AMBIGUOUS_REFERENCE",
    step,
    rule: `Reference ${backticks(parts)} is ambiguous: more than one column has this name.`,
    got: pointAt(origin, candidates.join(", ")),
    cure: candidates.every((c) => c.includes("."))
      ? `write ${candidates.join(" or ")}`
      : `give the inputs an alias (df.alias("a")) and write a.${parts.at(-1)}, join by the name (join(other, "${parts.at(-1)}")), or rename one of them first`,
  });
}

export function missingField(
  step: string,
  field: string,
  fields: readonly string[],
  origin?: Origin,
): StreambookError {
  return new StreambookError({
    code: "FIELD_NOT_FOUND",
    step,
    rule: `No such struct field ${backtick(field)} in ${fields.map(backtick).join(", ")}.`,
    got: pointAt(origin, field),
    cure: `${didYouMean(field, fields)}the fields here are ${fields.map(backtick).join(", ")}`,
  });
}

export function ambiguousField(
  step: string,
  field: string,
  fields: readonly string[],
  origin?: Origin,
): StreambookError {
  return new StreambookError({
    code: "AMBIGUOUS_REFERENCE_TO_FIELDS",
    step,
    rule: `The struct has more than one field of the name ${backtick(field)}.`,
    got: pointAt(origin, fields.map(backtick).join(", ")),
    cure: "give the fields names of their own where the struct is made",
  });
}

export function noFields(step: string, field: string, type: DataType, origin?: Origin): StreambookError {
  return new StreambookError({
    code:
      type.kind === "array" ? "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE" : "INVALID_EXTRACT_BASE_FIELD_TYPE",
    step,
    rule: `Only a struct, an array of structs or a map has something to take out by name; this is a ${sqlName(type)}.`,
    got: pointAt(origin, field),
    cure: "name the column alone, or parse it first: fromJson(col, schema)",
  });
}

/** Spark's functions of the type TIME, which it has switched off itself. */
const timeFunctions =
  /^(?:(?:try_)?to_time|make_time|time|time_(?:diff|trunc|(?:from|to)_(?:seconds|millis|micros)))$/i;

export function unresolvedFunction(
  step: string,
  name: string,
  known: FunctionRegistry,
  origin?: Origin,
): StreambookError {
  if (castNames.has(name.toLowerCase()))
    return new StreambookError({
      code: "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
      step,
      rule: `${name}(…) is a cast: it takes one argument.`,
      got: pointAt(origin, name),
      cure: "CAST(x AS type)",
    });
  if (name === NAMED_ARGUMENT)
    return new StreambookError({
      code: "NAMED_PARAMETERS_NOT_SUPPORTED",
      step,
      rule: "Named parameters are not supported for this function.",
      got: pointAt(origin, name),
      cure: "give the arguments in order",
    });
  if (timeFunctions.test(name))
    return new StreambookError({
      code: "UNSUPPORTED_TIME_TYPE",
      step,
      rule: "The data type TIME is not supported, and so are its functions.",
      got: pointAt(origin, name),
      cure: "a TIMESTAMP, or date_format(time, 'HH:mm:ss')",
    });
  return new StreambookError({
    code: "UNRESOLVED_ROUTINE",
    step,
    rule: `Cannot resolve routine ${backtick(name)}: streambook has no function of this name.`,
    got: pointAt(origin, name),
    cure:
      known.instead?.(name) ??
      (didYouMean(name, known.names()).trim() || "docs/functions.md lists the functions there are"),
  });
}

export function wrongArguments(
  step: string,
  call: string,
  signature: string,
  got: readonly string[],
  origin?: Origin,
  refusal?: Refusal,
): StreambookError {
  const code = refusal?.code ?? "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE";
  const why = code.startsWith("WRONG_NUM_ARGS")
    ? `${call.replace(/\([^]*$/, "")} has ${got.length === 1 ? "1 argument" : `${got.length} arguments`}, which is not how ${signature} is called.`
    : `Cannot resolve ${JSON.stringify(call)} due to data type mismatch: the arguments do not fit ${signature}.`;
  return new StreambookError({
    code,
    step,
    rule: refusal?.rule ?? why,
    got: pointAt(origin, got.length === 0 ? "no arguments" : got.join(", ")),
    cure: refusal?.cure ?? cureOf(code, signature, got),
  });
}

function cureOf(code: string, signature: string, got: readonly string[]): string {
  if (code.startsWith("WRONG_NUM_ARGS")) return `call it as ${signature}`;
  if (!code.endsWith("BINARY_OP_DIFF_TYPES")) return `call it as ${signature}; .cast("…") changes a type`;
  if (got.some((type) => type.startsWith("STRUCT"))) return "compare a field of the struct: name.field";
  if (got.some((type) => type.startsWith("ARRAY")))
    return "compare an element: name[0]; or array_contains(name, value)";
  if (got.some((type) => type.startsWith("MAP"))) return "compare a value of the map: name['key']";
  return `both sides must be of one kind: CAST(… AS …) in SQL, .cast("…") of a column changes a type`;
}

export function badInterval(step: string, text: string, origin?: Origin): StreambookError {
  return new StreambookError({
    code: "INVALID_INTERVAL_FORMAT.ARITHMETIC_EXCEPTION",
    step,
    rule: "An interval counts units that fit its type: months in 32 bits, microseconds in 64.",
    got: pointAt(origin, text),
    cure: "INTERVAL 10 MINUTES, or INTERVAL '1-2' YEAR TO MONTH",
  });
}

export function missingTable(
  step: string,
  name: string,
  known: readonly string[],
  origin?: Origin,
): StreambookError {
  return new StreambookError({
    code: "TABLE_OR_VIEW_NOT_FOUND",
    step,
    rule: `The table or view ${backtick(name)} cannot be found.`,
    got: pointAt(
      origin,
      known.length === 0 ? "no tables yet" : `the tables here are ${known.map(backtick).join(", ")}`,
    ),
    cure:
      didYouMean(name, known).trim() ||
      `start a stream with .format("memory").queryName("${name}"), or call df.createOrReplaceTempView("${name}")`,
  });
}

const backticks = (parts: readonly string[]): string => parts.map(backtick).join(".");

/** Types whose names stand for casts: `int(x)`. */
const castNames = new Set(
  "boolean tinyint smallint int bigint float double decimal date timestamp binary string".split(" "),
);
