import { StreambookError } from "../errors.js";
import { durationMillis } from "../plan/duration.js";
import type { Trigger } from "../plan/engine.js";

/** A trigger with its durations read. `interval` is milliseconds. */
export type TriggerPlan =
  | { readonly kind: "asap" }
  | { readonly kind: "interval"; readonly interval: number }
  | { readonly kind: "once" }
  | { readonly kind: "availableNow" };

/** Checks a trigger. None, or an interval of 0, runs a batch as soon as there is data. Throws INVALID_TRIGGER, INVALID_INTERVAL_FORMAT. */
export function planTrigger(trigger: Trigger | null): TriggerPlan {
  if (trigger === null) return { kind: "asap" };
  const given = Object.entries(trigger).filter(([, value]) => value !== undefined);
  const [name, value] = given[0] ?? [];
  if (given.length === 1) {
    if (name === "once" && value === true) return { kind: "once" };
    if (name === "availableNow" && value === true) return { kind: "availableNow" };
    if (name === "processingTime" && (typeof value === "string" || typeof value === "number")) {
      const interval = durationMillis(value, "trigger");
      return interval === 0 ? { kind: "asap" } : { kind: "interval", interval };
    }
  }
  throw new StreambookError({
    code: "INVALID_TRIGGER",
    step: "trigger",
    rule: "A trigger names exactly one way to start batches.",
    got: JSON.stringify(trigger),
    cure: '{ processingTime: "2 seconds" }, { once: true } or { availableNow: true }',
  });
}

/** The first multiple of the interval after `now`: triggers are aligned to the epoch, as Spark's, and missed ones are skipped. */
export function nextTriggerTime(now: number, interval: number): number {
  return Math.floor(now / interval) * interval + interval;
}
