import { StreambookError } from "../../errors.js";
import { sameName } from "../../types/names.js";
import type { StarExpr } from "../expression.js";
import type { Attribute, NamedExpr } from "../resolved.js";
import type { AnalysisContext } from "./context.js";
import { refusedAt } from "./errors.js";
import { fieldOf, findName, metadataOf, toExpr, type Scope } from "./names.js";
import { without } from "./star-except.js";

/** The columns that `*`, `t.*` or `struct.*` stands for, less those it leaves out. */
export function spread(star: StarExpr, scope: Scope, context: AnalysisContext): NamedExpr[] {
  const all = starColumns(star, scope, context);
  return star.except ? without(all, star.except, star, scope, context) : all;
}

function starColumns(star: StarExpr, scope: Scope, context: AnalysisContext): NamedExpr[] {
  const attributes = scope.attributes.filter((a) => a.ofFile !== true);
  if (star.target === null) return attributes.map(pass);
  const [first, ...rest] = star.target;
  // A column that USING has put into the other table's is the first of its own table's, as in Spark.
  const qualified =
    rest.length === 0
      ? [...(scope.hidden ?? []), ...attributes].filter(
          (a) => a.qualifier !== null && sameName(a.qualifier, first!),
        )
      : [];
  if (qualified.length > 0) return qualified.map(pass);
  const base = findName(
    { kind: "name", parts: star.target, ...(star.origin && { origin: star.origin }) },
    scope,
  );
  const shown = `${star.target.join(".")}.*`;
  if (!base)
    throw refusedAt(
      "CANNOT_RESOLVE_STAR_EXPAND",
      scope.step,
      `${shown} cannot be spread: there is no table or struct of this name here.`,
      shown,
      `the columns here are ${scope.attributes.map((a) => a.name).join(", ")}`,
      star.origin,
    );
  if (base.type.kind !== "struct")
    throw new StreambookError({
      code: "_LEGACY_ERROR_TEMP_1050",
      step: scope.step,
      rule: "Only a struct's fields, or a table's columns, can be spread with a star.",
      got: `${shown} where ${star.target.join(".")} is a ${base.type.kind}`,
      cure: "parse it into a struct first, for example with fromJson(col, schema)",
    });
  return base.type.fields.map((field) => {
    const expr = fieldOf(base, field.name, scope.step, star.origin);
    return {
      expr,
      attribute: {
        id: context.nextId(),
        name: field.name,
        type: expr.type,
        nullable: expr.nullable,
        qualifier: null,
        ...metadataOf(expr),
      },
    };
  });
}

function pass(attribute: Attribute): NamedExpr {
  return { attribute, expr: toExpr(attribute) };
}
