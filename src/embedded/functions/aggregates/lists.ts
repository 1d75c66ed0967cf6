import { castTo } from "../../../plan/coerce.js";
import { Refusal, type FunctionDefinition } from "../../../plan/functions.js";
import type { DataType } from "../../../types/data-type.js";
import { sqlType } from "../../sql-types.js";
import { aggregate, counted, narrowed, STRING, type Bind } from "../define.js";

const hasMap = (type: DataType): boolean =>
  type.kind === "map" ||
  (type.kind === "array" && hasMap(type.element)) ||
  (type.kind === "struct" && type.fields.some((field) => hasMap(field.type)));

const list: Bind = (args) => {
  counted(args, 1);
  const [a] = args;
  return { args, type: { kind: "array", element: a!.type, containsNull: false }, nullable: false };
};

/** All values but the nulls; of no rows an empty array. */
const collect = (name: string, isSet: boolean, shownAs = name): FunctionDefinition =>
  aggregate(
    name,
    `${name}(expr)`,
    (args, written) => {
      if (isSet && args[0] && hasMap(args[0].type))
        throw new Refusal("DATATYPE_MISMATCH.UNSUPPORTED_INPUT_TYPE");
      const bound = list(args, written);
      const distinct = written.distinct ? "DISTINCT " : "";
      return bound && shownAs !== name ? { ...bound, shown: ([a]) => `${shownAs}(${distinct}${a})` } : bound;
    },
    ([a], call, after) =>
      `coalesce(list(${call.distinct || isSet ? "DISTINCT " : ""}${a})${narrowed(`${a} IS NOT NULL`, after)}, CAST([] AS ${sqlType(call.type)}))`,
  );

/** The distinct elements of all arrays but nulls. */
const union = aggregate(
  "collect_union",
  "collect_union(array)",
  (args) => {
    counted(args, 1);
    const { type } = args[0]!;
    if (type.kind !== "array") return null;
    if (hasMap(type)) throw new Refusal("DATATYPE_MISMATCH.UNSUPPORTED_INPUT_TYPE");
    return { args, type: { ...type, containsNull: false }, nullable: false };
  },
  ([a], call, after) =>
    `list_filter(list_distinct(flatten(coalesce(list(${a})${after}, CAST([] AS ${sqlType(call.type)}[])))), lambda e: e IS NOT NULL)`,
);

const joined = (name: string): FunctionDefinition => {
  const bind: Bind = (args, { sortKeys, distinct }) => {
    const [own, keys] = [args.slice(0, args.length - sortKeys), args.slice(args.length - sortKeys)];
    counted(own, 1, 2);
    const [value, separator] = own;
    if (own.some((arg) => ["array", "map", "struct"].includes(arg.type.kind))) return null;
    const isBinary = value!.type.kind === "binary";
    if (separator && separator.type.kind !== "null" && (separator.type.kind === "binary") !== isBinary)
      throw new Refusal("DATATYPE_MISMATCH.DATA_DIFF_TYPES", "The separator is of the kind of the values.");
    if (separator && separator.kind !== "literal")
      throw new Refusal("DATATYPE_MISMATCH.NON_FOLDABLE_INPUT", "The separator must be a constant.");
    const type = isBinary ? value!.type : STRING;
    const shown = (texts: readonly string[]): string => {
      const order = sortKeys > 0 ? ` WITHIN GROUP (ORDER BY ${texts.slice(own.length).join(", ")})` : "";
      return `${sortKeys > 0 ? "listagg" : name}(${distinct ? "DISTINCT " : ""}${texts[0]}, ${separator ? texts[1] : "NULL"})${order}`;
    };
    return {
      args: [castTo(value!, type), ...(separator ? [castTo(separator, type)] : []), ...keys],
      type,
      nullable: true,
      shown,
    };
  };
  return aggregate(
    name,
    `${name}(text[, separator]) [WITHIN GROUP (ORDER BY key, …)]`,
    bind,
    (args, call, after) => {
      const keys = call.order ?? [];
      const own = args.slice(0, args.length - keys.length);
      const order = keys.map(
        (k, i) =>
          `${args[own.length + i]} ${k.descending ? "DESC" : "ASC"} NULLS ${k.nullsFirst ? "FIRST" : "LAST"}`,
      );
      const by = order.length > 0 ? ` ORDER BY ${order.join(", ")}` : "";
      const separator = own[1] === undefined ? "''" : `coalesce(${own[1]}, '')`;
      return `string_agg(${call.distinct ? "DISTINCT " : ""}${own[0]}, ${separator}${by})${after}`;
    },
  );
};

export const lists: readonly FunctionDefinition[] = [
  collect("collect_list", false),
  collect("array_agg", false, "collect_list"),
  collect("collect_set", true),
  union,
  joined("listagg"),
  joined("string_agg"),
];
