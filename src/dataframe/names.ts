import { StreambookError } from "../errors.js";
import { node, type Expr } from "../plan/expression.js";
import { notAColumn } from "./not-a-column.js";

/** `a.b` is a field, backticks quote a name that holds a point, `*` and `t.*` stand for all columns. */
export function nameExpr(name: string, step = "col"): Expr {
  if (typeof name !== "string") throw notAColumn(step, name, "A column's name is a text.");
  if (name === "")
    throw new StreambookError({
      code: "INVALID_ATTRIBUTE_NAME_SYNTAX",
      step,
      rule: "A column's name is not empty.",
      got: '""',
      cure: 'col("name"); df.columns lists the names',
    });
  const parts: string[] = [];
  const pattern = /`((?:[^`]|``)*)`|([^.`]+)/y;
  let at = 0;
  for (;;) {
    pattern.lastIndex = at;
    const found = pattern.exec(name);
    if (!found) break;
    parts.push(found[1] !== undefined ? found[1].replaceAll("``", "`") : found[2]!);
    at = pattern.lastIndex;
    if (at === name.length) {
      const unquoted = found[1] === undefined;
      if (unquoted && parts.at(-1) === "*")
        return node({ kind: "star", target: parts.length > 1 ? parts.slice(0, -1) : null });
      return node({ kind: "name", parts });
    }
    if (name[at] !== ".") break;
    at++;
  }
  throw new StreambookError({
    code: "INVALID_ATTRIBUTE_NAME_SYNTAX",
    step,
    rule: "Syntax error in the attribute name: parts are separated by points, backticks come in pairs.",
    got: JSON.stringify(name),
    cure: 'put a name with points or backticks in backticks: col("`a.b`")',
  });
}
