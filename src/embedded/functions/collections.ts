import { castTo, commonOf } from "../../plan/coerce.js";
import type { FunctionDefinition } from "../../plan/functions.js";
import type { DataType } from "../../types/data-type.js";
import { identifier, sqlType } from "../sql-types.js";
import { BOOLEAN, INT, scalar, STRING, takes } from "./define.js";

export const collections: readonly FunctionDefinition[] = [
  scalar(
    "array",
    "array(expr, …)",
    (args) => {
      const element = commonOf(args.map((a) => a.type));
      if (!element) return null;
      const type: DataType = { kind: "array", element, containsNull: args.some((a) => a.nullable) };
      return { args: args.map((a) => castTo(a, element)), type, nullable: false };
    },
    (args, call) => `CAST([${args.join(", ")}] AS ${sqlType(call.type)})`,
  ),
  scalar(
    "map",
    "map(key, value, …)",
    (args) => {
      const [keys, values] = [args.filter((_, i) => i % 2 === 0), args.filter((_, i) => i % 2 === 1)];
      const [key, value] = [commonOf(keys.map((a) => a.type)), commonOf(values.map((a) => a.type))];
      if (args.length % 2 === 1 || !key || !value) return null;
      const type: DataType = { kind: "map", key, value, valueContainsNull: values.some((a) => a.nullable) };
      return { args: args.map((a, i) => castTo(a, i % 2 === 0 ? key : value)), type, nullable: false };
    },
    (args) =>
      `MAP([${args.filter((_, i) => i % 2 === 0).join(", ")}], [${args.filter((_, i) => i % 2 === 1).join(", ")}])`,
  ),
  scalar(
    "named_struct",
    "named_struct(name, value, …)",
    (args) => {
      const names = args.filter((_, i) => i % 2 === 0);
      if (args.length % 2 === 1 || names.some((n) => n.kind !== "literal")) return null;
      const fields = names.map((n, i) => {
        const value = args[i * 2 + 1]!;
        return {
          name: String((n as { value: unknown }).value),
          type: value.type,
          nullable: value.nullable,
        };
      });
      return { args, type: { kind: "struct", fields }, nullable: false };
    },
    (args, call) => {
      const fields = call.type.kind === "struct" ? call.type.fields : [];
      return `{${fields.map((f, i) => `${identifier(f.name)}: ${args[i * 2 + 1]}`).join(", ")}}`;
    },
  ),
  scalar(
    "size",
    "size(array or map)",
    (args) =>
      args.length === 1 && ["array", "map"].includes(args[0]!.type.kind) ? { args, type: INT } : null,
    ([a], call) =>
      call.args[0]!.type.kind === "map" ? `CAST(cardinality(${a}) AS INTEGER)` : `CAST(len(${a}) AS INTEGER)`,
  ),
  scalar(
    "array_contains",
    "array_contains(array, value)",
    (args) => {
      const [list, value] = args;
      if (list?.type.kind !== "array" || !value || args.length !== 2) return null;
      return { args: [list, castTo(value, list.type.element)], type: BOOLEAN };
    },
    ([list, value]) => `list_contains(${list}, ${value})`,
  ),
  scalar(
    "split",
    "split(text, pattern[, limit])",
    takes([STRING, STRING], { kind: "array", element: STRING, containsNull: false }),
    ([s, p]) => `regexp_split_to_array(${s}, ${p})`,
  ),
];
