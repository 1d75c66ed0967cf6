import { node } from "../../plan/expression.js";
import { Column, toColumn, toExpr, type Literal } from "../column.js";

/** Calls a function of the engine by name; texts are column names. */
export function call(name: string, ...args: readonly (Column | string)[]): Column {
  return new Column(node({ kind: "call", name, args: args.map(toColumn) }));
}

/** Calls a function whose arguments after the first are constants. */
export function callWith(
  name: string,
  first: Column | string,
  ...values: readonly (Column | Literal)[]
): Column {
  return new Column(node({ kind: "call", name, args: [toColumn(first), ...values.map(toExpr)] }));
}
