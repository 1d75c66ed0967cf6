import { describe, expect, it } from "vitest";
import { rateProvider } from "../../src/sources/rate.js";
import type { BatchData, Offset } from "../../src/sources/source.js";
import { TestContext } from "./context.js";
import { sourceContract } from "./contract.js";

const START = BigInt(Date.UTC(2020, 0, 1)) * 1000n;

function rowsOf(data: BatchData): (readonly unknown[])[] {
  if (data.kind !== "rows") throw new Error(data.kind);
  return [...data.rows];
}

sourceContract("the rate source", async () => {
  let second = 0;
  return {
    source: () => rateProvider.create({ rowsPerSecond: "2" }, null, []),
    add: async (context) => {
      await context.clock.advance("1 second");
      const start = START + BigInt(second++) * 1_000_000n;
      return [0n, 1n].map((i) => `${start + i * 500_000n} ${BigInt(second * 2 - 2) + i}`);
    },
    rows: (data) => rowsOf(data).map((row) => row.join(" ")),
    close: async () => undefined,
  };
});

describe("the rate source", () => {
  async function values(options: Record<string, string>, seconds: number): Promise<number[]> {
    const context = new TestContext();
    const source = rateProvider.create(options, null, []);
    await source.open(context, null);
    const counts: number[] = [];
    let at: Offset | null = null;
    for (let i = 0; i < seconds; i++) {
      await context.clock.advance(1000);
      const end: Offset | null = await source.latestOffset(at);
      counts.push(end === null ? 0 : rowsOf(await source.read(at, end)).length);
      at = end;
    }
    await source.close();
    return counts;
  }

  it("grows to its rate as Spark's does", async () => {
    expect(await values({ rowsPerSecond: "10", rampUpTime: "4s" }, 7)).toEqual([2, 4, 6, 8, 10, 10, 10]);
    expect(await values({ rowsPerSecond: "10", rampUpTime: " 4 " }, 7)).toEqual([2, 4, 6, 8, 10, 10, 10]);
    expect(await values({ rowsPerSecond: "3" }, 3)).toEqual([3, 3, 3]);
  });

  it("comes back after a long pause in batches that fit into memory", async () => {
    const context = new TestContext();
    const source = rateProvider.create({ rowsPerSecond: "500000" }, null, []);
    await source.open(context, null);
    await context.clock.advance("1 day");
    expect(await source.latestOffset(null)).toMatchObject({ seconds: 2 });
    await source.close();
  });

  it("checks its options", () => {
    const describe = (options: Record<string, string>) => rateProvider.describe(options, null, []);
    expect(describe({ rowspersecond: "5", numPartitions: "3" }).fields.map((f) => f.name)).toEqual([
      "timestamp",
      "value",
    ]);
    expect(() => describe({ rowsPerSecond: "0" })).toThrow(/whole number from 1/);
    for (const rampUpTime of ["soon", "5 seconds", "5 s", "-5s", ""])
      expect(() => describe({ rampUpTime })).toThrow(/INVALID_OPTION.*rampUpTime/s);
    expect(() => describe({ rowPerSecond: "1" })).toThrow(/did you mean `rowsPerSecond`/);
  });
});
