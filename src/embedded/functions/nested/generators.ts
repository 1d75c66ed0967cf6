import { castTo, sameType } from "../../../plan/coerce.js";
import { Refusal, type Binding, type FunctionDefinition } from "../../../plan/functions.js";
import type { ResolvedCall, ResolvedExpr } from "../../../plan/resolved.js";
import type { StructField } from "../../../types/data-type.js";
import { once } from "../../compiler/once.js";
import { callScript } from "../../scripts.js";
import { sqlType } from "../../sql-types.js";
import { counted, INT, STRING, type Bind, type Sql } from "../define.js";
import { jsonTuple } from "../json/tuple.js";
import { arrayOf } from "./typing.js";

/** A generator and its `_outer` twin, which makes a row of nulls where there is none. */
function generators(
  name: string,
  signature: string,
  bind: Bind,
  columns: (call: ResolvedCall) => readonly StructField[],
  sql: Sql,
): FunctionDefinition[] {
  const one = (isOuter: boolean): FunctionDefinition => ({
    name: isOuter ? `${name}_outer` : name,
    kind: "generator",
    signature: isOuter ? signature.replace("(", "_outer(") : signature,
    bind,
    columns,
    sql,
    isOuter,
  });
  return [one(false), one(true)];
}

/** The argument's rows as an array of structs stands for the type of the call. */
const collection: Bind = (args): Binding => {
  counted(args, 1);
  const { type } = args[0]!;
  if (type.kind !== "array" && type.kind !== "map")
    throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE");
  return { args, type };
};

function elementFields({ args }: ResolvedCall): readonly StructField[] {
  const { type } = args[0]!;
  if (type.kind === "array") return [{ name: "col", type: type.element, nullable: type.containsNull }];
  if (type.kind !== "map") return [];
  return [
    { name: "key", type: type.key, nullable: false },
    { name: "value", type: type.value, nullable: type.valueContainsNull },
  ];
}

const position: StructField = { name: "pos", type: INT, nullable: false };
const isMap = (arg: ResolvedExpr | undefined): boolean => arg?.type.kind === "map";

function stackBind(args: readonly ResolvedExpr[]): Binding {
  if (args.length < 2) throw new Refusal("WRONG_NUM_ARGS.WITHOUT_SUGGESTION");
  const [count, ...values] = args as [ResolvedExpr, ...ResolvedExpr[]];
  if (count.type.kind !== "int") throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE");
  if (count.kind !== "literal") throw new Refusal("DATATYPE_MISMATCH.NON_FOLDABLE_INPUT");
  const rows = Number(count.value);
  if (rows < 1) throw new Refusal("DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE");
  const width = Math.ceil(values.length / rows);
  const fields = Array.from({ length: width }, (_, column): StructField => {
    const cells = values.filter((_, i) => i % width === column);
    const typed = cells.find((c) => c.type.kind !== "null")?.type ?? cells[0]!.type;
    if (cells.some((c) => c.type.kind !== "null" && !sameType(c.type, typed)))
      throw new Refusal("DATATYPE_MISMATCH.STACK_COLUMN_DIFF_TYPES");
    const isFull = cells.length === rows;
    return { name: `col${column}`, type: typed, nullable: !isFull || cells.some((c) => c.nullable) };
  });
  const cast = values.map((value, i) => castTo(value, fields[i % width]!.type));
  return { args: [count, ...cast], type: arrayOf({ kind: "struct", fields }, false) };
}

const fieldsOf = ({ type }: ResolvedCall): readonly StructField[] =>
  type.kind === "array" && type.element.kind === "struct" ? type.element.fields : [];

/** Functions that make rows: their SQL is a list of the rows. */
export const generatorFunctions: readonly FunctionDefinition[] = [
  ...generators("explode", "explode(array or map)", collection, elementFields, ([list], call) =>
    isMap(call.args[0]) ? `map_entries(${list})` : list!,
  ),
  ...generators(
    "posexplode",
    "posexplode(array or map)",
    collection,
    (call) => [position, ...elementFields(call)],
    ([list], call) =>
      isMap(call.args[0])
        ? `list_transform(map_entries(${list}), lambda e, i: {pos: CAST(i - 1 AS INTEGER), k: e.key, v: e.value})`
        : `list_transform(${list}, lambda e, i: {pos: CAST(i - 1 AS INTEGER), col: e})`,
  ),
  ...generators(
    "inline",
    "inline(array of structs)",
    (args) => {
      counted(args, 1);
      const { type } = args[0]!;
      if (type.kind !== "array" || type.element.kind !== "struct")
        throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE");
      return { args, type };
    },
    (call) => {
      const containsNull = call.type.kind === "array" && call.type.containsNull;
      return fieldsOf(call).map((f) => ({ ...f, nullable: f.nullable || containsNull }));
    },
    // One field alone would be taken for a plain value.
    ([list], call) =>
      fieldsOf(call).length === 1 ? `list_transform(${list}, lambda e: struct_extract_at(e, 1))` : list!,
  ),
  {
    name: "stack",
    kind: "generator",
    signature: "stack(rows, value, …)",
    bind: stackBind,
    columns: fieldsOf,
    sql: ([, ...values], call) => {
      const fields = fieldsOf(call);
      const [count] = call.args;
      const rows = count?.kind === "literal" ? Number(count.value) : 0;
      const row = (r: number): string => {
        const cells = fields.map(
          (f, c) => values[r * fields.length + c] ?? `CAST(NULL AS ${sqlType(f.type)})`,
        );
        return fields.length === 1 ? cells[0]! : `{${cells.map((cell, c) => `c${c}: ${cell}`).join(", ")}}`;
      };
      return `[${Array.from({ length: rows }, (_, r) => row(r)).join(", ")}]`;
    },
  },
  {
    name: "json_tuple",
    kind: "generator",
    signature: "json_tuple(text, field, …)",
    bind: (args) => {
      if (args.length < 2) throw new Refusal("WRONG_NUM_ARGS.WITHOUT_SUGGESTION");
      if (args.some((a) => a.type.kind !== "string")) throw new Refusal("DATATYPE_MISMATCH.NON_STRING_TYPE");
      return { args, type: arrayOf(STRING) };
    },
    columns: ({ args }) => args.slice(1).map((_, i) => ({ name: `c${i}`, type: STRING, nullable: true })),
    sql: ([text, ...names]) => {
      const values = callScript(
        {
          name: "json_tuple",
          parameters: [STRING, arrayOf(STRING)],
          result: arrayOf(STRING),
          takesNull: true,
          run: jsonTuple,
        },
        [text!, `CAST([${names.join(", ")}] AS VARCHAR[])`],
      );
      if (names.length === 1) return values;
      return once([values], ([v]) => `[{${names.map((_, i) => `c${i}: ${v}[${i + 1}]`).join(", ")}}]`);
    },
  },
];
