import type { DataType } from "../../types/data-type.js";
import { sqlName } from "../../types/type-text.js";
import { isInterval } from "../../types/interval.js";
import { isIntegral, isNumeric } from "../coerce.js";
import type { CastExpr } from "../expression.js";
import { Refusal } from "../functions.js";
import { printExpr } from "../print-expr.js";
import { wrongArguments } from "./errors.js";

type Verdict = "yes" | "WITHOUT_SUGGESTION" | "WITH_CONF_SUGGESTION" | "WITH_FUNC_SUGGESTION";

/** Refuses a cast between types that have none. */
export function checkCast(expr: CastExpr, from: DataType, ansi: boolean, step: string): void {
  const verdict = castable(from, expr.to, ansi);
  if (verdict === "yes") return;
  const rule = `Cannot resolve ${JSON.stringify(printExpr(expr))} due to data type mismatch: cannot cast "${sqlName(from)}" to "${sqlName(expr.to)}"${verdict === "WITH_CONF_SUGGESTION" ? " with ANSI mode on" : ""}.`;
  const code = `DATATYPE_MISMATCH.CAST_${verdict}`;
  const refusal = new Refusal(code, rule, cures[verdict]);
  throw wrongArguments(step, printExpr(expr), "cast", [sqlName(from)], expr.origin, refusal);
}

const cures = {
  WITHOUT_SUGGESTION: "take the part that is meant first: an element, a field, or its text by to_json",
  WITH_CONF_SUGGESTION: 'session.conf.set("spark.sql.ansi.enabled", "false"), or compute it in steps',
  WITH_FUNC_SUGGESTION: "date_from_unix_date(days) and unix_date(date) convert between days and dates",
};

/** Which types Spark casts to which, with and without ANSI. */
export function castable(from: DataType, to: DataType, ansi: boolean): Verdict {
  if (from.kind === "null") return "yes";
  if (isInterval(from) || isInterval(to)) return intervalCastable(from, to) ? "yes" : "WITHOUT_SUGGESTION";
  if (to.kind === "null") return "WITHOUT_SUGGESTION";
  if (to.kind === "string") return "yes";
  if (from.kind === "array" && to.kind === "array") return castable(from.element, to.element, ansi);
  if (from.kind === "map" && to.kind === "map") {
    const key = castable(from.key, to.key, ansi);
    // A key that may become null is none.
    if (!ansi && from.key.kind === "string" && to.key.kind !== "string" && to.key.kind !== "binary")
      return "WITHOUT_SUGGESTION";
    return key === "yes" ? castable(from.value, to.value, ansi) : key;
  }
  if (from.kind === "struct" && to.kind === "struct") {
    if (from.fields.length !== to.fields.length) return "WITHOUT_SUGGESTION";
    const found = from.fields.map((f, i) => castable(f.type, to.fields[i]!.type, ansi));
    return found.find((verdict) => verdict !== "yes") ?? "yes";
  }
  if (from.kind === to.kind) return "yes";
  const isNested = (type: DataType): boolean => ["array", "map", "struct"].includes(type.kind);
  if (isNested(from) || isNested(to)) return "WITHOUT_SUGGESTION";
  if (from.kind === "string") return "yes";
  if (from.kind === "binary") return "WITHOUT_SUGGESTION";
  return simpleCastable(from, to, ansi);
}

/** Intervals of fields are cast from and to texts and exact numbers. */
function intervalCastable(from: DataType, to: DataType): boolean {
  const isExact = (type: DataType): boolean => isIntegral(type) || type.kind === "decimal";
  if (from.kind === "string" || to.kind === "string" || from.kind === to.kind) return true;
  return (isExact(from) && to.kind !== "interval") || (isExact(to) && from.kind !== "interval");
}

function simpleCastable(from: DataType, to: DataType, ansi: boolean): Verdict {
  const withoutAnsi: Verdict = ansi ? "WITH_CONF_SUGGESTION" : "yes";
  if (isNumeric(from)) {
    if (isNumeric(to) || to.kind === "boolean" || to.kind === "timestamp") return "yes";
    if (to.kind === "binary") return isIntegral(from) ? withoutAnsi : "WITHOUT_SUGGESTION";
    return to.kind === "date" && ansi ? "WITH_FUNC_SUGGESTION" : "WITHOUT_SUGGESTION";
  }
  if (from.kind === "boolean") {
    if (isNumeric(to)) return "yes";
    return to.kind === "timestamp" ? withoutAnsi : "WITHOUT_SUGGESTION";
  }
  // Times from here on.
  if (["date", "timestamp", "timestamp_ntz"].includes(to.kind)) return "yes";
  if (from.kind === "timestamp" && isNumeric(to)) return "yes";
  if (from.kind === "timestamp_ntz") return "WITHOUT_SUGGESTION";
  if (to.kind === "boolean") return withoutAnsi;
  if (from.kind === "date" && isNumeric(to)) return ansi ? "WITH_FUNC_SUGGESTION" : "yes";
  return "WITHOUT_SUGGESTION";
}
