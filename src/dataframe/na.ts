import { StreambookError } from "../errors.js";
import { unresolvedColumn } from "../plan/analysis/errors.js";
import { isNumeric } from "../plan/coerce.js";
import { node, type Expr } from "../plan/expression.js";
import { planNode, type LogicalPlan } from "../plan/logical-plan.js";
import type { DataType, StructField, StructType } from "../types/data-type.js";
import { sameName } from "../types/names.js";
import { toExpr, type Literal } from "./column.js";
import type { DataFrame } from "./dataframe.js";

type Plain = string | number | bigint | boolean;

/** What `df.na` offers. */
export class NaFunctions<R> {
  readonly #child: LogicalPlan;
  readonly #schema: StructType;
  readonly #make: (plan: LogicalPlan) => DataFrame<R>;

  constructor(child: LogicalPlan, schema: StructType, make: (plan: LogicalPlan) => DataFrame<R>) {
    this.#child = child;
    this.#schema = schema;
    this.#make = make;
  }

  /**
   * Drops rows with nulls (and NaN): `"any"` of the columns is null, or `"all"` are; a number is the least count of values a row must have.
   *
   * @example
   * iot.na.drop("any", ["Device", "x"])
   */
  drop(how: "any" | "all" | number = "any", subset: readonly string[] | string | null = null): DataFrame<R> {
    if (typeof how === "string" && how !== "any" && how !== "all")
      throw new StreambookError({
        code: "VALUE_NOT_ANY_OR_ALL",
        step: "na.drop",
        rule: 'How to drop is "any" or "all".',
        got: JSON.stringify(how),
        cure: 'na.drop("any"), na.drop("all"), na.drop("any", ["x", "y"])',
      });
    return this.#make(
      planNode({
        kind: "dropNulls",
        child: this.#child,
        columns: subset === null ? null : [subset].flat(),
        how: typeof how === "number" ? "any" : how,
        minNonNulls: typeof how === "number" ? how : null,
      }),
    );
  }

  /**
   * Puts a value where null (or NaN) is, in the columns whose type it fits, or column by column.
   *
   * @example
   * iot.na.fill(0).na.fill({ gt: "unknown" })
   */
  fill(
    value: Plain | Readonly<Record<string, Plain>>,
    subset: readonly string[] | string | null = null,
  ): DataFrame<R> {
    this.#check("na.fill", typeof value === "object" ? Object.keys(value) : subset);
    const values = (field: StructField): Plain | undefined => {
      if (typeof value === "object")
        return Object.entries(value).find(([name]) => sameName(name, field.name))?.[1];
      const chosen = subset === null || [subset].flat().some((name) => sameName(name, field.name));
      return chosen && fits(value, field.type) ? value : undefined;
    };
    return this.#change((field, column) => {
      const filler = values(field);
      if (filler === undefined) return null;
      const constant = castTo(toExpr(filler), field.type);
      const real = field.type.kind === "double" || field.type.kind === "float";
      const known = real ? call("nanvl", column, castTo(NULL, field.type)) : column;
      return call("coalesce", known, constant);
    });
  }

  /**
   * Puts other values in the place of these, in the columns whose type they fit.
   *
   * @example
   * iot.na.replace({ null: "none", sit: "sitting" }, "gt")
   */
  replace(
    values: Readonly<Record<string, Plain | null>> | ReadonlyMap<Plain, Plain | null>,
    subset: readonly string[] | string | null = null,
  ): DataFrame<R> {
    this.#check("na.replace", subset);
    const pairs: [Plain, Plain | null][] =
      values instanceof Map
        ? ([...values] as [Plain, Plain | null][])
        : Object.entries(values as Record<string, Plain | null>);
    return this.#change((field, column) => {
      const chosen = subset === null || [subset].flat().some((name) => sameName(name, field.name));
      const own = pairs.filter(([from]) => fits(from, field.type));
      if (!chosen || own.length === 0) return null;
      const branches = own.flatMap(([from, to]) => [
        call("=", column, castTo(toExpr(from), field.type)),
        castTo(toExpr(to as Literal), field.type),
      ]);
      return call("when", ...branches, column);
    });
  }

  #check(step: string, subset: readonly string[] | string | null): void {
    const names = this.#schema.fields.map((f) => f.name);
    for (const name of subset === null ? [] : [subset].flat())
      if (!names.some((known) => sameName(known, nameOf(name)))) throw unresolvedColumn(step, [name], names);
  }

  #change(change: (field: StructField, column: Expr) => Expr | null): DataFrame<R> {
    const exprs = this.#schema.fields.map((field): Expr => {
      const column = node({ kind: "name", parts: [field.name] });
      const changed = change(field, column);
      return changed ? node({ kind: "alias", child: changed, name: field.name }) : column;
    });
    return this.#make(planNode({ kind: "project", child: this.#child, exprs }));
  }
}

/** A name may come in backticks. */
const nameOf = (name: string): string =>
  /^`.*`$/.test(name) ? name.slice(1, -1).replaceAll("``", "`") : name;

const NULL: Expr = node({ kind: "literal", value: null, type: { kind: "null" } });

const call = (name: string, ...args: readonly Expr[]): Expr => node({ kind: "call", name, args });

const castTo = (child: Expr, to: DataType): Expr => node({ kind: "cast", child, to, safe: false });

/** Numbers go with numbers of every kind, texts with texts, booleans with booleans. */
function fits(value: Plain, type: DataType): boolean {
  if (typeof value === "boolean") return type.kind === "boolean";
  return typeof value === "string" ? type.kind === "string" : isNumeric(type);
}
