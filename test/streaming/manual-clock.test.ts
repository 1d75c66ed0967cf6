import { describe, expect, it } from "vitest";
import { SystemClock } from "../../src/streaming/clock.js";
import { ManualClock } from "../../src/streaming/manual-clock.js";

describe("ManualClock", () => {
  it("stands still until it is advanced", async () => {
    const clock = new ManualClock("2020-01-01T00:00:00Z");
    expect(new Date(clock.now()).toISOString()).toBe("2020-01-01T00:00:00.000Z");
    await clock.advance("1 minute 30 seconds");
    await clock.advance(500);
    expect(new Date(clock.now()).toISOString()).toBe("2020-01-01T00:01:30.500Z");
    expect(new ManualClock(new Date(5)).now()).toBe(5);
  });

  it("fires timers in order, each at its own time, and awaits them", async () => {
    const clock = new ManualClock(0);
    const fired: string[] = [];
    const note = (name: string) => async () => {
      await Promise.resolve();
      fired.push(`${name}@${clock.now()}`);
    };
    clock.schedule(3000, note("c"));
    clock.schedule(1000, note("a"));
    clock.schedule(1000, note("b"));
    const cancel = clock.schedule(2000, note("cancelled"));
    clock.schedule(9000, note("later"));
    cancel();
    await clock.advance("5 seconds");
    expect(fired).toEqual(["a@1000", "b@1000", "c@3000"]);
    expect(clock.now()).toBe(5000);
  });

  it("fires timers that timers set, within the same advance", async () => {
    const clock = new ManualClock(0);
    const times: number[] = [];
    const tick = () => {
      times.push(clock.now());
      clock.schedule(clock.now() + 10, tick);
    };
    clock.schedule(10, tick);
    await clock.advance(35);
    expect(times).toEqual([10, 20, 30]);
  });

  it("fires what is due already without being advanced", async () => {
    const clock = new ManualClock(100);
    const fired = new Promise<void>((resolve) => clock.schedule(50, resolve));
    await fired;
  });

  it("waits for work of the present moment before it moves on", async () => {
    const clock = new ManualClock(0);
    let ended = -1;
    void clock.during(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      ended = clock.now();
    });
    await clock.advance(10);
    expect(ended).toBe(0);
  });

  it("can be advanced from inside such work", async () => {
    const clock = new ManualClock(0);
    const work = clock.during(() => clock.advance(10));
    await clock.advance(5);
    await work;
    expect(clock.now()).toBe(15);
  });

  it("refuses what is no time and no length of time", async () => {
    expect(() => new ManualClock("yesterday")).toThrow("INVALID_TIMESTAMP");
    await expect(new ManualClock(0).advance("soon")).rejects.toMatchObject({
      code: "INVALID_INTERVAL_FORMAT",
    });
    await expect(new ManualClock(0).advance(-1)).rejects.toMatchObject({ code: "INVALID_INTERVAL_FORMAT" });
  });
});

describe("SystemClock", () => {
  it("fires once the time has come, never early, and can be cancelled", async () => {
    const clock = new SystemClock();
    const due = clock.now() + 5;
    let cancelled = false;
    clock.schedule(due, () => void (cancelled = true))();
    await new Promise<void>((resolve) => clock.schedule(due, resolve));
    expect(clock.now()).toBeGreaterThanOrEqual(due);
    expect(cancelled).toBe(false);
  });

  it("holds waits longer than Node's timers", () => {
    const clock = new SystemClock();
    const cancel = clock.schedule(clock.now() + 2 ** 40, () => {
      throw new Error("fired");
    });
    cancel();
  });
});
