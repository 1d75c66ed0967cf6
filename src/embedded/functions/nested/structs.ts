import { Refusal, type FunctionDefinition } from "../../../plan/functions.js";
import type { ResolvedExpr } from "../../../plan/resolved.js";
import { EMPTY_STRUCT, sqlType } from "../../sql-types.js";
import { scalar } from "../define.js";

/** Making structs; analysis writes `struct(a, b AS x)` as `named_struct('a', a, 'x', b)`. */
export const structs: readonly FunctionDefinition[] = [
  scalar(
    "named_struct",
    "named_struct(name, value, …)",
    (args) => {
      if (args.length % 2 === 1) throw new Refusal("WRONG_NUM_ARGS.WITHOUT_SUGGESTION");
      const names = args.filter((_, i) => i % 2 === 0);
      const values = args.filter((_, i) => i % 2 === 1);
      if (names.some((n) => n.kind !== "literal" || n.type.kind !== "string"))
        throw new Refusal("DATATYPE_MISMATCH.CREATE_NAMED_STRUCT_WITHOUT_FOLDABLE_STRING");
      const fields = values.map(({ type, nullable }, i) => ({
        name: String((names[i] as ResolvedExpr & { readonly kind: "literal" }).value),
        type,
        nullable,
      }));
      return { args, type: { kind: "struct", fields }, nullable: false };
    },
    (args, { type }) =>
      args.length === 0
        ? EMPTY_STRUCT
        : `CAST(row(${args.filter((_, i) => i % 2 === 1).join(", ")}) AS ${sqlType(type)})`,
  ),
];
