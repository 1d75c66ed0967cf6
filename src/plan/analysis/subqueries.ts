import { StreambookError } from "../../errors.js";
import { sqlName } from "../../types/ddl.js";
import { commonType, implicitCast } from "../coerce.js";
import type { Expr, SubqueryExpr } from "../expression.js";
import { printExpr } from "../print-expr.js";
import { noteOuterNames } from "../print-query.js";
import type { ResolvedExpr, ResolvedPlan } from "../resolved.js";
import type { AnalysisContext } from "./context.js";
import { refusedAt } from "./errors.js";
import { toExpr, type Scope } from "./names.js";

/** `(SELECT …)`, `EXISTS (SELECT …)`, `a IN (SELECT …)`: the query is resolved with the columns around it in reach. */
export function resolveSubquery(
  expr: SubqueryExpr,
  resolve: (expr: Expr) => ResolvedExpr,
  scope: Scope,
  context: AnalysisContext,
): ResolvedExpr {
  if (!scope.query)
    throw new StreambookError({
      code: "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.UNSUPPORTED_IN_EXISTS_SUBQUERY",
      step: scope.step,
      rule: "A subquery cannot stand here.",
      got: printExpr(expr),
      cure: "join with it instead",
    });
  if (scope.variables?.length)
    throw refusedAt(
      "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.HIGHER_ORDER_FUNCTION",
      scope.step,
      "A subquery cannot stand in a lambda.",
      printExpr(expr),
      "compute it beside the array first: SELECT *, (SELECT …) AS x, and use x in the lambda",
      expr.origin,
    );
  const { plan, outer } = scope.query(expr.plan, scope);
  noteOuterNames(
    expr,
    outer.map(({ expr: column }) => (column.kind === "attribute" ? column.name : "")),
  );
  const refuse = (code: string, rule: string, cure: string): StreambookError =>
    refusedAt(code, scope.step, rule, printExpr(expr), cure, expr.origin);
  switch (expr.form) {
    case "exists":
      return {
        kind: "subquery",
        form: "exists",
        plan,
        operands: [],
        outer,
        type: { kind: "boolean" },
        nullable: false,
      };
    case "scalar": {
      const [column, second] = plan.output;
      if (!column || second)
        throw refuse(
          "INVALID_SUBQUERY_EXPRESSION.SCALAR_SUBQUERY_RETURN_MORE_THAN_ONE_OUTPUT_COLUMN",
          `A subquery as a value must have one column, and this has ${plan.output.length}.`,
          "select one column in it",
        );
      return {
        kind: "subquery",
        form: "scalar",
        plan,
        operands: [],
        outer,
        type: column.type,
        nullable: true,
      };
    }
    case "in": {
      const operands = expr.operands.map(resolve);
      if (operands.length !== plan.output.length)
        throw refuse(
          "DATATYPE_MISMATCH.IN_SUBQUERY_LENGTH_MISMATCH",
          `${operands.length} ${operands.length === 1 ? "value is" : "values are"} looked for among rows of ${plan.output.length} columns.`,
          "select as many columns as stand before IN",
        );
      const types = operands.map((operand, i) => {
        const type = commonType(operand.type, plan.output[i]!.type);
        if (type) return type;
        throw refuse(
          "DATATYPE_MISMATCH.IN_SUBQUERY_DATA_TYPE_MISMATCH",
          `A ${sqlName(operand.type)} cannot be looked for among ${sqlName(plan.output[i]!.type)} values.`,
          "cast one of them",
        );
      });
      const columns = plan.output.map((a, i) => {
        const value = implicitCast(toExpr(a), types[i]!, context.settings);
        return { expr: value, attribute: { ...a, id: context.nextId(), type: types[i]! } };
      });
      const same = columns.every((c) => c.expr.kind === "attribute");
      const rows: ResolvedPlan = same
        ? plan
        : {
            kind: "project",
            child: plan,
            columns,
            output: columns.map((c) => c.attribute),
            isStreaming: plan.isStreaming,
          };
      return {
        kind: "subquery",
        form: "in",
        plan: rows,
        operands: operands.map((operand, i) => implicitCast(operand, types[i]!, context.settings)),
        outer,
        type: { kind: "boolean" },
        nullable: false,
      };
    }
  }
}
