import { node, type Expr } from "../plan/expression.js";
import { planNode, type LogicalPlan } from "../plan/logical-plan.js";
import { columnName } from "../plan/print-expr.js";
import type { Source } from "./source.js";
import { refusal } from "./syntax-error.js";

/** The select list whose columns a plan puts out; null when only analysis can know them (a star, a table). */
export function outputsOf(plan: LogicalPlan): readonly Expr[] | null {
  switch (plan.kind) {
    case "project":
    case "aggregate":
      return plan.exprs;
    case "local":
      return plan.schema.fields.map(({ name }) => node({ kind: "name", parts: [name] }));
    case "union":
      return plan.children[0] ? outputsOf(plan.children[0]) : null;
    case "distinct":
    case "sort":
    case "limit":
    case "alias":
      return outputsOf(plan.child);
    default:
      return null;
  }
}

/** `AS t(x, y)`: new names by position, where the columns are known from the text. */
export function renameOutput(
  plan: LogicalPlan,
  names: readonly string[],
  at: unknown,
  source: Source,
): LogicalPlan {
  const outputs = outputsOf(plan);
  if (outputs === null || outputs.some((e) => e.kind === "star")) {
    throw source.refuse(
      at,
      "COLUMN_ALIASES",
      "A list of column names for a table or a star",
      "give the columns their names in a SELECT: SELECT a AS x FROM t",
    );
  }
  if (outputs.length !== names.length) {
    throw refusal(
      "ASSIGNMENT_ARITY_MISMATCH",
      source.text,
      source.spanOf(at),
      `${names.length} ${names.length === 1 ? "name is" : "names are"} given for ${outputs.length} columns.`,
      "give each column one name",
    );
  }
  return renamed(plan, names);
}

function renamed(plan: LogicalPlan, names: readonly string[]): LogicalPlan {
  switch (plan.kind) {
    case "project":
    case "aggregate": {
      const exprs = plan.exprs.map((e, i): Expr =>
        node({ kind: "alias", child: e.kind === "alias" ? e.child : e, name: names[i]! }),
      );
      return planNode({ ...plan, exprs: Object.freeze(exprs) });
    }
    case "union":
      return planNode({
        ...plan,
        children: Object.freeze(plan.children.map((c, i) => (i === 0 ? renamed(c, names) : c))),
      });
    case "distinct":
    case "limit":
    case "alias":
      return planNode({ ...plan, child: renamed(plan.child, names) });
    default: {
      // Below a sort the old names are still in use: rename above it.
      const exprs = outputsOf(plan)!.map((e, i): Expr =>
        node({ kind: "alias", child: node({ kind: "name", parts: [columnName(e)] }), name: names[i]! }),
      );
      return planNode({ kind: "project", child: plan, exprs: Object.freeze(exprs) });
    }
  }
}
