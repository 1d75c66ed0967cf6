import type { DataType, StructField } from "../../types/data-type.js";
import { sameName } from "../../types/names.js";
import type { CallExpr, Expr } from "../expression.js";
import type { LogicalPlan } from "../logical-plan.js";
import {
  childrenOf,
  type Attribute,
  type ResolvedExpr,
  type ResolvedPlan,
  type ScanPlan,
} from "../resolved.js";
import { engineCall } from "./calls.js";
import type { AnalysisContext } from "./context.js";
import { refusedAt } from "./errors.js";
import { fieldOf, toExpr, type Scope } from "./names.js";
import { passing, project } from "./projects.js";
import { someWritten, writtenIn } from "./written.js";

const METADATA = "_metadata";

/** What a function says of the file of a row: the field it reads, and what it says of a row that comes from no file. */
const functions: Readonly<Record<string, { readonly field: string; readonly none: string | bigint }>> = {
  input_file_name: { field: "file_path", none: "" },
  input_file_block_start: { field: "file_block_start", none: -1n },
  input_file_block_length: { field: "file_block_length", none: -1n },
};

// With more lines before it where the files have a column of that name themselves.
const names = (parts: readonly string[] | null): boolean =>
  parts?.some((p) => /^_+metadata$/i.test(p)) ?? false;
const isName = (e: Expr): boolean =>
  e.kind === "name" ? names(e.parts) : e.kind === "star" && names(e.target);
const isCall = (e: Expr): boolean => e.kind === "call" && Object.hasOwn(functions, e.name.toLowerCase());
const [name, call] = [
  { test: isName, text: /_metadata/i },
  { test: isCall, text: /input_file/i },
];

/** What a step asks of the files below it: their column, or a function of theirs. */
type Wanted = "column" | "function";

/**
 * Files have a column more than their schema says: `_metadata`, which only its name reaches. Where a step asks for it, or for
 * `input_file_name()`, the plans below put it out for that step alone.
 */
export function fileColumns(plan: LogicalPlan, context: AnalysisContext): Wanted | null {
  const exprs = writtenIn(plan);
  if (exprs.some((e) => someWritten(e, call, context))) return "function";
  return exprs.some((e) => someWritten(e, name, context)) ? "column" : null;
}

/** The plan with the column of its files put out too, where it can be reached. */
export function withFileColumn(plan: ResolvedPlan, wanted: Wanted, context: AnalysisContext): ResolvedPlan {
  if (wanted === "function" && countFiles(plan) > 1)
    throw refusedAt(
      "MULTI_SOURCES_UNSUPPORTED_FOR_EXPRESSION",
      "input_file_name",
      "The expression input_file_name() does not support more than one source.",
      "a join of files",
      'take the name on its side of the join: withColumn("file", inputFileName())',
    );
  return extended(plan, wanted, context) ?? plan;
}

/** The plan without the column of files that it was given for a step. */
export function withoutFileColumn(plan: ResolvedPlan): ResolvedPlan {
  const shown = plan.output.filter((a) => a.ofFile !== true);
  return shown.length === plan.output.length ? plan : project(plan, passing(shown));
}

function extended(plan: ResolvedPlan, wanted: Wanted, context: AnalysisContext): ResolvedPlan | null {
  const has = (p: ResolvedPlan): boolean => p.output.some((a) => a.ofFile === true);
  if (has(plan)) return plan;
  const below = (child: ResolvedPlan): ResolvedPlan | null => extended(child, wanted, context);
  const files = (child: ResolvedPlan): Attribute[] => child.output.filter((a) => a.ofFile === true);
  switch (plan.kind) {
    case "scan":
      return isFiles(plan) ? { ...plan, output: [...plan.output, attributeOf(plan, context)] } : null;
    case "project": {
      if (plan.isView === true && wanted === "column") return null;
      const child = below(plan.child);
      if (!child) return null;
      const [first] = plan.output;
      const qualifier = plan.isBoundary ? (first?.qualifier ?? null) : undefined;
      const columns = files(child).map((a) => ({
        expr: toExpr(a),
        attribute: qualifier === undefined ? a : { ...a, qualifier },
      }));
      const output = [...plan.output, ...columns.map((c) => c.attribute)];
      return { ...plan, child, columns: [...plan.columns, ...columns], output };
    }
    case "sort":
    case "limit":
    case "distinct":
    case "distinctOn": {
      const child = wanted === "function" ? null : below(plan.child);
      return child && { ...plan, child, output: [...plan.output, ...files(child)] };
    }
    case "filter":
    case "watermark":
    case "generate":
    case "timeWindow": {
      const child = below(plan.child);
      return child && { ...plan, child, output: [...plan.output, ...files(child)] };
    }
    case "join": {
      if (wanted === "function") return null;
      const [left, right] = [below(plan.left), below(plan.right)];
      if (!left && !right) return null;
      const onlyLeft = plan.type === "semi" || plan.type === "anti";
      const added = [...(left ? files(left) : []), ...(right && !onlyLeft ? files(right) : [])];
      return {
        ...plan,
        left: left ?? plan.left,
        right: right ?? plan.right,
        output: [...plan.output, ...added],
      };
    }
    case "union": {
      if (wanted === "column") return null;
      const children = plan.children.map(below);
      if (!children.every((child) => child !== null && files(child).length === 1)) return null;
      const [column] = files(children[0]!);
      const output = [...plan.output, { ...column!, id: context.nextId(), qualifier: null }];
      return { ...plan, children: (children as ResolvedPlan[]).map(ordered), output };
    }
    default:
      return null;
  }
}

/** Columns of a union meet by position: that of the file comes last. */
function ordered(plan: ResolvedPlan): ResolvedPlan {
  const { output } = plan;
  if (output.at(-1)?.ofFile === true) return plan;
  return project(plan, passing([...output.filter((a) => !a.ofFile), ...output.filter((a) => a.ofFile)]));
}

const isFiles = ({ origin }: ScanPlan): boolean =>
  origin.kind === "read" && ["csv", "json", "text", "parquet"].includes(origin.format);

/** Sources of files below a step; those of a union count as one. */
function countFiles(plan: ResolvedPlan): number {
  if (plan.kind === "scan") return isFiles(plan) ? 1 : 0;
  const sum = childrenOf(plan).reduce((count, child) => count + countFiles(child), 0);
  return plan.kind === "union" ? Math.min(1, sum) : sum;
}

function attributeOf(scan: ScanPlan, context: AnalysisContext): Attribute {
  const format = scan.origin.kind === "read" ? scan.origin.format : "";
  let name = METADATA;
  while (scan.output.some((a) => sameName(a.name, name))) name = `_${name}`;
  return {
    id: context.nextId(),
    name,
    type: metadataType(format),
    nullable: false,
    qualifier: null,
    ofFile: true,
  };
}

function metadataType(format: string): DataType {
  const field = (name: string, kind: "string" | "long" | "timestamp"): StructField => ({
    name,
    type: { kind },
    nullable: false,
  });
  const fields = [
    field("file_path", "string"),
    field("file_name", "string"),
    field("file_size", "long"),
    field("file_block_start", "long"),
    field("file_block_length", "long"),
    field("file_modification_time", "timestamp"),
    ...(format === "parquet" ? [field("row_index", "long")] : []),
  ];
  return { kind: "struct", fields };
}

/** `input_file_name()` and its like; null for every other call. */
export function fileFunction(call: CallExpr, scope: Scope, context: AnalysisContext): ResolvedExpr | null {
  const known = isCall(call) && call.args.length === 0 ? functions[call.name.toLowerCase()]! : null;
  const column = known && scope.attributes.find((a) => a.ofFile === true);
  if (!known || !column) return null;
  const value = fieldOf(toExpr(column), known.field, scope.step, call.origin);
  if (known.field !== "file_path") return { ...value, written: call };
  // "file:/a" there, "file:///a" here.
  const text = (t: string): ResolvedExpr => literal(t, "string");
  const path = engineCall("substr", [value, literal(6, "int")], context);
  return { ...engineCall("concat", [text("file://"), path], context), written: call };
}

function literal(value: unknown, kind: "string" | "int"): ResolvedExpr {
  return { kind: "literal", value, type: { kind }, nullable: false };
}
