import type { DataFrame } from "../../src/dataframe/dataframe.js";
import type * as F from "../../src/dataframe/functions/index.js";
import type { Window } from "../../src/dataframe/window.js";
import type { StreamSession } from "../../src/session/session.js";

// The oracle's command reads the case files by themselves: they import this file only.

/** How an answer is compared with Spark's. */
export type Compare =
  /** The same value, bit by bit. */
  | "exact"
  /** The same rows, or elements of an array, in whatever order. */
  | "anyOrder"
  /** Any value of the right type: what is random, or depends on the clock. */
  | "kind"
  /** Numbers at most this far off, relatively: 0.05 is Spark's promise for approx_count_distinct. */
  | { readonly within: number };

/** What we answer differently on purpose: only what differs from Spark. Each stands in docs/differences.md. */
export interface Ours {
  readonly name?: string;
  readonly type?: string;
  readonly value?: unknown;
  readonly error?: string;
}

/** What a case may say besides its text. */
export interface Settings {
  /** `spark.sql.ansi.enabled`: true when not given. */
  readonly ansi?: boolean;
  /** `spark.sql.session.timeZone`: UTC when not given. */
  readonly timeZone?: string;
  readonly compare?: Compare;
}

/** One select item of Spark SQL. */
export interface ExpressionCase extends Settings {
  readonly sql: string;
  /** What stands after FROM, when the expression reads columns: `VALUES (1, 'a') AS t(id, name)`. */
  readonly from?: string;
  readonly ours?: Ours;
  readonly note?: string;
}

/** A whole SELECT. */
export interface QueryCase extends Settings {
  readonly sql: string;
  readonly ours?: Ours;
  readonly note?: string;
}

/** What a frame case is written with: a table by its name, and the folder `test/oracle/files`. */
export interface Frames {
  readonly session: StreamSession;
  readonly F: typeof F;
  readonly Window: typeof Window;
  readonly t: (name: string) => DataFrame;
  readonly files: string;
}

/** DataFrame verbs, which have no SQL text: as PySpark writes them (`t("people").dropDuplicates(["a"])`, `F`, `Window`, `spark`, `files`), and as we do. */
export interface FrameCase extends Settings {
  readonly python: string;
  readonly frame: (frames: Frames) => DataFrame | Promise<DataFrame>;
  readonly ours?: Ours;
  readonly note?: string;
}

/** Tables of query cases by name, each the SQL text of its rows. */
export type Views = Readonly<Record<string, string>>;

export interface Family<Kind extends string, Case> {
  readonly kind: Kind;
  readonly name: string;
  readonly views: Views;
  readonly cases: readonly Case[];
}
export type ExpressionFamily = Family<"expressions", ExpressionCase>;
export type QueryFamily = Family<"queries", QueryCase>;
export type FrameFamily = Family<"frames", FrameCase>;

/**
 * Expressions to ask Spark, the answers recorded in `record/<name>.json`. A text alone is a case under the shared settings.
 *
 * @example
 * export default family("texts", ["upper('straße')", { sql: "cast('x' as int)", ansi: false }]);
 */
export function family(
  name: string,
  cases: readonly (string | ExpressionCase)[],
  shared: Omit<ExpressionCase, "sql"> = {},
): ExpressionFamily {
  const whole = cases.map((one) => ({ ...shared, ...(typeof one === "string" ? { sql: one } : one) }));
  return { kind: "expressions", name, views: {}, cases: whole };
}

/**
 * Queries to ask Spark over shared tables.
 *
 * @example
 * export default queryFamily("joins", { views: { a: "VALUES (1) AS t(id)" }, cases: ["SELECT * FROM a"] });
 */
export function queryFamily(
  name: string,
  { views = {}, cases, ...shared }: Settings & { views?: Views; cases: readonly (string | QueryCase)[] },
): QueryFamily {
  const whole = cases.map((one) => ({ ...shared, ...(typeof one === "string" ? { sql: one } : one) }));
  return { kind: "queries", name, views, cases: whole };
}

/**
 * DataFrames to ask PySpark over shared tables.
 *
 * @example
 * export default frameFamily("verbs", {
 *   views: { a: "VALUES (1) AS t(id)" },
 *   cases: [{ python: "t('a').drop('id')", frame: ({ t }) => t("a").drop("id") }],
 * });
 */
export function frameFamily(
  name: string,
  { views = {}, cases, ...shared }: Settings & { views?: Views; cases: readonly FrameCase[] },
): FrameFamily {
  const whole = (one: FrameCase): FrameCase => ({
    ...(readsFolder(one.python) && { compare: "anyOrder" as const }),
    ...shared,
    ...one,
  });
  return { kind: "frames", name, views, cases: cases.map(whole) };
}

/** The rows of several files come in the order in which the machine lists them. */
function readsFolder(python: string): boolean {
  return [...python.matchAll(/files \+ "\/([^"]*)"/g)].some(([, path]) => /\*|(?:^|\/)[^./]*$/.test(path!));
}

/** What tells the cases of a record apart. */
export function caseKey(one: ExpressionCase | QueryCase | FrameCase): string {
  return [
    "python" in one ? one.python : one.sql,
    ...(!("from" in one) || one.from === undefined ? [] : [`FROM ${one.from}`]),
    ...(one.ansi === false ? ["without ANSI"] : []),
    ...(one.timeZone === undefined || one.timeZone === "UTC" ? [] : [`in ${one.timeZone}`]),
  ].join(" · ");
}

/** The statement that is asked: an expression becomes the one item of a select. */
export function caseText(
  kind: "expressions" | "queries" | "frames",
  one: ExpressionCase | QueryCase | FrameCase,
): string {
  if ("python" in one) return one.python;
  if (kind === "queries") return one.sql;
  return `SELECT ${one.sql}${"from" in one && one.from !== undefined ? ` FROM ${one.from}` : ""}`;
}

/** The statement of a view's rows, which may be written as what stands after FROM. */
export function viewText(text: string): string {
  return /^\s*(select|with)\b/i.test(text) ? text : `SELECT * FROM ${text}`;
}
