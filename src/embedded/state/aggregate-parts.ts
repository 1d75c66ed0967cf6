import {
  operandsOf,
  type NamedExpr,
  type ResolvedCall,
  type ResolvedExpr,
  type ResolvedPlan,
} from "../../plan/resolved.js";
import { compileExpr } from "../compiler/expr.js";
import { incremental } from "./aggregates/index.js";
import { isConstant, type Incremental } from "./aggregates/incremental.js";
import type { ColumnNames } from "./column-names.js";
import { argumentIds } from "./operator.js";
import type { StateColumn } from "./state-table.js";

/** An aggregate of a grouping, and the columns of the state table that hold it. */
export interface Part {
  readonly aggregate: Incremental;
  readonly columns: readonly string[];
}

/** The aggregates taken apart, with the columns that they keep. */
export function partsOf(
  calls: readonly ResolvedCall[],
  args: Arguments,
  names: ColumnNames,
): { readonly parts: readonly Part[]; readonly values: readonly StateColumn[] } {
  const values: StateColumn[] = [];
  const parts = calls.map((call) => {
    const aggregate = incremental(args.of(call), call, args.filterOf(call));
    const base = [call.fn.name, ...columnsOf(call)].join(" ");
    const columns = aggregate.columns.map((column) => {
      const name = names.take(column.name === "" ? base : `${base} ${column.name}`);
      values.push({ name, sqlType: column.sqlType });
      return name;
    });
    return { aggregate, columns };
  });
  return { parts, values };
}

/** The columns that a batch's aggregation reads: the keys, then each argument once, constants not at all. */
export class Arguments {
  readonly #keys: readonly NamedExpr[];
  readonly #columns = new Map<ResolvedExpr, number>();

  constructor(keys: readonly NamedExpr[], calls: readonly ResolvedCall[]) {
    this.#keys = keys;
    for (const arg of calls.flatMap((c) => operandsOf(c)))
      if (!isConstant(arg)) this.#columns.set(arg, keys.length + this.#columns.size);
  }

  of(call: ResolvedCall): string[] {
    return call.args.map((arg) =>
      isConstant(arg) ? compileExpr(arg, new Map()) : `o${this.#columns.get(arg)!}`,
    );
  }

  filterOf({ filter }: ResolvedCall): string {
    if (!filter) return "";
    const column = this.#columns.get(filter);
    return ` FILTER (WHERE ${column === undefined ? compileExpr(filter, new Map()) : `o${column}`})`;
  }

  /** The input with the columns that are read, and those besides, which come last. */
  project(child: ResolvedPlan, besides: readonly NamedExpr[] = []): ResolvedPlan {
    const columns = [
      ...this.#keys,
      ...[...this.#columns.keys()].map((expr, i): NamedExpr => ({
        expr,
        attribute: {
          id: argumentIds + i,
          name: `argument ${i}`,
          type: expr.type,
          nullable: expr.nullable,
          qualifier: null,
        },
      })),
      ...besides,
    ];
    return { kind: "project", child, columns, output: columns.map((c) => c.attribute), isStreaming: true };
  }
}

/** Names of the columns that an expression reads. */
function columnsOf(expr: ResolvedExpr): string[] {
  return expr.kind === "attribute" ? [expr.name] : operandsOf(expr).flatMap(columnsOf);
}
