import { isIntegral, isNumeric } from "../../plan/coerce.js";
import type { CastMode } from "../../plan/resolved.js";
import type { DataType, DecimalType } from "../../types/data-type.js";
import { Decimal } from "../../types/decimal.js";
import { callScript } from "../scripts.js";
import { sqlType } from "../sql-types.js";
import { boundsOf, wrapped } from "./bounds.js";
import { invalidSql, overflowSql } from "./cast-error.js";
import { once } from "./once.js";

/** A cast of a number or boolean to a number, boolean or binary; null for any other. */
export function numberCastSql(sql: string, from: DataType, to: DataType, mode: CastMode): string | null {
  if (from.kind === "boolean")
    return to.kind === "decimal" ? decimalSql(`CAST(${sql} AS INTEGER)`, to, mode) : plain(sql, to);
  if (to.kind === "boolean") return `(${sql} <> 0)`;
  if (to.kind === "binary") return bytesSql(sql, from);
  if (!isNumeric(to)) return null;
  const isReal = from.kind === "double" || from.kind === "float";
  if (isIntegral(to)) return isReal ? fromReal(sql, from, to, mode) : fromExact(sql, from, to, mode);
  if (to.kind === "decimal") return isReal ? decimalOfReal(sql, from, to, mode) : decimalSql(sql, to, mode);
  if (to.kind === "float" && from.kind === "double")
    // What is too large for a float is infinite in Java, and refused by the engine.
    return once(
      [sql],
      ([x]) =>
        `CASE WHEN abs(${x}) >= 3.4028235677973366e38 THEN CAST(sign(${x}) * 'inf'::DOUBLE AS FLOAT) ELSE CAST(${x} AS FLOAT) END`,
    );
  return plain(sql, to);
}

const plain = (sql: string, to: DataType): string => `CAST(${sql} AS ${sqlType(to)})`;

const WIDTH: Partial<Record<DataType["kind"], number>> = { byte: 1, short: 2, int: 3, long: 4 };

/** A whole number, or a decimal whose fraction is cut off. */
function fromExact(sql: string, from: DataType, to: DataType, mode: CastMode): string {
  if (from.kind !== "decimal" && WIDTH[from.kind]! <= WIDTH[to.kind]!) return plain(sql, to);
  const whole = from.kind === "decimal" ? `trunc(${sql})` : sql;
  if (mode === "legacy") return wrapped(`CAST(${whole} AS HUGEINT)`, to, "HUGEINT");
  const [least, most] = boundsOf(to);
  return once(
    [whole],
    ([x]) =>
      `CASE WHEN ${x} NOT BETWEEN ${least} AND ${most} THEN ${overflowSql(x!, from, to, mode)} ELSE CAST(${x} AS ${sqlType(to)}) END`,
  );
}

/** The fraction is cut off. Without ANSI what is too large becomes the largest, by way of int as in Java, and NaN 0. */
function fromReal(sql: string, from: DataType, to: DataType, mode: CastMode): string {
  const target: DataType = mode === "legacy" && to.kind !== "long" ? { kind: "int" } : to;
  const [least, most] = boundsOf(target);
  const type = sqlType(target);
  const whole = once([`trunc(CAST(${sql} AS DOUBLE))`], ([x]) => {
    // 2^63 is no long, but Spark lets it pass as the largest.
    const top = target.kind === "long" ? `WHEN ${x} = 9223372036854775808.0 THEN ${most}::BIGINT ` : "";
    const [low, high] = [`${least}::DOUBLE`, `${most}::DOUBLE`];
    if (mode === "legacy")
      return `CASE WHEN isnan(${x}) THEN 0::${type} WHEN ${x} >= ${high} THEN ${most}::${type} WHEN ${x} <= ${low} THEN CAST(${least} AS ${type}) ELSE CAST(${x} AS ${type}) END`;
    return `CASE WHEN isnan(${x}) OR ${x} < ${low} OR ${x} > ${high} THEN ${overflowSql(x!, from, to, mode)} ${top}ELSE CAST(${x} AS ${type}) END`;
  });
  return target === to ? whole : wrapped(`CAST(${whole} AS BIGINT)`, to);
}

function decimalSql(sql: string, to: DecimalType, mode: CastMode): string {
  return `${mode === "ansi" ? "CAST" : "TRY_CAST"}(${sql} AS ${sqlType(to)})`;
}

/** By the number's shortest text, as Java's BigDecimal: 1.005 is 1.01 in two digits. What is no number is null. */
function decimalOfReal(sql: string, from: DataType, to: DecimalType, mode: CastMode): string {
  const run = (value: number): Decimal | null =>
    Number.isFinite(value) ? fitted(Decimal.from(value, to.scale), to, mode) : null;
  return callScript({ name: `decimal_of_real_${mode}`, parameters: [from], result: to, run }, [sql]);
}

/** A decimal that has the digits of its type; another raises under ANSI, and is null otherwise. */
export function fitted(value: Decimal, { precision, scale }: DecimalType, mode: CastMode): Decimal | null {
  if (value.unscaled.toString().replace("-", "").length <= precision) return value;
  if (mode !== "ansi") return null;
  throw new Error(
    `[NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION] ${value.toString()} cannot be represented as Decimal(${precision}, ${scale}). Use \`try_cast\` to have null instead.`,
  );
}

const SIZE: Partial<Record<DataType["kind"], number>> = { byte: 1, short: 2, int: 4, long: 8 };

/** The bytes of a whole number, the highest first. */
function bytesSql(sql: string, from: DataType): string {
  const run = (value: number | bigint): Uint8Array => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64BE(BigInt(value));
    return new Uint8Array(bytes.subarray(8 - SIZE[from.kind]!));
  };
  return callScript({ name: "bytes_of_number", parameters: [from], result: { kind: "binary" }, run }, [sql]);
}

// Seconds beyond the ends of time become the ends of time, as in Spark: the engine's, which lie within Spark's.
const LAST_MICROS = "9223372036854775806";
const FIRST_MICROS = "-9223372022400000000";
const clamped = (micros: string): string =>
  `make_timestamptz(greatest(least(${micros}, ${LAST_MICROS}), ${FIRST_MICROS})::BIGINT)`;

/** Seconds since the epoch, the fraction cut at the microsecond. */
export function secondsCastSql(sql: string, from: DataType, mode: CastMode): string {
  const to: DataType = { kind: "timestamp" };
  if (from.kind === "boolean") return `make_timestamptz(CAST(${sql} AS BIGINT))`;
  const cast = mode === "ansi" ? "CAST" : "TRY_CAST";
  if (isIntegral(from)) return clamped(`CAST(${sql} AS HUGEINT) * 1000000`);
  if (from.kind === "decimal") return `make_timestamptz(${cast}(trunc(${sql} * 1000000) AS BIGINT))`;
  const micros = (x: string): string =>
    mode === "ansi"
      ? `make_timestamptz(CAST(trunc(${x} * 1000000) AS BIGINT))`
      : `CASE WHEN ${x} IS NOT NULL THEN ${clamped(`CAST(greatest(least(trunc(${x} * 1000000), 1e19), -1e19) AS HUGEINT)`)} END`;
  return once(
    [`CAST(${sql} AS DOUBLE)`],
    ([x]) =>
      `CASE WHEN isfinite(${x}) OR ${x} IS NULL THEN ${micros(x!)} ELSE ${invalidSql(`CAST(${x} AS VARCHAR)`, from, to, mode)} END`,
  );
}

/** Seconds since the epoch, rounded down where the number is whole. */
export function epochCastSql(sql: string, to: DataType, mode: CastMode): string {
  const from: DataType = { kind: "timestamp" };
  if (to.kind === "boolean") return `(epoch_us(${sql}) <> 0)`;
  if (to.kind === "decimal")
    return decimalSql(`CAST(epoch_us(${sql}) AS DECIMAL(19, 0)) * CAST(0.000001 AS DECIMAL(6, 6))`, to, mode);
  if (!isIntegral(to)) return `CAST(epoch_us(${sql}) / 1000000 AS ${sqlType(to)})`;
  const seconds = once(
    [`epoch_us(${sql})`],
    ([us]) => `${us} // 1000000 - CAST(${us} % 1000000 < 0 AS BIGINT)`,
  );
  if (to.kind === "long") return `(${seconds})`;
  const [least, most] = boundsOf(to);
  return once(
    [`(${seconds})`],
    ([x]) =>
      `CASE WHEN ${x} NOT BETWEEN ${least} AND ${most} THEN ${overflowSql(x!, from, to, mode)} ELSE CAST(${x} AS ${sqlType(to)}) END`,
  );
}
