import type { ResultTable } from "../plan/engine.js";
import type { BatchPlan } from "../plan/logical-plan.js";
import { scansOf, schemaOf, type ResolvedPlan, type ScanPlan } from "../plan/resolved.js";
import type { BatchData } from "../sources/source.js";
import type { Connection, Database } from "./database.js";
import { numberPlaces, setVariables, variablesOf } from "./batch-variables.js";
import { compilePlan, type Relations } from "./compiler/plan.js";
import { translateError } from "./errors.js";
import { dataTypeOf } from "./duckdb-type.js";
import { runGroups } from "./groups.js";
import { loadBatch, loadScan } from "./load/load-batch.js";
import { relationSql, type Relation } from "./load/loaded-batch.js";
import { csvRepresentatives } from "./load/csv-classes.js";
import type { TextOptions } from "./functions/json/options.js";
import { pathList } from "./load/read-lines-sql.js";
import { resultReader } from "./load/result.js";
import { identifier, text } from "./sql-types.js";
import type { StructType } from "../types/data-type.js";

/** What `foreachBatch` plans point at: the rows of one batch in a temporary table of the query's own connection. */
export interface BatchHandle {
  readonly connection: Connection;
  /** The rows as they are. */
  collect(): Promise<unknown[][]>;
  /** The name of the table, which is filled when it is first asked for. */
  table(): Promise<string>;
  isAlive(): boolean;
}

/** Gives the rows of a batch read (files as they are now). */
export type ReadFiles = (scan: ScanPlan) => Promise<BatchData>;

type BatchValues = { readonly time: number; readonly seed: number };

/** Runs a plan that does not stream, on a connection of its own. */
export async function runQuery(
  plan: ResolvedPlan,
  database: Database,
  readFiles: ReadFiles,
  batch: BatchValues,
): Promise<ResultTable> {
  const schema = schemaOf(plan.output);
  // What `foreachBatch` was given, as it was given: nothing has to be compiled to read it.
  if (plan.kind === "scan" && plan.origin.kind === "batch")
    return { schema, rows: await handleOf(plan.origin).collect() };
  return withQuery(plan, database, readFiles, batch, async (connection, sql) => ({
    schema,
    rows: await resultReader(connection, schema)(sql),
  }));
}

/** Writes the rows of a plan as a Parquet file. */
export async function writeParquet(
  plan: ResolvedPlan,
  path: string,
  database: Database,
  readFiles: ReadFiles,
  batch: BatchValues,
  compression = "snappy",
): Promise<void> {
  const columns = plan.output.map((a, i) => `o${i} AS ${identifier(a.name)}`).join(", ");
  await withQuery(plan, database, readFiles, batch, (connection, sql) =>
    connection.run(
      `COPY (SELECT ${columns} FROM (${sql})) TO ${text(path)} (FORMAT parquet, COMPRESSION ${compression})`,
    ),
  );
}

/** The columns of Parquet files, as they say themselves. */
export async function describeParquet(paths: readonly string[], database: Database): Promise<StructType> {
  const connection = await database.connect();
  try {
    const source = `read_parquet(${pathList(paths)}, union_by_name = true, hive_partitioning = false)`;
    const rows = await connection.rows(`DESCRIBE SELECT * FROM ${source}`);
    const fields = rows.map(([name, type]) => ({
      name: name as string,
      type: dataTypeOf(type as string),
      nullable: true,
    }));
    return { kind: "struct", fields };
  } catch (error) {
    throw translateError(error, "parquet reader");
  } finally {
    connection.close();
  }
}

/** Cells that stand for all cells of CSV files when types are inferred; null when every one of them must be looked at. */
export async function describeCsv(
  { paths, options, width }: { paths: readonly string[]; options: TextOptions; width: number },
  database: Database,
): Promise<readonly (readonly string[])[] | null> {
  const connection = await database.connect();
  try {
    return await csvRepresentatives(connection, { kind: "files", format: "csv", paths, options }, width);
  } catch (error) {
    throw translateError(error, "csv reader");
  } finally {
    connection.close();
  }
}

/** Loads a plan's inputs, and gives its SQL to who runs it. */
async function withQuery<T>(
  plan: ResolvedPlan,
  database: Database,
  readFiles: ReadFiles,
  batch: BatchValues,
  work: (connection: Connection, sql: string) => Promise<T>,
): Promise<T> {
  const scans = scansOf(plan);
  const handle = scans
    .map((s) => (s.origin.kind === "batch" ? handleOf(s.origin) : null))
    .find((h) => h !== null);
  const connection = handle?.connection ?? (await database.connect());
  const loaded: { release(): Promise<void> }[] = [];
  try {
    const relations = new Map<ScanPlan, Relation>();
    for (const [slot, scan] of scans.entries()) {
      if (relations.has(scan)) continue;
      relations.set(scan, await relationOf(scan, `q${slot}`, connection, readFiles, loaded));
    }
    const relationFor: Relations = (scan, wanted) => relationSql(relations.get(scan)!, wanted);
    const compile = async (part: ResolvedPlan): Promise<string> => {
      const statements = numberPlaces([compilePlan(part, relationFor)]);
      await setVariables(connection, variablesOf(statements), batch);
      return statements[0]!;
    };
    const place = (scan: ScanPlan, table: string): void => void relations.set(scan, { relation: table });
    const ready = await runGroups(plan, { connection, compile, place, time: batch.time });
    return await work(connection, await compile(ready));
  } catch (error) {
    throw translateError(error, "query", plan);
  } finally {
    for (const data of loaded) await data.release();
    if (!handle) connection.close();
  }
}

/** Where the rows of a scan that does not stream stand, loaded if need be. */
export async function relationOf(
  scan: ScanPlan,
  slot: string,
  connection: Connection,
  readFiles: ReadFiles,
  loaded: { release(): Promise<void> }[],
): Promise<Relation> {
  const { origin } = scan;
  switch (origin.kind) {
    case "stored":
      return { relation: origin.table };
    case "batch":
      return { relation: await handleOf(origin).table() };
    case "local": {
      if (origin.schema.fields.length === 0) return { relation: `range(${origin.rows.length})` };
      const data = await loadBatch(connection, { kind: "rows", rows: origin.rows }, origin.schema, slot);
      loaded.push(data);
      return data;
    }
    case "read": {
      const data = await loadScan(connection, await readFiles(scan), scan, slot);
      loaded.push(data);
      return data;
    }
  }
}

function handleOf(plan: BatchPlan): BatchHandle {
  return plan.handle as BatchHandle;
}
