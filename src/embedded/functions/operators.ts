import { asDecimal, castTo, commonType, isNumeric } from "../../plan/coerce.js";
import type { FunctionDefinition } from "../../plan/functions.js";
import type { DataType } from "../../types/data-type.js";
import {
  alike,
  any,
  BOOLEAN,
  DOUBLE,
  infix,
  LONG,
  number,
  scalar,
  STRING,
  takes,
  type Bind,
  type Sql,
} from "./define.js";

/** Both sides of one numeric type; a text beside a number becomes a number. */
const arithmetic: Bind = (args) => {
  const [a, b] = args;
  if (!a || !b || args.length !== 2) return null;
  const common = a.type.kind === "string" && b.type.kind === "string" ? DOUBLE : commonType(a.type, b.type);
  const result = common?.kind === "null" ? DOUBLE : common;
  if (!result || !isNumeric(result)) return null;
  return { args: [castTo(a, result), castTo(b, result)], type: result };
};

/** `/` is a double's division, a decimal's when both are exact and one is a decimal. */
const division: Bind = (args, written) => {
  const bound = arithmetic(args, written);
  if (!bound) return null;
  const [a, b] = args;
  if (bound.type.kind === "decimal" && a && b) {
    const [x, y] = [asDecimal(a.type), asDecimal(b.type)];
    if (x && y) {
      const scale = Math.max(6, x.scale + y.precision + 1);
      const precision = x.precision - x.scale + y.scale + scale;
      const over = Math.max(0, precision - 38);
      const type: DataType = {
        kind: "decimal",
        precision: Math.min(38, precision),
        scale: Math.max(6, scale - over),
      };
      return { args: bound.args, type, nullable: true };
    }
  }
  return { args: bound.args.map((arg) => castTo(arg, DOUBLE)), type: DOUBLE };
};

const DIVIDE_BY_ZERO =
  "error('[DIVIDE_BY_ZERO] Division by zero. Use try_divide to tolerate a divisor of 0 and have null instead.')";

const guarded =
  (sql: Sql): Sql =>
  (args, call, after) =>
    `CASE WHEN ${args[1]} = 0 THEN ${DIVIDE_BY_ZERO} ELSE ${sql(args, call, after)} END`;

const compare = (name: string, operator: string): FunctionDefinition =>
  scalar(name, `left ${name} right`, alike(2, 2, BOOLEAN), infix(operator));

const bothBoolean = takes([BOOLEAN, BOOLEAN], BOOLEAN);
const bothText = takes([STRING, STRING], BOOLEAN);
const withEscape = takes([STRING, STRING, STRING], BOOLEAN, { optional: 1 });

const like =
  (operator: string): Sql =>
  ([text, pattern, escape]) =>
    `(${text} ${operator} ${pattern} ESCAPE ${escape ?? "'\\'"})`;

export const operators: readonly FunctionDefinition[] = [
  scalar("+", "left + right", arithmetic, infix("+")),
  scalar("-", "left - right", arithmetic, infix("-")),
  scalar("*", "left * right", arithmetic, infix("*")),
  scalar(
    "/",
    "left / right",
    division,
    guarded(([a, b], call) =>
      call.type.kind === "decimal"
        ? `CAST(${a} / ${b} AS DECIMAL(${call.type.precision}, ${call.type.scale}))`
        : `(${a} / ${b})`,
    ),
  ),
  scalar("%", "left % right", arithmetic, guarded(infix("%"))),
  scalar("mod", "mod(left, right)", arithmetic, guarded(infix("%"))),
  scalar(
    "div",
    "left div right",
    (args, written) => {
      const bound = arithmetic(args, written);
      return bound && { args: bound.args, type: LONG };
    },
    guarded(([a, b]) => `CAST(trunc(${a} / ${b}) AS BIGINT)`),
  ),
  scalar("negative", "-number", number(), ([a]) => `(-${a})`),
  scalar("positive", "+number", number(), ([a]) => a!),
  compare("=", "="),
  compare("==", "="),
  compare("!=", "<>"),
  compare("<>", "<>"),
  compare("<", "<"),
  compare("<=", "<="),
  compare(">", ">"),
  compare(">=", ">="),
  scalar("<=>", "left <=> right", alike(2, 2, BOOLEAN, false), infix("IS NOT DISTINCT FROM")),
  scalar("and", "left and right", bothBoolean, infix("AND")),
  scalar("or", "left or right", bothBoolean, infix("OR")),
  scalar("not", "not condition", takes([BOOLEAN], BOOLEAN), ([a]) => `(NOT ${a})`),
  scalar("!", "! condition", takes([BOOLEAN], BOOLEAN), ([a]) => `(NOT ${a})`),
  scalar("isnull", "expr is null", any(1, BOOLEAN, false), ([a]) => `(${a} IS NULL)`),
  scalar("isnotnull", "expr is not null", any(1, BOOLEAN, false), ([a]) => `(${a} IS NOT NULL)`),
  scalar(
    "isnan",
    "isnan(number)",
    takes([DOUBLE], BOOLEAN, { nullable: false }),
    ([a]) => `coalesce(isnan(${a}), FALSE)`,
  ),
  scalar("in", "expr in (value, …)", alike(1, Infinity, BOOLEAN), ([a, ...rest]) =>
    rest.length === 0 ? "FALSE" : `(${a} IN (${rest.join(", ")}))`,
  ),
  scalar(
    "between",
    "expr between low and high",
    alike(3, 3, BOOLEAN),
    ([a, low, high]) => `(${a} BETWEEN ${low} AND ${high})`,
  ),
  scalar("like", "text like pattern [escape char]", withEscape, like("LIKE")),
  scalar("ilike", "text ilike pattern [escape char]", withEscape, like("ILIKE")),
  scalar("rlike", "text rlike pattern", bothText, ([text, pattern]) => `regexp_matches(${text}, ${pattern})`),
  scalar(
    "regexp_like",
    "regexp_like(text, pattern)",
    bothText,
    ([text, pattern]) => `regexp_matches(${text}, ${pattern})`,
  ),
  scalar(
    "at_least_n_non_nulls",
    "at_least_n_non_nulls(n, expr, …)",
    (args) => ({ args, type: BOOLEAN, nullable: false }),
    ([, ...values], call) => {
      const n = call.args[0];
      const least = n?.kind === "literal" ? Number(n.value) : 0;
      const isSet = (value: string, i: number): string => {
        const type = call.args[i + 1]!.type.kind;
        return type === "double" || type === "float"
          ? `(${value} IS NOT NULL AND NOT isnan(${value}))`
          : `${value} IS NOT NULL`;
      };
      if (least >= values.length)
        return least > values.length ? "FALSE" : `(${values.map(isSet).join(" AND ") || "TRUE"})`;
      if (least <= 1) return least < 1 ? "TRUE" : `(${values.map(isSet).join(" OR ")})`;
      return `((${values.map((v, i) => `CAST(${isSet(v, i)} AS INTEGER)`).join(" + ")}) >= ${least})`;
    },
  ),
];
