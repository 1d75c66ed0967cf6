import { describe, expect, test } from "vitest";
import { parseSchemaDDL, rowReader, showText } from "../../src/types/index.js";
import { answers } from "./answers.js";

const ids = (count: number): unknown[] => Array.from({ length: count }, (_, i) => [i]);
const z = "abcdefghijklmnopqrstuvwxyz";

// The same rows as the queries of spark-answers.py give.
const data: Record<string, unknown[]> = {
  plain: [
    [1, "a", 1.5],
    [22, null, -0],
  ],
  "every type": [
    [
      1,
      "x\ty\nz \u0007\v\r\f\b\\",
      z,
      null,
      "日本語",
      1,
      1e7,
      [1, null],
      { a: 1, b: null },
      [1, null, [["1.5"]]],
      new Uint8Array([0x61, 0x62, 0xaf]),
      true,
      "1969-12-31 23:59:59.1205",
      "-0044-03-15",
      "+12020-01-01 00:00:00",
      0,
      1.1,
      Number.NaN,
    ],
  ],
  whole: [[1, z, "日本語", null, new Uint8Array([0]), new Map([[1, ["x", null]]])]],
  three: [[1, "abcdefgh", "ｆｕｌｌ"]],
  ten: [["abcdefghij", "abcdefghijk", 1234567890123n]],
  "top 1": ids(3),
  "top 2": ids(3),
  "top 0": ids(3),
  exactly: ids(3),
  empty: [],
  vertical: [
    [0, "abcdef", "日本"],
    [1, "abcdef", "日本"],
  ],
  "vertical top": Array.from({ length: 12 }, (_, i) => [i, z]),
  "vertical empty": [],
  "vertical whole": [[z]],
  "same names": [[1, 2, 3]],
  emoji: [["😀😀", "한국어", "é"]],
  Paris: [[1585443599999999n, 1585443600000000n, "2020-03-29 02:30:00"]],
  "nested nulls": [[[null, [null]], [[1, null], null], [], {}, [0n, "2020-01-01", new Uint8Array([97]), 2]]],
  "pg window": [[[0n, 10000000n], 1]],
};

describe(`show() as Spark ${answers.spark} prints it`, () => {
  test.each(Object.entries(answers.shows))("%s", (name, { options, ddl, text }) => {
    // Spark writes the type of a bare null as VOID NOT NULL in places where it can be null.
    const schema = parseSchemaDDL(ddl);
    const rows = (data[name] ?? []).map(rowReader(schema));
    expect(showText(schema, rows, { timeZone: "UTC", ...options })).toBe(text);
  });

  test("rows beyond those given are announced", () => {
    const schema = parseSchemaDDL("id INT");
    expect(showText(schema, [[1]], { n: 1, more: true, timeZone: "UTC" })).toMatch(
      /\nonly showing top 1 row$/,
    );
  });
});
