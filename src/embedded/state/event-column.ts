import { eventTimes } from "../../plan/event-time.js";
import type { Attribute, ResolvedPlan } from "../../plan/resolved.js";

/** The column that carries the event time of an operator's input. */
export interface EventColumn {
  /** Its place among the input's columns. */
  readonly place: number;
  readonly attribute: Attribute;
  /** Of its watermark, microseconds. */
  readonly delay: bigint;
}

/** Looked for in the plan as it was, before it was cut; null when no column carries an event time. */
export function eventColumn(input: ResolvedPlan): EventColumn | null {
  const times = eventTimes(input);
  const place = input.output.findIndex((a) => times.has(a.id));
  const attribute = input.output[place];
  return attribute ? { place, attribute, delay: times.get(attribute.id)! } : null;
}

/** Microseconds of an event time, of a window those of its end: what is compared with the watermark. */
export function eventMicros(sql: string, { type }: Attribute): string {
  return `epoch_us(${sql}${type.kind === "struct" ? '."end"' : ""})`;
}
