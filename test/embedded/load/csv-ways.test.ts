import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { csvOptions } from "../../../src/embedded/functions/csv/options.js";
import { recordReader } from "../../../src/embedded/functions/csv/reader.js";
import { CsvTokenizer } from "../../../src/embedded/functions/csv/tokenizer.js";
import { IN_FILE } from "../../../src/embedded/functions/json/options.js";
import { recordTexts } from "../../../src/embedded/load/csv-records.js";
import { loadBatch } from "../../../src/embedded/load/load-batch.js";
import { resultReader } from "../../../src/embedded/load/result.js";
import type { StructType } from "../../../src/types/data-type.js";
import { parseDDL } from "../../../src/types/ddl.js";
import { eachWithConnection } from "./bench.js";

// Files are read by the engine where it reads as Spark does, else in JavaScript. Here both read the same random lines.

const bench = eachWithConnection();
let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "streambook csv "))));
afterAll(() => rmSync(folder, { recursive: true }));

/** Cells that somebody has written, or might have. */
const cells = (
  "0|1|-1|+5|007|127|128|-129|32768|2147483647|2147483648|9223372036854775807|9223372036854775808|1.5|-0|-0.0|.5|5.|1e3|1E-3|1e400|1e-400|" +
  "0x10|0b1|1_000|1,5|١|1d|2f|NaN|nan|Inf|-Inf|inf|Infinity|-Infinity|+Infinity|-999|NA|null|true|TRUE|False|t|yes|1.235|-0.005|999.995|0.1|" +
  "123456789.123456789|16777217|0.30000000000000004|2020-01-02|2020-1-2|2020-02-30|2020-02-29|0000-01-01|0001-01-01|9999-12-31|10000-01-01|2020|2020-06|" +
  "2020-01-02T10:00|2020-01-02 03:04:05|2020-01-02T03:04:05Z|2020-01-02 03:04:05.678901|2020-01-02 03:04:05.1234567|2020-01-02 24:00:00|" +
  "2020-01-02 03:04:60|2020-01-02T03:04:05+02:00|2020-01-02 03:04:05 Europe/Paris|1969-12-31 23:59:59.5|02/01/2020|2/1/2020|31/02/2020|02/01/20|" +
  "02.01.2020 03:04|02.01.2020 3:04|x|é|日本|#|'|\\| a | |  |\t|a b|_|-|+|.|e|1e|--1| 1|1 | 1.5 | true|\u00a01|\u20031"
).split("|");
const quoted = [
  '"a"',
  '"a,b"',
  '""',
  '"say ""hi"""',
  '"say \\"hi\\""',
  '"open',
  'a"b',
  '"a" ',
  '"1"',
  '"2020-01-02"',
  '"',
  '"NA"',
  '" a "',
  '"a""b"',
  '""""',
  '"a\\\\b"',
  "'a;b'",
  "''",
  "'a",
  '"\u0001"',
  '"a,b,c"',
];

const everything =
  "i INT, l BIGINT, b TINYINT, h SMALLINT, f FLOAT, d DOUBLE, s STRING, o BOOLEAN, m DECIMAL(5,2), w DECIMAL(20,0), y DATE, t TIMESTAMP, n TIMESTAMP_NTZ, x BINARY";

const settings: [options: Record<string, string>, schema?: string][] = [
  [{}],
  [{ header: "true" }],
  [{ mode: "DROPMALFORMED" }, "i INT, s STRING, d DOUBLE"],
  [{}, "i INT, s STRING, d DOUBLE, _corrupt_record STRING"],
  [{ mode: "DROPMALFORMED" }, "bad STRING, i INT, s STRING"],
  [{ columnnameofcorruptrecord: "bad" }, "i INT, bad STRING, s STRING, y DATE"],
  [{ columnpruning: "false" }, "i INT, s STRING, d DOUBLE, _corrupt_record STRING"],
  [{ sep: ";", quote: "'" }],
  [{ sep: "||" }, "i INT, s STRING, d DOUBLE"],
  [{ sep: "\\t", quote: "" }],
  [{ nullvalue: "NA", nanvalue: "-999", positiveinf: "1", emptyvalue: "none" }],
  [{ ignoreleadingwhitespace: "true" }],
  [{ ignoretrailingwhitespace: "true" }],
  [{ ignoretrailingwhitespace: "true", emptyvalue: "none" }],
  [{ ignoreleadingwhitespace: "true", ignoretrailingwhitespace: "true", nullvalue: "x" }],
  [
    {
      dateformat: "dd/MM/yyyy",
      timestampformat: "dd.MM.yyyy HH:mm",
      timestampntzformat: "yyyy-MM-dd HH:mm:ss",
    },
  ],
  [{ dateformat: "d/M/yyyy", timestampformat: "yyyy-MM-dd HH:mm:ss[.SSS]" }],
  [{ dateformat: "yyyyMMdd", timestampformat: "yyyy-MM-dd'T'HH:mm:ssXXX" }],
  [{ timezone: "Europe/Paris" }],
  [{ timezone: "America/New_York", timestampformat: "yyyy-MM-dd HH:mm:ss" }],
  [{ comment: "#" }],
  [{ escape: '"' }],
  ...[
    "INT",
    "BIGINT",
    "TINYINT",
    "SMALLINT",
    "FLOAT",
    "DOUBLE",
    "BOOLEAN",
    "DECIMAL(5,2)",
    "DECIMAL(20,0)",
    "DECIMAL(38,10)",
  ].map((type): [Record<string, string>, string] => [{}, `v ${type}, _corrupt_record STRING`]),
  ...["DATE", "TIMESTAMP", "TIMESTAMP_NTZ", "BINARY", "INTERVAL DAY TO SECOND"].map(
    (type): [Record<string, string>, string] => [{}, `v ${type}, s STRING`],
  ),
  [{ dateformat: "dd/MM/yyyy" }, "v DATE"],
  [{ timestampformat: "dd.MM.yyyy HH:mm" }, "v TIMESTAMP"],
  [{ timestampformat: "yyyy-MM-dd HH:mm:ss.SSSSSS" }, "v TIMESTAMP, _corrupt_record STRING"],
  [{ timestampntzformat: "yyyy-MM-dd HH:mm:ss" }, "v TIMESTAMP_NTZ"],
  ...[
    {},
    { escape: '"' },
    { nullvalue: "NA" },
    { emptyvalue: "none" },
    { sep: ";", quote: "'" },
    { multiline: "true" },
  ].map((options): [Record<string, string>, string] => [
    options,
    "a STRING, b STRING, _corrupt_record STRING",
  ]),
  [{ multiline: "true" }],
  [{ multiline: "true", header: "true", mode: "DROPMALFORMED" }, "i INT, s STRING"],
];

/** As the reader in JavaScript has it, record by record. */
async function slowly(path: string, schema: StructType, options: Record<string, string>, wanted: number[]) {
  const known = csvOptions(options, options["multiline"] ? "\n" : "");
  const tokenizer = new CsvTokenizer(known.format);
  const read = wanted.filter((i) => schema.fields[i]!.name !== known.corruptColumn).length;
  const width = schema.fields.filter((f) => f.name !== known.corruptColumn).length;
  const counts = read === width || options["columnpruning"] === "false" || options["multiline"] === "true";
  const record = recordReader(
    schema,
    { ...options, [IN_FILE]: "true" },
    options["timezone"] ?? "UTC",
    wanted,
    counts,
  );
  const rows: unknown[][] = [];
  for await (const texts of recordTexts(path, options)) {
    for (const text of texts) {
      const { values, isBad } = record(tokenizer.read(text)?.cells ?? null, text.replace(/\n$/, ""));
      if (!isBad || known.mode !== "DROPMALFORMED") rows.push(values);
    }
  }
  return rows;
}

describe("records of CSV are the same whoever reads them:", () => {
  it.each(settings)("%j %s", async (options, ddl = everything) => {
    let seed = JSON.stringify([options, ddl]).length * 7919;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    const schema = parseDDL(ddl) as StructType;
    const sep = { "\\t": "\t" }[options["sep"] ?? ","] ?? options["sep"] ?? ",";
    const oneQuotedIn = ddl.startsWith("a STRING") ? 3 : 60;
    const cell = (): string =>
      random(oneQuotedIn) === 0
        ? quoted[random(quoted.length)]!
        : random(6) === 0
          ? ""
          : cells[random(cells.length)]!;
    const line = (): string => {
      const count = Math.max(1, schema.fields.length + (random(8) === 0 ? random(3) - 1 : 0));
      return Array.from({ length: count }, cell).join(sep);
    };
    const path = join(folder, "lines.csv");
    writeFileSync(path, Array.from({ length: 700 }, line).join("\n"));
    const data = { kind: "files", format: "csv", paths: [path], options } as const;
    const loaded = await loadBatch(bench.connection, data, schema, "s0");
    const all = schema.fields.map((_, i) => i);
    const some = all.filter((i) => i === 0 || random(2) === 0);
    for (const wanted of [all, some]) {
      const fields = wanted.map((i) => schema.fields[i]!);
      const list = wanted.map((i) => `c${i}`).join(", ");
      const read = resultReader(bench.connection, { kind: "struct", fields });
      const rows = await read(`SELECT ${list} FROM ${loaded.select!(wanted)}`);
      const slow = await slowly(path, schema, options, wanted);
      expect(rows.length).toBe(slow.length);
      for (const [i, row] of rows.entries()) expect(row, `row ${i}`).toEqual(slow[i]);
    }
    await loaded.release();
  });
});
