import { castTo, commonType } from "../../../plan/coerce.js";
import { Refusal, type FunctionDefinition } from "../../../plan/functions.js";
import type { DataType } from "../../../types/data-type.js";
import { once } from "../../compiler/once.js";
import { counted } from "../define.js";
import type { Bind, Sql } from "../define.js";

/** A function of texts that takes arrays as well. */
function orArrays(text: FunctionDefinition, bind: Bind, sql: Sql): FunctionDefinition {
  return {
    ...text,
    bind: (args, written) =>
      args.some((a) => a.type.kind === "array") ? bind(args, written) : text.bind(args, written),
    sql: (args, call, after) =>
      call.type.kind === "array" ? sql(args, call, after) : text.sql(args, call, after),
  };
}

/** `concat` of arrays puts them one behind the other; one that is null makes all null. */
export const concatOf = (text: FunctionDefinition): FunctionDefinition =>
  orArrays(
    text,
    (args) => {
      const common = args.every((a) => a.type.kind === "array")
        ? args.map((a) => a.type).reduce<DataType | null>((a, b) => a && commonType(a, b), args[0]!.type)
        : null;
      if (!common) throw new Refusal("DATATYPE_MISMATCH.DATA_DIFF_TYPES");
      return { args: args.map((a) => castTo(a, common)), type: common };
    },
    (args) =>
      once(
        args,
        (lists) =>
          `CASE WHEN ${lists.map((list) => `${list} IS NOT NULL`).join(" AND ")} THEN ${lists.join(" || ")} END`,
      ),
  );

/** `reverse` of an array turns it around. */
export const reverseOf = (text: FunctionDefinition): FunctionDefinition =>
  orArrays(
    text,
    (args) => {
      counted(args, 1);
      return { args, type: args[0]!.type };
    },
    ([list]) => `list_reverse(${list})`,
  );
