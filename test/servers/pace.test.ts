import { describe, expect, it } from "vitest";
import { Pace } from "../../servers/pace.js";

/** Runs a pace under a clock of its own, as a server does: take, then wait as long as it says. */
function run(rate: number, milliseconds: number): { records: number; asked: number } {
  const pace = new Pace(rate, 0);
  let [records, asked] = [0, 0];
  for (let now = 0; now < milliseconds; now += pace.delay(now)) {
    records += pace.take(now);
    asked++;
  }
  return { records, asked };
}

describe("Pace", () => {
  it.each([0.5, 1, 3, 10, 100, 999, 12_345, 1_000_000])("gives %d records a second", (rate) => {
    const { records, asked } = run(rate, 60_000);
    expect(records / 60 / rate).toBeCloseTo(1, 1);
    expect(asked).toBeLessThanOrEqual(60_000 / 10 + 1);
  });

  it("gives the first record at once, and the next one when it is due", () => {
    const pace = new Pace(10, 5000);
    expect(pace.take(5000)).toBe(1);
    expect(pace.take(5050)).toBe(0);
    expect(pace.delay(5050)).toBe(50);
    expect(pace.take(5100)).toBe(1);
    expect(pace.take(5400)).toBe(3);
  });

  it("catches up with one second after a pause, no more", () => {
    const pace = new Pace(100, 0);
    pace.take(0);
    expect(pace.take(3_600_000)).toBe(101);
    expect(pace.take(3_600_010)).toBe(1);
  });

  it("forgets what was due when it restarts", () => {
    const pace = new Pace(10, 0);
    pace.take(0);
    pace.restart(900);
    expect(pace.take(900)).toBe(1);
    expect(pace.take(950)).toBe(0);
  });
});
