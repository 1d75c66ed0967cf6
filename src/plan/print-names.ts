import type { Expr } from "./expression.js";

/** Functions whose names Spark shows in upper case. */
const upper = new Set(
  (
    "acos acosh asin asinh atan atan2 atanh cbrt cos cosh cot csc degrees e exp expm1 hypot log log10 log1p log2 pi power radians sec " +
    "signum sin sinh sqrt tan tanh rlike regexp regexp_like spark_partition_id"
  ).split(" "),
);

/** Functions that Spark shows by another one's name. */
const others: Readonly<Record<string, string>> = {
  random: "rand",
  curdate: "current_date",
  array_agg: "collect_list",
  current_database: "current_schema",
};

/** What `array_sort` compares by, as Spark shows it when nothing was said. */
const COMPARATOR = ((x: string): string =>
  `lambdafunction((IF(((${x} IS NULL) AND (${x} IS NULL)), 0, (IF((${x} IS NULL), 1, (IF((${x} IS NULL), -1, ` +
  `(IF((${x} < ${x}), -1, (IF((${x} > ${x}), 1, 0)))))))))), ${x}, ${x})`)("namedlambdavariable()");

/** Where a function takes a lambda, and how many parameters that has: a plain expression there is shown as one too. */
const lambdas: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  transform: { 1: 1 },
  filter: { 1: 1 },
  exists: { 1: 1 },
  forall: { 1: 1 },
  aggregate: { 2: 2, 3: 1 },
  reduce: { 2: 2, 3: 1 },
  array_sort: { 1: 2 },
  zip_with: { 2: 2 },
  map_filter: { 1: 2 },
  transform_keys: { 1: 2 },
  transform_values: { 1: 2 },
  map_zip_with: { 2: 3 },
};

export function shownArgument(fn: string, index: number, arg: Expr, text: string): string {
  const count = arg.kind === "lambda" ? undefined : lambdas[fn]?.[index];
  if (count === undefined) return text;
  return `lambdafunction(${[text, ...Array.from({ length: count }, () => "namedlambdavariable()")].join(", ")})`;
}

/** The argument count with all defaults, and the defaults of the last ones, as Spark adds them to what it shows. */
const defaults: Readonly<Record<string, readonly [count: number, ...values: string[]]>> = {
  round: [2, "0"],
  bround: [2, "0"],
  substring: [3, "2147483647"],
  substr: [3, "2147483647"],
  split: [3, "-1"],
  locate: [3, "1"],
  position: [3, "1"],
  overlay: [4, "-1"],
  lpad: [3, " "],
  rpad: [3, " "],
  regexp_replace: [4, "1"],
  regexp_extract: [3, "1"],
  regexp_extract_all: [3, "1"],
  regexp_instr: [3, "0"],
  from_unixtime: [2, "yyyy-MM-dd HH:mm:ss"],
  unix_timestamp: [2, "current_timestamp()", "yyyy-MM-dd HH:mm:ss"],
  to_unix_timestamp: [2, "yyyy-MM-dd HH:mm:ss"],
  months_between: [3, "true"],
  percentile: [3, "1"],
  percentile_approx: [3, "10000"],
  approx_percentile: [3, "10000"],
  sort_array: [2, "true"],
  aggregate: [4, "lambdafunction(namedlambdavariable(), namedlambdavariable())"],
  reduce: [4, "lambdafunction(namedlambdavariable(), namedlambdavariable())"],
  array_sort: [2, COMPARATOR],
  str_to_map: [3, ",", ":"],
  sentences: [3, "", ""],
  hmac: [3, "SHA-256"],
  replace: [3, ""],
  mask: [5, "X", "x", "n", "NULL"],
  listagg: [2, "NULL"],
  string_agg: [2, "NULL"],
};

export function shownName(name: string): string {
  return upper.has(name) ? name.toUpperCase() : (others[name] ?? name);
}

/** The texts of the arguments that a call of `count` arguments left out. */
export function defaultsOf(name: string, count: number): readonly string[] {
  const [wanted, ...values] = defaults[name] ?? [0];
  return count >= wanted ? [] : values.slice(-(wanted - count));
}
