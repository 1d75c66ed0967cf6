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
