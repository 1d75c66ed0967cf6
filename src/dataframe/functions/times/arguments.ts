import { node } from "../../../plan/expression.js";
import { Column, toColumn, toExpr } from "../../column.js";
import { callWith } from "../build.js";

export type Time = Column | string;
export type Count = Column | number;
export type Text = Column | string;

/** Arguments that are columns or constants, by position: a text is a constant. */
export const withValues = (
  name: string,
  ...values: readonly (Column | string | number | boolean)[]
): Column => new Column(node({ kind: "call", name, args: values.map(toExpr) }));

/** A column by name or itself; numbers are constants. */
export const parts = (name: string, values: readonly (Column | string | number | undefined)[]): Column =>
  new Column(
    node({
      kind: "call",
      name,
      args: values
        .filter((v): v is Column | string | number => v !== undefined)
        .map((v) => (typeof v === "number" ? toExpr(v) : toColumn(v))),
    }),
  );

export const asColumn = (value: Column | string): Column => new Column(toColumn(value));

export const optional = (
  name: string,
  first: Time,
  ...rest: readonly (Column | string | undefined)[]
): Column => callWith(name, first, ...rest.filter((v): v is Column | string => v !== undefined));
