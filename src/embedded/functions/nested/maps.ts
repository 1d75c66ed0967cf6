import { castTo, commonOf, commonType } from "../../../plan/coerce.js";
import { Refusal, type FunctionDefinition } from "../../../plan/functions.js";
import type { ResolvedExpr } from "../../../plan/resolved.js";
import type { DataType, MapType } from "../../../types/data-type.js";
import { once } from "../../compiler/once.js";
import { callScript } from "../../scripts.js";
import { sqlType } from "../../sql-types.js";
import { counted, scalar, STRING } from "../define.js";
import { arrayArgument, arrayOf, asArray, asMap, asText } from "./typing.js";

export const mapOf = (key: DataType, value: DataType, valueContainsNull = true): MapType => ({
  kind: "map",
  key,
  value,
  valueContainsNull,
});

const even = <T>(items: readonly T[]): T[] => items.filter((_, i) => i % 2 === 0);
const odd = <T>(items: readonly T[]): T[] => items.filter((_, i) => i % 2 === 1);

/** What map a function takes apart: its one argument. */
const ofMap = (name: string, type: (map: MapType) => DataType, engine: string): FunctionDefinition =>
  scalar(
    name,
    `${name}(map)`,
    (args) => {
      counted(args, 1);
      const map = asMap(args[0]);
      return { args: [castTo(args[0]!, map)], type: type(map) };
    },
    ([a]) => `${engine}(${a})`,
  );

export const entriesType = ({ key, value, valueContainsNull }: MapType): DataType =>
  arrayOf(
    {
      kind: "struct",
      fields: [
        { name: "key", type: key, nullable: false },
        { name: "value", type: value, nullable: valueContainsNull },
      ],
    },
    false,
  );

/** `a:1,b:2` taken apart: both delimiters are regular expressions, and only the first of a pair's counts. */
function textToMap(text: string, pairs: string, keyValue: string): [string, string | null][] {
  const seen = new Set<string>();
  return text.split(new RegExp(pairs, "u")).map((pair) => {
    const found = new RegExp(keyValue, "u").exec(pair);
    const key = found ? pair.slice(0, found.index) : pair;
    if (seen.has(key)) throw new Error(`[DUPLICATED_MAP_KEY] Duplicate map key ${key} was found.`);
    seen.add(key);
    return [key, found ? pair.slice(found.index + found[0].length) : null];
  });
}

/** Making maps and taking them apart. The engine, too, refuses a key that is null or comes twice. */
export const maps: readonly FunctionDefinition[] = [
  scalar(
    "map",
    "map(key, value, …)",
    (args, { settings: { ansi } }) => {
      if (args.length % 2 === 1) throw new Refusal("WRONG_NUM_ARGS.WITHOUT_SUGGESTION");
      const typesOf = (list: readonly ResolvedExpr[]): DataType[] => list.map((a) => a.type);
      const key = commonOf(typesOf(even(args)), ansi);
      const value = commonOf(typesOf(odd(args)), ansi);
      if (!key) throw new Refusal("DATATYPE_MISMATCH.CREATE_MAP_KEY_DIFF_TYPES");
      if (!value) throw new Refusal("DATATYPE_MISMATCH.CREATE_MAP_VALUE_DIFF_TYPES");
      if (key.kind === "map") throw new Refusal("DATATYPE_MISMATCH.INVALID_MAP_KEY_TYPE");
      const type = mapOf(
        key,
        value,
        odd(args).some((a) => a.nullable),
      );
      return { args: args.map((a, i) => castTo(a, i % 2 === 0 ? key : value)), type, nullable: false };
    },
    (args, call) =>
      `CAST(MAP([${even(args).join(", ")}], [${odd(args).join(", ")}]) AS ${sqlType(call.type)})`,
  ),
  ofMap("map_keys", ({ key }) => arrayOf(key, false), "map_keys"),
  ofMap("map_values", ({ value, valueContainsNull }) => arrayOf(value, valueContainsNull), "map_values"),
  ofMap("map_entries", entriesType, "map_entries"),
  scalar(
    "map_from_arrays",
    "map_from_arrays(keys, values)",
    (args) => {
      counted(args, 2);
      const [keys, values] = [asArray(args[0]), asArray(args[1])];
      return {
        args: args.map(arrayArgument),
        type: mapOf(keys.element, values.element, values.containsNull),
      };
    },
    (args) =>
      once(args, ([k, v]) => `CASE WHEN ${k} IS NOT NULL AND ${v} IS NOT NULL THEN MAP(${k}, ${v}) END`),
  ),
  scalar(
    "map_from_entries",
    "map_from_entries(array of pairs)",
    (args) => {
      counted(args, 1);
      const { element, containsNull } = asArray(args[0]);
      if (element.kind !== "struct" || element.fields.length !== 2)
        throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE");
      const [key, value] = element.fields as [(typeof element.fields)[0], (typeof element.fields)[0]];
      return {
        args,
        type: mapOf(key.type, value.type, value.nullable),
        nullable: args[0]!.nullable || containsNull,
      };
    },
    (args) =>
      once(
        args,
        ([list]) => `CASE WHEN list_count(${list}) = len(${list}) THEN map_from_entries(${list}) END`,
      ),
  ),
  scalar(
    "map_concat",
    "map_concat(map, …)",
    (args) => {
      if (args.length === 0) return { args, type: mapOf(STRING, STRING, false), nullable: false };
      if (args.some((a) => a.type.kind !== "map"))
        throw new Refusal("DATATYPE_MISMATCH.MAP_CONCAT_DIFF_TYPES");
      const types = args.map(asMap);
      const type = types.reduce<MapType | null>((a, b) => {
        const [key, value] = a ? [commonType(a.key, b.key), commonType(a.value, b.value)] : [null, null];
        return a && key && value ? mapOf(key, value, a.valueContainsNull || b.valueContainsNull) : null;
      }, types[0]!);
      if (!type) throw new Refusal("DATATYPE_MISMATCH.MAP_CONCAT_DIFF_TYPES");
      return { args: args.map((a) => castTo(a, type)), type };
    },
    (args, call) => {
      if (args.length === 0) return `CAST(MAP([], []) AS ${sqlType(call.type)})`;
      return once(args, (all) => {
        const isNull = all.map((m) => `${m} IS NULL`).join(" OR ");
        return `CASE WHEN NOT (${isNull}) THEN map_from_entries(${all.map((m) => `map_entries(${m})`).join(" || ")}) END`;
      });
    },
  ),
  scalar(
    "str_to_map",
    "str_to_map(text[, pairDelimiter[, keyValueDelimiter]])",
    (args) => {
      counted(args, 1, 3);
      return { args: args.map(asText), type: mapOf(STRING, STRING) };
    },
    ([text, pairs = "','", keyValue = "':'"], call) =>
      callScript(
        { name: "str_to_map", parameters: [STRING, STRING, STRING], result: call.type, run: textToMap },
        [text!, pairs, keyValue],
      ),
  ),
];
