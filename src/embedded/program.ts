import type { OutputMode } from "../plan/engine.js";
import { explainPlan, planFingerprint } from "../plan/explain.js";
import { optimizedStream } from "../plan/optimized-stream.js";
import { scansOf, schemaOf, type ResolvedPlan, type ScanPlan } from "../plan/resolved.js";
import type { StateOperatorProgress } from "../plan/streaming-query.js";
import type { BatchData, Source } from "../sources/source.js";
import { batchOutput } from "./batch-output.js";
import type { Guard } from "./batch-rows.js";
import { numberPlaces, setVariables, variablesOf } from "./batch-variables.js";
import { compilePlan, type Relations } from "./compiler/plan.js";
import type { Connection } from "./database.js";
import { DeadRows } from "./dead-rows.js";
import { translateError } from "./errors.js";
import { firstRows } from "./load/first-rows.js";
import { loadScan } from "./load/load-batch.js";
import { relationSql, type LoadedBatch, type Relation } from "./load/loaded-batch.js";
import type { ReadFiles } from "./query.js";
import { conditions } from "./conditions.js";
import { cut } from "./state/stages.js";
import { StaticScans } from "./static-scans.js";
import type { BatchHeader, OpenWindow, ProgramBatch, StreamProgram, Waiting } from "./stream-program.js";

export interface ProgramParts {
  readonly plan: ResolvedPlan;
  readonly connection: Connection;
  /** The checkpoint, attached to the connection: where state tables are made. */
  readonly database: string;
  readonly mode: OutputMode;
  /** For a batch with no more rows statements are kept that are planned plainly: what planning well would gain is less than it takes. */
  readonly smallRows: number;
  /** Makes the source of a streaming scan. */
  readonly source: (scan: ScanPlan) => Source;
  /** Finds the files that do not stream: the static side of a join. */
  readonly readFiles: ReadFiles;
}

/** The SQL of one batch: what each stateful operator reads, and the result. */
interface BatchSql {
  readonly inputs: readonly (readonly string[])[];
  readonly result: string;
  readonly variables: readonly string[];
}

/** What the x-ray keeps of a batch: event times of each stream, and open windows. */
const sampleSize = 24;
const windowLimit = 50;

/** Compiles a streaming plan for one connection: stateful operators run one after the other, all between them is SQL. */
export async function makeProgram({
  plan,
  connection,
  database,
  mode,
  smallRows,
  source,
  readFiles,
}: ProgramParts): Promise<StreamProgram> {
  const scans = scansOf(plan);
  const streams = [...new Set(scans.filter((s) => s.isStreaming))];
  const sources = streams.map(source);
  const statics = await StaticScans.open(scans, connection, readFiles);
  const optimized = optimizedStream(plan, conditions);
  const reads = scansOf(optimized.plan);
  const fixed = new Map<ScanPlan, string>();
  const dead = new DeadRows();
  const { stages, top } = cut(optimized.plan, {
    home: { connection, database, dead },
    mode,
  });
  for (const { output, operator } of stages) fixed.set(output, operator.output);
  const operators = stages.map((stage) => stage.operator);
  const below = scansOf(top).map((scan) => stages.find(({ output }) => output === scan)?.operator);
  const schema = schemaOf(plan.output);
  const outputOf = batchOutput(connection, schema);
  const fingerprint = planFingerprint(plan);
  // The SQL depends on where a batch's rows stand, and there are few such places: each text is made once.
  const compiled = new Map<string, BatchSql>();
  const sqlFor = (relations: readonly Relation[]): BatchSql => {
    const key = [...relations.map((r) => r.relation), statics.key].join("\n");
    let sql = compiled.get(key);
    if (sql === undefined) {
      const relationFor: Relations = (scan, columns) =>
        fixed.get(scan) ?? relationSql(statics.relation(scan) ?? relations[streams.indexOf(scan)]!, columns);
      const plans = [...stages.flatMap((stage) => stage.inputs), top];
      const statements = numberPlaces(plans.map((part) => compilePlan(part, relationFor)));
      // Before any transaction: what one makes known is gone when it is rolled back.
      for (const statement of statements) connection.prepareScripts(statement);
      const result = statements.at(-1)!;
      let at = 0;
      const inputs = stages.map((stage) => statements.slice(at, (at += stage.inputs.length)));
      sql = { inputs, result, variables: variablesOf(statements) };
      if (compiled.size > 16) compiled.clear();
      compiled.set(key, sql);
    }
    return sql;
  };
  const unread = sources.map((_, i) => ({ relation: `input_${i}` }));
  sqlFor(unread);

  const runBatch = async (header: BatchHeader, inputs: readonly BatchData[]): Promise<ProgramBatch> => {
    const loaded: LoadedBatch[] = [];
    const guard: Guard = async (work) => {
      try {
        return await work();
      } catch (error) {
        throw translateError(error, `batch ${header.id}`, plan);
      }
    };
    await guard(async () => {
      await statics.refresh();
      for (const [i, data] of inputs.entries()) {
        const stream = streams[i]!;
        const rows = firstRows(data, optimized.inputs.get(stream));
        loaded.push(await loadScan(connection, rows, stream, `s${i}`));
      }
    });
    const sql = sqlFor(loaded);
    const isRepeated = smallRows > 0 && statics.key === "";
    const isSmall = isRepeated && loaded.every(({ rows }) => rows <= smallRows);
    await setVariables(connection, sql.variables, header);
    await guard(async () => {
      for (const [i, { operator, watermark }] of stages.entries()) {
        const [late, evict] = [header.watermarks.late, header.watermarks.evict].map(
          (ms) => BigInt(watermark(ms)) * 1000n,
        ) as [bigint, bigint];
        const inputs = sql.inputs[i]!;
        await operator.run({ inputs, late, evict, time: header.time, isSmall, smallRows });
      }
    });
    return {
      // A stream that is read twice, as in a union with itself, brings its rows twice.
      inputRows: loaded.map(({ rows }, i) => rows * reads.filter((scan) => scan === streams[i]).length),
      observed: operators.flatMap((operator) => operator.observed ?? []),
      ...outputOf(sql.result, isSmall || (isRepeated && below.every((own) => own?.isSmall)), guard),
      applyState: () =>
        guard(async () => {
          const progress: [order: number, done: StateOperatorProgress][] = [];
          for (const { operator, order } of stages) {
            const done = await operator.apply();
            if (done) progress.push([order, done]);
          }
          return progress.sort(([a], [b]) => a - b).map(([, done]) => done);
        }),
      release: async () => {
        for (const data of loaded) await data.release();
      },
    };
  };

  const self: StreamProgram = {
    sources,
    schema,
    fingerprint,
    mode,
    connection,
    isStateful: stages.length > 0,
    mayClose: ({ late, evict }) =>
      stages.some(
        (stage) => stage.operator.usesWatermark === true && stage.watermark(evict) > stage.watermark(late),
      ),
    openWindows: async (limit) => {
      const windows: OpenWindow[] = [];
      for (const operator of operators) windows.push(...((await operator.openWindows?.(limit)) ?? []));
      return windows.sort((a, b) => a.end - b.end).slice(0, limit);
    },
    waiting: async () => {
      const waiting: Waiting[] = [];
      for (const operator of operators) waiting.push(...((await operator.waiting?.()) ?? []));
      return waiting;
    },
    watch: () => {
      for (const operator of operators) operator.watch?.();
    },
    look: async () => {
      const times: number[] = [];
      for (const operator of operators) times.push(...((await operator.sampleTimes?.(sampleSize)) ?? []));
      return { windows: (await self.openWindows?.(windowLimit)) ?? [], times };
    },
    nextTimeout: () => {
      const times = operators.flatMap((operator) => operator.nextTimeout ?? []);
      return times.length === 0 ? null : Math.min(...times);
    },
    explain: () => {
      const { inputs, result } = sqlFor(unread);
      return [explainPlan(plan, { forReaders: true }), ...inputs.flat(), result].join("\n\n");
    },
    open: async () => {
      for (const operator of operators) await operator.open();
    },
    runBatch,
    tidy: async () => {
      if (!dead.areTooMany) return;
      await connection.run(`CHECKPOINT ${database}`);
      dead.buried();
    },
    close: async () => connection.close(),
  };
  return self;
}
