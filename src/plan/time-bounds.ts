import { conjuncts } from "./references.js";
import type { ResolvedExpr } from "./resolved.js";

/**
 * `column` lies above another time plus `offset` (microseconds); `isInclusive`: or on it. Without another time the offset is itself the bound: Spark reads
 * `n > 2` as one too, of two seconds after 1970, whatever `n` is.
 */
export interface TimeBound {
  readonly column: number;
  readonly above: number | null;
  readonly offset: bigint;
  readonly isInclusive: boolean;
}

/** One time of a sum, and whether it is taken away. */
interface Term {
  readonly column: number;
  readonly sign: 1n | -1n;
}

interface Sum {
  readonly terms: readonly Term[];
  readonly micros: bigint;
}

const SECOND = 1_000_000n;
const nothing: Sum = { terms: [], micros: 0n };

/** What a condition says of two columns of time: `t > u + interval 5 seconds`, in any order of its parts, also as seconds (`cast(t as long)`). */
export function timeBounds(condition: ResolvedExpr): TimeBound[] {
  return conjuncts(condition).flatMap((part) => {
    if (part.kind !== "call") return [];
    const [a, b, c] = part.args as [ResolvedExpr, ResolvedExpr, ResolvedExpr];
    switch (part.fn.name) {
      case "<":
        return bound(a, b, false);
      case "<=":
        return bound(a, b, true);
      case ">":
        return bound(b, a, false);
      case ">=":
        return bound(b, a, true);
      case "between":
        return [...bound(b, a, true), ...bound(a, c, true)];
      default:
        return [];
    }
  });
}

/** From `low < high`: `low - high < 0`, with one time on either side. */
function bound(low: ResolvedExpr, high: ResolvedExpr, isInclusive: boolean): TimeBound[] {
  const difference = plus(sumOf(low), sumOf(high), -1n);
  if (!difference || difference.terms.length > 2) return [];
  const column = difference.terms.find((t) => t.sign === -1n);
  const above = difference.terms.find((t) => t.sign === 1n);
  if (!column || difference.terms.length !== (above ? 2 : 1)) return [];
  return [{ column: column.column, above: above?.column ?? null, offset: difference.micros, isInclusive }];
}

/** An expression as times and a number of microseconds; a plain number is seconds. Null for what is no such sum. */
function sumOf(expr: ResolvedExpr): Sum | null {
  switch (expr.kind) {
    case "attribute":
      return { terms: [{ column: expr.id, sign: 1n }], micros: 0n };
    case "cast":
      return /^(timestamp|timestamp_ntz|day_time_interval|byte|short|int|long|float|double|decimal)$/.test(
        expr.type.kind,
      )
        ? sumOf(expr.child)
        : null;
    case "literal":
      return microsOf(expr.value, expr.type.kind);
    case "call": {
      const [a, b] = expr.args;
      if (/^(\+|shift_time1|interval_sum1)$/.test(expr.fn.name)) return plus(sumOf(a!), sumOf(b!), 1n);
      if (/^(-|shift_time-1|interval_sum-1)$/.test(expr.fn.name)) return plus(sumOf(a!), sumOf(b!), -1n);
      if (expr.fn.name === "negative") return plus(nothing, sumOf(a!), -1n);
      if (expr.fn.name === "interval_times") return scaled(sumOf(a!), sumOf(b!), false);
      if (expr.fn.name === "interval_by") return scaled(sumOf(a!), sumOf(b!), true);
      return expr.fn.name === "make_dt_interval" ? intervalOf(expr.args.map(sumOf)) : null;
    }
    default:
      return null;
  }
}

/** Days, hours, minutes and seconds, as far as they are given: each arrives here as microseconds of so many seconds. */
function intervalOf(parts: readonly (Sum | null)[]): Sum | null {
  const seconds = [86_400n, 3_600n, 60n, 1n];
  return parts.reduce<Sum | null>((sum, part, i) => {
    if (!sum || !part || part.terms.length > 0) return null;
    return { terms: [], micros: sum.micros + part.micros * seconds[i]! };
  }, nothing);
}

/** An interval times or by a number, which arrives here as so many seconds. */
function scaled(interval: Sum | null, number: Sum | null, isDivision: boolean): Sum | null {
  if (!interval || !number || interval.terms.length + number.terms.length > 0) return null;
  if (!isDivision) return { terms: [], micros: (interval.micros * number.micros) / SECOND };
  return number.micros === 0n ? null : { terms: [], micros: (interval.micros * SECOND) / number.micros };
}

function microsOf(value: unknown, kind: string): Sum | null {
  if (kind === "day_time_interval") return { terms: [], micros: value as bigint };
  if (typeof value === "bigint") return { terms: [], micros: value * SECOND };
  if (typeof value === "number") return { terms: [], micros: BigInt(Math.round(value * 1e6)) };
  if (kind === "decimal") return { terms: [], micros: BigInt(Math.round(Number(String(value)) * 1e6)) };
  return null;
}

function plus(a: Sum | null, b: Sum | null, sign: 1n | -1n): Sum | null {
  if (!a || !b) return null;
  const turned = b.terms.map((t): Term => ({ ...t, sign: t.sign === sign ? 1n : -1n }));
  return { terms: [...a.terms, ...turned], micros: a.micros + sign * b.micros };
}
