import { sameName } from "../../types/names.js";
import { node, type Expr, type NameExpr, type Origin, type StarExpr } from "../expression.js";
import type { LogicalPlan } from "../logical-plan.js";
import type {
  Attribute,
  OuterColumn,
  ResolvedAttribute,
  ResolvedExpr,
  ResolvedPlan,
  ResolvedVariable,
} from "../resolved.js";
import type { DataType } from "../../types/data-type.js";
import { ambiguousColumn, ambiguousField, missingField, noFields, unresolvedColumn } from "./errors.js";

/** The columns that a name may mean at one place of the plan. */
export interface Scope {
  readonly step: string;
  readonly attributes: readonly Attribute[];
  /** The parameters of the lambdas around this place, the innermost first: they hide columns. */
  readonly variables?: readonly ResolvedVariable[];
  /** Columns that only a qualified name reaches. */
  readonly hidden?: readonly Attribute[];
  /** Where a name is looked for that is not here: earlier aliases, what lies under a select list, the query around. */
  elsewhere?(name: NameExpr): ResolvedExpr | null;
  /** What names mean inside an aggregate function, where that is something else. */
  readonly inAggregate?: Scope;
  /** Resolves a query inside an expression; its names may mean columns from here. */
  query?(plan: LogicalPlan, scope: Scope): { plan: ResolvedPlan; outer: readonly OuterColumn[] };
  /** The output of another plan (`df.col`), by identity. */
  outputOf?(plan: object): readonly Attribute[];
}

export function toExpr(attribute: Attribute): ResolvedAttribute {
  return {
    kind: "attribute",
    id: attribute.id,
    name: attribute.name,
    type: attribute.type,
    nullable: attribute.nullable,
    ...(attribute.metadata && { metadata: attribute.metadata }),
  };
}

/** `a`, `t.a`, `a.field`, `t.a.field`: a qualifier is tried before a column, as Spark does; names compare without case. */
export function resolveName(name: NameExpr, scope: Scope): ResolvedExpr {
  const found = findName(name, scope);
  if (found) return name.origin ? { ...found, written: name } : found;
  const names = [...new Set(scope.attributes.filter((a) => !a.ofFile).map((a) => a.name))];
  throw unresolvedColumn(scope.step, name.parts, names, name.origin);
}

/** What a name means, here or elsewhere; null when nothing has it. */
export function findName(name: NameExpr, scope: Scope): ResolvedExpr | null {
  const [first, ...rest] = name.parts;
  const variable = scope.variables?.find((v) => sameName(v.name, first!));
  if (variable) return nested(variable, rest, scope.step, name.origin);
  const among = name.of && scope.outputOf ? ownColumns(name, scope) : scope.attributes;
  const qualified = byQualifier(name, among);
  if (qualified.length > 0)
    return nested(pick(qualified, name, scope), name.parts.slice(2), scope.step, name.origin);
  const plain = among.filter((a) => sameName(a.name, first!));
  if (plain.length > 0) return nested(pick(plain, name, scope), rest, scope.step, name.origin);
  const hidden = byQualifier(name, scope.hidden ?? []);
  if (hidden.length > 0)
    return nested(pick(hidden, name, scope), name.parts.slice(2), scope.step, name.origin);
  return scope.elsewhere?.(name) ?? null;
}

function byQualifier({ parts }: NameExpr, among: readonly Attribute[]): Attribute[] {
  const [first, second] = parts;
  if (second === undefined) return [];
  return among.filter(
    (a) => a.qualifier !== null && sameName(a.qualifier, first!) && sameName(a.name, second),
  );
}

/** A name as Spark shows it in a column's name: without the table. */
export function shownName(name: NameExpr, scope: Scope): string {
  const here = [...scope.attributes, ...(scope.hidden ?? [])];
  const isColumn = here.some((a) => sameName(a.name, name.parts[0]!));
  const isQualified = name.parts.length > 1 && (byQualifier(name, here).length > 0 || !isColumn);
  const [first, ...rest] = isQualified ? name.parts.slice(1) : name.parts;
  return shownPath(first!, here.find((a) => sameName(a.name, first!))?.type, rest);
}

/** Fields behind points, items of maps in brackets. */
function shownPath(text: string, type: DataType | undefined, path: readonly string[]): string {
  const [part, ...rest] = path;
  if (part === undefined) return text;
  if (type?.kind === "map") return shownPath(`${text}[${part}]`, type.value, rest);
  const struct = type?.kind === "array" ? type.element : type;
  const field = struct?.kind === "struct" ? struct.fields.find((f) => sameName(f.name, part)) : undefined;
  return shownPath(`${text}.${part}`, field?.type, rest);
}

/** The columns a star stands for as an argument: `struct(*)`. */
export function starNames(star: StarExpr, scope: Scope): Expr[] {
  const [qualifier] = star.target ?? [];
  return scope.attributes
    .filter((a) => a.ofFile !== true)
    .filter((a) => qualifier === undefined || (a.qualifier !== null && sameName(a.qualifier, qualifier)))
    .map((a) => node({ kind: "name", parts: a.qualifier === null ? [a.name] : [a.qualifier, a.name] }));
}

function ownColumns(name: NameExpr, scope: Scope): readonly Attribute[] {
  const own = new Set(scope.outputOf!(name.of!).map((a) => a.id));
  const left = scope.attributes.filter((a) => own.has(a.id) || a.ofFile === true);
  // A column computed anew since then (withColumn) has another identity: fall back to its name.
  return left.some((a) => a.ofFile !== true) ? left : scope.attributes;
}

function pick(found: readonly Attribute[], name: NameExpr, scope: Scope): ResolvedExpr {
  if (new Set(found.map((a) => a.id)).size > 1)
    throw ambiguousColumn(
      scope.step,
      name.parts,
      found.map((a) => (a.qualifier ? `${a.qualifier}.${a.name}` : a.name)),
      name.origin,
    );
  return toExpr(found[0]!);
}

function nested(base: ResolvedExpr, path: readonly string[], step: string, origin?: Origin): ResolvedExpr {
  return path.reduce((expr, part) => fieldOf(expr, part, step, origin), base);
}

/** `struct.field`; on an array of structs the field of each, on a map the value of the key. */
export function fieldOf(expr: ResolvedExpr, name: string, step: string, origin?: Origin): ResolvedExpr {
  if (expr.type.kind === "map" && expr.type.key.kind === "string")
    return {
      kind: "item",
      strict: false,
      child: expr,
      key: { kind: "literal", value: name, type: { kind: "string" }, nullable: false },
      type: expr.type.value,
      nullable: true,
    };
  const struct = expr.type.kind === "array" ? expr.type.element : expr.type;
  if (struct.kind !== "struct") throw noFields(step, name, expr.type, origin);
  const fields = struct.fields.map((f) => f.name);
  const [field, second] = struct.fields.filter((f) => sameName(f.name, name));
  if (!field) throw missingField(step, name, fields, origin);
  if (second) throw ambiguousField(step, name, fields, origin);
  if (expr.type.kind === "array") {
    const containsNull = expr.type.containsNull || field.nullable;
    const type: DataType = { kind: "array", element: field.type, containsNull };
    return { kind: "field", child: expr, name: field.name, type, nullable: expr.nullable };
  }
  return {
    kind: "field",
    child: expr,
    name: field.name,
    type: field.type,
    nullable: expr.nullable || field.nullable,
    ...(field.metadata && { metadata: field.metadata }),
  };
}

/** What a column says of itself, where an expression is that column and nothing is computed. */
export function metadataOf(expr: ResolvedExpr): Pick<Attribute, "metadata"> {
  const metadata = expr.kind === "attribute" || expr.kind === "field" ? expr.metadata : undefined;
  return metadata === undefined ? {} : { metadata };
}
