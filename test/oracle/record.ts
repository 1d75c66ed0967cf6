import { readFileSync } from "node:fs";

/** A result as the record holds it: one value of one column, or a whole table, or an error's class. Values are lossless JSON by their type. */
export interface Answer {
  readonly name?: string;
  readonly type?: string;
  readonly value?: unknown;
  readonly columns?: readonly (readonly [name: string, type: string])[];
  readonly rows?: readonly (readonly unknown[])[];
  readonly error?: string;
  /** Spark refused it before anything ran, or while it ran. */
  readonly at?: "analysis" | "run";
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`record/${name}.json`, import.meta.url), "utf8"));

export function recordOf(family: string): Readonly<Record<string, Answer>> {
  return (read(family) as { answers: Record<string, Answer> }).answers;
}

/** The names of Spark's functions, in SQL text and in PySpark. */
export function sparkFunctions(): { readonly sql: readonly string[]; readonly python: readonly string[] } {
  return read("functions") as { sql: string[]; python: string[] };
}
