import type { StructType } from "../../types/data-type.js";
import type { Connection } from "../database.js";
import { fromDuckDB } from "./values.js";

/** Runs one query and gives its rows in the engine's JavaScript form. `isRepeated`: one that comes again with every small batch. */
export type ResultReader = (sql: string, isRepeated?: boolean) => Promise<unknown[][]>;

/** Reads results of one schema: what each column needs is worked out once. */
export function resultReader(connection: Connection, schema: StructType): ResultReader {
  const conversions = schema.fields.map((field) => fromDuckDB(field.type));
  return async (sql, isRepeated = false) => {
    const result = await (isRepeated ? connection.repeatResult(sql) : connection.result(sql));
    const rows: unknown[][] = [];
    for (
      let chunk = await result.fetchChunk();
      chunk && chunk.rowCount > 0;
      chunk = await result.fetchChunk()
    ) {
      const first = rows.length;
      for (let row = 0; row < chunk.rowCount; row++) rows.push(new Array<unknown>(conversions.length));
      for (const [column, convert] of conversions.entries()) {
        const vector = chunk.getColumnVector(column);
        for (let row = 0; row < chunk.rowCount; row++) {
          const value = vector.getItem(row);
          rows[first + row]![column] = value === null || convert === null ? value : convert(value);
        }
      }
    }
    return rows;
  };
}
