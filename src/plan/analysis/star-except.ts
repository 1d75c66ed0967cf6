import { sameName } from "../../types/names.js";
import type { NameExpr, StarExpr } from "../expression.js";
import type { NamedExpr, ResolvedExpr } from "../resolved.js";
import type { AnalysisContext } from "./context.js";
import { refusedAt, unresolvedColumn } from "./errors.js";
import { fieldOf, type Scope } from "./names.js";
import { engineCall } from "./calls.js";

/** `* EXCEPT (a, s.b)`: a column left out, or a struct made anew without a field. */
export function without(
  columns: readonly NamedExpr[],
  except: readonly NameExpr[],
  star: StarExpr,
  scope: Scope,
  context: AnalysisContext,
): NamedExpr[] {
  const matches = (column: NamedExpr, { parts }: NameExpr): number => {
    const { name, qualifier } = column.attribute;
    if (sameName(name, parts[0]!)) return 1;
    return parts.length > 1 &&
      qualifier !== null &&
      sameName(qualifier, parts[0]!) &&
      sameName(name, parts[1]!)
      ? 2
      : 0;
  };
  const seen = new Set<string>();
  for (const written of except) {
    const path = written.parts.join(".").toLowerCase();
    if (seen.has(path))
      throw refusedAt(
        "EXCEPT_OVERLAPPING_COLUMNS",
        scope.step,
        "The columns of an EXCEPT list must be distinct.",
        written.parts.join("."),
        "name each column once",
        written.origin ?? star.origin,
      );
    seen.add(path);
    if (!columns.some((c) => matches(c, written) > 0))
      throw unresolvedColumn(
        scope.step,
        written.parts,
        columns.map((c) => c.attribute.name),
        written.origin,
      );
  }
  return columns.flatMap((column) => {
    const paths = except.flatMap((written) => {
      const used = matches(column, written);
      return used > 0 ? [written.parts.slice(used)] : [];
    });
    if (paths.some((p) => p.length === 0)) return [];
    if (paths.length === 0) return [column];
    const expr = withoutFields(column.expr, paths, scope, context);
    return [{ expr, attribute: { ...column.attribute, id: context.nextId(), type: expr.type } }];
  });
}

function withoutFields(
  struct: ResolvedExpr,
  paths: readonly (readonly string[])[],
  scope: Scope,
  context: AnalysisContext,
): ResolvedExpr {
  for (const [first] of paths) fieldOf(struct, first!, scope.step);
  const fields = struct.type.kind === "struct" ? struct.type.fields : [];
  const args = fields.flatMap((field): ResolvedExpr[] => {
    const below = paths.filter((p) => sameName(p[0]!, field.name)).map((p) => p.slice(1));
    if (below.some((p) => p.length === 0)) return [];
    const value = fieldOf(struct, field.name, scope.step);
    const label: ResolvedExpr = {
      kind: "literal",
      value: field.name,
      type: { kind: "string" },
      nullable: false,
    };
    return [label, below.length > 0 ? withoutFields(value, below, scope, context) : value];
  });
  return engineCall("named_struct", args, context);
}
