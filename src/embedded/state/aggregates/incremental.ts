import { operandsOf, type ResolvedCall, type ResolvedExpr } from "../../../plan/resolved.js";

/** One column of an aggregate's state. */
export interface PartColumn {
  /** What it holds, after the aggregate's own name: `sum`, `count`. Empty when there is only one. */
  readonly name: string;
  /** The engine's type. */
  readonly sqlType: string;
  /** The engine's aggregate that computes it from the rows of one batch. */
  readonly fresh: string;
}

/**
 * An aggregate taken apart, so that it goes on from batch to batch: what is kept of a group, how what a batch adds is merged into it,
 * and how the result is made of it. SQL throughout; `merge` and `finish` are given the columns' SQL in the order of `columns`.
 */
export interface Incremental {
  readonly columns: readonly PartColumn[];
  /** Both sides exist: a group that is new is kept as its first batch made it. */
  merge(kept: readonly string[], added: readonly string[]): readonly string[];
  finish(kept: readonly string[]): string;
}

/** Takes a call apart, the SQL of its arguments given, and what must follow each of the engine's aggregates (` FILTER (WHERE …)`, or nothing). */
export type MakeIncremental = (args: readonly string[], call: ResolvedCall, after: string) => Incremental;

/** The same for every row: written into the aggregate, which may want it so (a percentile's fraction). */
export function isConstant(expr: ResolvedExpr): boolean {
  if (expr.kind === "literal") return true;
  if (expr.kind !== "cast" && !(expr.kind === "call" && expr.fn.name === "array")) return false;
  return operandsOf(expr).every(isConstant);
}

/** An aggregate that is its own state. */
export function single(
  sqlType: string,
  fresh: string,
  merge: (kept: string, added: string) => string,
): Incremental {
  return {
    columns: [{ name: "", sqlType, fresh }],
    merge: ([a], [b]) => [merge(a!, b!)],
    finish: ([a]) => a!,
  };
}

/** Null stands for "no value yet" on either side. */
export function unlessNull(combine: (kept: string, added: string) => string) {
  return (a: string, b: string): string =>
    `CASE WHEN ${a} IS NULL THEN ${b} WHEN ${b} IS NULL THEN ${a} ELSE ${combine(a, b)} END`;
}
