import { cellSql, type CellSql } from "../functions/csv/cell-sql.js";
import { csvOptions, newlineOf, type CsvOptions } from "../functions/csv/options.js";
import { sqlType, text } from "../sql-types.js";
import { BLANKS } from "./clean-csv.js";
import { cellSteps } from "./csv-cells-sql.js";
import type { CsvAsked, CsvRecords } from "./csv-sql.js";

/** One column of plain records: how its cell is cut out of the list of them, and read. */
interface PlainColumn extends CellSql {
  readonly at: number;
  readonly cell: string;
}

/**
 * The struct of a record that the engine reads, `otherwise` for one that it cannot be trusted with: with odd quotes, or with a cell that
 * Spark might read differently. Each step is a query of its own, so that none is computed twice.
 */
export function plainRecordSql(
  records: CsvRecords,
  asked: CsvAsked,
  otherwise: string,
  more: readonly string[],
): { readonly record: string; readonly source: string } {
  const { relation, schema, options, isMultiLine } = records;
  const known = csvOptions(options, newlineOf(options, isMultiLine));
  const { newline } = known.format;
  const line = newline === "" ? "c0" : `rtrim(c0, ${text(newline)})`;
  const steps = cellSteps(known.format, line);
  if (steps === null) return { record: otherwise, source: relation };
  const isData = (i: number): boolean => schema.fields[i]!.name !== known.corruptColumn;
  const columns = asked.columns.filter(isData).map((i) => plainColumn(records, known, i));
  const width = schema.fields.filter((_, i) => isData(i)).length;
  const step = (items: readonly string[], from: string): string =>
    `(SELECT ${["c0", ...more, ...items].join(", ")} FROM ${from})`;

  let source = steps.reduce((from, column) => step([column], from), relation);
  source = step(["len(s) AS n", ...columns.map(({ at, cell }) => `${cell} AS t${at}`)], source);
  const cells = columns.flatMap(({ at, value }) => [`t${at}`, `${value(`t${at}`)} AS v${at}`]);
  source = step(["n", ...cells], source);

  const isRagged = asked.counts ? `n <> ${width}` : "FALSE";
  const trusted = columns.flatMap(({ at, isSame }) =>
    isSame === null ? [] : [`(t${at} IS NULL OR (${isSame(`t${at}`, `v${at}`)}))`],
  );
  trusted.push("n IS NOT NULL");
  if (known.mode === "FAILFAST") trusted.push(`NOT (${isRagged})`);
  const fields = asked.columns.map((i) =>
    isData(i) ? `f${i}: v${i}` : `f${i}: CASE WHEN ${isRagged} THEN ${line} END`,
  );
  if (asked.marks) fields.push(`bad: ${isRagged}`);
  const record = `CASE WHEN ${trusted.join(" AND ")} THEN {${fields.join(", ")}} ELSE ${otherwise} END`;
  return { record, source };
}

function plainColumn({ schema, options, timeZone }: CsvRecords, known: CsvOptions, at: number): PlainColumn {
  const { trimsLeft, trimsRight, nullValue } = known.format;
  const field = schema.fields[at]!;
  const place = schema.fields.slice(0, at).filter((f) => f.name !== known.corruptColumn).length;
  let cell = `s[${place + 1}]`;
  if (trimsLeft) cell = `ltrim(${cell}, ${BLANKS})`;
  if (trimsRight) cell = `rtrim(${cell}, ${BLANKS})`;
  cell = `nullif(${cell}, '')`;
  if (nullValue !== "") cell = `nullif(${cell}, ${text(nullValue)})`;
  const read = cellSql(field.type, known, options, timeZone);
  const never = { value: () => `CAST(NULL AS ${sqlType(field.type)})`, isSame: () => "FALSE" };
  return { at, cell, ...(read ?? never) };
}
