import { node } from "../../../plan/expression.js";
import { Column, toColumn, type Literal } from "../../column.js";
import { callWith } from "../build.js";

export type Value = Column | string;
export type Constant = Column | Literal;

export const distinct = (name: string, ...columns: readonly Value[]): Column =>
  new Column(node({ kind: "call", name, args: columns.map(toColumn), distinct: true }));

export const optional = (name: string, first: Value, ...rest: readonly (Constant | undefined)[]): Column =>
  callWith(name, first, ...rest.filter((v): v is Constant => v !== undefined));
