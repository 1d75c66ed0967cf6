import type { CallExpr, Expr } from "./expression.js";
import { printInterval } from "./print-interval.js";

type Print = (expr: Expr) => string;
type Form = (args: readonly string[], call: CallExpr) => string;

/** A call as Spark shows it: operators between their operands, functions with the defaults of the arguments left out. */
export function printCall(call: CallExpr, print: Print): string {
  const args = call.args.map((arg) => (arg.kind === "star" && call.name === "count" ? "1" : print(arg)));
  const form = infix.has(call.name) && args.length === 2 ? undefined : forms[call.name];
  if (form) return form(args, call);
  if (movesTime(call)) return `${args[0]} ${call.name} ${args[1]}`;
  if (infix.has(call.name) && args.length === 2) return `(${args[0]} ${infix.get(call.name)} ${args[1]})`;
  return `${call.name}(${call.distinct ? "DISTINCT " : ""}${args.join(", ")})`;
}

const infix = new Map([
  ...["+", "-", "*", "/", "%", "div", "=", "<=>", "<", "<=", ">", ">=", "&", "|", "^", "<<", ">>", ">>>"].map(
    (op) => [op, op] as const,
  ),
  ["and", "AND"],
  ["or", "OR"],
]);

/** `ts + INTERVAL …` stands without brackets. */
function movesTime({ name, args }: CallExpr): boolean {
  const isInterval = (e: Expr | undefined): boolean => e?.kind === "call" && e.name === "interval";
  return (name === "+" || name === "-") && isInterval(args[1]) && !isInterval(args[0]);
}

function whenText(args: readonly string[]): string {
  const branches: string[] = [];
  for (let i = 0; i + 1 < args.length; i += 2) branches.push(`WHEN ${args[i]} THEN ${args[i + 1]}`);
  return `CASE ${branches.join(" ")}${args.length % 2 === 1 ? ` ELSE ${args.at(-1)}` : ""} END`;
}

/** A function that Spark shows with the default of an argument that was left out. */
const withDefaults =
  (name: string, wanted: number, ...defaults: string[]): Form =>
  (args) =>
    `${name}(${[...args, ...defaults.slice(Math.max(0, defaults.length - (wanted - args.length)))].join(", ")})`;

const trim =
  (name: string, side: string): Form =>
  (args) =>
    args.length === 2 ? `TRIM(${side} ${args[0]} FROM ${args[1]})` : `${name}(${args.join(", ")})`;

/** Spark keeps apart `-a` and `negative(a)`; without SQL text it is the operator. */
const sign =
  (name: string, op: string): Form =>
  ([a], call) =>
    isWrittenAs(call, name) ? `${name}(${a})` : `(${op} ${a})`;

const shift =
  (name: string, op: string): Form =>
  (args, call) =>
    call.origin && !isWrittenAs(call, name) ? `(${args[0]} ${op} ${args[1]})` : `${name}(${args.join(", ")})`;

function isWrittenAs({ origin }: CallExpr, name: string): boolean {
  return (
    origin !== undefined && origin.text.slice(origin.start, origin.start + name.length).toLowerCase() === name
  );
}

const forms: Readonly<Record<string, Form>> = {
  "!=": ([a, b]) => `(NOT (${a} = ${b}))`,
  not: ([a]) => `(NOT ${a})`,
  negative: sign("negative", "-"),
  positive: sign("positive", "+"),
  "~": ([a]) => `~${a}`,
  in: ([a, ...list]) => `(${a} IN (${list.join(", ")}))`,
  like: ([a, b, escape]) =>
    `${a} LIKE ${b}${escape === undefined || escape === "\\" ? "" : ` ESCAPE '${escape}'`}`,
  ilike: ([a, b, escape]) =>
    `ilike(${a}, ${b}${escape === undefined || escape === "\\" ? "" : `, ${escape}`})`,
  rlike: (args) => `RLIKE(${args.join(", ")})`,
  isnull: ([a]) => `(${a} IS NULL)`,
  isnotnull: ([a]) => `(${a} IS NOT NULL)`,
  when: whenText,
  if: (args) => `(IF(${args.join(", ")}))`,
  extract: ([field, source]) => `extract(${field} FROM ${source})`,
  interval: ([text]) => printInterval(text!),
  shiftleft: shift("shiftleft", "<<"),
  shiftright: shift("shiftright", ">>"),
  shiftrightunsigned: shift("shiftrightunsigned", ">>>"),
  trim: trim("trim", "BOTH"),
  ltrim: trim("ltrim", "LEADING"),
  rtrim: trim("rtrim", "TRAILING"),
  ceil: (args) => `${args.length === 1 ? "CEIL" : "ceil"}(${args.join(", ")})`,
  floor: (args) => `${args.length === 1 ? "FLOOR" : "floor"}(${args.join(", ")})`,
  sqrt: (args) => `SQRT(${args.join(", ")})`,
  from_json: ([json]) => `from_json(${json})`,
  window: () => "window",
  round: withDefaults("round", 2, "0"),
  substring: withDefaults("substring", 3, "2147483647"),
  substr: withDefaults("substr", 3, "2147483647"),
  split: withDefaults("split", 3, "-1"),
  locate: withDefaults("locate", 3, "1"),
  regexp_replace: withDefaults("regexp_replace", 4, "1"),
  regexp_extract: withDefaults("regexp_extract", 3, "1"),
  from_unixtime: withDefaults("from_unixtime", 2, "yyyy-MM-dd HH:mm:ss"),
  unix_timestamp: withDefaults("unix_timestamp", 2, "current_timestamp()", "yyyy-MM-dd HH:mm:ss"),
  percentile_approx: withDefaults("percentile_approx", 3, "10000"),
  dateadd: (args) => `timestampadd(${args.join(", ")})`,
  first: ([a]) => `first(${a})`,
  last: ([a]) => `last(${a})`,
  any_value: ([a]) => `any_value(${a})`,
};
