import { operandsOf, type Attribute, type ResolvedExpr } from "../../plan/resolved.js";

/** Who reads which column from above: how often, and whether as a whole or only its fields. */
export class Uses {
  readonly #counts = new Map<number, number>();
  readonly #whole = new Set<number>();

  /** Every one of these, once, as a whole. */
  static of(attributes: readonly Attribute[]): Uses {
    const uses = new Uses();
    for (const { id } of attributes) uses.#read(id, 1, true);
    return uses;
  }

  /** These and those of the expressions, which an operator reads besides. */
  and(exprs: readonly ResolvedExpr[]): Uses {
    const uses = new Uses();
    for (const [id, count] of this.#counts) uses.#read(id, count, this.#whole.has(id));
    for (const expr of exprs) uses.add(expr, 1);
    return uses;
  }

  has(id: number): boolean {
    return this.#counts.has(id);
  }
  count(id: number): number {
    return this.#counts.get(id) ?? 0;
  }
  isWhole(id: number): boolean {
    return this.#whole.has(id);
  }

  /** An expression is written `times` times. */
  add(expr: ResolvedExpr, times: number): void {
    if (expr.kind === "attribute") this.#read(expr.id, times, true);
    else if (expr.kind === "field" && expr.child.kind === "attribute")
      this.#read(expr.child.id, times, false);
    else for (const operand of operandsOf(expr)) this.add(operand, times);
  }

  /** A column goes by under another identity: what is read of it there is read of it here. */
  pass(id: number, seen: Uses, as: number): void {
    this.#read(id, seen.count(as), seen.isWhole(as));
  }

  #read(id: number, times: number, whole: boolean): void {
    this.#counts.set(id, this.count(id) + times);
    if (whole) this.#whole.add(id);
  }
}
