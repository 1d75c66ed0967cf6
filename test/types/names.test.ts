import { describe, expect, test } from "vitest";
import { byLikeness, editDistance, nearest, quoteName, sameName } from "../../src/types/index.js";

describe("names", () => {
  const columns = ["Arrival_Time", "Creation_Time", "User", "gt", "x"];

  test.each([
    ["Arival_Time", "Arrival_Time"],
    ["arrival_time", "Arrival_Time"],
    ["Usre", "User"],
    ["g", "gt"],
    ["temperature", null],
  ])("the nearest to %s is %s", (name, found) => {
    expect(nearest(name, columns)).toBe(found);
  });

  test("a part of a name finds it", () => {
    expect(nearest("time", ["event_time"])).toBe("event_time");
    expect(nearest("a", [])).toBeNull();
  });

  test("candidates come likeliest first", () => {
    expect(byLikeness("tine", ["user", "time", "timer"])).toEqual(["time", "timer", "user"]);
  });

  test("a swap of neighbours is one edit", () => {
    expect([
      editDistance("abcd", "acbd"),
      editDistance("", "abc"),
      editDistance("kitten", "sitting"),
    ]).toEqual([1, 3, 3]);
  });

  test("are the same letter case apart", () => {
    expect([sameName("Gt", "gT"), sameName("a", "b")]).toEqual([true, false]);
  });

  test("get backticks when they need them", () => {
    expect(["gt", "a b", "we`ird", "1a", ""].map(quoteName)).toEqual([
      "gt",
      "`a b`",
      "`we``ird`",
      "`1a`",
      "``",
    ]);
  });
});
