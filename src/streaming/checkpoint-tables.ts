import { v4 as uuid } from "uuid";
import type { Connection } from "../embedded/database.js";

/** The layout of the tables below. Raise it with any change that an older streambook would misread. */
export const formatVersion = 1;

const application = "streambook";

/** What a checkpoint says of itself. */
export interface CheckpointMeta {
  readonly formatVersion: string;
  readonly queryId: string;
  /** Null until the first start of a query on it has got as far as its plan. */
  readonly fingerprint: string | null;
  /** Settings that the first start fixed: later starts go on with them. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Makes the tables of a new checkpoint, in one transaction. */
export async function createTables(
  connection: Connection,
  database: string,
  settings: Readonly<Record<string, string>>,
): Promise<CheckpointMeta> {
  const meta = { formatVersion: String(formatVersion), queryId: uuid(), fingerprint: null, settings };
  await connection.transaction(async () => {
    await connection.run(`CREATE TABLE ${database}.meta (key VARCHAR NOT NULL, value VARCHAR NOT NULL)`);
    await connection.run(
      `CREATE TABLE ${database}.offsets (batch BIGINT, time BIGINT, seed BIGINT, starts VARCHAR, ends VARCHAR)`,
    );
    await connection.run(`CREATE TABLE ${database}.commits (batch BIGINT, watermark BIGINT)`);
    await connection.run(
      `CREATE TABLE ${database}.raw_rows (batch BIGINT, source INTEGER, kind VARCHAR, count BIGINT, data BLOB)`,
    );
    await connection.run(
      `CREATE TABLE ${database}.source_log (source INTEGER, position BIGINT, entry VARCHAR)`,
    );
    await putMeta(connection, database, "application", application);
    await putMeta(connection, database, "format_version", meta.formatVersion);
    await putMeta(connection, database, "query_id", meta.queryId);
    await putMeta(connection, database, "settings", JSON.stringify(settings));
  });
  return meta;
}

export async function putMeta(
  connection: Connection,
  database: string,
  key: string,
  value: string,
): Promise<void> {
  await connection.run(`INSERT INTO ${database}.meta VALUES ($1, $2)`, [key, value]);
}

/** Null when the database is no checkpoint of ours. */
export async function readMeta(connection: Connection, database: string): Promise<CheckpointMeta | null> {
  const found = await connection.rows(
    "SELECT 1 FROM duckdb_tables() WHERE database_name = $1 AND table_name = 'meta' AND column_count = 2",
    [database],
  );
  if (found.length === 0) return null;
  const rows = await connection.rows(
    `SELECT key::VARCHAR, value::VARCHAR FROM (FROM ${database}.meta) AS m(key, value)`,
  );
  const values = new Map(rows as [string, string][]);
  const queryId = values.get("query_id");
  if (values.get("application") !== application || queryId === undefined) return null;
  return {
    formatVersion: values.get("format_version") ?? "?",
    queryId,
    fingerprint: values.get("fingerprint") ?? null,
    settings: JSON.parse(values.get("settings") ?? "{}") as Record<string, string>,
  };
}
