import { StreambookError } from "../../errors.js";
import type { Origin } from "../expression.js";
import {
  operandsOf,
  type Attribute,
  type NamedExpr,
  type ResolvedCall,
  type ResolvedExpr,
} from "../resolved.js";
import type { AnalysisContext } from "./context.js";
import { refusedAt } from "./errors.js";
import { exprKey } from "./expr-key.js";
import { toExpr } from "./names.js";
import { withOperands } from "./operands.js";

const isRandom = (expr: ResolvedExpr): boolean =>
  (expr.kind === "call" && expr.fn.isRandom === true) || operandsOf(expr).some(isRandom);

/** Brings expressions from the input of an aggregation above it: keys and aggregate calls become its columns, each call once. */
export class Lift {
  readonly #keys: readonly NamedExpr[];
  readonly #byKey: ReadonlyMap<string, NamedExpr>;
  readonly #aggregates: Map<string, NamedExpr>;
  readonly #group: Attribute | null;
  readonly #step: string;
  readonly #context: AnalysisContext;

  constructor(
    keys: readonly NamedExpr[],
    aggregates: readonly NamedExpr[],
    group: Attribute | null,
    step: string,
    context: AnalysisContext,
  ) {
    this.#keys = keys;
    this.#byKey = new Map(keys.map((key) => [exprKey(key.expr), key]));
    this.#aggregates = new Map(aggregates.map((a) => [exprKey(a.expr), a]));
    this.#group = group;
    this.#step = step;
    this.#context = context;
  }

  get aggregates(): NamedExpr[] {
    return [...this.#aggregates.values()];
  }

  /** `column` is what the expression will be called; what is in `ready` stands above the aggregation already. */
  expr(expr: ResolvedExpr, column: string, ready: ReadonlySet<number> = new Set()): ResolvedExpr {
    const key = this.#byKey.get(exprKey(expr));
    if (key) return toExpr(key.attribute);
    if (expr.kind === "call") {
      if (expr.fn.kind === "aggregate") return toExpr(this.#aggregate(expr).attribute);
      if (expr.fn.name === "grouping" || expr.fn.name === "grouping_id") return this.#grouping(expr);
    }
    if (expr.kind === "attribute") {
      if (ready.has(expr.id)) return expr;
      throw this.#notGrouped(expr.name, column, expr.written?.origin);
    }
    if (expr.kind === "subquery" && expr.form === "scalar" && expr.outer.length > 0)
      throw new StreambookError({
        code: "SCALAR_SUBQUERY_IS_IN_GROUP_BY_OR_AGGREGATE_FUNCTION",
        step: this.#step,
        rule: "A subquery that reads columns of the query around it must stand in GROUP BY too, or inside an aggregate function.",
        got: column,
        cure: "wrap it: first((SELECT …)), or join with it",
      });
    return withOperands(
      expr,
      operandsOf(expr).map((e) => this.expr(e, column, ready)),
    );
  }

  #aggregate(expr: ResolvedCall): NamedExpr {
    const id = exprKey(expr);
    let found = this.#aggregates.get(id);
    if (!found) {
      if (operandsOf(expr).some(isRandom)) throw this.#random(expr.fn.name);
      const attribute = {
        id: this.#context.nextId(),
        name: `agg${this.#aggregates.size}`,
        type: expr.type,
        nullable: expr.nullable,
        qualifier: null,
      };
      this.#aggregates.set(id, (found = { attribute, expr }));
    }
    return found;
  }

  /** `grouping(a)` is a bit of the grouping set's number, `grouping_id()` the number. */
  #grouping(call: ResolvedCall): ResolvedExpr {
    if (!this.#group)
      throw new StreambookError({
        code: "UNSUPPORTED_GROUPING_EXPRESSION",
        step: this.#step,
        rule: "grouping() and grouping_id() can only be used with GROUPING SETS, CUBE or ROLLUP.",
        got: call.fn.name,
        cure: "GROUP BY CUBE(a, b)",
      });
    const places = call.args.map((arg) => {
      const place = this.#keys.findIndex((k) => exprKey(k.expr) === exprKey(arg));
      if (place >= 0) return place;
      throw this.#mismatch(
        call.fn.name === "grouping" ? "GROUPING_COLUMN_MISMATCH" : "GROUPING_ID_COLUMN_MISMATCH",
      );
    });
    const isWhole = places.length === this.#keys.length && places.every((p, i) => p === i);
    if (call.fn.name === "grouping_id" && places.length > 0 && !isWhole)
      throw this.#mismatch("GROUPING_ID_COLUMN_MISMATCH");
    const shift = call.fn.name === "grouping" ? this.#keys.length - 1 - places[0]! : 0;
    const bits: ResolvedExpr = { kind: "literal", value: shift, type: { kind: "int" }, nullable: false };
    return { ...call, args: [toExpr(this.#group), bits] };
  }

  #random(name: string): StreambookError {
    return new StreambookError({
      code: "AGGREGATE_FUNCTION_WITH_NONDETERMINISTIC_EXPRESSION",
      step: this.#step,
      rule: "What an aggregate function takes must be the same each time it is computed.",
      got: name,
      cure: 'compute it in a column of its own first: withColumn("r", rand())',
    });
  }

  #mismatch(code: string): StreambookError {
    return new StreambookError({
      code,
      step: this.#step,
      rule: "grouping() takes one of the grouping columns, grouping_id() all of them in their order, or none.",
      got: this.#keys.map((k) => k.attribute.name).join(", "),
      cure: `grouping(${this.#keys[0]?.attribute.name ?? "a"})`,
    });
  }

  #notGrouped(column: string, output: string, origin: Origin | undefined): StreambookError {
    const got = output === column ? column : `${output}, which uses ${column}`;
    if (this.#keys.length === 0)
      return refusedAt(
        "MISSING_GROUP_BY",
        this.#step,
        `The query has aggregate functions but no GROUP BY, and the column "${column}" stands outside of them.`,
        got,
        origin
          ? `add GROUP BY ${column}, or wrap it: first(${column}), max(${column})`
          : `groupBy("${column}").agg(…), or wrap it: first("${column}"), max("${column}")`,
        origin,
      );
    return refusedAt(
      "MISSING_AGGREGATION",
      this.#step,
      `The column "${column}" is neither in the grouping nor inside an aggregate function, so it has many values for one group.`,
      got,
      origin
        ? `add ${column} to GROUP BY, or wrap it: first(${column}), max(${column}), collect_list(${column})`
        : `add "${column}" to groupBy(…), or wrap it: first("${column}"), max("${column}"), collectList("${column}")`,
      origin,
    );
  }
}
