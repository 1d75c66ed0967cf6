import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StreamSession } from "../../src/index.js";

let session: StreamSession;
const folder = mkdtempSync(join(tmpdir(), "streambook csv "));
beforeAll(async () => {
  session = await StreamSession.create({ threads: 1 });
  writeFileSync(join(folder, "f.csv"), 'a,b\nabc,d\n"x"y,z\n');
});
afterAll(async () => {
  await session.stop();
  rmSync(folder, { recursive: true, force: true });
});

// What Spark 4.3.0 answers for the same file.
describe("a CSV file that goes beyond what the options allow", () => {
  it.each([{ maxCharsPerColumn: 2 }, { maxColumns: 1 }, { unescapedQuoteHandling: "RAISE_ERROR" }])(
    "is refused when it is read, and when types are inferred (%o)",
    async (options) => {
      const reader = () => session.read.options(options);
      const read = reader().schema("a string, b string").csv(folder).collect();
      await expect(read).rejects.toMatchObject({ code: "FAILED_READ_FILE.NO_HINT" });
      await expect(read).rejects.toThrow(Object.keys(options)[0]!);
      const inferred = reader().option("inferSchema", true).csv(folder);
      await expect(inferred).rejects.toMatchObject({ code: "MALFORMED_CSV_RECORD" });
    },
  );

  it.each([
    ["SKIP_VALUE", [null, "z"]],
    ["BACK_TO_DELIMITER", ["xy,z", null]],
    ["STOP_AT_CLOSING_QUOTE", ['x"y,z', null]],
    ["STOP_AT_DELIMITER", ['"x"y', "z"]],
  ] as const)("is read by unescapedQuoteHandling %s", async (handling, [a, b]) => {
    const reader = session.read.option("header", true).option("unescapedQuoteHandling", handling);
    const rows = await (await reader.csv(folder)).collect();
    expect(rows.map((row) => ({ ...row }))).toEqual([
      { a: "abc", b: "d" },
      { a, b },
    ]);
  });

  it("names what the options may be", async () => {
    const read = async (name: string, value: string) =>
      session.read.schema("a string, b string").option(name, value).csv(folder);
    await expect(read("unescapedQuoteHandling", "nope")).rejects.toThrow("STOP_AT_CLOSING_QUOTE");
    await expect(read("maxColumns", "many")).rejects.toThrow("maxColumns should be an integer. Found many.");
    await expect(read("sep", "\\")).rejects.toMatchObject({
      code: "INVALID_DELIMITER_VALUE.SINGLE_BACKSLASH",
    });
    const writer = session.range(2).write.option("sep", "\\");
    await expect(writer.csv(join(folder, "out"))).rejects.toMatchObject({
      code: "INVALID_DELIMITER_VALUE.SINGLE_BACKSLASH",
      step: "csv writer",
    });
  });
});
