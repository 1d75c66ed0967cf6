import { StreambookError } from "../../errors.js";
import type { ResolvedCall, ResolvedExpr } from "../../plan/resolved.js";
import type { StructType } from "../../types/data-type.js";
import { IN_FILE, isOn, optionsOf } from "../functions/json/options.js";
import { CORRUPT_RECORD } from "./json.js";

type FileRecord = ResolvedCall & { readonly type: StructType };

/** The `from_json` of a record of a file that is read with its options: what is malformed in it depends on the fields that are asked for. */
export function isFileRecord(expr: ResolvedExpr): expr is FileRecord {
  if (expr.kind !== "call" || expr.fn.name !== "from_json" || expr.type.kind !== "struct") return false;
  return expr.args.length > 2 && optionsOf(expr.args[2])[IN_FILE] !== undefined;
}

/** A malformed record ends the query, although nobody asks for any of its fields. */
export function mustBeRead(expr: ResolvedExpr): boolean {
  return isFileRecord(expr) && optionsOf(expr.args[2])["mode"]?.toUpperCase() === "FAILFAST";
}

/** The same with some fields only. Throws where the mark of malformed records is asked for alone, as Spark does. */
export function prunedRecord(expr: FileRecord, names: ReadonlySet<string>): FileRecord {
  const options = optionsOf(expr.args[2]);
  const corrupt = options["columnnameofcorruptrecord"] ?? CORRUPT_RECORD;
  // Where malformed records are dropped, their mark is what drops them.
  const isAsked = isOn(options, IN_FILE);
  if (isAsked && names.size === 1 && names.has(corrupt)) throw onlyCorrupt("json reader", corrupt);
  const fields = expr.type.fields.filter((f) => names.has(f.name));
  return { ...expr, type: { kind: "struct", fields } };
}

export function onlyCorrupt(step: string, column: string): StreambookError {
  return new StreambookError({
    code: "UNSUPPORTED_FEATURE.QUERY_ONLY_CORRUPT_RECORD_COLUMN",
    step,
    rule: "Whether a record is malformed shows in the columns that are read of it: the column of malformed records cannot be asked for alone.",
    got: column,
    cure: "name a column of the data besides",
  });
}
