import { operandsOf, type Attribute, type ResolvedExpr } from "../../plan/resolved.js";

/**
 * Who reads which column from above, and whether as a whole or only its fields. The engine pushes the conditions of filters and joins
 * below the projections, where each stands as a copy of the expression it reads: those reads are counted by themselves, as copies.
 */
export class Uses {
  readonly #reads = new Set<number>();
  readonly #copies = new Map<number, number>();
  readonly #whole = new Set<number>();
  readonly #fields = new Map<number, Set<string>>();

  /** Every one of these, once, as a whole. */
  static of(attributes: readonly Attribute[]): Uses {
    const uses = new Uses();
    for (const { id } of attributes) uses.#read(id, 0, true);
    return uses;
  }

  /** These and those of the expressions, which an operator reads besides, where they stand. */
  and(exprs: readonly ResolvedExpr[]): Uses {
    return this.#with(exprs, 0);
  }

  /** These and those of a condition that the engine may push down. */
  andPushed(condition: ResolvedExpr): Uses {
    return this.#with([condition], 1);
  }

  has(id: number): boolean {
    return this.#reads.has(id) || this.#copies.has(id);
  }
  /** Its expression would be evaluated more than once. */
  isCopied(id: number): boolean {
    const copies = this.#copies.get(id) ?? 0;
    return copies > 1 || (copies === 1 && this.#reads.has(id));
  }
  copies(id: number): number {
    return this.#copies.get(id) ?? 0;
  }
  isWhole(id: number): boolean {
    return this.#whole.has(id);
  }
  /** The names of the fields that are read of a column by themselves. */
  fields(id: number): ReadonlySet<string> {
    return this.#fields.get(id) ?? new Set();
  }

  /** An expression stands here, and in so many copies elsewhere; there is no "here" if only copies of it are read. */
  add(expr: ResolvedExpr, copies: number): void {
    if (expr.kind === "attribute") this.#read(expr.id, copies, true);
    else if (expr.kind === "field" && expr.child.kind === "attribute") {
      this.#read(expr.child.id, copies, false);
      this.#addFields(expr.child.id, [expr.name]);
    } else for (const operand of operandsOf(expr)) this.add(operand, copies);
  }

  /** A column goes by under another identity: what is read of it there is read of it here. */
  pass(id: number, seen: Uses, as: number): void {
    if (seen.#reads.has(as)) this.#reads.add(id);
    const copies = seen.copies(as);
    if (copies > 0) this.#copies.set(id, this.copies(id) + copies);
    if (seen.isWhole(as)) this.#whole.add(id);
    this.#addFields(id, seen.fields(as));
  }

  #with(exprs: readonly ResolvedExpr[], copies: number): Uses {
    const uses = new Uses();
    for (const id of this.#reads) uses.#reads.add(id);
    for (const [id, count] of this.#copies) uses.#copies.set(id, count);
    for (const id of this.#whole) uses.#whole.add(id);
    for (const [id, names] of this.#fields) uses.#addFields(id, names);
    for (const expr of exprs) uses.add(expr, copies);
    return uses;
  }

  #addFields(id: number, names: Iterable<string>): void {
    this.#fields.set(id, new Set([...this.fields(id), ...names]));
  }

  #read(id: number, copies: number, whole: boolean): void {
    if (copies === 0) this.#reads.add(id);
    else this.#copies.set(id, this.copies(id) + copies);
    if (whole) this.#whole.add(id);
  }
}
