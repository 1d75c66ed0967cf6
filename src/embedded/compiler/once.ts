import type { ResolvedExpr, ResolvedVariable } from "../../plan/resolved.js";

/** A parameter of a lambda: ids are not used twice, so no lambda inside another hides one. */
export function variableSql({ id }: Pick<ResolvedVariable, "id">): string {
  return `v${id}`;
}

/** The parameters of a lambda as its SQL has them, a spare name for each that the lambda leaves out. */
export function parametersOf(lambda: ResolvedExpr | undefined, count: number): string[] {
  const known = lambda?.kind === "lambda" ? lambda.parameters : [];
  return Array.from({ length: count }, (_, i) => known.slice(i, i + 1).map(variableSql)[0] ?? `unused${i}`);
}

let marks = 0;

/**
 * SQL that reads values several times and evaluates each once: DuckDB would compute an expression anew wherever it is written, in CASE
 * and in lambdas. What is already a name or a constant is written as it is.
 *
 * @example
 * once(["f(c1)"], ([x]) => `CASE WHEN ${x} > 0 THEN ${x} END`)
 */
export function once(values: readonly string[], body: (names: readonly string[]) => string): string {
  const isCheap = (sql: string): boolean =>
    /^(?:\w+|'[^']*'|CAST\('[^']*' AS [\w(), ]+\))(?:\.\w+)*$/.test(sql);
  const kept = values.filter((sql) => !isCheap(sql));
  if (kept.length === 0) return body(values);
  const mark = `\u0001${marks++}\u0001`;
  let at = 0;
  const names = values.map((sql) => (isCheap(sql) ? sql : `${mark}.a${at++}`));
  const text = body(names);
  // A name that nothing inside uses for its own values.
  const taken = [...text.matchAll(/\bonce(\d+)\b/g)].map((found) => Number(found[1]));
  const name = `once${Math.max(0, ...taken) + 1}`;
  const struct = kept.map((sql, i) => `a${i}: ${sql}`).join(", ");
  return `list_transform([{${struct}}], lambda ${name}: ${text.replaceAll(mark, name)})[1]`;
}

/**
 * What `once` made, taken apart, if the whole text is one such expression: its values can be a column of the rows below then, of which
 * `body` reads the fields. A list and a lambda for each row cost more than the arithmetic inside. Only where the expression is always evaluated: not inside a CASE.
 */
export function openedOnce(
  sql: string,
  name: string,
): { readonly value: string; readonly body: string } | null {
  const begin = /^list_transform\(\[/.exec(sql)?.[0].length;
  if (begin === undefined || !sql.endsWith(")[1]")) return null;
  const end = closingAt(sql, begin);
  const lambda = /^\], lambda (once\d+): /.exec(sql.slice(end));
  if (!lambda) return null;
  const from = end + lambda[0].length;
  if (closingAt(sql, from) !== sql.length - ")[1]".length) return null;
  const mentions = new RegExp(`\\b${lambda[1]!}\\b`, "g");
  const body = sql
    .slice(from, -")[1]".length)
    .split(QUOTED)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(mentions, name)))
    .join("");
  return { value: sql.slice(begin, end), body };
}

const QUOTED = /('(?:[^']|'')*'|"(?:[^"]|"")*")/;

/** Where the bracket around the text from `from` on is closed. */
function closingAt(sql: string, from: number): number {
  let depth = 0;
  let quote = "";
  for (let i = from; i < sql.length; i++) {
    const sign = sql[i]!;
    if (quote !== "") quote = sign === quote ? "" : quote;
    else if (sign === "'" || sign === '"') quote = sign;
    else if ("([{".includes(sign)) depth++;
    else if (")]}".includes(sign) && depth-- === 0) return i;
  }
  return -1;
}
