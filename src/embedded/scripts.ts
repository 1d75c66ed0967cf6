import { createHash } from "node:crypto";
import type { DuckDBScalarFunction, DuckDBValue } from "@duckdb/node-api";
import type { DataType } from "../types/data-type.js";
import { loadDuckDB } from "./duckdb.js";
import { duckType, fromDuckDB, toDuckDB } from "./load/values.js";
import { sqlType } from "./sql-types.js";

/** A function of JavaScript that SQL calls. Values come and go in the engine's JavaScript form. */
export interface Script {
  /** What tells it from other scripts: lower-case letters, digits and underscores. One name, one behaviour. */
  readonly name: string;
  readonly parameters: readonly DataType[];
  readonly result: DataType;
  /** It is called for nulls too; otherwise a null argument makes a null. */
  readonly takesNull?: boolean;
  /** It may answer differently for the same arguments: never computed ahead. */
  readonly isVolatile?: boolean;
  /** Called once for each row. An error whose message begins with `[CODE]` keeps its code. */
  readonly run: (...args: never[]) => unknown;
}

/** Characters of a text. Functions that take longer ones apart need more memory than JavaScript has, which would end the process. */
const LONGEST = 10_000_000;

const tooLong = (name: string, length: number): Error =>
  new Error(`[TEXT_TOO_LONG] ${name} was given a text of ${length} characters; ${LONGEST} are the most.`);

const made = new Map<string, () => DuckDBScalarFunction>();

/**
 * The SQL of a call of a function of JavaScript. For what DuckDB has no words for; about 1 M rows a second.
 *
 * @example
 * callScript({ name: "shout", parameters: [STRING], result: STRING, run: (s: string | null) => s && s.toUpperCase() }, ["c1"])
 */
export function callScript(script: Script, args: readonly string[]): string {
  const types = [...script.parameters, script.result].map(sqlType).join();
  const name = `script_${script.name}_${createHash("sha1").update(types).digest("hex").slice(0, 10)}`;
  if (!made.has(name)) made.set(name, () => scalarFunction(name, script));
  return `${name}(${args.join(", ")})`;
}

/** The functions that a statement calls, by name, with what makes them. */
export function scriptsIn(sql: string): [name: string, make: () => DuckDBScalarFunction][] {
  if (!sql.includes("script_")) return [];
  return [...new Set(sql.match(/\bscript_\w+/g) ?? [])].flatMap((name) => {
    const make = made.get(name);
    return make ? [[name, make] as [string, () => DuckDBScalarFunction]] : [];
  });
}

function scalarFunction(name: string, script: Script): DuckDBScalarFunction {
  const readers = script.parameters.map(fromDuckDB);
  const write = toDuckDB(script.result);
  const run = script.run as (...args: unknown[]) => unknown;
  const takesNull = script.takesNull === true;
  return loadDuckDB().DuckDBScalarFunction.create({
    name,
    parameterTypes: script.parameters.map(duckType),
    returnType: duckType(script.result),
    // Without this a null argument gives null, and the function never sees it.
    specialHandling: true,
    volatile: script.isVolatile === true,
    mainFunction: (_, input, output) => {
      const vectors = readers.map((_, i) => input.getColumnVector(i));
      const args = new Array<unknown>(vectors.length);
      rows: for (let row = 0; row < input.rowCount; row++) {
        for (const [i, vector] of vectors.entries()) {
          const value = vector.getItem(row);
          const read = readers[i]!;
          if (typeof value === "string" && value.length > LONGEST) throw tooLong(script.name, value.length);
          if (value === null && !takesNull) {
            output.setItem(row, null);
            continue rows;
          }
          args[i] = value === null || !read ? value : read(value);
        }
        const result = run(...args);
        output.setItem(
          row,
          result === null || result === undefined ? null : write ? write(result) : (result as DuckDBValue),
        );
      }
      output.flush();
    },
  });
}
