import { node, type CallExpr, type Expr, type SortExpr } from "../plan/expression.js";
import { decimalType, atomic } from "../types/t.js";
import type { AtomicKind, DataType } from "../types/data-type.js";
import type { Converter } from "./converter.js";
import { identified } from "./identifier.js";
import { inOrder, type WrittenArgument } from "./named-arguments.js";
import { unwrap, type Tree } from "./polyglot.js";
import { refusal } from "./syntax-error.js";

/** Functions that are casts in Spark: `bigint(a)`. */
const castFunctions = new Map<string, DataType>([
  ...(
    [
      ["boolean", "boolean"],
      ["tinyint", "byte"],
      ["smallint", "short"],
      ["int", "int"],
      ["bigint", "long"],
      ["float", "float"],
      ["double", "double"],
      ["string", "string"],
      ["binary", "binary"],
      ["date", "date"],
      ["timestamp", "timestamp"],
    ] as const satisfies readonly (readonly [string, AtomicKind])[]
  ).map(([name, kind]) => [name, atomic(kind)] as const),
  ["decimal", decimalType(10, 0)],
]);
/** By name, the place of the argument that says whether nulls are passed over. */
const takesIgnoreNulls: Readonly<Record<string, number>> = {
  first: 1,
  first_value: 1,
  last: 1,
  last_value: 1,
  any_value: 1,
  nth_value: 2,
  lag: 3,
  lead: 3,
};

/** A function call by the name and the arguments that were written, whatever the parser knows about the function. */
export function convertCall(fields: Tree, to: Converter): Expr {
  const { source } = to;
  const written = source.call(String(fields.name));
  if (!written) throw source.misplaced(fields);
  if (written.isQuantifier)
    throw source.refuse(fields, "QUANTIFIER", `${written.name.toUpperCase()} (…)`, "it may follow LIKE only");
  for (const [part, feature, what] of [
    ["order_by", "ORDERED_AGGREGATE", "ORDER BY inside a call"],
    ["limit", "LIMITED_AGGREGATE", "LIMIT inside a call"],
  ] as const) {
    const value = fields[part];
    const present = Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined;
    if (present) throw source.refuse(fields, feature, what);
  }
  const args = inOrder(written, argumentsOf(fields.args as readonly unknown[], to), source);
  const origin = source.origin(written);
  if (
    written.name === "count" &&
    args.length === 1 &&
    args[0]!.kind === "star" &&
    args[0].target === null &&
    fields.distinct !== true
  ) {
    args[0] = node({ kind: "literal", value: 1, type: atomic("int"), origin });
  }
  const type = castFunctions.get(written.name);
  if (type && args.length === 1)
    return node({ kind: "cast", child: args[0]!, to: type, safe: false, origin });
  let { name } = written;
  // Said whether nulls count, Spark reads first_value as first.
  if (written.ignoreNulls !== null && (name === "first_value" || name === "last_value"))
    name = name.replace("_value", "");
  if (written.ignoreNulls === true) {
    const place = takesIgnoreNulls[written.name];
    if (place === undefined)
      throw refusal(
        "INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX",
        source.text,
        source.spanOf(fields),
        `The function ${written.name} does not take IGNORE NULLS.`,
        "leave it out",
      );
    while (args.length < place)
      args.push(
        args.length === 1 && place === 3
          ? node({ kind: "literal", value: 1, type: atomic("int") })
          : node({ kind: "literal", value: null, type: atomic("null") }),
      );
    args.push(node({ kind: "literal", value: true, type: atomic("boolean") }));
  }
  const filter = fields.filter ? { filter: to.convert(fields.filter) } : {};
  const call: CallExpr = { kind: "call", name, args: Object.freeze(args), origin, ...filter };
  return identified(node(fields.distinct === true ? { ...call, distinct: true } : call), source);
}

/** `percentile_cont(0.5) WITHIN GROUP (ORDER BY a)`: the call with its keys; a FILTER stands behind both. */
export function withinGroup(fields: Tree, to: Converter): Expr {
  const call = to.convert(fields.this);
  if (call.kind !== "call") throw to.source.misplaced(fields);
  const order = (fields.order_by as readonly Tree[]).map((key) => sortKey(key, to));
  return node({ ...call, order: Object.freeze(order) });
}

/** A FILTER behind WITHIN GROUP; behind a call alone it comes as a part of the call. */
export function filtered(fields: Tree, to: Converter): Expr {
  const call = to.convert(fields.this);
  if (call.kind !== "call") throw to.source.misplaced(fields);
  return node({ ...call, filter: to.convert(fields.expression) });
}

/** A key of an ORDER BY with Spark's null order: nulls first going up, last going down. */
export function sortKey(key: Tree, to: Converter): SortExpr {
  const child = to.convert(key.this);
  const descending = key.desc === true;
  const nullsFirst = typeof key.nulls_first === "boolean" ? key.nulls_first : !descending;
  return node({ kind: "sort", child, descending, nullsFirst, ...(child.origin && { origin: child.origin }) });
}

function argumentsOf(trees: readonly unknown[], to: Converter): WrittenArgument[] {
  const args: WrittenArgument[] = [];
  for (const tree of trees) {
    const [kind, fields] = unwrap(tree);
    if (kind === "named_argument") {
      args.push({ name: to.source.name(fields.name as Tree), value: to.convert(fields.value) });
      continue;
    }
    const isAlias = kind === "function" && to.source.call(String(fields.name)) === undefined;
    if (!isAlias) {
      args.push({ name: null, value: to.convert(tree) });
      continue;
    }
    // struct(a AS x) was rewritten as struct(a, f7(`8`)): the name belongs to the argument before it.
    const name = unwrap((fields.args as readonly unknown[])[0])[1].name as Tree;
    const child = args.pop()!.value;
    const end = to.source.nameToken(name).end;
    const origin = to.source.origin({ start: child.origin?.start ?? end, end });
    args.push({ name: null, value: node({ kind: "alias", child, name: to.source.name(name), origin }) });
  }
  return args;
}
