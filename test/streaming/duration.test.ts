import { describe, expect, it } from "vitest";
import { durationMicros, durationMillis } from "../../src/plan/duration.js";
import type { Trigger } from "../../src/plan/engine.js";
import { nextTriggerTime, planTrigger } from "../../src/streaming/trigger.js";

describe("Spark's interval text", () => {
  it.each([
    ["2 seconds", 2_000_000n],
    ["1 minute 30 seconds", 90_000_000n],
    ["500 milliseconds", 500_000n],
    ["INTERVAL 1 HOUR", 3_600_000_000n],
    ["1 week -1 day", 518_400_000_000n],
    ["- 5 seconds", -5_000_000n],
    ["1.5 seconds", 1_500_000n],
    ["  7   microseconds ", 7n],
    ["0 seconds", 0n],
  ])("%j is %s microseconds", (text, micros) => expect(durationMicros(text, "test")).toBe(micros));

  it.each([
    "",
    "soon",
    "10",
    "10 s",
    "1 month",
    "2 years",
    "1.5 minutes",
    "1 second and a half",
    "seconds 2",
  ])("%j is refused with the way to write it", (text) => {
    expect(() => durationMicros(text, "window")).toThrow(
      /^\[INVALID_INTERVAL_FORMAT\] window: .*\n.*\n {2}try: "10 seconds"/,
    );
  });

  it.each([
    ["1 sec", '"1 second"'],
    ["500ms", '"500 milliseconds"'],
    ["2 mins", '"2 minutes"'],
    ["1 hr 30 secnds", '"1 hour 30 seconds"'],
  ])("%j, which Spark refuses, is told as %s", (text, cure) => {
    expect(() => durationMicros(text, "trigger")).toThrow(`try: ${cure}: units are written out`);
  });

  it("is milliseconds where a number is", () => {
    expect(durationMillis(1500, "test")).toBe(1500);
    expect(durationMillis("1 second 999 microseconds", "test")).toBe(1000);
    expect(() => durationMillis("-1 second", "test")).toThrow("must not be negative");
    expect(() => durationMillis(Number.NaN, "test")).toThrow("finite");
  });
});

describe("triggers", () => {
  it("are read once", () => {
    expect(planTrigger(null)).toEqual({ kind: "asap" });
    expect(planTrigger({ processingTime: "0 seconds" })).toEqual({ kind: "asap" });
    expect(planTrigger({ processingTime: 2000 })).toEqual({ kind: "interval", interval: 2000 });
    expect(planTrigger({ once: true })).toEqual({ kind: "once" });
    expect(planTrigger({ availableNow: true })).toEqual({ kind: "availableNow" });
  });

  it("name exactly one way", () => {
    for (const wrong of [
      {},
      { once: true, availableNow: true },
      { continuous: "1 second" },
      { once: false },
    ]) {
      expect(() => planTrigger(wrong as unknown as Trigger)).toThrow("INVALID_TRIGGER");
    }
  });

  it("are aligned to the epoch", () => {
    expect(nextTriggerTime(0, 10)).toBe(10);
    expect(nextTriggerTime(9, 10)).toBe(10);
    expect(nextTriggerTime(10, 10)).toBe(20);
  });
});
