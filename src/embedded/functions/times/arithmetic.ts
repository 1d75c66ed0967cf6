import { castTo, commonType, isIntegral, isNumeric } from "../../../plan/coerce.js";
import { Refusal, type Binding, type FunctionDefinition, type WrittenCall } from "../../../plan/functions.js";
import type { ResolvedExpr } from "../../../plan/resolved.js";
import type { DataType } from "../../../types/data-type.js";
import type { CalendarInterval } from "../../../types/interval.js";
import { dayTime, isInterval, yearMonth } from "../../../types/interval.js";
import { timeZone } from "../../../types/time-zone.js";
import { addMonths, inRange, shiftByInterval, shiftByMicros, shiftTime } from "../../times/shift.js";
import { addIntervals, asMicros, asMonths, scaled, scaleInterval } from "../../times/interval-math.js";
import { StreambookError } from "../../../errors.js";
import { DATE, DOUBLE, INT, LONG, scalar, STRING, TIMESTAMP } from "../define.js";
import { ansiScript, CALENDAR, NTZ, zoneOf } from "./arguments.js";
import { dateAdd, dateSub } from "./days.js";

const compare = (args: readonly ResolvedExpr[]): null => {
  const [a, b] = args.map((arg) => arg.type);
  if (!a || !b || (!isInterval(a) && !isInterval(b))) return null;
  if (a.kind === "interval" && b.kind === "interval")
    throw new Refusal("DATATYPE_MISMATCH.INVALID_ORDERING_TYPE");
  if (!commonType(a, b)) throw new Refusal("DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES");
  return null;
};

type Sign = 1 | -1;
type Kinds = readonly [left: ResolvedExpr, right: ResolvedExpr];

const isDateTime = ({ kind }: DataType): boolean =>
  kind === "date" || kind === "timestamp" || kind === "timestamp_ntz";
const isText = ({ kind }: DataType): boolean => kind === "string";

const shifts = {
  day_time_interval: ansiScript(
    "shift_micros",
    [TIMESTAMP, LONG, STRING],
    TIMESTAMP,
    (t: bigint, by: bigint, zone: string) => shiftByMicros(t, by, timeZone(zone)),
  ),
  year_month_interval: ansiScript(
    "shift_months",
    [TIMESTAMP, INT, STRING],
    TIMESTAMP,
    (t: bigint, by: number, zone: string) => shiftTime(t, by, 0, 0n, timeZone(zone)),
  ),
  plus: ansiScript(
    "shift_interval",
    [TIMESTAMP, CALENDAR, STRING],
    TIMESTAMP,
    (t: bigint, by: CalendarInterval, zone: string) => shiftByInterval(t, by, 1, timeZone(zone)),
  ),
  minus: ansiScript(
    "unshift_interval",
    [TIMESTAMP, CALENDAR, STRING],
    TIMESTAMP,
    (t: bigint, by: CalendarInterval, zone: string) => shiftByInterval(t, by, -1, timeZone(zone)),
  ),
};
const wallShifts = {
  day_time_interval: ansiScript("shift_wall_micros", [NTZ, LONG], NTZ, (t: bigint, by: bigint) =>
    inRange(t + by),
  ),
  year_month_interval: ansiScript("shift_wall_months", [NTZ, INT], NTZ, (t: bigint, by: number) =>
    shiftTime(t, by, 0, 0n, null),
  ),
  plus: ansiScript("shift_wall_interval", [NTZ, CALENDAR], NTZ, (t: bigint, by: CalendarInterval) =>
    shiftByInterval(t, by, 1, null),
  ),
  minus: ansiScript("unshift_wall_interval", [NTZ, CALENDAR], NTZ, (t: bigint, by: CalendarInterval) =>
    shiftByInterval(t, by, -1, null),
  ),
};
const monthsLater = ansiScript("shift_date_months", [DATE, INT], DATE, addMonths);
const daysLater = (sign: Sign) =>
  ansiScript(
    sign === 1 ? "shift_date" : "unshift_date",
    [DATE, CALENDAR],
    DATE,
    (days: number, by: CalendarInterval) => {
      if (by.micros !== 0n)
        throw new StreambookError({
          code: "INVALID_INTERVAL_WITH_MICROSECONDS_ADDITION",
          step: "date",
          rule: "An interval with a part of a day cannot be added to a date.",
          got: by.toString(),
          cure: "cast the date to a timestamp first",
        });
      return addMonths(days, sign * by.months) + sign * by.days;
    },
  );
const [laterBy, earlierBy] = [daysLater(1), daysLater(-1)];

const op = (name: string, sql: FunctionDefinition["sql"]): FunctionDefinition =>
  scalar(name, "left + right", () => null, sql);

/** `time ± interval`: the kind of the time stays, but a day moved by hours becomes a timestamp. */
function shift(time: ResolvedExpr, interval: ResolvedExpr, sign: Sign, isTry: boolean): Binding {
  const by = interval.type;
  const word = sign === 1 ? "+" : "-";
  const shown = ([a, b]: readonly string[], isSwapped = false): string =>
    isSwapped ? `${b} ${word} ${a}` : `${a} ${word} ${b}`;
  const signed = (sql: string): string => (sign === 1 || by.kind === "interval" ? sql : `(-${sql})`);
  const nullable = isTry ? { nullable: true } : {};
  if (time.type.kind === "date" && by.kind === "day_time_interval" && by.end === 0) {
    const name = sign === 1 ? "date_add" : "date_sub";
    const days = `extractansiintervaldays`;
    const fn = op("shift_days", ([d, n]) => `(${d} ${word} CAST(${n} // 86400000000 AS INTEGER))`);
    return {
      fn,
      args: [time, interval],
      type: DATE,
      shown: ([a, b]) => `${name}(${a}, ${days}(${b}))`,
      ...nullable,
    };
  }
  if (time.type.kind === "date" && by.kind !== "day_time_interval") {
    const move = by.kind === "interval" ? (sign === 1 ? laterBy : earlierBy) : monthsLater;
    const fn = op(`shift_date${sign}`, ([d, n], call) =>
      move([d!, signed(n!)], call.settings.ansi && !isTry),
    );
    return { fn, args: [time, interval], type: DATE, shown, ...nullable };
  }
  if (isText(time.type)) {
    const moved = shift(castTo(time, TIMESTAMP), interval, sign, isTry);
    const fn = op(
      `shift_text${sign}`,
      (args, call) => `CAST(CAST(${moved.fn!.sql(args, call, "")} AS TIMESTAMP) AS VARCHAR)`,
    );
    return { fn, args: moved.args, type: STRING, nullable: true, shown };
  }
  const isWall = time.type.kind === "timestamp_ntz";
  const type = isWall ? NTZ : TIMESTAMP;
  const fn = op(`shift_time${sign}`, ([t, n], call) => {
    const exact = call.args[1]!;
    const isShort =
      exact.kind === "literal" &&
      typeof exact.value === "bigint" &&
      exact.value < 86_400_000_000n &&
      exact.value > -86_400_000_000n;
    if (by.kind === "day_time_interval" && (isShort || (exact.kind === "literal" && isWall)))
      return `${isWall ? "make_timestamp" : "make_timestamptz"}(epoch_us(${t}) ${word} ${n})`;
    const key = by.kind === "interval" ? (sign === 1 ? "plus" : "minus") : (by.kind as "day_time_interval");
    const isStrict = call.settings.ansi && !isTry;
    return isWall
      ? wallShifts[key]([t!, signed(n!)], isStrict)
      : shifts[key]([t!, signed(n!), zoneOf(call)], isStrict);
  });
  return { fn, args: [castTo(time, type), interval], type, shown, ...nullable };
}

/** Wall time apart, in microseconds. */
const local = (sql: string): string => `epoch_us(CAST(${sql} AS TIMESTAMP))`;

function difference([a, b]: Kinds): Binding {
  if (a.type.kind === "date" && b.type.kind === "date")
    return {
      fn: op("days_between", ([x, y]) => `(CAST(${x} - ${y} AS BIGINT) * 86400000000)`),
      args: [a, b],
      type: dayTime(0, 0),
    };
  const common = a.type.kind === "timestamp_ntz" && b.type.kind === "timestamp_ntz" ? NTZ : TIMESTAMP;
  return {
    fn: op("time_between", ([x, y]) => `(${local(x!)} - ${local(y!)})`),
    args: [castTo(a, common), castTo(b, common)],
    type: dayTime(),
  };
}

const sums = {
  day_time_interval: {
    "1": ansiScript("add_day_time", [LONG, LONG], LONG, (a: bigint, b: bigint) => asMicros(a + b)),
    "-1": ansiScript("sub_day_time", [LONG, LONG], LONG, (a: bigint, b: bigint) => asMicros(a - b)),
  },
  year_month_interval: {
    "1": ansiScript("add_year_month", [INT, INT], INT, (a: number, b: number) => asMonths(BigInt(a + b))),
    "-1": ansiScript("sub_year_month", [INT, INT], INT, (a: number, b: number) => asMonths(BigInt(a - b))),
  },
  interval: {
    "1": ansiScript(
      "add_interval",
      [CALENDAR, CALENDAR],
      CALENDAR,
      (a: CalendarInterval, b: CalendarInterval) => addIntervals(a, b, 1),
    ),
    "-1": ansiScript(
      "sub_interval",
      [CALENDAR, CALENDAR],
      CALENDAR,
      (a: CalendarInterval, b: CalendarInterval) => addIntervals(a, b, -1),
    ),
  },
};

function sum([a, b]: Kinds, sign: Sign, isTry: boolean): Binding {
  const type = commonType(a.type, b.type);
  if (!type || !isInterval(type)) throw new Refusal("DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES");
  const add = sums[type.kind as "interval"][`${sign}`];
  const fn = op(`interval_sum${sign}`, (args, call) =>
    // Day-time and year-month intervals raise without ANSI too.
    add(args, !isTry && (type.kind !== "interval" || call.settings.ansi)),
  );
  return { fn, args: [castTo(a, type), castTo(b, type)], type, ...(isTry && { nullable: true }) };
}

/** Plus and minus where a date, a timestamp or an interval takes part; null for what is left to numbers. */
function additive(args: readonly ResolvedExpr[], sign: Sign, isTry: boolean): Binding | null {
  const [a, b] = args;
  if (!a || !b || args.length !== 2) return null;
  const [l, r] = [a.type, b.type];
  if (isInterval(l) && isInterval(r)) return sum([a, b], sign, isTry);
  if (isInterval(l) && r.kind === "null") return sum([a, castTo(b, l)], sign, isTry);
  if (isInterval(r) && l.kind === "null") return sum([castTo(a, r), b], sign, isTry);
  if ((isDateTime(l) || isText(l)) && isInterval(r)) return shift(a, b, sign, isTry);
  if (sign === 1 && isInterval(l) && (isDateTime(r) || isText(r))) {
    const moved = shift(b, a, 1, isTry);
    return { ...moved, shown: ([x, y]) => moved.shown!([y!, x!]) };
  }
  const isCount = (t: DataType): boolean => isIntegral(t) && t.kind !== "long";
  const dateMove = (date: ResolvedExpr, n: ResolvedExpr, isSwapped: boolean): Binding => {
    const fn = sign === 1 ? dateAdd : dateSub;
    const shown = ([x, y]: readonly string[]): string =>
      isSwapped ? `${fn.name}(${y}, ${x})` : `${fn.name}(${x}, ${y})`;
    return { fn, args: [date, castTo(n, INT)], type: DATE, shown, ...(isTry && { nullable: true }) };
  };
  if (l.kind === "date" && isCount(r)) return dateMove(a, b, false);
  if (sign === 1 && r.kind === "date" && isCount(l)) return dateMove(b, a, true);
  if (sign === -1 && isDateTime(l) && isDateTime(r)) return difference([a, b]);
  if (sign === -1 && isDateTime(l) && isText(r)) return difference([a, castTo(b, l)]);
  if (sign === -1 && isText(l) && isDateTime(r)) return difference([castTo(a, r), b]);
  if (l.kind === "date" && (isNumeric(r) || isText(r)))
    throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE");
  if (isDateTime(l) || isDateTime(r) || isInterval(l) || isInterval(r))
    throw new Refusal("DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES");
  return null;
}

const scaling = (isDivision: boolean) => {
  const word = isDivision ? "div" : "mul";
  return {
    day_time_interval: ansiScript(`${word}_day_time`, [LONG, STRING], LONG, (a: bigint, n: string) =>
      asMicros(scaled(a, n, isDivision)),
    ),
    year_month_interval: ansiScript(`${word}_year_month`, [INT, STRING], INT, (a: number, n: string) =>
      asMonths(scaled(BigInt(a), n, isDivision)),
    ),
    interval: ansiScript(`${word}_interval`, [CALENDAR, DOUBLE], CALENDAR, (a: CalendarInterval, n: number) =>
      scaleInterval(a, n, isDivision),
    ),
  };
};
const [multiplied, divided] = [scaling(false), scaling(true)];

function multiplicative(args: readonly ResolvedExpr[], isDivision: boolean, isTry: boolean): Binding | null {
  const [a, b] = args;
  if (!a || !b || args.length !== 2) return null;
  const isSwapped = !isInterval(a.type);
  const [interval, number] = isSwapped ? [b, a] : [a, b];
  if (!isInterval(interval.type)) return null;
  const isNumber = isNumeric(number.type) || isText(number.type) || number.type.kind === "null";
  if ((isSwapped && isDivision) || !isNumber) throw new Refusal("DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES");
  const kind = interval.type.kind as "interval";
  const scale = (isDivision ? divided : multiplied)[kind];
  const isCalendar = kind === "interval";
  const factor = isText(number.type) || isCalendar ? castTo(number, DOUBLE) : number;
  const fn = op("interval_scale", ([x, n], call) =>
    scale([x!, isCalendar ? n! : `CAST(${n} AS VARCHAR)`], !isTry && (!isCalendar || call.settings.ansi)),
  );
  const symbol = isDivision ? "/" : "*";
  const shown = (texts: readonly string[]): string => {
    const [x, n] = isSwapped ? [texts[1], texts[0]] : texts;
    if (isCalendar) return `${isDivision ? "divide" : "multiply"}_interval(${x}, ${n})`;
    return isTry ? "" : `(${x} ${symbol} ${n})`;
  };
  const type: DataType = isCalendar ? CALENDAR : kind === "day_time_interval" ? dayTime() : yearMonth();
  return {
    fn,
    args: [interval, factor],
    type,
    ...(!isTry && { shown }),
    ...((isTry || isCalendar) && { nullable: true }),
  };
}

function integral(args: readonly ResolvedExpr[]): Binding | null {
  const [a, b] = args;
  if (!a || !b || !isInterval(a.type) || a.type.kind === "interval" || b.type.kind !== a.type.kind)
    return null;
  const fn = op(
    "interval_div",
    ([x, y], call) =>
      `CASE WHEN ${y} = 0 THEN ${call.settings.ansi ? "error('[INTERVAL_DIVIDED_BY_ZERO] Division by zero.')" : "NULL"} ELSE CAST(${x} // ${y} AS BIGINT) END`,
  );
  return { fn, args: [a, b], type: LONG, nullable: true };
}

const negated = ansiScript("negative_interval", [CALENDAR], CALENDAR, (a: CalendarInterval) =>
  scaleInterval(a, -1, false),
);

function unary(
  args: readonly ResolvedExpr[],
  of: (sql: string, isCalendar: boolean, isStrict: boolean) => string,
  result?: DataType,
): Binding | null {
  const [a] = args;
  if (!a || args.length !== 1 || !isInterval(a.type)) return null;
  const isCalendar = a.type.kind === "interval";
  const fn = op("interval_unary", ([x], call) => of(x!, isCalendar, call.settings.ansi));
  return { fn, args: [a], type: result ?? a.type };
}

const comparisons = ["=", "==", "!=", "<>", "<", "<=", ">", ">=", "<=>"];

const rules: Readonly<
  Record<string, (args: readonly ResolvedExpr[], written: WrittenCall) => Binding | null>
> = {
  ...Object.fromEntries(comparisons.map((name) => [name, compare])),
  "+": (args) => additive(args, 1, false),
  "-": (args, { settings }) => {
    // Without ANSI a text beside a date is read as a number.
    const isLoose = !settings.ansi && args[0]?.type.kind === "date" && args[1]?.type.kind === "string";
    if (isLoose) throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE");
    return additive(args, -1, false);
  },
  "*": (args) => multiplicative(args, false, false),
  "/": (args) => multiplicative(args, true, false),
  div: (args) => integral(args),
  try_add: (args) => unshown(additive(args, 1, true)),
  try_subtract: (args) => unshown(additive(args, -1, true)),
  try_multiply: (args) => multiplicative(args, false, true),
  try_divide: (args) => multiplicative(args, true, true),
  negative: (args) =>
    unary(args, (x, isCalendar, isStrict) => (isCalendar ? negated([x], isStrict) : `(-${x})`)),
  positive: (args) => unary(args, (x) => x),
  abs: (args) => (args[0]?.type.kind === "interval" ? null : unary(args, (x) => `abs(${x})`)),
  sign: (args) => unary(args, (x) => `CAST(sign(${x}) AS DOUBLE)`, DOUBLE),
  signum: (args) => unary(args, (x) => `CAST(sign(${x}) AS DOUBLE)`, DOUBLE),
};

function unshown(binding: Binding | null): Binding | null {
  if (!binding) return null;
  const { shown: _, ...rest } = binding;
  return rest;
}

/** An operator that times and intervals take part in, too: what they make of it, or else what it was. */
export function withTimes(fn: FunctionDefinition): FunctionDefinition {
  const rule = Object.hasOwn(rules, fn.name) ? rules[fn.name] : undefined;
  if (!rule) return fn;
  return { ...fn, bind: (args, written) => rule(args, written) ?? fn.bind(args, written) };
}
