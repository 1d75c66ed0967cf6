/** A table as rows of values in the order of its columns. */
export interface TableData {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** The first place where two tables differ. */
export interface Difference {
  readonly columns: readonly string[];
  /** A row that should be there, or null when only rows too many came. */
  readonly expected: readonly unknown[] | null;
  /** A row that should not be there, or null when only rows are missing. */
  readonly got: readonly unknown[] | null;
  /** Rows of the answer that did not come, and rows that came and are not of it. */
  readonly missing: number;
  readonly extra: number;
}

/** How two tables are compared. */
export interface CompareOptions {
  /** Rows in this order; else as a multiset, since a stream's rows come in any order. */
  readonly ordered?: boolean;
  /** Two values with the same form are the same: a tolerance, by column. */
  readonly forms?: Readonly<Record<string, (value: unknown) => unknown>>;
  /** Columns that tell which row of the one belongs to which of the other; else the likest row is shown. */
  readonly key?: readonly string[];
}

/** The first difference between two tables of the same columns, or null when they hold the same rows. */
export function firstDifference(
  expected: TableData,
  got: TableData,
  options: CompareOptions = {},
): Difference | null {
  const { columns } = expected;
  const keyed = (table: TableData) =>
    table.rows.map((row) => ({ row, text: rowText(columns, row, options) }));
  const [wanted, came] = [keyed(expected), keyed(got)];
  if (options.ordered === true) return firstPlace(columns, wanted, came);
  const missing = without(wanted, came);
  const extra = without(came, wanted);
  if (missing.length === 0 && extra.length === 0) return null;
  const row = missing[0]?.row ?? null;
  const partner = row === null ? extra[0] : likest(row, extra, columns, options);
  return { columns, expected: row, got: partner?.row ?? null, missing: missing.length, extra: extra.length };
}

interface Keyed {
  readonly row: readonly unknown[];
  readonly text: string;
}

function firstPlace(columns: readonly string[], wanted: Keyed[], came: Keyed[]): Difference | null {
  const length = Math.max(wanted.length, came.length);
  for (let i = 0; i < length; i++) {
    if (wanted[i]?.text === came[i]?.text) continue;
    const counts = { missing: without(wanted, came).length, extra: without(came, wanted).length };
    return { columns, expected: wanted[i]?.row ?? null, got: came[i]?.row ?? null, ...counts };
  }
  return null;
}

/** What the first list holds more often than the second. */
function without(list: readonly Keyed[], others: readonly Keyed[]): Keyed[] {
  const left = new Map<string, number>();
  for (const { text } of others) left.set(text, (left.get(text) ?? 0) + 1);
  return list.filter(({ text }) => {
    const count = left.get(text) ?? 0;
    left.set(text, count - 1);
    return count <= 0;
  });
}

/** The row that agrees in most columns (in the key, when there is one): what the learner made of the expected row. */
function likest(
  row: readonly unknown[],
  candidates: readonly Keyed[],
  columns: readonly string[],
  options: CompareOptions,
): Keyed | undefined {
  const places = columns.flatMap((name, i) => ((options.key?.includes(name) ?? true) ? [i] : []));
  const agreeing = (other: readonly unknown[]): number =>
    places.filter((i) => valueText(row[i]) === valueText(other[i])).length;
  const enough = options.key === undefined ? 1 : places.length;
  const scored = candidates.map((candidate) => ({ candidate, score: agreeing(candidate.row) }));
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a), { candidate: candidates[0], score: -1 });
  return best.score >= enough || columns.length === 1 ? best.candidate : undefined;
}

function rowText(columns: readonly string[], row: readonly unknown[], { forms }: CompareOptions): string {
  return columns.map((name, i) => valueText(forms?.[name]?.(row[i]) ?? row[i])).join("\u0001");
}

/** Equal texts for equal values, whichever number type carries them; unequal for 1 and "1". */
function valueText(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "bigint" || typeof value === "number") return `#${value}`;
  if (value instanceof Date) return `@${value.getTime()}`;
  if (value instanceof Map)
    return `{${[...value].map(([k, v]) => `${valueText(k)}:${valueText(v)}`).join()}}`;
  if (Array.isArray(value)) return `[${value.map(valueText).join()}]`;
  return JSON.stringify(value) ?? typeof value;
}
