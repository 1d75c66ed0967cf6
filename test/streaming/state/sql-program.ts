import { makeProgram } from "../../../src/embedded/program.js";
import type { Connection } from "../../../src/embedded/database.js";
import { functions } from "../../../src/embedded/functions/index.js";
import type { StreamProgram } from "../../../src/embedded/stream-program.js";
import { analyze } from "../../../src/plan/analysis/analyze.js";
import type { AnalysisContext } from "../../../src/plan/analysis/context.js";
import type { OutputMode } from "../../../src/plan/engine.js";
import { planNode, type LogicalPlan, type ReadPlan } from "../../../src/plan/logical-plan.js";
import type { ResolvedPlan } from "../../../src/plan/resolved.js";
import type { Source } from "../../../src/sources/source.js";
import { parseQuery, parseSelectItem } from "../../../src/sql/parser.js";
import { lineSchema } from "../program.js";

let ids = 0;

export interface SqlOptions {
  readonly distinct?: boolean | undefined;
  /** What the query knows by name; else the lines of one input as `s`. */
  readonly tables?: Readonly<Record<string, LogicalPlan>>;
}

/** The lines of a scripted input. */
export function linesOf(name: string): LogicalPlan {
  const read = {
    kind: "read",
    format: "memory",
    schema: lineSchema,
    options: { name },
    paths: [],
    isStreaming: true,
  };
  return planNode(read as never);
}

/** A query over the lines of a scripted input, which it knows as the table `s`. */
export function resolveSql(
  text: string,
  { distinct, tables = { s: linesOf("s") } }: SqlOptions = {},
): ResolvedPlan {
  const context: AnalysisContext = {
    functions,
    settings: { ansi: true, timeZone: "UTC" },
    parseExpression: (expression) => parseSelectItem(expression),
    parseQuery: (query) =>
      parseQuery(query, { isAggregate: (name) => functions.find(name)?.kind === "aggregate" }),
    readSchema: () => lineSchema,
    findTable: (name) => tables[name],
    tableNames: () => Object.keys(tables),
    nextId: () => ids++,
    cache: new WeakMap(),
  };
  const query = planNode({ kind: "sql", text });
  return analyze(
    distinct ? planNode({ kind: "distinct", child: query, deduplicates: true }) : query,
    context,
  );
}

export function sqlProgram(
  text: string,
  mode: OutputMode,
  connection: Connection,
  database: string,
  source: (name: string) => Source,
  options: SqlOptions = {},
): Promise<StreamProgram> {
  return makeProgram({
    plan: resolveSql(text, options),
    connection,
    database,
    mode,
    smallRows: 1000,
    source: (scan) => source((scan.origin as ReadPlan).options["name"]!),
    readFiles: async () => ({ kind: "rows", rows: [] }),
  });
}
