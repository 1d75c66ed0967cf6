import type { StreambookError } from "../../errors.js";
import { sqlName } from "../../types/ddl.js";
import { parseDate, parseTimestamp } from "../../types/time-parse.js";
import { timeZone } from "../../types/time-zone.js";
import type { DataType } from "../../types/data-type.js";
import { isNumeric } from "../coerce.js";
import type { Expr } from "../expression.js";
import { printExpr } from "../print-expr.js";
import { operandsOf, type ResolvedExpr } from "../resolved.js";
import { isByChance } from "./chance.js";
import type { AnalysisContext } from "./context.js";
import { castable } from "./casts.js";
import { refusedAt } from "./errors.js";
import { idsIn } from "./projects.js";

/** Refuses a pivot's column that no value can be compared with. */
export function checkPivotColumn(column: Expr, type: DataType, step: string): void {
  if (!holdsMap(type)) return;
  throw refusedAt(
    "INCOMPARABLE_PIVOT_COLUMN",
    step,
    "The column of a pivot must be comparable: a MAP is not.",
    printExpr(column),
    "pivot by one of its values, or by map_entries(m)",
    column.origin,
  );
}

/** A map, or something that a map is inside of. */
export const holdsMap = (type: DataType): boolean =>
  type.kind === "map" ||
  (type.kind === "array" && holdsMap(type.element)) ||
  (type.kind === "struct" && type.fields.some((f) => holdsMap(f.type)));

/** Refuses a value that the pivot's column can never have: of another kind, or one that its type does not hold. */
export function checkPivotValue(
  written: Expr,
  value: ResolvedExpr,
  type: DataType,
  step: string,
  context: AnalysisContext,
): void {
  const { settings } = context;
  if (idsIn(value).length > 0 || holdsSubquery(value) || isByChance(written, context))
    throw refusal("NON_LITERAL_PIVOT_VALUES", "The values of a pivot are written out.", written, step);
  if (castable(value.type, type, false) !== "yes" || losesNulls(value.type, type))
    throw refusal(
      "PIVOT_VALUE_DATA_TYPE_MISMATCH",
      `The value is of the type ${sqlName(value.type)}, and the column of the type ${sqlName(type)}.`,
      written,
      step,
    );
  if (!settings.ansi || value.kind !== "literal") return;
  const code = fault(value.value, value.type, type, settings.timeZone);
  if (code === null) return;
  throw refusal(
    code,
    `The value ${printExpr(written)} of the type "${sqlName(value.type)}" cannot be cast to "${sqlName(type)}".`,
    written,
    step,
  );
}

const holdsSubquery = (expr: ResolvedExpr): boolean =>
  expr.kind === "subquery" || operandsOf(expr).some(holdsSubquery);

/** A cast that may give null, into a field that must not be null. */
function losesNulls(from: DataType, to: DataType): boolean {
  if (from.kind !== "struct" || to.kind !== "struct") return false;
  return from.fields.some((f, i) => {
    const wanted = to.fields[i]!;
    return !wanted.nullable && f.type.kind === "string" && wanted.type.kind !== "string";
  });
}

function fault(value: unknown, from: DataType, to: DataType, zone: string): string | null {
  if (value === null) return null;
  const sizes: Readonly<Partial<Record<DataType["kind"], number>>> = {
    byte: 8,
    short: 16,
    int: 32,
    long: 64,
  };
  const bits = sizes[to.kind];
  if (bits !== undefined && (from.kind === "int" || from.kind === "long")) {
    const whole = BigInt(value as number | bigint);
    return BigInt.asIntN(bits, whole) === whole ? null : "CAST_OVERFLOW";
  }
  if (from.kind !== "string") return null;
  const text = (value as string).trim();
  const isHeld =
    bits !== undefined
      ? /^[+-]?\d+$/.test(text) && BigInt.asIntN(bits, BigInt(text)) === BigInt(text)
      : isNumeric(to)
        ? text !== "" && !Number.isNaN(Number(text))
        : to.kind === "date"
          ? parseDate(text) !== null
          : to.kind === "timestamp"
            ? parseTimestamp(text, timeZone(zone)) !== null
            : to.kind !== "boolean" || /^(t|true|y|yes|1|f|false|n|no|0)$/i.test(text);
  return isHeld ? null : "CAST_INVALID_INPUT";
}

function refusal(code: string, rule: string, written: Expr, step: string): StreambookError {
  const cure = "give values of the column's own type";
  return refusedAt(code, step, rule, printExpr(written), cure, written.origin);
}
