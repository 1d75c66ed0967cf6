import { node, type Expr } from "../../plan/expression.js";
import { Column, columnFor, toExpr, type Literal } from "../column.js";

/** Calls a function of the engine by name; texts are column names. */
export function call(name: string, ...args: readonly (Column | string)[]): Column {
  return new Column(node({ kind: "call", name, args: args.map((arg) => columnFor(name, arg)) }));
}

/** Calls a function whose arguments after the first are constants. */
export function callWith(
  name: string,
  first: Column | string,
  ...values: readonly (Column | Literal)[]
): Column {
  return new Column(node({ kind: "call", name, args: [columnFor(name, first), ...values.map(toExpr)] }));
}

/** Calls a function with these arguments, those that were not given left out. */
export function callOf(name: string, ...args: readonly (Expr | undefined)[]): Column {
  return new Column(node({ kind: "call", name, args: args.flatMap((arg) => arg ?? []) }));
}

/** An argument that may be left out. */
export const given = <T>(to: (value: T) => Expr, value: T | undefined): Expr | undefined =>
  value === undefined ? undefined : to(value);
