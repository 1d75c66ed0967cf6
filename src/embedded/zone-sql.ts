import { ianaName, timeZone } from "../types/time-zone.js";
import { text } from "./sql-types.js";

/** The zone of the session while a query runs. What is computed in a zone keeps the one in which it was written. */
export const SESSION_ZONE = "getvariable('time_zone')";

/** The engine's name of a region: Java has short names of its own. Offsets are added by `localTimeSql` and `instantSql`. */
export const engineZone = (id: string): string => (offsetOf(id) === null ? ianaName(id) : "UTC");

/** The microseconds of `+09:00` or `GMT+9`; null for a region. */
function offsetOf(id: string): number | null {
  const isOffset = /^(?:Z|UT|(?:UTC|GMT|UT)?[+-].*)$/.test(ianaName(id));
  return isOffset ? timeZone(id).offsetAt(0) * 1_000_000 : null;
}

/** Local time of an instant, in the zone that the session had when the query was written. */
export function localTimeSql(instant: string, zone: string | undefined): string {
  if (zone === undefined) return `CAST(${instant} AS TIMESTAMP)`;
  const offset = offsetOf(zone);
  return offset === null
    ? `timezone(${text(engineZone(zone))}, ${instant})`
    : `make_timestamp(epoch_us(${instant}) + (${offset}))`;
}

/** The instant of a local time, as the other way round. */
export function instantSql(local: string, zone: string | undefined): string {
  if (zone === undefined) return `CAST(${local} AS TIMESTAMPTZ)`;
  const offset = offsetOf(zone);
  return offset === null
    ? `timezone(${text(engineZone(zone))}, ${local})`
    : `make_timestamptz(epoch_us(${local}) - (${offset}))`;
}

/** The zone itself, for a script. */
export const zoneSql = (zone: string | undefined): string => (zone === undefined ? SESSION_ZONE : text(zone));
