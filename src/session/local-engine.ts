import path from "node:path";
import { v4 as uuid } from "uuid";
import { StreambookError } from "../errors.js";
import { compilePlan } from "../embedded/compiler/plan.js";
import { DataFrame } from "../dataframe/dataframe.js";
import { functions } from "../embedded/functions/index.js";
import type { Database } from "../embedded/database.js";
import { makeProgram } from "../embedded/program.js";
import { newestRows } from "../embedded/newest-rows.js";
import { describeCsv, describeParquet, runQuery, writeParquet } from "../embedded/query.js";
import { Tables } from "../embedded/tables.js";
import { analyze } from "../plan/analysis/analyze.js";
import type { AnalysisContext } from "../plan/analysis/context.js";
import type { Clock } from "../plan/clock.js";
import type {
  Engine,
  OutputMode,
  PlanInfo,
  ResultTable,
  StreamRequest,
  WriteRequest,
} from "../plan/engine.js";
import type { UserFunction } from "../plan/expression.js";
import type { FunctionDefinition, SqlSettings } from "../plan/functions.js";
import { explainPlan } from "../plan/explain.js";
import { needsStart } from "../plan/needs-start.js";
import { planNode, type LogicalPlan, type ReadPlan } from "../plan/logical-plan.js";
import { schemaOf, scansOf, type ScanPlan } from "../plan/resolved.js";
import { checkEventTime } from "../plan/event-time-rules.js";
import { checkGroupState } from "../plan/group-state-rules.js";
import { deduplicatedColumns } from "../plan/deduplicated-columns.js";
import { checkStreaming } from "../plan/streaming-rules.js";
import type { QuerySnapshot, StreamingQuery } from "../plan/streaming-query.js";
import { MemoryStreamSource } from "../sources/memory.js";
import type { MemoryStream } from "../sources/memory-stream.js";
import { isFileFormat } from "../sources/file.js";
import { checkPaths, listFiles } from "../sources/file-listing.js";
import { readFileOptions } from "../sources/file-options.js";
import { folderColumns, partitionsOf, typedBy, withPartitions } from "../sources/partitions.js";
import { lineSchema } from "../sources/schemas.js";
import type { BatchData, Source } from "../sources/source.js";
import { parseQuery, parseSelectItem } from "../sql/parser.js";
import { substituted } from "../sql/variables.js";
import { Checkpoint } from "../streaming/checkpoint.js";
import type { StreamingQueryManager } from "../streaming/manager.js";
import { StreamExecution } from "../streaming/stream-execution.js";
import { checkOutputMode } from "../streaming/output-modes.js";
import { queryShape } from "../streaming/query-shape.js";
import type { StructType } from "../types/data-type.js";
import { rowFactory } from "../types/row.js";
import { catalogString } from "../types/type-text.js";
import type { RuntimeConfig } from "./conf.js";
import { inferSchema } from "./infer-files.js";
import { checkSink } from "./check-sink.js";
import { findSink, findSource } from "./registry.js";
import { writeFiles } from "./write-files.js";

export interface LocalEngineParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly conf: RuntimeConfig;
  readonly streams: StreamingQueryManager;
  readonly seed: number | null;
  print(text: string): void;
}

const policyKey = "spark.sql.streaming.multipleWatermarkPolicy";
const noDataKey = "spark.sql.streaming.noDataMicroBatches.enabled";
const checkpointsKey = "spark.sql.streaming.checkpointLocation";

/** The engine on this machine: resolves plans, runs them on the embedded database, starts streams. */
export class LocalEngine implements Engine {
  readonly #parts: LocalEngineParts;
  readonly #tables = new Tables();
  readonly #memoryStreams = new Map<string, MemoryStream>();
  readonly #analysis: AnalysisContext;
  readonly #registered = new Map<string, FunctionDefinition>();
  #ids = 0;

  constructor(parts: LocalEngineParts) {
    this.#parts = parts;
    const settings = (): SqlSettings => ({
      ansi: parts.conf.get("spark.sql.ansi.enabled").toLowerCase() === "true",
      timeZone: this.timeZone,
    });
    const filled = (text: string): string => substituted(text, (key) => parts.conf.find(key));
    this.#analysis = {
      functions: {
        ...functions,
        find: (name) => this.#registered.get(name.toLowerCase()) ?? functions.find(name),
      },
      get settings() {
        return settings();
      },
      parseExpression: (text) => parseSelectItem(filled(text)),
      parseQuery: (text) =>
        parseQuery(filled(text), { isAggregate: (name) => functions.find(name)?.kind === "aggregate" }),
      readSchema: (plan) => this.#readSchema(plan),
      findTable: (name) => this.#tables.find(name),
      tableNames: () => this.#tables.names(),
      nextId: () => this.#ids++,
      cache: new WeakMap(),
    };
  }

  get timeZone(): string {
    return this.#parts.conf.get("spark.sql.session.timeZone");
  }

  print(text: string): void {
    this.#parts.print(text);
  }

  /** Makes a function of TypeScript known to SQL text by a name. */
  registerFunction(name: string, user: UserFunction): void {
    this.#registered.set(name.toLowerCase(), functions.ofUser(name, user));
  }

  describe(plan: LogicalPlan): PlanInfo {
    const resolved = analyze(plan, this.#analysis);
    return { schema: schemaOf(resolved.output), isStreaming: resolved.isStreaming };
  }

  async collect(plan: LogicalPlan, action = "collect"): Promise<ResultTable> {
    const resolved = analyze(plan, this.#analysis);
    if (resolved.isStreaming) throw needsStart(action, resolved);
    return runQuery(resolved, this.#parts.database, (scan) => this.#readFiles(scan), this.#now());
  }

  async inferSchema(plan: ReadPlan): Promise<StructType> {
    if (!isFileFormat(plan.format)) throw notABatch(plan.format);
    const { database } = this.#parts;
    return inferSchema(
      { ...plan, options: this.#optionsOf(plan) },
      {
        parquet: (paths) => describeParquet(paths, database),
        csv: (paths, options, width) => describeCsv({ paths, options, width }, database),
      },
    );
  }

  async write(request: WriteRequest): Promise<void> {
    const { plan } = request;
    const resolved = analyze(plan, this.#analysis);
    if (resolved.isStreaming)
      throw new StreambookError({
        code: "CALL_ON_STREAMING_DATASET_UNSUPPORTED",
        step: "write",
        rule: "write can not be called on a streaming DataFrame.",
        got: "a streaming DataFrame",
        cure: 'start a query instead: await df.writeStream.foreachBatch((batch) => batch.write.mode("append").csv("folder")).start()',
      });
    const { database } = this.#parts;
    const reads = scansOf(resolved).flatMap(({ origin }) => (origin.kind === "read" ? origin.paths : []));
    await writeFiles(request, {
      timeZone: this.timeZone,
      schema: schemaOf(resolved.output),
      reads,
      rows: () => this.collect(plan),
      parquet: (path, compression, rows) => {
        const written = rows === null ? resolved : analyze(localPlan(rows), this.#analysis);
        const files = (scan: ScanPlan): Promise<BatchData> => this.#readFiles(scan);
        return writeParquet(written, path, database, files, this.#now(), compression);
      },
    });
  }

  #now(): { readonly time: number; readonly seed: number } {
    return {
      time: this.#parts.clock.now(),
      seed: this.#parts.seed ?? Math.floor(Math.random() * 2 ** 31),
    };
  }

  explain(plan: LogicalPlan, extended = false): string {
    const resolved = analyze(plan, this.#analysis);
    const tree = explainPlan(resolved, { forReaders: true });
    return extended ? `${tree}\n\n${compilePlan(resolved, () => "input")}` : tree;
  }

  createTempView(name: string, plan: LogicalPlan, replace: boolean): void {
    analyze(plan, this.#analysis);
    if (!replace && this.#tables.find(name))
      throw new StreambookError({
        code: "TEMP_TABLE_OR_VIEW_ALREADY_EXISTS",
        step: "createTempView",
        rule: `The temporary view \`${name}\` exists already.`,
        got: name,
        cure: "createOrReplaceTempView(name) puts this one in its place",
      });
    this.#tables.setView(name, plan);
  }

  dropTempView(name: string): boolean {
    return this.#tables.dropView(name);
  }

  tableNames(): readonly string[] {
    return this.#tables.names();
  }

  registerMemoryStream(stream: MemoryStream): string {
    const id = String(this.#memoryStreams.size);
    this.#memoryStreams.set(id, stream);
    return id;
  }

  /** Everything that can be refused is refused before a connection is opened; from then on the query owns what it was given. */
  async startStream(request: StreamRequest): Promise<StreamingQuery> {
    const { clock, streams, seed, database } = this.#parts;
    const plan = analyze(request.plan, this.#analysis);
    const provider = findSink(request.format);
    checkOutputMode(provider, request.outputMode, queryShape(plan));
    checkStreaming(plan, request.outputMode);
    checkGroupState(plan, request.outputMode);
    checkEventTime(deduplicatedColumns(plan));
    const { checkpointlocation: own, replace, ...options } = request.options;
    const location = own ?? checkpointOf(request.queryName, this.#parts.conf.get(checkpointsKey));
    checkSink(provider, request, location);
    const sink = provider.create({
      queryName: request.queryName,
      schema: schemaOf(plan.output),
      mode: request.outputMode,
      options,
      foreachBatch: request.foreachBatch,
      foreach: request.foreach ?? null,
      partitionBy: request.partitionBy ?? [],
      engine: this,
      timeZone: this.timeZone,
      print: (text) => this.print(text),
      memoryTable: (name, schema, fresh) => this.#memoryTable(name, schema, fresh),
    });
    const snapshot = (limit: number) => this.#lookAt(request.queryName!, limit, request.outputMode);
    const isReplacing = (replace ?? this.#parts.conf.get("streambook.replaceQueries")) === "true";
    const step = request.queryName === null ? "query" : `query "${request.queryName}"`;
    if (isReplacing && streams.active.some(({ name }) => name === request.queryName && name !== null))
      this.print(`The ${step} that was running is stopped: this one takes its place.`);
    return streams.start({ name: request.queryName, replace: isReplacing }, async (events) => {
      const connection = await database.connect();
      try {
        const checkpoint = await Checkpoint.open({
          connection,
          location,
          settings: {
            "spark.sql.session.timeZone": this.timeZone,
            [policyKey]: this.#parts.conf.get(policyKey).toLowerCase(),
          },
          step,
        });
        const program = await makeProgram({
          plan,
          connection,
          database: checkpoint.database,
          mode: request.outputMode,
          smallRows: Number(this.#parts.conf.get("streambook.smallBatchRows")),
          source: (scan) => this.#source(scan),
          readFiles: (scan) => this.#readFiles(scan),
        }).catch(async (error: unknown) => {
          await checkpoint.close();
          throw error;
        });
        const query = await StreamExecution.start({
          name: request.queryName,
          program,
          sink,
          trigger: request.trigger,
          clock,
          checkpoint,
          watermarkPolicy: checkpoint.settings[policyKey] === "max" ? "max" : "min",
          noDataBatches: this.#parts.conf.get(noDataKey).toLowerCase() !== "false",
          seed,
          events,
          ...(request.format === "memory" && { snapshot }),
        });
        return query;
      } catch (error) {
        // A start that fails later closes what it was given itself; a second close does nothing.
        connection.close();
        throw error;
      }
    });
  }

  /**
   * A query's table for a display: of one that grows the newest rows, of a result that is written anew the first. The table is looked
   * up at each look, because a display outlives the query it began with.
   */
  async #lookAt(name: string, limit: number, mode: OutputMode): Promise<QuerySnapshot> {
    const table = this.#tables.find(name);
    if (mode === "complete" || table?.kind !== "stored") {
      return new DataFrame(planNode({ kind: "table", name: [name] }), this).snapshot(limit);
    }
    const { rows, total } = await newestRows(this.#parts.database, table, limit);
    const toRow = rowFactory(table.schema);
    const columns = table.schema.fields.map((f) => ({ name: f.name, type: catalogString(f.type) }));
    return { columns, rows: rows.map((row) => toRow(row).toArray()), total, isNewest: true };
  }

  async #memoryTable(name: string, schema: StructType, fresh: boolean) {
    const connection = await this.#parts.database.connect();
    try {
      return await this.#tables.store(connection, name, schema, fresh);
    } finally {
      connection.close();
    }
  }

  #readSchema(plan: ReadPlan): StructType {
    if (plan.format === "memory") return plan.schema!;
    const { format, schema, paths } = plan;
    const options = this.#optionsOf(plan);
    if (!plan.isStreaming && isFileFormat(format)) checkPaths(readFileOptions(format, options, paths).paths);
    if (!plan.isStreaming && !isFileFormat(format)) throw notABatch(format);
    if (!plan.asLines) return findSource(format).describe(options, schema, paths);
    return withPartitions(
      lineSchema,
      typedBy(schema, folderColumns(readFileOptions(format, options, paths))),
    );
  }

  #source(scan: ScanPlan): Source {
    const read = scan.origin as ReadPlan;
    if (read.format === "memory")
      return new MemoryStreamSource(this.#memoryStreams.get(read.options["stream"]!)!);
    return findSource(read.format).create(this.#optionsOf(read), read.schema, read.paths);
  }

  /** Files as they are now. */
  async #readFiles(scan: ScanPlan): Promise<BatchData> {
    const read = scan.origin as ReadPlan;
    const known = readFileOptions(read.format, this.#optionsOf(read), read.paths);
    const paths = (await listFiles(known.paths, known)).map((file) => file.path);
    const columns = typedBy(read.schema, folderColumns(known));
    const partitions = partitionsOf(paths, known.paths, columns, this.timeZone);
    return { kind: "files", format: read.format, paths, options: known.raw, partitions };
  }

  /** Times in files are of the session's zone, unless a reader says otherwise. */
  #optionsOf({ format, options }: ReadPlan): ReadPlan["options"] {
    return isFileFormat(format) ? { timezone: this.timeZone, ...options } : options;
  }
}

/** Where a query keeps its checkpoint when it does not say: in the session's folder of checkpoints, by its name; in memory without one. */
function checkpointOf(queryName: string | null, folder: string): string | null {
  return folder === "" ? null : path.join(folder, queryName ?? uuid());
}

/** Sources that only stream, and what is no source at all. */
function notABatch(format: string): StreambookError {
  findSource(format);
  return new StreambookError({
    code: "_LEGACY_ERROR_TEMP_1135",
    step: "read.format",
    rule: `${format} is not a valid data source of tables: it only streams.`,
    got: `session.read.format(${JSON.stringify(format)})`,
    cure: `session.readStream.format(${JSON.stringify(format)})`,
  });
}

const localPlan = ({ schema, rows }: ResultTable): LogicalPlan => planNode({ kind: "local", schema, rows });
