import { StreambookError } from "../../errors.js";
import { node, type Expr } from "../../plan/expression.js";
import { Column, toColumn, toExpr, type Literal } from "../column.js";
import { described } from "../described.js";

type ColumnOrName = Column | string;

/** A function of columns that is given to one of the functions below: called once, with columns that stand for its parameters. */
export type Lambda = (...parameters: Column[]) => Column | Literal;

const letters = ["x", "y", "z"];
let made = 0;

/** The names are new ones each time, so that a lambda inside another hides nothing. */
function lambda(f: Lambda, count: number): Expr {
  const parameters = letters.slice(0, count).map((x) => `${x}_${made++}`);
  if (typeof f !== "function") throw notALambda("A function of columns is expected here.", f);
  const given = f(...parameters.map((name) => new Column(node({ kind: "name", parts: [name] }))));
  if (given === undefined)
    throw notALambda("The function must return a column: this one returned nothing.", given);
  const body = toExpr(given);
  return node({ kind: "lambda", parameters, body });
}

function notALambda(rule: string, got: unknown): StreambookError {
  return new StreambookError({
    code: got === undefined ? "HIGHER_ORDER_FUNCTION_SHOULD_RETURN_COLUMN" : "NOT_EXPECTED_TYPE",
    step: "lambda",
    rule,
    got: described(got),
    cure: "(x) => x.plus(1); with braces it needs return: (x) => { return x.plus(1); }",
  });
}

function higher(name: string, columns: readonly Expr[], ...functions: readonly Expr[]): Column {
  return new Column(node({ kind: "call", name, args: [...columns, ...functions] }));
}

/**
 * Each element made into something else; a second parameter is its index from 0.
 *
 * @example
 * transform("xs", (x, i) => x.multiply(i))
 */
export const transform = (list: ColumnOrName, f: (x: Column, i: Column) => Column | Literal): Column =>
  higher("transform", [toColumn(list)], lambda(f, f.length || 1));
/** The elements for which the condition is true; a second parameter is the index from 0. */
export const filter = (list: ColumnOrName, f: (x: Column, i: Column) => Column | Literal): Column =>
  higher("filter", [toColumn(list)], lambda(f, f.length || 1));
/** Whether the condition is true for some element. */
export const exists = (list: ColumnOrName, f: (x: Column) => Column | Literal): Column =>
  higher("exists", [toColumn(list)], lambda(f, 1));
/** Whether the condition is true for every element. */
export const forall = (list: ColumnOrName, f: (x: Column) => Column | Literal): Column =>
  higher("forall", [toColumn(list)], lambda(f, 1));
/**
 * Folds the elements into one value.
 *
 * @example
 * aggregate("xs", lit(0), (sum, x) => sum.plus(x), (sum) => sum.divide(10))
 */
export const aggregate = (
  list: ColumnOrName,
  start: Column | Literal,
  merge: (acc: Column, x: Column) => Column | Literal,
  finish?: (acc: Column) => Column | Literal,
): Column => folded("aggregate", list, start, merge, finish);
/** The same as `aggregate`. */
export const reduce = (
  list: ColumnOrName,
  start: Column | Literal,
  merge: (acc: Column, x: Column) => Column | Literal,
  finish?: (acc: Column) => Column | Literal,
): Column => folded("reduce", list, start, merge, finish);

function folded(
  name: string,
  list: ColumnOrName,
  start: Column | Literal,
  merge: (acc: Column, x: Column) => Column | Literal,
  finish?: (acc: Column) => Column | Literal,
): Column {
  const last = finish ? [lambda(finish, 1)] : [];
  const first = typeof start === "string" ? toColumn(start) : toExpr(start);
  return higher(name, [toColumn(list), first], lambda(merge, 2), ...last);
}

/** Sorted ascending with nulls last, or by a comparison that gives an int: negative, 0 or positive. */
export const arraySort = (
  list: ColumnOrName,
  comparator?: (left: Column, right: Column) => Column | Literal,
): Column => higher("array_sort", [toColumn(list)], ...(comparator ? [lambda(comparator, 2)] : []));
/** Two arrays element by element; the shorter one is filled with nulls. */
export const zipWith = (
  left: ColumnOrName,
  right: ColumnOrName,
  f: (x: Column, y: Column) => Column | Literal,
): Column => higher("zip_with", [toColumn(left), toColumn(right)], lambda(f, 2));
/** The pairs for which the condition is true. */
export const mapFilter = (map: ColumnOrName, f: (k: Column, v: Column) => Column | Literal): Column =>
  higher("map_filter", [toColumn(map)], lambda(f, 2));
export const transformKeys = (map: ColumnOrName, f: (k: Column, v: Column) => Column | Literal): Column =>
  higher("transform_keys", [toColumn(map)], lambda(f, 2));
export const transformValues = (map: ColumnOrName, f: (k: Column, v: Column) => Column | Literal): Column =>
  higher("transform_values", [toColumn(map)], lambda(f, 2));
/** Two maps key by key: the value of a map that lacks the key is null. */
export const mapZipWith = (
  left: ColumnOrName,
  right: ColumnOrName,
  f: (k: Column, v1: Column, v2: Column) => Column | Literal,
): Column => higher("map_zip_with", [toColumn(left), toColumn(right)], lambda(f, 3));
