import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { Decimal, Row, rowFactory, rowReader, structField, structOf, t } from "../../src/types/index.js";

const schema = t.struct({
  id: t.long(),
  time: t.timestamp(),
  day: t.date(),
  price: t.decimal(5, 2),
  raw: t.binary(),
  tags: t.map(t.string(), t.long()),
  inner: t.struct({ a: t.int(), days: t.array(t.date()) }),
});
const engineValues = [
  2n ** 60n,
  -500_001n,
  -1,
  Decimal.from("1.5", 2),
  new Uint8Array([104, 105]),
  [["k", 1n]],
  [7, [0, null]],
];
const row = rowFactory(schema)(engineValues) as Row & Record<string, unknown>;

describe("a row", () => {
  test("has a property per column, in the public form", () => {
    expect(Object.keys(row)).toEqual(["id", "time", "day", "price", "raw", "tags", "inner"]);
    expect(row["id"]).toBe(2n ** 60n);
    expect(row["time"]).toEqual(new Date("1969-12-31T23:59:59.499Z"));
    expect(row["day"]).toEqual(new Date("1969-12-31T00:00:00Z"));
    expect(row["tags"]).toEqual(new Map([["k", 1n]]));
    expect({ ...(row["inner"] as object) }).toEqual({ a: 7, days: [new Date(0), null] });
    expect(row["inner"]).toBeInstanceOf(Row);
  });

  test("is read by place and by name, letter case apart", () => {
    expect([row.get(0), row.get("id"), row.get("ID")]).toEqual([2n ** 60n, 2n ** 60n, 2n ** 60n]);
    expect(row.toArray()[3]).toEqual(Decimal.from("1.50"));
    expect(() => row.get("tim")).toThrow(/UNRESOLVED_COLUMN[^]*row\.get\("time"\)/);
    expect(() => row.get(7)).toThrow(/place 7/);
  });

  test("becomes JSON that every reader takes", () => {
    expect(JSON.parse(JSON.stringify(row))).toEqual({
      id: "1152921504606846976",
      time: "1969-12-31T23:59:59.499Z",
      day: "1969-12-31",
      price: "1.50",
      raw: "aGk=",
      tags: { k: 1 },
      inner: { a: 7, days: ["1970-01-01", null] },
    });
  });

  test("prints on a line", () => {
    const small = rowFactory(t.struct({ a: t.long(), b: t.struct({ c: t.string() }) }))([1n, ["x"]]);
    expect(inspect(small)).toBe("Row { a: 1n, b: Row { c: 'x' } }");
    expect(inspect({ nested: { deep: { small } } })).toContain("[Row]");
  });

  test("equals a plain object with the same fields", () => {
    expect(rowFactory(t.struct({ a: t.int() }))([null])).toEqual({ a: null });
  });
});

describe("names that objects find difficult", () => {
  const field = (name: string) => structField(name, t.int());

  test("a name that repeats gives its first column; toArray has them all", () => {
    const twice = rowFactory(structOf([field("a"), field("b"), field("a")]))([1, 2, 3]);
    expect({ ...twice }).toEqual({ a: 1, b: 2 });
    expect([twice.toArray(), twice.get(2), twice.get("a")]).toEqual([[1, 2, 3], 3, 1]);
    expect(JSON.stringify(twice)).toBe('{"a":1,"b":2}');
  });

  test("names of methods and of Object's own", () => {
    const names = ["get", "toArray", "toJSON", "constructor", "__proto__", "0"];
    const odd = rowFactory(structOf(names.map(field)))([1, 2, 3, 4, 5, 6]);
    expect(Row.prototype.toArray.call(odd)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(odd).toBeInstanceOf(Row);
    expect(Object.entries(odd)).toContainEqual(["__proto__", 5]);
    expect(inspect(odd)).toMatch(/^Row \{/);
  });

  test("a row goes back in as it came out", () => {
    const odd = structOf([field("a"), field("a")]);
    expect(rowReader(odd)(rowFactory(odd)([1, 2]))).toEqual([1, 2]);
    expect(rowReader(schema)({ ...row })).toEqual(
      engineValues.map((value, i) => (i === 1 ? -501_000n : value)),
    );
  });
});

test("times far from now keep their millisecond", () => {
  const read = rowFactory(t.struct({ a: t.timestamp() }));
  const msOf = (micros: bigint): number => (read([micros]).get("a") as Date).getTime();
  for (const ms of [4_000_000_000_000, -62_135_596_800_000, 8_000_000_000_000_000, -7_999_999_999_999_999]) {
    expect([
      msOf(BigInt(ms) * 1000n),
      msOf(BigInt(ms) * 1000n + 999n),
      msOf(BigInt(ms) * 1000n - 1n),
    ]).toEqual([ms, ms, ms - 1]);
  }
});
