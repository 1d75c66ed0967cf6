import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CsvInference } from "../../../src/embedded/functions/csv/infer.js";
import { csvRepresentatives } from "../../../src/embedded/load/csv-classes.js";
import { csvRecords } from "../../../src/embedded/load/csv-records.js";
import { toDDL } from "../../../src/types/ddl.js";
import { eachWithConnection } from "./bench.js";

// Types are inferred from a few cells that the engine finds to stand for all others. Here they are inferred from all of them as well.

const bench = eachWithConnection();
let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "streambook inference "))));
afterAll(() => rmSync(folder, { recursive: true }));

/** Kinds of cells; a column has cells of one to three of them. */
const kinds = [
  "1|-1|0|007|123",
  "2020|1999|-1234|1234567",
  "12345678|2147483647|-2147483648",
  "2147483648|9223372036854775807|-9223372036854775808",
  "9223372036854775808|123456789012345678901234567890|1e3|5e0",
  "1.5|-0.25|123.0",
  ".5|5.|1e-3|+1.5|1.5d",
  "true|FALSE",
  "2020-01-02|1999-12-31",
  "2020-1-2|2020-02-30|2020-06|0001-01-01",
  "2020-01-02 03:04:05|2020-01-02T03:04:05Z|2020-01-02 03:04:05.123",
  "10:11|T12:30|2020-01-02 24:00:00|2020-01-02T03:04:05+02:00",
  "NaN|Inf|-Inf|Infinity",
  "x|free text|T|t1|e5|été|12 rue X|02/01/2020|75001 Paris|3f2a",
  '"a,b"|"1"|"2020-01-02"|""|"say ""x"""',
  "NA|n/a|-999",
];

const settings: Record<string, string>[] = [
  {},
  { header: "true" },
  { preferdate: "false" },
  { nullvalue: "NA", nanvalue: "n/a" },
  { nanvalue: "-999", timezone: "Europe/Paris" },
  { multiline: "true" },
  { dateformat: "dd/MM/yyyy" },
];

describe("types of CSV are the same from the cells that stand for all:", () => {
  it.each(settings)("%j", async (options) => {
    let seed = JSON.stringify(options).length * 7919 + 1;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    let told = 0;
    for (let round = 0; round < 12; round++) {
      const columns = Array.from({ length: 12 }, () =>
        Array.from({ length: 1 + random(3) }, () => kinds[random(kinds.length)]!.split("|")).flat(),
      );
      const line = (): string =>
        columns.map((cells) => (random(5) === 0 ? "" : cells[random(cells.length)]!)).join(",");
      const path = join(folder, "cells.csv");
      writeFileSync(path, Array.from({ length: 1 + random(30) }, line).join("\n"));
      // Column by column, as one that cannot be told would hide the others.
      const all = new CsvInference(12, options, options["timezone"] ?? "UTC");
      for await (const records of csvRecords(path, options))
        for (const cells of records) all.add(cells ?? []);
      const files = { kind: "files", format: "csv", paths: [path], options } as const;
      for (const width of [1, 2, 12]) {
        const cells = await csvRepresentatives(bench.connection, files, width);
        if (cells === null) continue;
        told++;
        const few = new CsvInference(width, options, options["timezone"] ?? "UTC");
        for (const record of cells) few.add(record);
        const names = Array.from({ length: width }, (_, i) => `_c${i}`);
        const expected = all.schema(names);
        expect(toDDL(few.schema(names)), columns.slice(0, width).join(" / ")).toBe(toDDL(expected));
      }
    }
    // What formats the reader names is told from every cell.
    expect(told > 0).toBe(options["dateformat"] === undefined);
  });
});
