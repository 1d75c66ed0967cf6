import { node, type CallExpr, type Expr, type NameExpr } from "../plan/expression.js";
import { atomic } from "../types/t.js";
import { convertCall, filtered, withinGroup } from "./calls.js";
import { operators } from "./operators.js";
import { windowOf } from "./windows.js";
import type { LogicalPlan } from "../plan/logical-plan.js";
import { unwrap, type Tree } from "./polyglot.js";
import type { Converter } from "./converter.js";
import { syntaxError } from "./syntax-error.js";
import type { Source } from "./source.js";
import { parseType } from "./type-name.js";

/** Turns the parser's tree into expressions. */
export class ExpressionConverter implements Converter {
  readonly source: Source;
  /** The windows of the WINDOW clause at this place. */
  windows: ReadonlyMap<string, Tree> = new Map();
  readonly #query: (tree: unknown) => LogicalPlan;

  constructor(source: Source, query: (tree: unknown) => LogicalPlan) {
    this.source = source;
    this.#query = query;
  }

  query(tree: unknown): LogicalPlan {
    return this.#query(tree);
  }

  convert = (tree: unknown): Expr => {
    const [kind, fields] = unwrap(tree);
    const operator = operators[kind];
    if (operator) return operator(fields, this);
    switch (kind) {
      case "paren":
        return this.convert(fields.this);
      case "literal":
        return this.source.literal(this.source.token(String(fields.value)));
      case "boolean":
        return node({ kind: "literal", value: fields.value, type: atomic("boolean") });
      case "null":
        return node({ kind: "literal", value: null, type: atomic("null") });
      case "column":
        return this.source.nameExpr(
          fields.table ? [fields.table as Tree, fields.name as Tree] : [fields.name as Tree],
        );
      case "dot":
        return this.#field(fields);
      case "subscript":
        return this.#item(fields);
      case "star":
        return this.#star(fields);
      case "neg":
        return this.#signed(fields);
      case "alias":
        return this.#alias(fields);
      case "cast":
      case "try_cast":
        return this.#cast(kind, fields);
      case "tuple":
        return this.#row(fields);
      case "lambda":
        return this.#lambda(fields);
      case "case":
        return this.#case(fields);
      case "function":
      case "aggregate_function":
        return convertCall(fields, this);
      case "window_function":
        return windowOf(fields, this);
      case "subquery":
      case "select":
        return this.#subquery("scalar", tree);
      case "exists":
        return this.#subquery("exists", fields.this);
      case "within_group":
        return withinGroup(fields, this);
      case "filter":
        return filtered(fields, this);
      default:
        throw refuseKind(kind, tree, this.source);
    }
  };

  #subquery(form: "scalar" | "exists", tree: unknown): Expr {
    const origin = this.source.origin(this.source.spanOf(tree));
    return node({ kind: "subquery", form, plan: this.query(tree), operands: [], origin });
  }

  all(trees: unknown): Expr[] {
    return ((trees as readonly unknown[] | undefined) ?? []).map(this.convert);
  }

  call(name: string, args: readonly Expr[], distinct = false): CallExpr {
    const origin = this.source.around(args);
    return node({
      kind: "call",
      name,
      args: Object.freeze([...args]),
      ...(distinct && { distinct }),
      ...(origin && { origin }),
    });
  }

  /** `a.b` on a name makes a longer name, on anything else it is a struct's field. */
  #field(fields: Tree): Expr {
    const child = this.convert(fields.this);
    const token = this.source.nameToken(fields.field as Tree);
    const name = this.source.name(fields.field as Tree);
    const origin = this.source.origin({ start: child.origin?.start ?? token.start, end: token.end });
    if (child.kind === "name")
      return node({ kind: "name", parts: Object.freeze([...child.parts, name]), origin });
    const key = node({ kind: "literal", value: name, type: atomic("string") });
    return node({ kind: "extract", child, key, origin });
  }

  /** `a[0]`, `m['k']`. */
  #item(fields: Tree): Expr {
    const child = this.convert(fields.this);
    const key = this.convert(fields.index);
    const start = child.origin?.start ?? 0;
    const end = this.source.endOfNext("]", key) ?? key.origin?.end ?? start;
    return node({ kind: "extract", child, key, origin: this.source.origin({ start, end }) });
  }

  #star(fields: Tree): Expr {
    for (const part of ["replace", "rename"]) {
      if (fields[part])
        throw this.source.refuse(fields, "STAR_EXCEPT", `* ${part.toUpperCase()}`, "list the columns");
    }
    const listed = (fields.except as readonly Tree[] | undefined) ?? [];
    const except =
      listed.length === 0 ? {} : { except: Object.freeze(listed.map((tree) => this.#excepted(tree))) };
    if (!fields.table) return node({ kind: "star", target: null, ...except });
    // Several parts come as one name, joined by points.
    const identifiers = String((fields.table as Tree).name)
      .split(".")
      .map((name) => ({ name }));
    const { parts, origin } = this.source.nameExpr(identifiers);
    return node({ kind: "star", target: parts, ...(origin && { origin }), ...except });
  }

  /** A column of an EXCEPT list; several parts come as one name, joined by points. */
  #excepted(tree: Tree): NameExpr {
    const parts = String(tree.name).split(".");
    return this.source.nameExpr(parts.map((name) => ({ name })));
  }

  /** Spark reads `-5` as one literal, so that the least int is an int; a plus sign came disguised as a minus. */
  #signed(fields: Tree): Expr {
    const [kind, inner] = unwrap(fields.this);
    if (kind === "literal" && inner.literal_type === "number") {
      const negative = this.source.signedNumber(this.source.token(String(inner.value)));
      if (negative) return negative;
    }
    // A cast holds its number tighter than the minus here, the other way round in Spark.
    if (kind === "cast" && inner.double_colon_syntax === true && "literal" in (inner.this as Tree)) {
      const number = (inner.this as { readonly literal: Tree }).literal;
      const negative =
        number.literal_type === "number"
          ? this.source.signedNumber(this.source.token(String(number.value)))
          : null;
      if (negative) return this.#castOf(negative, "cast", inner);
    }
    return this.prefixed({ "-": "negative", "+": "positive" }, "negative", fields.this);
  }

  prefixed(names: Readonly<Record<string, string>>, otherwise: string, operand: unknown): Expr {
    const child = this.convert(operand);
    const sign = this.source.operatorBefore(child);
    // `a NOT IN (…)` has its NOT elsewhere.
    const name = sign ? names[sign.value] : undefined;
    const start = (name === undefined ? undefined : sign?.start) ?? child.origin?.start ?? 0;
    const origin = this.source.origin({ start, end: child.origin?.end ?? start });
    return node({ kind: "call", name: name ?? otherwise, args: Object.freeze([child]), origin });
  }

  #alias(fields: Tree): Expr {
    const several = (fields.column_aliases as readonly Tree[] | undefined) ?? [];
    if (several.length > 0) {
      const child = this.convert(fields.this);
      const names = Object.freeze(several.map((name) => this.source.name(name)));
      const { end } = this.source.nameToken(several.at(-1)!);
      const origin = this.source.origin({ start: child.origin?.start ?? end, end });
      return node({ kind: "aliases", child, names, origin });
    }
    const child = this.convert(fields.this);
    const token = this.source.nameToken(fields.alias as Tree);
    const origin = this.source.origin({ start: child.origin?.start ?? token.start, end: token.end });
    return node({ kind: "alias", child, name: this.source.name(fields.alias as Tree), origin });
  }

  #cast(kind: "cast" | "try_cast", fields: Tree): Expr {
    return this.#castOf(this.convert(fields.this), kind, fields);
  }

  #castOf(child: Expr, kind: "cast" | "try_cast", fields: Tree): Expr {
    const { type, span } = parseType(fields.to as Tree, this.source);
    const origin = this.source.origin(
      span.whole ?? { start: child.origin?.start ?? span.start, end: span.end },
    );
    return node({ kind: "cast", child, to: type, safe: kind === "try_cast", origin });
  }

  /** `(a, b + 1)` is a struct; what has no name is col1, col2, … */
  #row(fields: Tree): Expr {
    const values = this.all(fields.expressions);
    const pairs = values.flatMap((value, i): Expr[] => {
      const name =
        value.kind === "alias" ? value.name : value.kind === "name" ? value.parts.at(-1)! : `col${i + 1}`;
      const label = node({ kind: "literal", value: name, type: atomic("string") });
      return [label, value.kind === "alias" ? value.child : value];
    });
    return this.call("named_struct", pairs);
  }

  #lambda(fields: Tree): Expr {
    const names = fields.parameters as readonly Tree[];
    const body = this.convert(fields.body);
    const start = this.source.nameToken(names[0]!).start;
    const origin = this.source.origin({ start, end: body.origin?.end ?? start });
    const parameters = Object.freeze(names.map((name) => this.source.name(name)));
    return node({ kind: "lambda", parameters, body, origin });
  }

  #case(fields: Tree): Expr {
    if ((fields.whens as readonly unknown[]).length === 0) {
      throw syntaxError(
        this.source.text,
        this.source.spanOf(fields),
        "CASE needs at least one WHEN.",
        "CASE WHEN a > 0 THEN 1 ELSE 2 END",
      );
    }
    const operand = fields.operand ? this.convert(fields.operand) : null;
    const written: Expr[] = operand ? [operand] : [];
    const args = (fields.whens as readonly (readonly [unknown, unknown])[]).flatMap(([condition, value]) => {
      const [when, then] = [this.convert(condition), this.convert(value)];
      written.push(when, then);
      return [operand ? this.call("=", [operand, when]) : when, then];
    });
    if (fields.else_) {
      args.push(this.convert(fields.else_));
      written.push(args.at(-1)!);
    }
    const origin = this.source.origin(this.source.caseSpan(written[0]!, written.at(-1)!));
    return node({ kind: "call", name: "when", args: Object.freeze(args), origin });
  }
}

const refusals: Readonly<Record<string, readonly [feature: string, what: string, cure?: string]>> = {
  array_slice: ["ARRAY_SLICE", "A slice (a[1:2])", "use slice(a, start, length)"],
};

export function refuseKind(kind: string, tree: unknown, source: Source): Error {
  if (kind === "method_call") throw source.unresolvedRoutine(tree);
  const known = refusals[kind];
  return known ? source.refuse(tree, ...known) : source.misplaced(tree);
}
