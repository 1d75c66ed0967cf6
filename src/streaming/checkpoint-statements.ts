import type { DuckDBPreparedStatement } from "@duckdb/node-api";
import type { Connection } from "../embedded/database.js";

/** What is written in every batch, parsed and planned once. */
export type Statements = Readonly<
  Record<"offsets" | "commit" | "rawInsert" | "rawDelete", DuckDBPreparedStatement>
>;

export async function prepareStatements(connection: Connection, database: string): Promise<Statements> {
  return {
    offsets: await connection.prepare(`INSERT INTO ${database}.offsets VALUES ($1, $2, $3, $4, $5)`),
    commit: await connection.prepare(`INSERT INTO ${database}.commits VALUES ($1, $2)`),
    rawInsert: await connection.prepare(`INSERT INTO ${database}.raw_rows VALUES ($1, $2, $3, $4, $5)`),
    rawDelete: await connection.prepare(`DELETE FROM ${database}.raw_rows`),
  };
}
