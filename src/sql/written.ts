import type { Expr } from "../plan/expression.js";
import type { Span } from "./syntax-error.js";
import type { Token } from "./token.js";

/** An expression stands alone, a query has clauses. */
export type Mode = "expression" | "query";

/** A function call as it was written: polyglot sees only `f12(`, so its own idea of the function never comes into it. */
export interface WrittenCall extends Span {
  readonly name: string;
  /** `ANY (…)` or `ALL (…)` after LIKE, which is no call. */
  readonly isQuantifier?: boolean;
  ignoreNulls: boolean | null;
  end: number;
}

/** A type as it was written; `whole` is `CAST(… AS …)`, null after `::`. */
export interface WrittenType extends Span {
  readonly whole: Span | null;
}

/** SQL text made unambiguous for the parser, and what its placeholders stand for. */
export interface Rewritten {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** What polyglot is given: ASCII only, every name, literal, function and type replaced by the number of its token. */
  readonly sql: string;
  /** Where each token begins in `sql`, in order, to find the way back from an error. */
  readonly places: readonly { readonly at: number; readonly token: number }[];
  /** The tokens that were read as keywords. */
  readonly keywords: ReadonlySet<number>;
  readonly calls: ReadonlyMap<number, WrittenCall>;
  readonly types: ReadonlyMap<number, WrittenType>;
  readonly typed: ReadonlyMap<number, Expr>;
}
