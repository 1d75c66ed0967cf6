import type { Expr } from "../plan/expression.js";
import { planNode, type LogicalPlan } from "../plan/logical-plan.js";
import { refuseClauses } from "./clauses.js";
import { ExpressionConverter } from "./expressions.js";
import { limited } from "./limit.js";
import { sortAbove, sortKeys } from "./order.js";
import { unwrap, type Tree } from "./polyglot.js";
import { relationOf, valuesOf } from "./relations.js";
import type { QueryContext, Scope } from "./query-context.js";
import { selectCore } from "./select.js";
import type { Source } from "./source.js";
import { namedWindows } from "./windows.js";
import { withClause } from "./with.js";

export interface QueryOptions {
  /** Whether a function aggregates: without GROUP BY, one of them in the select list makes a whole query an aggregation. */
  isAggregate(name: string): boolean;
  /** What a name stands for that a pipeline has put in the place of a query. */
  hole?(name: string, scope: Scope): LogicalPlan | undefined;
}

/** Turns the parser's tree of a query into a plan. */
export class QueryConverter implements QueryContext {
  readonly source: Source;
  readonly expressions: ExpressionConverter;
  readonly #options: QueryOptions;
  /** The named queries and windows that expressions see at this place. */
  #scope: Scope = new Map();

  constructor(source: Source, options: QueryOptions) {
    this.source = source;
    this.expressions = new ExpressionConverter(source, (tree) => this.query(tree, this.#scope));
    this.#options = options;
  }

  isAggregate = (expr: Expr): boolean => expr.kind === "call" && this.#options.isAggregate(expr.name);

  hole = (name: string, scope: Scope): LogicalPlan | undefined => this.#options.hole?.(name, scope);

  query(tree: unknown, scope: Scope): LogicalPlan {
    const [kind, fields] = unwrap(tree);
    switch (kind) {
      case "select":
        return this.#select(fields, scope);
      case "union":
        return this.#union(fields, scope);
      case "intersect":
        return this.#rotated(fields, scope) ?? this.#set(kind, fields, scope);
      case "except":
        return this.#set(kind, fields, scope);
      case "subquery":
        return this.#sortedAndLimited(this.query(fields.this, scope), fields);
      case "values":
        return valuesOf(fields, this);
      case "paren":
        return this.query(fields.this, scope);
      default:
        throw this.source.misplaced(tree);
    }
  }

  #select(fields: Tree, outer: Scope): LogicalPlan {
    refuseClauses(fields, this.source);
    const scope = withClause(fields.with, outer, this);
    const around = { scope: this.#scope, windows: this.expressions.windows };
    this.#scope = scope;
    this.expressions.windows = namedWindows(fields.windows, this.expressions);
    const plan = limited(selectCore(fields, scope, this), fields, this.expressions);
    this.#scope = around.scope;
    this.expressions.windows = around.windows;
    return plan;
  }

  /** `UNION` alone drops duplicates; a chain of `UNION ALL` makes one node. */
  #union(fields: Tree, outer: Scope): LogicalPlan {
    if (fields.by_name === true) throw this.source.misplaced(fields.right);
    const scope = withClause(fields.with, outer, this);
    const left = this.query(fields.left, scope);
    const right = this.query(fields.right, scope);
    const children = fields.all === true && left.kind === "union" ? [...left.children, right] : [left, right];
    const union = planNode({ kind: "union", children: Object.freeze(children) });
    const whole = fields.all === true ? union : planNode({ kind: "distinct", child: union });
    return this.#sortedAndLimited(whole, fields);
  }

  /** INTERSECT holds tighter than UNION and EXCEPT, which the parser reads from left to right: `a UNION b INTERSECT c`. */
  #rotated(fields: Tree, scope: Scope): LogicalPlan | null {
    const [kind, left] = unwrap(fields.left);
    if (kind !== "union" && kind !== "except") return null;
    const { with: _with, order_by: _order, limit: _limit, offset: _offset, ...own } = fields;
    const inner = { intersect: { ...own, left: left.right } };
    const { order_by, limit, offset } = fields;
    return this.query(
      { [kind]: { ...left, right: inner, with: left.with ?? fields.with, order_by, limit, offset } },
      scope,
    );
  }

  #set(operator: "intersect" | "except", fields: Tree, outer: Scope): LogicalPlan {
    const scope = withClause(fields.with, outer, this);
    const [left, right] = [this.query(fields.left, scope), this.query(fields.right, scope)];
    const plan = planNode({ kind: "set", operator, all: fields.all === true, left, right });
    return this.#sortedAndLimited(plan, fields);
  }

  #sortedAndLimited(plan: LogicalPlan, fields: Tree): LogicalPlan {
    return limited(sortAbove(plan, sortKeys(fields.order_by, this)), fields, this.expressions);
  }

  relation(tree: unknown, scope: Scope): LogicalPlan {
    return relationOf(tree, scope, this);
  }
}
