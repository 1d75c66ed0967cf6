import { StreambookError } from "../errors.js";
import { node, type Expr, type FrameBound, type WindowFrame } from "../plan/expression.js";
import { Column, toColumn } from "./column.js";

const FAR = Number.MAX_SAFE_INTEGER;

/** The rows that a function over a window looks at. Immutable: each method gives a new one. */
export class WindowSpec {
  readonly #partition: readonly Expr[];
  readonly #order: readonly Expr[];
  readonly #frame: WindowFrame | null;

  constructor(partition: readonly Expr[], order: readonly Expr[], frame: WindowFrame | null) {
    this.#partition = partition;
    this.#order = order;
    this.#frame = frame;
  }

  /** Rows with the same values belong together. */
  partitionBy(...columns: readonly (Column | string)[]): WindowSpec {
    return new WindowSpec(columns.map(toColumn), this.#order, this.#frame);
  }
  /** The order inside a partition. */
  orderBy(...columns: readonly (Column | string)[]): WindowSpec {
    return new WindowSpec(this.#partition, columns.map(toColumn), this.#frame);
  }
  /** So many rows before (negative) and after the current one, which is 0. */
  rowsBetween(start: number, end: number): WindowSpec {
    return this.#between("rows", start, end);
  }
  /** Rows whose sort key is so far from the current row's. */
  rangeBetween(start: number, end: number): WindowSpec {
    return this.#between("range", start, end);
  }

  #between(unit: "rows" | "range", start: number, end: number): WindowSpec {
    const frame = { unit, start: bound(start), end: bound(end) };
    return new WindowSpec(this.#partition, this.#order, frame);
  }

  /** The function over these rows. */
  over(column: Column): Column {
    const [partition, order, frame] = [this.#partition, this.#order, this.#frame];
    return new Column(node({ kind: "window", child: column.expr, partition, order, frame }));
  }
}

function bound(distance: number): FrameBound {
  if (distance <= -FAR) return "unboundedPreceding";
  if (distance >= FAR) return "unboundedFollowing";
  if (distance === 0) return "currentRow";
  if (!Number.isInteger(distance))
    throw new StreambookError({
      code: "INVALID_WINDOW_SPEC.BOUNDARY",
      step: "Window",
      rule: "A bound of a window is a whole number: negative before the current row, positive after it.",
      got: String(distance),
      cure: "Window.orderBy(…).rowsBetween(-1, Window.currentRow)",
    });
  const offset = node({ kind: "literal", value: Math.abs(distance), type: { kind: "int" } });
  return { offset, following: distance > 0 };
}

const none = new WindowSpec([], [], null);

/**
 * Makes window specifications.
 *
 * @example
 * df.withColumn("n", rowNumber().over(Window.partitionBy("gt").orderBy(col("x").desc())))
 */
export const Window = {
  unboundedPreceding: -FAR,
  unboundedFollowing: FAR,
  currentRow: 0,
  partitionBy: (...columns: readonly (Column | string)[]): WindowSpec => none.partitionBy(...columns),
  orderBy: (...columns: readonly (Column | string)[]): WindowSpec => none.orderBy(...columns),
  rowsBetween: (start: number, end: number): WindowSpec => none.rowsBetween(start, end),
  rangeBetween: (start: number, end: number): WindowSpec => none.rangeBetween(start, end),
} as const;
