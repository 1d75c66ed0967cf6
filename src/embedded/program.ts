import type { OutputMode } from "../plan/engine.js";
import { planNode } from "../plan/logical-plan.js";
import { explainPlan } from "../plan/explain.js";
import { scansOf, schemaOf, type ResolvedPlan, type ScanPlan } from "../plan/resolved.js";
import type { BatchData, Source } from "../sources/source.js";
import type { Connection } from "./database.js";
import { compilePlan } from "./compiler/plan.js";
import { translateError } from "./errors.js";
import { loadBatch, type LoadedBatch } from "./load/load-batch.js";
import { resultReader } from "./load/result.js";
import { relationOf, type BatchHandle, type ReadFiles } from "./query.js";
import type { BatchHeader, ProgramBatch, StreamProgram } from "./stream-program.js";

export interface ProgramParts {
  readonly plan: ResolvedPlan;
  readonly connection: Connection;
  readonly mode: OutputMode;
  /** Makes the source of a streaming scan. */
  readonly source: (scan: ScanPlan) => Source;
  /** Reads what does not stream, once: the static side of a join. */
  readonly readFiles: ReadFiles;
}

/** Compiles a stateless streaming plan for one connection. */
export async function makeProgram({
  plan,
  connection,
  mode,
  source,
  readFiles,
}: ProgramParts): Promise<StreamProgram> {
  const scans = scansOf(plan);
  const streams = [...new Set(scans.filter((s) => s.isStreaming))];
  const sources = streams.map(source);
  const fixed = new Map<ScanPlan, string>();
  for (const [i, scan] of scans.entries())
    if (!scan.isStreaming && !fixed.has(scan))
      fixed.set(scan, await relationOf(scan, `f${i}`, connection, readFiles, []));
  const schema = schemaOf(plan.output);
  const read = resultReader(connection, schema);
  const fingerprint = explainPlan(plan);
  // The SQL depends on where a batch's rows stand, and there are few such places: each text is made once.
  const compiled = new Map<string, string>();
  const sqlFor = (relations: readonly string[]): string => {
    const key = relations.join("\n");
    let sql = compiled.get(key);
    if (sql === undefined) {
      sql = compilePlan(plan, (scan) => fixed.get(scan) ?? relations[streams.indexOf(scan)]!);
      if (compiled.size > 16) compiled.clear();
      compiled.set(key, sql);
    }
    return sql;
  };
  // Before any transaction: what one makes known is gone when it is rolled back.
  connection.prepareScripts(sqlFor(sources.map((_, i) => `input_${i}`)));
  let batches = 0;

  const runBatch = async (header: BatchHeader, inputs: readonly BatchData[]): Promise<ProgramBatch> => {
    const loaded: LoadedBatch[] = [];
    const guard = async <T>(work: () => Promise<T>): Promise<T> => {
      try {
        return await work();
      } catch (error) {
        throw translateError(error, `batch ${header.id}`);
      }
    };
    await guard(async () => {
      for (const [i, data] of inputs.entries())
        loaded.push(await loadBatch(connection, data, sources[i]!.schema, `s${i}`));
    });
    const sql = sqlFor(loaded.map((l) => l.relation));
    if (sql.includes("'batch_time'"))
      await connection.run(`SET VARIABLE batch_time = ${header.time * 1000}::BIGINT`);
    return {
      inputRows: loaded.map((l) => l.rows),
      collect: () => guard(() => read(sql)),
      writeToTable: (table, replace) =>
        guard(async () => {
          if (!replace) return connection.run(`INSERT INTO ${table} ${sql}`);
          return connection.transaction(async () => {
            await connection.run(`DELETE FROM ${table}`);
            return connection.run(`INSERT INTO ${table} ${sql}`);
          });
        }),
      asPlan: () =>
        guard(async () => {
          const table = `batch_${batches++}`;
          const columns = schema.fields.map((_, i) => `o${i} AS c${i}`).join(", ") || "1 AS one";
          await connection.run(`CREATE TEMP TABLE ${table} AS SELECT ${columns} FROM (${sql})`);
          const [[count]] = (await connection.rows(`SELECT count(*) FROM ${table}`)) as [[bigint]];
          let alive = true;
          const handle: BatchHandle = { connection, table, isAlive: () => alive };
          return {
            plan: planNode({ kind: "batch", schema, handle }),
            rows: Number(count),
            release: async () => {
              alive = false;
              await connection.run(`DROP TABLE IF EXISTS ${table}`);
            },
          };
        }),
      applyState: async () => [],
      release: async () => {
        for (const data of loaded) await data.release();
      },
    };
  };

  return {
    sources,
    schema,
    fingerprint,
    mode,
    connection,
    isStateful: false,
    explain: () => `${explainPlan(plan)}\n\n${sqlFor(sources.map((_, i) => `input_${i}`))}`,
    runBatch,
    close: async () => connection.close(),
  };
}
