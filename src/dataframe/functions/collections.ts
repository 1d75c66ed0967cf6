import { StreambookError } from "../../errors.js";
import { node } from "../../plan/expression.js";
import { printExpr } from "../../plan/print-expr.js";
import { Column, toColumn, type Literal } from "../column.js";
import { call, callWith } from "./build.js";
import { lit } from "./normal.js";

export const array = (...columns: readonly (Column | string)[]): Column => call("array", ...columns);
export const size = (collection: Column | string): Column => call("size", collection);
export const arrayContains = (list: Column | string, value: Column | Literal): Column =>
  callWith("array_contains", list, value);
/** Keys and values in turn. */
export const createMap = (...columns: readonly (Column | string)[]): Column => call("map", ...columns);

/** Columns as one struct; each must have a name. */
export function struct(...columns: readonly (Column | string)[]): Column {
  const args = columns.flatMap((column) => {
    const expr = toColumn(column);
    if (expr.kind === "alias") return [lit(expr.name).expr, expr.child];
    if (expr.kind === "name") return [lit(expr.parts.at(-1)!).expr, expr];
    throw new StreambookError({
      code: "UNNAMED_STRUCT_FIELD",
      step: "struct",
      rule: "Every field of a struct needs a name.",
      got: printExpr(expr),
      cure: '.as("name")',
    });
  });
  return new Column(node({ kind: "call", name: "named_struct", args }));
}
