import { readFileSync, statSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { samples } from "../../servers/samples.js";

const committed = (name: string) => new URL(`../../data/${name}`, import.meta.url);

describe.each([...samples()])("data/%s", (name, text) => {
  it("is what its generator makes, and small", () => {
    expect(readFileSync(committed(name), "utf8") === text, "npm run data").toBe(true);
    expect(statSync(committed(name)).size).toBeLessThan(300_000);
  });
});

describe("the users file", () => {
  it("names the 26 people of the records", () => {
    const [header, ...rows] = readFileSync(committed("users.csv"), "utf8").trimEnd().split("\n");
    expect(header).toBe("User;FirstName;LastName");
    expect(rows.map((row) => row.split(";")[0])).toEqual([..."abcdefghijklmnopqrstuvwxyz"]);
    for (const row of rows) expect(row).toMatch(/^(\p{Ll});\p{Lu}\p{Ll}+;\p{Lu}\p{Ll}+$/u);
    expect(new Set(rows.map((row) => row.slice(2))).size).toBe(26);
  });
});

describe("the samples", () => {
  it("hold a thousand records each, about 2 % of them errors", () => {
    for (const name of ["iot", "heart", "quotes"]) {
      const lines = readFileSync(committed(`samples/${name}.jsonl`), "utf8")
        .trimEnd()
        .split("\n");
      expect(lines).toHaveLength(1000);
      const broken = lines.filter((line) => Object.values(JSON.parse(line) as object).includes(null)).length;
      expect(broken).toBeGreaterThanOrEqual(12);
      expect(broken).toBeLessThanOrEqual(28);
    }
  });
});
