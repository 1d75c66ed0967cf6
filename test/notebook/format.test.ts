import { describe, expect, it } from "vitest";
import { escapeHtml, visible } from "../../src/notebook/escape.js";
import { formatCell, formatCount, truncate } from "../../src/notebook/format.js";
import { jsonSafe } from "../../src/notebook/json-safe.js";

describe("escaping", () => {
  it("leaves no character that HTML reads, in text or in an attribute", () => {
    expect(escapeHtml(`</td><script>alert("x")</script>'\`&`)).toBe(
      "&lt;/td&gt;&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&#39;&#96;&amp;",
    );
  });

  it("writes out what cannot be seen: line ends, terminal codes, marks that turn the text round", () => {
    expect(visible("a\nb\t\u001b[31m\u202egnp.exe\u0000")).toBe("a\\nb\\t\\u001b[31m\\u202egnp.exe\\u0000");
  });
});

describe("values", () => {
  const text = (value: unknown, type = "", timeZone?: string): string =>
    formatCell(value, type, { timeZone }).text;

  it("keeps every digit of a bigint", () => {
    expect(text(1584786731698422519n, "bigint")).toBe("1584786731698422519");
  });

  it("tells null from the word null", () => {
    expect(formatCell(null, "string")).toEqual({ text: "null", kind: "null" });
    expect(formatCell("null", "string")).toEqual({ text: "null", kind: "text" });
    expect(formatCell(undefined, "string").kind).toBe("null");
  });

  it("writes instants in the zone that is asked for", () => {
    const instant = new Date("2020-01-01T23:30:00.250Z");
    expect(text(instant, "timestamp")).toBe("2020-01-01 23:30:00.250");
    expect(text(instant, "timestamp", "Asia/Tokyo")).toBe("2020-01-02 08:30:00.250");
    expect(text(new Date("2020-01-01T00:00:00Z"), "timestamp")).toBe("2020-01-01 00:00:00");
    expect(text(new Date("2020-01-01T00:00:00Z"), "date")).toBe("2020-01-01");
    expect(text(new Date(Number.NaN), "timestamp")).toBe("invalid date");
  });

  it("writes what is nested so that types can be told apart", () => {
    const value = {
      a: 1,
      b: "1",
      c: [null, 2n],
      d: new Map([["k", new Date(0)]]),
      e: Uint8Array.of(222, 173),
    };
    expect(text(value)).toBe('{a: 1, b: "1", c: [null, 2], d: {"k" -> 1970-01-01 00:00:00}, e: [DE AD]}');
  });

  it("ends at a value that contains itself", () => {
    const ring: { self?: unknown } = {};
    ring.self = ring;
    expect(text(ring)).toContain("…");
  });

  it("writes numbers as they are", () => {
    expect([text(0.1), text(-0), text(Number.NaN), text(Number.POSITIVE_INFINITY), text(true)]).toEqual([
      "0.1",
      "0",
      "NaN",
      "Infinity",
      "true",
    ]);
  });

  it("cuts between characters, not inside one", () => {
    expect(truncate("😀😀😀😀", 3)).toBe("😀😀…");
    expect(truncate("abc", 3)).toBe("abc");
  });

  it("separates thousands", () => {
    expect([formatCount(0), formatCount(1234), formatCount(1234567)]).toEqual(["0", "1,234", "1,234,567"]);
  });
});

describe("values for JSON", () => {
  it("carries what JSON cannot: bigints, instants, NaN, maps, typed arrays, functions", () => {
    const value = {
      small: 5n,
      large: 2n ** 63n,
      at: new Date("2020-01-01T00:00:00.500Z"),
      never: new Date(Number.NaN),
      nan: Number.NaN,
      map: new Map([["k", 1n]]),
      typed: Float64Array.of(1, 2),
      call: () => 1,
      gone: undefined,
    };
    expect(JSON.parse(JSON.stringify(jsonSafe(value)))).toEqual({
      small: 5,
      large: "9223372036854775808",
      at: "2020-01-01 00:00:00.500",
      never: null,
      nan: null,
      map: { k: 1 },
      typed: [1, 2],
    });
  });

  it("keeps a key that would set a prototype a plain key", () => {
    const safe = jsonSafe(JSON.parse('{"__proto__": {"polluted": 1}}')) as object;
    expect(Object.keys(safe)).toEqual(["__proto__"]);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});
