import { Refusal, type FunctionDefinition, type LambdaParameters } from "../../../plan/functions.js";
import type { ResolvedExpr } from "../../../plan/resolved.js";
import type { DataType, MapType } from "../../../types/data-type.js";
import { castTo } from "../../../plan/coerce.js";
import { once, parametersOf } from "../../compiler/once.js";
import { counted, scalar } from "../define.js";
import { named, predicate } from "./higher-order.js";
import { mapOf } from "./maps.js";
import { tightest } from "./typing.js";

const pair = ({ key, value, valueContainsNull }: MapType): LambdaParameters => ({
  parameters: [
    { type: key, nullable: false },
    { type: value, nullable: valueContainsNull },
  ],
  least: 2,
});

/** A function of a map and a lambda over its pairs. */
const overPairs = (
  name: string,
  result: (map: MapType, lambda: ResolvedExpr) => DataType,
  sql: (entries: string, entry: string, body: string) => string,
): FunctionDefinition => ({
  ...scalar(
    name,
    `${name}(map, (k, v) -> …)`,
    (args) => {
      counted(args, 2);
      const [map, lambda] = args as [ResolvedExpr, ResolvedExpr];
      if (map.type.kind !== "map") throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE");
      const bound = name === "map_filter" ? predicate(lambda) : lambda;
      return { args: [map, bound], type: result(map.type, bound), nullable: map.nullable };
    },
    ([map, body], call) => {
      const [k, v] = parametersOf(call.args[1], 2);
      const entry = `e_${k}`;
      const bound = named(k!, `${entry}.key`, named(v!, `${entry}.value`, body!));
      return `map_from_entries(${sql(`map_entries(${map})`, entry, bound)})`;
    },
  ),
  lambdaAt: (at, [map]) => (at === 1 && map?.type.kind === "map" ? pair(map.type) : null),
});

/** Both maps with keys of one type. */
function sameKeys(
  a: ResolvedExpr,
  b: ResolvedExpr,
): { key: DataType; maps: [ResolvedExpr, ResolvedExpr] } | null {
  if (a.type.kind !== "map" || b.type.kind !== "map") return null;
  const key = tightest(a.type.key, b.type.key);
  return key && { key, maps: [castTo(a, { ...a.type, key }), castTo(b, { ...b.type, key })] };
}

/** Functions that take a lambda over maps. */
export const mapLambdas: readonly FunctionDefinition[] = [
  overPairs(
    "map_filter",
    (map) => map,
    (entries, entry, body) => `list_filter(${entries}, lambda ${entry}: ${body})`,
  ),
  overPairs(
    "transform_keys",
    (map, lambda) => mapOf(lambda.type, map.value, map.valueContainsNull),
    (entries, entry, body) =>
      `list_transform(${entries}, lambda ${entry}: {key: ${body}, value: ${entry}.value})`,
  ),
  overPairs(
    "transform_values",
    (map, lambda) => mapOf(map.key, lambda.type, lambda.nullable),
    (entries, entry, body) =>
      `list_transform(${entries}, lambda ${entry}: {key: ${entry}.key, value: ${body}})`,
  ),
  {
    ...scalar(
      "map_zip_with",
      "map_zip_with(map, map, (k, v1, v2) -> …)",
      (args) => {
        counted(args, 3);
        const [a, b, lambda] = args as [ResolvedExpr, ResolvedExpr, ResolvedExpr];
        if (a.type.kind !== "map" || b.type.kind !== "map")
          throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE");
        const same = sameKeys(a, b);
        if (!same) throw new Refusal("DATATYPE_MISMATCH.MAP_ZIP_WITH_DIFF_TYPES");
        return {
          args: [...same.maps, lambda],
          type: mapOf(same.key, lambda.type, lambda.nullable),
          nullable: a.nullable || b.nullable,
        };
      },
      ([left, right, body], call) => {
        const [k, v1, v2] = parametersOf(call.args[2], 3);
        return once([left!, right!], ([a, b]) => {
          const from = (map: string): string => `map_extract_value(${map}, ${k})`;
          const value = named(v1!, from(a!), named(v2!, from(b!), body!));
          const keys = `map_keys(${a}) || list_filter(map_keys(${b}), lambda k: NOT list_contains(map_keys(${a}), k))`;
          return `CASE WHEN ${a} IS NOT NULL AND ${b} IS NOT NULL THEN map_from_entries(list_transform(${keys}, lambda ${k}: {key: ${k}, value: ${value}})) END`;
        });
      },
    ),
    lambdaAt: (at, [a, b]) => {
      const same = at === 2 && a && b ? sameKeys(a, b) : null;
      if (!same || a?.type.kind !== "map" || b?.type.kind !== "map") return null;
      const values = [a.type.value, b.type.value].map((type) => ({ type, nullable: true }));
      return { parameters: [{ type: same.key, nullable: false }, ...values], least: 3 };
    },
  },
];
