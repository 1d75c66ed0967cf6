import { makeProgram } from "../../../src/embedded/program.js";
import type { Connection } from "../../../src/embedded/database.js";
import { functions } from "../../../src/embedded/functions/index.js";
import type { StreamProgram } from "../../../src/embedded/stream-program.js";
import { analyze } from "../../../src/plan/analysis/analyze.js";
import type { AnalysisContext } from "../../../src/plan/analysis/context.js";
import type { OutputMode } from "../../../src/plan/engine.js";
import { planNode } from "../../../src/plan/logical-plan.js";
import type { ResolvedPlan } from "../../../src/plan/resolved.js";
import type { Source } from "../../../src/sources/source.js";
import { parseQuery, parseSelectItem } from "../../../src/sql/parser.js";
import { lineSchema } from "../program.js";

let ids = 0;

/** A query over the lines of a scripted input, which it knows as the table `s`. */
export function resolveSql(text: string, deduplicates = false): ResolvedPlan {
  const read = {
    kind: "read",
    format: "memory",
    schema: lineSchema,
    options: {},
    paths: [],
    isStreaming: true,
  };
  const context: AnalysisContext = {
    functions,
    settings: { ansi: true, timeZone: "UTC" },
    parseExpression: (expression) => parseSelectItem(expression),
    parseQuery: (query) =>
      parseQuery(query, { isAggregate: (name) => functions.find(name)?.kind === "aggregate" }),
    readSchema: () => lineSchema,
    findTable: (name) => (name === "s" ? planNode(read as never) : undefined),
    tableNames: () => ["s"],
    nextId: () => ids++,
    cache: new WeakMap(),
  };
  const query = planNode({ kind: "sql", text });
  return analyze(
    deduplicates ? planNode({ kind: "distinct", child: query, deduplicates: true }) : query,
    context,
  );
}

export function sqlProgram(
  text: string,
  mode: OutputMode,
  connection: Connection,
  database: string,
  source: Source,
  deduplicates = false,
): Promise<StreamProgram> {
  return makeProgram({
    plan: resolveSql(text, deduplicates),
    connection,
    database,
    mode,
    source: () => source,
    readFiles: async () => ({ kind: "rows", rows: [] }),
  });
}
