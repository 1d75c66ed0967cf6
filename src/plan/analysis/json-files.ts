import { StreambookError } from "../../errors.js";
import { toDDL } from "../../types/ddl.js";
import { sameName } from "../../types/names.js";
import type { StructType } from "../../types/data-type.js";
import { node, type Expr } from "../expression.js";
import { planNode, type LogicalPlan, type ReadPlan } from "../logical-plan.js";

const text = (value: string): Expr => node({ kind: "literal", value, type: { kind: "string" } });
const call = (name: string, ...args: readonly Expr[]): Expr => node({ kind: "call", name, args });
const column = (...parts: readonly string[]): Expr => node({ kind: "name", parts });

/** The reader's options that are about the text of a record. */
const parsing = new Set(
  (
    "timezone dateformat timestampformat timestampntzformat primitivesasstring allowcomments allowunquotedfieldnames allowsinglequotes " +
    "allownumericleadingzeros allownonnumericnumbers allowbackslashescapinganycharacter allowunquotedcontrolchars"
  ).split(" "),
);

const CORRUPT = "_corrupt_record";

/**
 * A read of JSON files as a plan over their lines: one from_json, the same that a socket's or Kafka's text goes through.
 * Blank lines are no records; DROPMALFORMED leaves out the lines that PERMISSIVE would mark.
 */
export function jsonRead(plan: ReadPlan, readSchema: (plan: ReadPlan) => StructType): LogicalPlan {
  const all = readSchema(plan);
  const { mode = "PERMISSIVE", columnnameofcorruptrecord: own = CORRUPT } = plan.options;
  const wanted = mode.toUpperCase();
  if (!["PERMISSIVE", "DROPMALFORMED", "FAILFAST"].includes(wanted))
    throw new StreambookError({
      code: "PARSE_MODE_UNSUPPORTED",
      step: "json source",
      rule: "The parse mode is PERMISSIVE, DROPMALFORMED or FAILFAST.",
      got: mode,
      cure: '.option("mode", "PERMISSIVE")',
    });
  const lines = planNode({ ...plan, asLines: true });
  const [, ...partitions] = readSchema(lines).fields;
  const folders = partitions.map(({ name }) => column(name));
  const schema: StructType = {
    kind: "struct",
    fields: all.fields.filter((f) => !partitions.some((p) => sameName(p.name, f.name))),
  };
  const isDropping = wanted === "DROPMALFORMED";
  const marks = schema.fields.some((f) => f.name === own);
  const marker = { name: own, type: { kind: "string" as const }, nullable: true };
  const parsed: StructType =
    isDropping && !marks ? { kind: "struct", fields: [...schema.fields, marker] } : schema;
  const others = Object.entries(plan.options).filter(([key]) => parsing.has(key));
  const options = [
    text("mode"),
    text(isDropping ? "PERMISSIVE" : wanted),
    text("columnNameOfCorruptRecord"),
    text(own),
    text("streambook.inFile"),
    text(isDropping ? "drops" : "true"),
    ...others.flat().map(text),
  ];
  // Nothing needs the whole record in plain PERMISSIVE: without options the parse stays lazy.
  const plain = wanted === "PERMISSIVE" && !marks && others.length === 0;
  const records = planNode({
    kind: "filter",
    child: lines,
    condition: call("!=", call("trim", column("value")), text("")),
  });
  // Records of which nothing is known, where none was drawn to be looked at.
  if (parsed.fields.length === 0) return planNode({ kind: "project", child: records, exprs: folders });
  const json = call(
    "from_json",
    column("value"),
    text(toDDL(parsed)),
    ...(plain ? [] : [call("map", ...options)]),
  );
  const structs = planNode({
    kind: "project",
    child: records,
    exprs: [node({ kind: "alias", child: json, name: "json" }), ...folders],
  });
  const columns = planNode({
    kind: "project",
    child: structs,
    exprs: [node({ kind: "star", target: ["json"] }), ...folders],
  });
  if (!isDropping) return columns;
  const kept = planNode({ kind: "filter", child: columns, condition: call("isnull", column(own)) });
  return marks ? kept : planNode({ kind: "drop", child: kept, names: [own] });
}
