import type * as DuckDB from "@duckdb/node-api";
import type { DataType } from "../../types/data-type.js";
import { loadDuckDB, type Connection } from "../database.js";
import { duckType, fromDuckDB, toDuckDB } from "../load/values.js";

/** A function that runs in JavaScript, called from the engine's SQL. Values are in the engine's JavaScript form. */
export interface Script {
  /** What the SQL calls it. */
  readonly name: string;
  readonly parameters: readonly DataType[];
  readonly result: DataType;
  /** It is called for nulls too; otherwise a null argument makes a null. */
  readonly takesNull: boolean;
  /** It may answer differently for the same arguments: never computed ahead. */
  readonly isVolatile: boolean;
  readonly run: (...args: never[]) => unknown;
}

/** Writes a call of a script. */
export type ScriptCall = (args: readonly string[]) => string;

export interface ScriptOptions {
  readonly takesNull?: boolean;
  readonly isVolatile?: boolean;
}

const declared: Script[] = [];

/**
 * Declares what DuckDB's SQL cannot say (Java's regular expressions, Spark's hashes) in JavaScript, and gives the text of its calls.
 * An error that it throws with `[CODE] text` reaches the reader as that code.
 *
 * @example
 * const soundex = script("soundex", [STRING], STRING, (text: string) => …);
 * scalar("soundex", "soundex(text)", takes([STRING], STRING), soundex)
 */
export function script(
  name: string,
  parameters: readonly DataType[],
  result: DataType,
  run: (...args: never[]) => unknown,
  options: ScriptOptions = {},
): ScriptCall {
  const fn: Script = {
    name: `js_${name}`,
    parameters,
    result,
    takesNull: options.takesNull ?? false,
    isVolatile: options.isVolatile ?? false,
    run,
  };
  declared.push(fn);
  return (args) => `${fn.name}(${args.join(", ")})`;
}

/** Makes every declared script known to the engine: once for each database. */
export function registerScripts(connection: Connection): void {
  for (const fn of declared) registerScript(connection, fn);
}

/** Makes one function known to all connections of the database. */
export function registerScript(connection: Connection, fn: Script): void {
  connection.raw.registerScalarFunction(
    loadDuckDB().DuckDBScalarFunction.create({
      name: fn.name,
      parameterTypes: fn.parameters.map(duckType),
      returnType: duckType(fn.result),
      specialHandling: true,
      volatile: fn.isVolatile,
      mainFunction: mainFunction(fn),
    }),
  );
}

function mainFunction(fn: Script): DuckDB.DuckDBScalarMainFunction {
  const reads = fn.parameters.map(fromDuckDB);
  const write = toDuckDB(fn.result);
  const run = fn.run as (...args: unknown[]) => unknown;
  return (_, input, output) => {
    const columns = reads.map((_, i) => input.getColumnVector(i));
    const args = new Array<unknown>(reads.length);
    rows: for (let row = 0; row < input.rowCount; row++) {
      for (let i = 0; i < reads.length; i++) {
        const value = columns[i]!.getItem(row);
        if (value === null && !fn.takesNull) {
          output.setItem(row, null);
          continue rows;
        }
        const read = reads[i]!;
        args[i] = value === null || read === null ? value : read(value);
      }
      const answer = run(...args);
      const isNull = answer === null || answer === undefined;
      output.setItem(row, isNull ? null : write === null ? (answer as DuckDB.DuckDBValue) : write(answer));
    }
    output.flush();
  };
}
