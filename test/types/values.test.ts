import { describe, expect, test } from "vitest";
import { Decimal, fromPublic, inferSchema, rowReader, t, toDDL, toPublic } from "../../src/types/index.js";
import type { DataType } from "../../src/types/index.js";

const read = (value: unknown, type: DataType): unknown => fromPublic(value, type, "x", { step: "addData" });

describe("values that users give", () => {
  test.each<[string, DataType, unknown, unknown]>([
    ["long from bigint", t.long(), 2n ** 63n - 1n, 2n ** 63n - 1n],
    ["long from a whole number", t.long(), 7, 7n],
    ["int from number", t.int(), -(2 ** 31), -(2 ** 31)],
    ["int from bigint", t.int(), 5n, 5],
    ["int has no -0", t.int(), -0, 0],
    ["byte", t.byte(), 127, 127],
    ["double", t.double(), Number.NaN, Number.NaN],
    ["double from bigint", t.double(), 3n, 3],
    ["float is rounded to 32 bits", t.float(), 0.1, Math.fround(0.1)],
    ["decimal is rounded to its scale", t.decimal(5, 2), "12.345", Decimal.from("12.35")],
    ["timestamp from Date", t.timestamp(), new Date(-1), -1000n],
    ["timestamp from ISO text", t.timestamp(), "2020-01-01T00:00:03Z", 1577836803000000n],
    ["timestamp from microseconds", t.timestamp(), 5n, 5n],
    ["timestamp without zone from text", t.timestampNtz(), "2020-01-01 00:00:03.5", 1577836803500000n],
    ["date from Date", t.date(), new Date("2020-01-01T00:00:00Z"), 18262],
    ["date from text", t.date(), "1969-12-31", -1],
    ["binary", t.binary(), Buffer.from("a"), Buffer.from("a")],
    ["array", t.array(t.long()), [1, null], [1n, null]],
    ["array from a typed array", t.array(t.double()), new Float64Array([1.5]), [1.5]],
    ["map from Map", t.map(t.int(), t.long()), new Map([[1, 2]]), [[1, 2n]]],
    ["map from object", t.map(t.string(), t.long()), { a: null }, [["a", null]]],
    ["struct from object", t.struct({ a: t.long(), b: t.string() }), { b: "x" }, [null, "x"]],
    ["struct from array", t.struct({ a: t.long(), b: t.string() }), [1, null], [1n, null]],
    ["undefined", t.string(), undefined, null],
    ["null type", t.nullType(), null, null],
  ])("%s", (_, type, value, engine) => {
    expect(read(value, type)).toEqual(engine);
  });

  test("text without a zone is local to the session's", () => {
    const options = { timeZone: "Europe/Paris" };
    expect(fromPublic("2020-01-01 00:00:03", t.timestamp(), "x", options)).toBe(1577833203000000n);
    expect(fromPublic("2020-01-01 00:00:03", t.timestampNtz(), "x", options)).toBe(1577836803000000n);
  });

  test.each<[string, DataType, unknown, RegExp]>([
    ["a fraction for a long", t.long(), 1.5, /x is of type BIGINT[^]*the number 1\.5[^]*1n/],
    ["a rounded number for a long", t.long(), 2 ** 60, /already rounded[^]*1n/],
    ["a long too large", t.long(), 2n ** 63n, /VALUE_OUT_OF_BOUNDS/],
    ["an int too large", t.int(), 2 ** 31, /VALUE_OUT_OF_BOUNDS[^]*-2147483648 to 2147483647/],
    ["a byte too small", t.byte(), -129, /VALUE_OUT_OF_BOUNDS/],
    ["text for an int", t.int(), "1", /the string "1"/],
    ["a number for text", t.string(), 1, /String\(value\)/],
    ["a number for a timestamp", t.timestamp(), 5, /new Date\(ms\)/],
    ["an invalid Date", t.timestamp(), new Date("x"), /an invalid Date/],
    ["text that is no date", t.date(), "2020-02-30", /"2020-02-30"/],
    ["a decimal too large", t.decimal(3, 1), "123.4", /VALUE_OUT_OF_BOUNDS[^]*-99\.9 to 99\.9/],
    ["NaN for a decimal", t.decimal(3, 1), Number.NaN, /FIELD_DATA_TYPE_UNACCEPTABLE/],
    ["text for bytes", t.binary(), "a", /Uint8Array/],
    ["text for an array", t.array(t.string()), "abc", /an array/],
    ["a null where none may be", t.array(t.int(), false), [null], /x\[\] is declared not to be null/],
    ["a null key", t.map(t.string(), t.int()), new Map([[null, 1]]), /a key of x/],
    ["a Date for a struct", t.struct({ a: t.int() }), new Date(0), /x is of type STRUCT<a: INT>/],
    [
      "an unknown field",
      t.struct({ speed: t.int() }),
      { sped: 1 },
      /FIELD_NOT_FOUND[^]*the field "sped"[^]*"speed"/,
    ],
    [
      "an array too short",
      t.struct({ a: t.int(), b: t.int() }),
      [1],
      /FIELD_STRUCT_LENGTH_MISMATCH[^]*an array of 1/,
    ],
    [
      "a nested value",
      t.struct({ a: t.array(t.struct({ b: t.int() })) }),
      { a: [{ b: "q" }] },
      /x\.a\[\]\.b is of type INT/,
    ],
    ["anything for void", t.nullType(), 1, /VOID/],
  ])("refused: %s", (_, type, value, message) => {
    expect(() => read(value, type)).toThrow(message);
  });
});

describe("rows that users give", () => {
  const schema = t.struct({ Id: t.notNull(t.long()), name: t.string() });

  test("objects by name, letter case apart; arrays by place", () => {
    const rows = [{ Id: 1, name: "a" }, { ID: 2n }, [3, null]];
    expect(rows.map(rowReader(schema))).toEqual([
      [1n, "a"],
      [2n, null],
      [3n, null],
    ]);
  });

  test("one column takes bare values", () => {
    const lines = rowReader(t.struct({ value: t.string() }));
    expect([lines("a"), lines({ value: "b" }), lines(["c"])]).toEqual([["a"], ["b"], ["c"]]);
    expect(() => lines(null)).toThrow(/not to be null|row/);
  });

  test("a null in a field that takes none is refused", () => {
    expect(() => rowReader(schema)({ name: "a" })).toThrow(
      /FIELD_NOT_NULLABLE_WITH_NAME.*createDataFrame: Id/,
    );
  });

  test("Object's own names are no fields", () => {
    expect(rowReader(t.struct({ toString: t.string() }))({})).toEqual([null]);
  });

  test("values in order survive there and back", () => {
    const type = t.struct({
      a: t.map(t.date(), t.struct({ b: t.timestamp() })),
      c: t.array(t.array(t.long())),
    });
    const engine = [[[1, [86_400_000_000n]]], [[1n, null], null]];
    expect(read(toPublic(engine, type), type)).toEqual(engine);
  });
});

describe("a schema inferred from rows", () => {
  test.each<[string, unknown[], string]>([
    ["whole numbers are longs", [{ a: 1 }, { a: null }], "a BIGINT"],
    ["bigints and whole numbers are longs", [{ a: 1n }, { a: 2 }], "a BIGINT"],
    ["fractions make doubles", [{ a: 1 }, { a: 0.5 }], "a DOUBLE"],
    ["large numbers are doubles", [{ a: 1e20 }], "a DOUBLE"],
    ["keys in order of first appearance", [{ b: "x" }, { a: true, b: null }], "b STRING,a BOOLEAN"],
    [
      "Dates, bytes, decimals",
      [{ t: new Date(), b: new Uint8Array(), d: Decimal.from("1") }],
      "t TIMESTAMP,b BINARY,d DECIMAL(38,18)",
    ],
    [
      "nested",
      [{ a: [{ b: 1 }, { c: "x" }], m: new Map([["k", [1.5]]]) }],
      "a ARRAY<STRUCT<b: BIGINT, c: STRING>>,m MAP<STRING, ARRAY<DOUBLE>>",
    ],
    ["arrays are rows by place", [[1, "a"]], "_1 BIGINT,_2 STRING"],
  ])("%s", (_, rows, ddl) => {
    expect(toDDL(inferSchema(rows))).toBe(ddl);
  });

  test("takes names for the columns", () => {
    expect(toDDL(inferSchema([[1, "a"]], ["id", "name"]))).toBe("id BIGINT,name STRING");
    expect(() => inferSchema([[1, "a"]], ["id"])).toThrow(/AXIS_LENGTH_MISMATCH/);
  });

  test("keeps the schema of rows that have one", () => {
    const schema = t.struct({ a: t.notNull(t.int()) });
    expect(inferSchema([toPublic([1], schema)])).toBe(schema);
  });

  test.each<[string, unknown[], RegExp]>([
    ["no rows", [], /CANNOT_INFER_EMPTY_SCHEMA/],
    ["only nulls", [{ a: null }], /CANNOT_DETERMINE_TYPE.*\ba\b/],
    ["an empty array", [{ a: [] }], /CANNOT_DETERMINE_TYPE.*a\[\]/],
    ["mixed types", [{ a: 1 }, { a: "x" }], /CANNOT_MERGE_TYPE[^]*the number 1 and the string "x"/],
    ["bigint and fraction", [{ a: 1n }, { a: 0.5 }], /CANNOT_MERGE_TYPE/],
    ["values that are no rows", [1, 2], /CANNOT_INFER_SCHEMA_FOR_TYPE[^]*\{ value: 1 \}/],
    ["what no column holds", [{ a: () => 1 }], /CANNOT_INFER_TYPE_FOR_FIELD/],
  ])("refused: %s", (_, rows, message) => {
    expect(() => inferSchema(rows)).toThrow(message);
  });
});
