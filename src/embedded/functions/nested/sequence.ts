import { castTo, commonType, isDateTime, isIntegral } from "../../../plan/coerce.js";
import { Refusal, type Binding, type FunctionDefinition } from "../../../plan/functions.js";
import type { ResolvedExpr } from "../../../plan/resolved.js";
import type { DataType } from "../../../types/data-type.js";
import { dayTime, isInterval } from "../../../types/interval.js";
import { once } from "../../compiler/once.js";
import { sqlType } from "../../sql-types.js";
import { counted, scalar, type Sql } from "../define.js";
import { arrayOf } from "./typing.js";

function bind(args: readonly ResolvedExpr[]): Binding {
  counted(args, 2, 3);
  const [start, stop, step] = args as [ResolvedExpr, ResolvedExpr, ResolvedExpr?];
  const common = commonType(start.type, stop.type);
  const wrong = new Refusal("DATATYPE_MISMATCH.SEQUENCE_WRONG_INPUT_TYPES");
  if (!common) throw wrong;
  const type: DataType = common.kind === "string" ? { kind: "timestamp" } : common;
  const ends = [castTo(start, type), castTo(stop, type)];
  if (isIntegral(type)) {
    if (step && !isIntegral(step.type) && step.type.kind !== "null") throw wrong;
    return { args: step ? [...ends, castTo(step, type)] : ends, type: arrayOf(type, false) };
  }
  if (!isDateTime(type) || (step && !isInterval(step.type) && step.type.kind !== "null")) throw wrong;
  const steps = step ? [step.type.kind === "null" ? castTo(step, dayTime()) : step] : [];
  return { args: [...ends, ...steps], type: arrayOf(type, false) };
}

const illegal = (start: string, stop: string, step: string): string =>
  `error('[ILLEGAL_SEQUENCE_BOUNDARIES] Illegal sequence boundaries: ' || ${start} || ' to ' || ${stop} || ' by ' || ${step})`;

/** Whether a step leads away from the end, or nowhere. */
const astray = (start: string, stop: string, sign: string): string =>
  `(${sign} = 0 AND ${start} <> ${stop}) OR (${sign} > 0 AND ${start} > ${stop}) OR (${sign} < 0 AND ${start} < ${stop})`;

/** Elements that an array may have. */
const LONGEST = 2147483632;

const elements = (start: string, stop: string, step: string): string =>
  `(CAST(${stop} AS HUGEINT) - ${start}) // ${step} + 1`;

const tooLong = (count: string): string =>
  `error('[COLLECTION_SIZE_LIMIT_EXCEEDED.PARAMETER] Can''t create array with ' || ${count} || ' elements which exceeding the array size limit ${LONGEST}, the value of parameter(s) \`count\` in the function \`sequence\` is invalid.')`;

function numbers(args: readonly string[], list: string): string {
  return once(args, ([a, b, written]) => {
    const step = written ?? `CASE WHEN ${a} <= ${b} THEN 1 ELSE -1 END`;
    return once([step], ([by]) =>
      [
        `CASE WHEN ${a} IS NULL OR ${b} IS NULL OR ${by} IS NULL THEN NULL`,
        `WHEN ${astray(a!, b!, by!)} THEN ${illegal(a!, b!, by!)}`,
        `WHEN ${a} = ${b} THEN CAST([${a}] AS ${list})`,
        `WHEN ${elements(a!, b!, by!)} > ${LONGEST} THEN ${tooLong(elements(a!, b!, by!))}`,
        `ELSE CAST(generate_series(CAST(${a} AS BIGINT), CAST(${b} AS BIGINT), CAST(${by} AS BIGINT)) AS ${list}) END`,
      ].join(" "),
    );
  });
}

/** A step as months, days and microseconds: days are those of the session's zone, so that a clock change moves no midnight. */
function parts(step: string, type: DataType): [months: string, days: string, micros: string] {
  if (type.kind === "year_month_interval") return [step, "0", "0"];
  if (type.kind === "day_time_interval") return [`0`, `(${step} // 86400000000)`, `(${step} % 86400000000)`];
  return [
    `(date_part('year', ${step}) * 12 + date_part('month', ${step}))`,
    `date_part('day', ${step})`,
    `(epoch_us(${step}) - epoch_us(to_months(CAST(date_part('year', ${step}) * 12 + date_part('month', ${step}) AS INTEGER)) + to_days(CAST(date_part('day', ${step}) AS INTEGER))))`,
  ];
}

function times(args: readonly string[], step: DataType, type: DataType, list: string): string {
  return once(args, ([a, b, written]) => {
    const by = written ?? `CASE WHEN ${a} <= ${b} THEN 86400000000 ELSE -86400000000 END`;
    const [months, days, micros] =
      written === undefined ? ["0", `(${by} // 86400000000)`, "0"] : parts(by, step);
    const fields = [months, days, micros].map((part) => `CAST(${part} AS BIGINT)`);
    return once(fields, ([m, d, us]) => {
      // A month is at least 28 days: as many steps as may be needed, and what lies beyond the end is left out.
      const least = `(${m} * 2419200000000 + ${d} * 82800000000 + ${us})`;
      const steps = `CAST(abs(epoch_us(${b}) - epoch_us(${a})) // greatest(abs(${least}), 1) + 1 AS BIGINT)`;
      const at = `CAST(${a} + to_months(CAST(i * ${m} AS INTEGER)) + to_days(CAST(i * ${d} AS INTEGER)) + to_microseconds(i * ${us}) AS ${sqlType(type)})`;
      const all = `list_transform(range(${steps}), lambda i: ${at})`;
      const partial =
        type.kind === "date"
          ? `WHEN ${us} <> 0 THEN error('[ILLEGAL_SEQUENCE_STEP] sequence step must be an interval day to second of day granularity if start and end values are dates') `
          : "";
      return [
        `CASE WHEN ${a} IS NULL OR ${b} IS NULL OR ${least} IS NULL THEN NULL ${partial}`,
        `WHEN ${astray(a!, b!, least)} THEN ${illegal(a!, b!, least)}`,
        `WHEN ${a} = ${b} THEN CAST([${a}] AS ${list})`,
        `ELSE list_filter(${all}, lambda t: CASE WHEN ${least} > 0 THEN t <= ${b} ELSE t >= ${b} END) END`,
      ].join(" ");
    });
  });
}

const sql: Sql = (args, { args: typed, type }) => {
  const element = type.kind === "array" ? type.element : type;
  return isIntegral(element)
    ? numbers(args, sqlType(type))
    : times(args, typed[2]?.type ?? dayTime(), element, sqlType(type));
};

export const sequences: readonly FunctionDefinition[] = [
  scalar("sequence", "sequence(start, stop[, step])", bind, sql),
];
