import type { StructType } from "../../types/data-type.js";
import type { Attribute, ResolvedPlan } from "../resolved.js";
import type { Origin } from "../expression.js";
import type { AnalysisContext } from "./context.js";
import { missingTable } from "./errors.js";
import { requalified } from "./projects.js";
import type { LogicalPlan } from "../logical-plan.js";

export function attributes(schema: StructType, context: AnalysisContext): Attribute[] {
  return schema.fields.map(({ name, type, nullable, metadata }) => ({
    id: context.nextId(),
    name,
    type,
    nullable,
    qualifier: null,
    ...(metadata && { metadata }),
  }));
}

/** A temporary view or a stored table. A view does not see what its name is used inside of. */
export function resolveTable(
  parts: readonly string[],
  analyze: (plan: LogicalPlan, context: AnalysisContext) => ResolvedPlan,
  context: AnalysisContext,
  origin?: Origin,
): ResolvedPlan {
  const name = parts.join(".");
  const table = context.findTable(name);
  if (!table) throw missingTable(origin ? "FROM" : "table", name, context.tableNames(), origin);
  if (table.kind === "stored") {
    const output = attributes(table.schema, context).map((a) => ({ ...a, qualifier: table.name }));
    return { kind: "scan", origin: table, output, isStreaming: false };
  }
  const apart: AnalysisContext = { ...context, around: () => null, recursions: new Map() };
  return { ...requalified(analyze(table, apart), parts.at(-1)!), isView: true };
}
