import type { Expr } from "../plan/expression.js";
import { planNode, type LogicalPlan } from "../plan/logical-plan.js";
import { refuseClauses } from "./clauses.js";
import { ExpressionConverter } from "./expressions.js";
import { limited } from "./limit.js";
import { outputsOf, renameOutput } from "./output.js";
import { sortAbove, sortKeys } from "./order.js";
import { unwrap, type Tree } from "./polyglot.js";
import { relationOf, valuesOf } from "./relations.js";
import type { QueryContext, Scope } from "./query-context.js";
import { selectCore } from "./select.js";
import type { Source } from "./source.js";

export interface QueryOptions {
  /** Whether a function aggregates: without GROUP BY, one of them in the select list makes a whole query an aggregation. */
  isAggregate(name: string): boolean;
}

/** Turns the parser's tree of a query into a plan. */
export class QueryConverter implements QueryContext {
  readonly source: Source;
  readonly expressions: ExpressionConverter;
  readonly #options: QueryOptions;

  constructor(source: Source, options: QueryOptions) {
    this.source = source;
    this.expressions = new ExpressionConverter(source);
    this.#options = options;
  }

  isAggregate = (expr: Expr): boolean => expr.kind === "call" && this.#options.isAggregate(expr.name);

  query(tree: unknown, scope: Scope): LogicalPlan {
    const [kind, fields] = unwrap(tree);
    switch (kind) {
      case "select":
        return this.#select(fields, scope);
      case "union":
        return this.#union(fields, scope);
      case "subquery":
        return this.#bracketed(fields, scope);
      case "values":
        return valuesOf(fields, this);
      case "paren":
        return this.query(fields.this, scope);
      case "intersect":
      case "except":
        throw this.source.refuse(
          tree,
          kind.toUpperCase(),
          kind.toUpperCase(),
          "join the two queries instead: LEFT SEMI JOIN, LEFT ANTI JOIN",
        );
      default:
        throw this.source.misplaced(tree);
    }
  }

  #select(fields: Tree, outer: Scope): LogicalPlan {
    refuseClauses(fields, this.source);
    const scope = this.#with(fields.with, outer);
    return limited(selectCore(fields, scope, this), fields, this.source);
  }

  /** `UNION` alone drops duplicates; a chain of `UNION ALL` makes one node. */
  #union(fields: Tree, outer: Scope): LogicalPlan {
    if (fields.by_name === true)
      throw this.source.refuse(fields, "UNION_BY_NAME", "UNION BY NAME", "use df.unionByName(…)");
    const scope = this.#with(fields.with, outer);
    const left = this.query(fields.left, scope);
    const right = this.query(fields.right, scope);
    const children = fields.all === true && left.kind === "union" ? [...left.children, right] : [left, right];
    const union = planNode({ kind: "union", children: Object.freeze(children) });
    const whole = fields.all === true ? union : planNode({ kind: "distinct", child: union });
    return this.#sortedAndLimited(whole, fields);
  }

  /** A query in brackets, with what stands after the brackets. */
  #bracketed(fields: Tree, scope: Scope): LogicalPlan {
    if (fields.lateral === true) throw this.source.refuse(fields, "LATERAL_SUBQUERY", "LATERAL (SELECT …)");
    return this.#sortedAndLimited(this.query(fields.this, scope), fields);
  }

  #sortedAndLimited(plan: LogicalPlan, fields: Tree): LogicalPlan {
    const keys = sortKeys(fields.order_by, this);
    const sorted = keys.length === 0 ? plan : sortAbove(plan, keys, outputsOf(plan), this.source);
    return limited(sorted, fields, this.source);
  }

  /** Each named query sees those before it, and hides one of the same name outside. */
  #with(tree: unknown, outer: Scope): Scope {
    if (tree === null || tree === undefined) return outer;
    const { ctes, recursive } = tree as { readonly ctes: readonly Tree[]; readonly recursive: boolean };
    if (recursive) throw this.source.refuse(ctes, "RECURSIVE_CTE", "WITH RECURSIVE");
    const scope = new Map(outer);
    for (const cte of ctes) {
      const body = this.query(cte.this, scope);
      const columns = (cte.columns as readonly Tree[]).map((c) => this.source.name(c));
      const named = columns.length === 0 ? body : renameOutput(body, columns, cte, this.source);
      scope.set(this.source.name(cte.alias as Tree).toLowerCase(), named);
    }
    return scope;
  }

  relation(tree: unknown, scope: Scope): LogicalPlan {
    return relationOf(tree, scope, this);
  }
}
