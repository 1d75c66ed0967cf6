import type { FunctionDefinition } from "../../../plan/functions.js";
import { Refusal } from "../../../plan/functions.js";
import { castTo, isIntegral } from "../../../plan/coerce.js";
import type { ResolvedExpr } from "../../../plan/resolved.js";
import { once } from "../../compiler/once.js";
import { BOOLEAN, counted, INT, LONG, scalar, STRING, type Bind } from "../define.js";
import {
  arrayAndValue,
  arrayOf,
  asArray,
  asText,
  holdsNull,
  tightest,
  twoArrays,
  wanted,
  wider,
} from "./typing.js";

/** The argument's size; without ANSI Spark keeps an old habit and says -1 for null. */
const sizeOf = (name: string): FunctionDefinition =>
  scalar(
    name,
    `${name}(array or map)`,
    (args, { settings }) => {
      counted(args, 1);
      if (!["array", "map", "null"].includes(args[0]!.type.kind))
        throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE");
      return { args, type: INT, nullable: settings.ansi && args[0]!.nullable };
    },
    ([a], { args, settings }) => {
      const size =
        args[0]!.type.kind === "null"
          ? "CAST(NULL AS INTEGER)"
          : `CAST(${args[0]!.type.kind === "map" ? "cardinality" : "len"}(${a}) AS INTEGER)`;
      return settings.ansi ? size : `coalesce(${size}, -1)`;
    },
  );

const extreme = (name: string, engine: string): FunctionDefinition =>
  scalar(
    name,
    `${name}(array)`,
    (args) => {
      counted(args, 1);
      const { element } = asArray(args[0]);
      if (!isOrdered(element)) throw new Refusal("DATATYPE_MISMATCH.INVALID_ORDERING_TYPE");
      return { args: [castTo(args[0]!, arrayOf(element))], type: element, nullable: true };
    },
    ([a]) => `${engine}(${a})`,
  );

export function isOrdered(type: ResolvedExpr["type"]): boolean {
  if (type.kind === "array") return isOrdered(type.element);
  if (type.kind === "struct") return type.fields.every((f) => isOrdered(f.type));
  return type.kind !== "map";
}

function notNullTyped(args: readonly ResolvedExpr[]): void {
  if (args.some((a) => a.type.kind === "null")) throw new Refusal("DATATYPE_MISMATCH.NULL_TYPE");
}

/** The argument of `element_at`: an array and an int, or a map and a key. */
const elementAt: Bind = (args) => {
  counted(args, 2);
  const [from, key] = args as [ResolvedExpr, ResolvedExpr];
  if (from.type.kind === "map") {
    const common = tightest(from.type.key, key.type);
    if (!common) throw new Refusal("DATATYPE_MISMATCH.MAP_FUNCTION_DIFF_TYPES");
    const map = castTo(from, { ...from.type, key: common });
    return { args: [map, castTo(key, common)], type: from.type.value, nullable: true };
  }
  if (from.type.kind !== "array" || !isIntegral(key.type) || key.type.kind === "long")
    throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE");
  return { args: [from, castTo(key, INT)], type: from.type.element, nullable: true };
};

const ZERO =
  "error('[INVALID_INDEX_OF_ZERO] The index 0 is invalid. An index shall be either < 0 or > 0 (the first element has index 1).')";

/** The engine, too, counts from 1 and from the end, and gives null outside. */
const element = (name: string, isSafe: boolean): FunctionDefinition =>
  scalar(name, `${name}(array, index) or ${name}(map, key)`, elementAt, (parts, { args, settings }) =>
    args[0]!.type.kind === "map"
      ? `map_extract_value(${parts.join(", ")})`
      : once(parts, ([list, at]) => {
          const outside =
            isSafe || !settings.ansi
              ? ""
              : ` WHEN abs(${at}) > len(${list}) THEN error('[INVALID_ARRAY_INDEX_IN_ELEMENT_AT] The index ' || ${at} || ' is out of bounds. The array has ' || len(${list}) || ' elements. Use try_element_at to have null instead.')`;
          return `CASE WHEN ${list} IS NULL THEN NULL WHEN ${at} = 0 THEN ${ZERO}${outside} ELSE ${list}[${at}] END`;
        }),
  );

/** The engine's own joining wants a constant between the texts. */
function joined(list: string, separator: string, written: ResolvedExpr): string {
  if (written.kind === "literal" && written.value !== null) return `array_to_string(${list}, ${separator})`;
  return once(
    [`list_filter(${list}, lambda e: e IS NOT NULL)`],
    ([texts]) =>
      `CASE WHEN ${separator} IS NULL THEN NULL WHEN len(${texts}) = 0 THEN '' ELSE list_reduce(${texts}, lambda a, b: a || ${separator} || b) END`,
  );
}

/** Looking into arrays and maps. */
export const arrayLook: readonly FunctionDefinition[] = [
  sizeOf("size"),
  sizeOf("cardinality"),
  scalar(
    "array_size",
    "array_size(array)",
    (args) => {
      counted(args, 1);
      return { args: [castTo(args[0]!, asArray(args[0]))], type: INT };
    },
    ([a]) => `CAST(len(${a}) AS INTEGER)`,
  ),
  scalar(
    "array_contains",
    "array_contains(array, value)",
    (args) => {
      counted(args, 2);
      notNullTyped(args);
      const { array, value, type } = arrayAndValue(args[0]!, args[1]!, wider);
      return {
        args: [array, value],
        type: BOOLEAN,
        nullable: args.some((a) => a.nullable) || type.containsNull,
      };
    },
    (args) =>
      once(
        args,
        ([list, value]) =>
          `CASE WHEN list_contains(${list}, ${value}) THEN TRUE WHEN ${value} IS NULL OR ${holdsNull(list!)} OR ${list} IS NULL THEN NULL ELSE FALSE END`,
      ),
  ),
  scalar(
    "array_position",
    "array_position(array, value)",
    (args) => {
      counted(args, 2);
      notNullTyped(args.slice(0, 1));
      const { array, value } = arrayAndValue(args[0]!, args[1]!);
      return { args: [array, value], type: LONG };
    },
    (args) =>
      once(
        args,
        ([list, value]) =>
          `CASE WHEN ${list} IS NOT NULL AND ${value} IS NOT NULL THEN CAST(coalesce(list_position(${list}, ${value}), 0) AS BIGINT) END`,
      ),
  ),
  scalar(
    "arrays_overlap",
    "arrays_overlap(array, array)",
    (args) => {
      counted(args, 2);
      return { args: twoArrays(args).args, type: BOOLEAN, nullable: true };
    },
    (args) =>
      once(
        args,
        ([a, b]) =>
          `CASE WHEN list_has_any(${a}, ${b}) THEN TRUE WHEN ${a} IS NULL OR ${b} IS NULL OR (len(${a}) > 0 AND len(${b}) > 0 AND (${holdsNull(a!)} OR ${holdsNull(b!)})) THEN NULL ELSE FALSE END`,
      ),
  ),
  extreme("array_max", "list_max"),
  extreme("array_min", "list_min"),
  element("element_at", false),
  element("try_element_at", true),
  scalar(
    "get",
    "get(array, index)",
    (args) => {
      counted(args, 2);
      if (args[0]!.type.kind === "null") return null;
      const type = asArray(args[0]);
      return { args: [castTo(args[0]!, type), wanted(args[1]!, INT)], type: type.element, nullable: true };
    },
    (args) => once(args, ([list, at]) => `CASE WHEN ${at} >= 0 THEN ${list}[${at} + 1] END`),
  ),
  scalar(
    "array_join",
    "array_join(array, delimiter[, nullReplacement])",
    (args) => {
      counted(args, 2, 3);
      const list = castTo(args[0]!, arrayOf(STRING, asArray(args[0]).containsNull));
      return { args: [list, ...args.slice(1).map(asText)], type: STRING };
    },
    (args, call) =>
      once(args, ([list, separator, replacement]) => {
        if (replacement === undefined) return joined(list!, separator!, call.args[1]!);
        const filled = `list_transform(${list}, lambda e: coalesce(e, ${replacement}))`;
        return `CASE WHEN ${replacement} IS NOT NULL THEN ${joined(filled, separator!, call.args[1]!)} END`;
      }),
  ),
  scalar(
    "map_contains_key",
    "map_contains_key(map, key)",
    (args) => {
      counted(args, 2);
      const map = args[0]!.type;
      if (map.kind === "map") notNullTyped(args);
      const key = map.kind === "map" ? tightest(map.key, args[1]!.type) : null;
      if (!key || map.kind !== "map") throw new Refusal("DATATYPE_MISMATCH.MAP_FUNCTION_DIFF_TYPES");
      return { args: [castTo(args[0]!, { ...map, key }), castTo(args[1]!, key)], type: BOOLEAN };
    },
    ([map, key]) => `list_contains(map_keys(${map}), ${key})`,
  ),
];
