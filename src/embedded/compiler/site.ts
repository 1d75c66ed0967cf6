import type { Attribute, ResolvedExpr, ResolvedPlan, ScanPlan } from "../../plan/resolved.js";
import { compileExpr, plain, type Columns, type PhysicalColumn } from "./expr.js";

/** Where each scan's rows stand: text for a FROM clause with columns c0, c1, … of which at least those at these places are read. */
export type Relations = (scan: ScanPlan, columns: readonly number[]) => string;

/** What an operator compiles to: text for a FROM clause, and its columns in it. */
export interface Compiled {
  readonly sql: string;
  readonly columns: Columns;
}

/** Where a plan is compiled: its inputs, and the columns of the queries around it. */
export class Site {
  readonly relations: Relations;
  readonly #around: Columns;
  readonly #query: (plan: ResolvedPlan, site: Site) => string;

  constructor(relations: Relations, around: Columns, query: (plan: ResolvedPlan, site: Site) => string) {
    this.relations = relations;
    this.#around = around;
    this.#query = query;
  }

  expr(expr: ResolvedExpr, columns: Columns): string {
    return compileExpr(expr, this.with(columns));
  }

  /** Columns with those around, and the way to compile a query among them. */
  with(columns: Columns): Columns {
    const query = (plan: ResolvedPlan, around: Columns): string => this.#query(plan, this.inside(around));
    return Object.assign(new Map([...this.#around, ...columns]), { query });
  }

  /** The site of a query inside an expression. */
  inside(around: Columns): Site {
    return new Site(this.relations, around, this.#query);
  }
}

export const name = (id: number): string => `c${id}`;

type Identified = Pick<Attribute, "id">;

export function plainColumns(attributes: readonly Identified[]): Map<number, PhysicalColumn> {
  return new Map(attributes.map((a) => [a.id, { sql: name(a.id), raw: null }]));
}

/** A select list of these columns, converted and named by their ids. */
export function select(attributes: readonly Identified[], from: Columns): Compiled {
  const unique = [...new Map(attributes.map((a) => [a.id, a])).values()];
  return {
    sql: unique.map((a) => `${plain(from.get(a.id)!)} AS ${name(a.id)}`).join(", ") || "1 AS one",
    columns: plainColumns(unique),
  };
}

/** A select list that puts columns out under the identities of others: what set operations do. */
export function renamed(attributes: readonly Attribute[], as: readonly Attribute[], from: Columns): string {
  return attributes.map((a, i) => `${plain(from.get(a.id)!)} AS ${name(as[i]!.id)}`).join(", ") || "1 AS one";
}
