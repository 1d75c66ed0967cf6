import { describe, expect, test } from "vitest";
import {
  Decimal,
  dateText,
  doubleText,
  floatText,
  parseDate,
  parseTimestamp,
  t,
  timestampText,
  timeZone,
  toText,
} from "../../src/types/index.js";
import { answers } from "./answers.js";

describe(`as Spark ${answers.spark} prints it`, () => {
  test.each(Object.entries(answers.timestamps))("timestamps in %s", (zone, texts) => {
    for (const [micros, text] of Object.entries(texts)) {
      expect(`${micros} ${timestampText(BigInt(micros), timeZone(zone))}`).toBe(`${micros} ${text}`);
    }
  });

  test("dates", () => {
    for (const [days, text] of Object.entries(answers.dates)) expect(dateText(Number(days))).toBe(text);
  });

  // Java 17 sometimes writes a digit more than is needed (2.0E-3 as 0.0020, …); from Java 19 on it writes ours.
  test("doubles, in the fewest digits", () => {
    for (const [given, spark] of answers.numbers.double)
      expectSameNumber(doubleText(numberOf(given)), spark, (value) => value);
  });

  test("floats, in the fewest digits", () => {
    for (const [given, spark] of answers.numbers.float)
      expectSameNumber(floatText(numberOf(given)), spark, Math.fround);
  });
});

function numberOf(text: string): number {
  return Number(text.replace("nan", "NaN").replace("infinity", "Infinity"));
}

function expectSameNumber(ours: string, spark: string, round: (value: number) => number): void {
  if (ours === spark) return;
  expect(round(Number(ours)), spark).toBe(round(Number(spark)));
  expect(ours.length, `${ours} is not longer than ${spark}`).toBeLessThanOrEqual(spark.length);
}

describe(`as Spark ${answers.spark} reads it`, () => {
  test.each(Object.entries(answers.timestampTexts))("dates and times in %s", (zone, texts) => {
    for (const [text, zoned, plain, days] of texts) {
      expect(`${text}: ${parseTimestamp(text, timeZone(zone)) ?? "null"}`).toBe(
        `${text}: ${zoned ?? "null"}`,
      );
      expect(`${text}: ${parseDate(text) ?? "null"}`).toBe(`${text}: ${days ?? "null"}`);
      if (zone === "UTC")
        expect(`${text}: ${parseTimestamp(text, null) ?? "null"}`).toBe(`${text}: ${plain ?? "null"}`);
    }
  });
});

describe("the text of a value", () => {
  const nested = t.array(t.struct({ a: t.binary(), b: t.map(t.string(), t.double()) }));
  const value = [[new Uint8Array([97, 175]), [["k", null]]], null];

  test("show prints NULL and bytes in hex, a cast null and UTF-8", () => {
    expect(toText(value, nested, "UTC")).toBe("[{[61 AF], {k -> NULL}}, NULL]");
    expect(toText([[new Uint8Array([97]), [["k", 1]]], null], nested, "UTC", "cast")).toBe(
      "[{a, {k -> 1.0}}, null]",
    );
  });

  test("longs, decimals and booleans are written whole", () => {
    expect(toText(1584786731698422519n, t.long(), "UTC")).toBe("1584786731698422519");
    expect(toText(Decimal.from("12.5", 2), t.decimal(10, 2), "UTC")).toBe("12.50");
    expect(toText(true, t.boolean(), "UTC")).toBe("true");
  });

  test("an unknown time zone is refused", () => {
    expect(() => toText(0n, t.timestamp(), "Europe/Pariss")).toThrow(
      /INVALID_TIMEZONE.*\n.*"Europe\/Pariss"/,
    );
  });
});
