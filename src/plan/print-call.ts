import type { CallExpr, Expr } from "./expression.js";
import { defaultsOf, shownArgument, shownName } from "./print-names.js";
import { printInterval } from "./print-interval.js";

type Print = (expr: Expr) => string;
type Form = (args: readonly string[], call: CallExpr) => string;

const shownForms = new WeakMap<CallExpr, (args: readonly string[]) => string>();

/** Keeps how a call is shown now that its arguments' types are known. */
export function showAs(call: CallExpr, form: ((args: readonly string[]) => string) | undefined): void {
  if (form) shownForms.set(call, form);
  else shownForms.delete(call);
}

/** A call as Spark shows it: operators between their operands, functions with the defaults of arguments that were left out. */
export function printCall(call: CallExpr, print: Print): string {
  const spoken = shownForms.get(call);
  const filter = call.filter ? ` FILTER (WHERE ${print(call.filter)})` : "";
  if (spoken) return spoken([...call.args, ...(call.order ?? [])].map(print)) + filter;
  if (call.filter) {
    const { filter: _, ...plain } = call;
    return printCall(plain, print) + filter;
  }
  const args = call.args.map((arg, i) =>
    isCountStar(call, arg) ? "1" : shownArgument(call.name, i, arg, print(arg)),
  );
  const form = infix.has(call.name) && args.length === 2 ? undefined : forms[call.name];
  if (form) return form(args, call);
  const moved = movedTime(call, args);
  if (moved !== null) return moved;
  if (infix.has(call.name) && args.length === 2) return `(${args[0]} ${infix.get(call.name)} ${args[1]})`;
  return `${shownName(call.name)}(${call.distinct ? "DISTINCT " : ""}${[...args, ...defaultsOf(call.name, args.length)].join(", ")})`;
}

const infix = new Map([
  ...["+", "-", "*", "/", "%", "div", "=", "<=>", "<", "<=", ">", ">=", "&", "|", "^", "<<", ">>", ">>>"].map(
    (op) => [op, op] as const,
  ),
  ["and", "AND"],
  ["or", "OR"],
]);

function isCountStar({ name, distinct }: CallExpr, arg: Expr): boolean {
  return name === "count" && !distinct && arg.kind === "star" && arg.target === null;
}

/** `ts + INTERVAL …` stands without brackets, the time first. */
function movedTime({ name, args }: CallExpr, texts: readonly string[]): string | null {
  const [left, right] = args.map((e) => e.kind === "call" && e.name === "interval");
  if (args.length !== 2 || left === right || (name !== "+" && name !== "-")) return null;
  if (right) return `${texts[0]} ${name} ${texts[1]}`;
  return name === "+" ? `${texts[1]} + ${texts[0]}` : null;
}

function whenText(args: readonly string[]): string {
  const branches: string[] = [];
  for (let i = 0; i + 1 < args.length; i += 2) branches.push(`WHEN ${args[i]} THEN ${args[i + 1]}`);
  return `CASE ${branches.join(" ")}${args.length % 2 === 1 ? ` ELSE ${args.at(-1)}` : ""} END`;
}

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

/** Spark shows `to_char` of a time or of bytes by the function that does it; here as far as the text says what it is. */
const toChar: Form = ([value, format], { args: [first] }) => {
  const type = first?.kind === "literal" ? first.type.kind : first?.kind === "cast" ? first.to.kind : "";
  if (type === "date" || type.startsWith("timestamp")) return `date_format(${value}, ${format})`;
  if (type !== "binary") return `to_char(${value}, ${format})`;
  return /^(base64|hex)$/i.test(format!)
    ? `${format!.toLowerCase()}(${value})`
    : `decode(${value}, ${format})`;
};

/** Whether nulls are passed over is not shown. */
function picked([a]: readonly string[], { name, distinct }: CallExpr): string {
  return `${name}(${distinct ? "DISTINCT " : ""}${a})`;
}

const forms: Readonly<Record<string, Form>> = {
  "!=": ([a, b]) => `(NOT (${a} = ${b}))`,
  not: ([a]) => `(NOT ${a})`,
  negative: sign("negative", "-"),
  positive: ([a]) => `(+ ${a})`,
  assert_true: ([a, message]) => `assert_true(${a}, ${message ?? `'${a}' is not true!`})`,
  to_char: toChar,
  to_varchar: toChar,
  uuid: () => "uuid()",
  instr: (args) => `instr(${[...args, ...(args.length === 3 ? ["1"] : [])].join(", ")})`,
  log: (args) => `LOG(${args.length === 1 ? `E(), ${args[0]}` : args.join(", ")})`,
  "~": ([a]) => `~${a}`,
  in: ([a, ...list]) => `(${a} IN (${list.join(", ")}))`,
  like: ([a, b, escape]) =>
    `${a} LIKE ${b}${escape === undefined || escape === "\\" ? "" : ` ESCAPE '${escape}'`}`,
  ilike: ([a, b]) => `ilike(${a}, ${b})`,
  likeall: ([a]) => `likeall(${a})`,
  likeany: ([a]) => `likeany(${a})`,
  notlikeall: ([a]) => `notlikeall(${a})`,
  notlikeany: ([a]) => `notlikeany(${a})`,
  isnull: ([a]) => `(${a} IS NULL)`,
  isnotnull: ([a]) => `(${a} IS NOT NULL)`,
  "is unknown": ([a]) => `(${a} IS UNKNOWN)`,
  "is not unknown": ([a]) => `(${a} IS NOT UNKNOWN)`,
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
  from_json: ([json]) => `from_json(${json})`,
  to_json: ([value]) => `to_json(${value})`,
  schema_of_json: ([json]) => `schema_of_json(${json})`,
  from_csv: ([csv]) => `from_csv(${csv})`,
  to_csv: ([value]) => `to_csv(${value})`,
  schema_of_csv: ([csv]) => `schema_of_csv(${csv})`,
  window: () => "window",
  dateadd: (args) => `date_add(${args.join(", ")})`,
  datepart: ([field, source]) => `datepart(${field} FROM ${source})`,
  first: picked,
  last: picked,
  any_value: picked,
  first_value: picked,
  last_value: picked,
};
