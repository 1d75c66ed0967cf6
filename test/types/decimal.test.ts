import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { Decimal } from "../../src/types/index.js";

describe("Decimal", () => {
  test.each([
    ["12.5", 2, "12.50"],
    ["-12.345", 2, "-12.35"],
    ["12.345", 2, "12.35"],
    ["0.004", 2, "0.00"],
    ["-0.004", 2, "0.00"],
    [".5", 1, "0.5"],
    ["1.", 0, "1"],
    ["1e3", 1, "1000.0"],
    ["1.5E-7", 8, "0.00000015"],
    [1e21, 0, "1000000000000000000000"],
    [0.1, 3, "0.100"],
    [-7n, 2, "-7.00"],
    ["99999999999999999999999999999999999999", 0, "99999999999999999999999999999999999999"],
  ])("from %s with %i digits after the point is %s", (value, scale, text) => {
    expect(Decimal.from(value, scale).text).toBe(text);
  });

  test("keeps the digits it is given when no scale is asked for", () => {
    expect(Decimal.from("1.50").text).toBe("1.50");
    expect(Decimal.from("150e2").text).toBe("15000");
  });

  test("shows the same text everywhere, exactly", () => {
    const price = Decimal.fromUnscaled(-5n, 2);
    expect([price.toString(), JSON.stringify({ price }), inspect(price)]).toEqual([
      "-0.05",
      '{"price":"-0.05"}',
      "Decimal(-0.05)",
    ]);
    expect([price.unscaled, price.scale, price.precision, price.toNumber()]).toEqual([-5n, 2, 2, -0.05]);
  });

  test("is compared as a number", () => {
    expect(Decimal.from("1.5").equals(Decimal.from("1.50"))).toBe(true);
    expect(Decimal.from("1.5").equals(1.5)).toBe(false);
    const sorted = ["10", "-2.5", "9.99"].map((text) => Decimal.from(text)).sort((a, b) => a.compare(b));
    expect(sorted.map(String)).toEqual(["-2.5", "9.99", "10"]);
  });

  test.each(["", ".", "1,5", "1.2.3", "NaN", "0x10", "--1"])("refuses %j", (text) => {
    expect(() => Decimal.from(text)).toThrow(/INVALID_DECIMAL/);
  });

  test("refuses what is not finite", () => {
    expect(() => Decimal.from(Number.POSITIVE_INFINITY)).toThrow(/INVALID_DECIMAL/);
  });
});
