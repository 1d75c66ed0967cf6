import { StreambookError } from "../errors.js";
import { compilePlan } from "../embedded/compiler/plan.js";
import { DataFrame } from "../dataframe/dataframe.js";
import { functions } from "../embedded/functions/index.js";
import { newestRows } from "../embedded/newest-rows.js";
import { describeCsv, describeParquet, runQuery, writeParquet } from "../embedded/query.js";
import { Tables } from "../embedded/tables.js";
import { analyze } from "../plan/analysis/analyze.js";
import type { AnalysisContext } from "../plan/analysis/context.js";
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
import type { QuerySnapshot, StreamingQuery } from "../plan/streaming-query.js";
import type { MemoryStream } from "../sources/memory-stream.js";
import { isFileFormat } from "../sources/file.js";
import type { BatchData } from "../sources/source.js";
import { parseQuery, parseSelectItem } from "../sql/parser.js";
import { substituted } from "../sql/variables.js";
import type { StructType } from "../types/data-type.js";
import { rowFactory } from "../types/row.js";
import { catalogString } from "../types/type-text.js";
import type { LocalEngineParts } from "./engine-parts.js";
import { EngineReads, notABatch } from "./engine-reads.js";
import { inferSchema } from "./infer-files.js";
import { startStream } from "./start-stream.js";
import { writeFiles } from "./write-files.js";

/** The engine on this machine: resolves plans, runs them on the embedded database, starts streams. */
export class LocalEngine implements Engine {
  readonly #parts: LocalEngineParts;
  readonly #tables = new Tables();
  readonly #reads: EngineReads;
  readonly #analysis: AnalysisContext;
  readonly #registered = new Map<string, FunctionDefinition>();
  #ids = 0;

  constructor(parts: LocalEngineParts) {
    this.#parts = parts;
    this.#reads = new EngineReads(() => this.timeZone);
    const settings = (): SqlSettings => ({
      ansi: parts.conf.get("spark.sql.ansi.enabled").toLowerCase() === "true",
      timeZone: this.timeZone,
    });
    this.#analysis = {
      functions: {
        ...functions,
        find: (name) => this.#registered.get(name.toLowerCase()) ?? functions.find(name),
      },
      get settings() {
        return settings();
      },
      parseExpression: (text) => parseSelectItem(this.filled(text)),
      parseQuery: (text) => parseQuery(this.filled(text), { isAggregate }),
      readSchema: (plan) => this.#reads.schema(plan),
      findTable: (name) => this.#tables.find(name),
      tableNames: () => this.#tables.names(),
      nextId: () => this.#ids++,
      cache: new WeakMap(),
    };
  }

  get timeZone(): string {
    return this.#parts.conf.get("spark.sql.session.timeZone");
  }

  /** A text with the settings that it names. */
  filled(text: string): string {
    return substituted(text, (key) => this.#parts.conf.find(key));
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
    return runQuery(resolved, this.#parts.database, (scan) => this.#reads.files(scan), this.#now());
  }

  async inferSchema(plan: ReadPlan): Promise<StructType> {
    if (!isFileFormat(plan.format)) throw notABatch(plan.format);
    const { database } = this.#parts;
    return inferSchema(
      { ...plan, options: this.#reads.options(plan) },
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
        const files = (scan: ScanPlan): Promise<BatchData> => this.#reads.files(scan);
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
    return this.#reads.register(stream);
  }

  async startStream(request: StreamRequest): Promise<StreamingQuery> {
    return startStream(request, analyze(request.plan, this.#analysis), {
      parts: this.#parts,
      engine: this,
      reads: this.#reads,
      memoryTable: (name, schema, fresh) => this.#memoryTable(name, schema, fresh),
      lookAt: (name, limit, mode) => this.#lookAt(name, limit, mode),
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
}

/** What a select list is an aggregation by; `grouping(a)` stands in no other. */
const isAggregate = (name: string): boolean =>
  functions.find(name)?.kind === "aggregate" || /^grouping(_id)?$/i.test(name);

const localPlan = ({ schema, rows }: ResultTable): LogicalPlan => planNode({ kind: "local", schema, rows });
