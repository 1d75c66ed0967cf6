import { node, type Expr } from "../../plan/expression.js";
import { Column } from "../column.js";
import { lit } from "./normal.js";

/** A call whose last argument is a map of options, left out when there is none. */
export function withOptions(name: string, args: readonly Expr[], options: TextOptions | Column): Column {
  if (options instanceof Column)
    return new Column(node({ kind: "call", name, args: [...args, options.expr] }));
  const pairs = Object.entries(options).flatMap(([key, value]) => [lit(key).expr, lit(String(value)).expr]);
  const map = pairs.length > 0 ? [node({ kind: "call", name: "map", args: pairs })] : [];
  return new Column(node({ kind: "call", name, args: [...args, ...map] }));
}

/** Options by name. */
type TextOptions = Readonly<Record<string, string | boolean | undefined>>;
