import { node, type Expr, type FrameBound, type WindowFrame } from "../plan/expression.js";
import { sortKey } from "./calls.js";
import type { Converter } from "./converter.js";
import type { Tree } from "./polyglot.js";
import { refusal } from "./syntax-error.js";

/** `f(…) OVER (…)`, or OVER a name of the WINDOW clause. */
export function windowOf(fields: Tree, to: Converter): Expr {
  const child = to.convert(fields.this);
  const spec = specOf(fields.over as Tree, fields, to);
  const origin = to.source.origin(to.source.spanOf(fields));
  const keys = (spec.order_by as readonly Tree[] | undefined) ?? [];
  return node({
    kind: "window",
    child,
    partition: Object.freeze(to.all(spec.partition_by)),
    order: Object.freeze(keys.map((key) => sortKey(key, to))),
    frame: spec.frame ? frameOf(spec.frame as Tree, to) : null,
    origin,
  });
}

function specOf(over: Tree, whole: unknown, to: Converter): Tree {
  if (!over.window_name) return over;
  // A named window is taken as it is: nothing may be added to it.
  const isMore = [over.partition_by, over.order_by].some((keys) => (keys as readonly Tree[]).length > 0);
  if (isMore || over.frame) throw to.source.misplaced(over);
  const name = to.source.name(over.window_name as Tree);
  const named = to.windows?.get(name.toLowerCase());
  if (named) return named;
  throw refusal(
    "MISSING_WINDOW_SPECIFICATION",
    to.source.text,
    to.source.spanOf(whole),
    `The window ${name} is not defined in a WINDOW clause.`,
    `… FROM t WINDOW ${name} AS (PARTITION BY a ORDER BY b)`,
  );
}

/** The windows of a WINDOW clause by their names in lower case. */
export function namedWindows(tree: unknown, to: Converter): ReadonlyMap<string, Tree> {
  const list = (tree as readonly Tree[] | undefined) ?? [];
  return new Map(list.map((w) => [to.source.name(w.name as Tree).toLowerCase(), w.spec as Tree]));
}

function frameOf(frame: Tree, to: Converter): WindowFrame {
  return {
    unit: frame.kind === "Range" ? "range" : "rows",
    start: boundOf(frame.start, to),
    end: frame.end ? boundOf(frame.end, to) : "currentRow",
  };
}

function boundOf(tree: unknown, to: Converter): FrameBound {
  switch (tree) {
    case "CurrentRow":
      return "currentRow";
    case "UnboundedPreceding":
      return "unboundedPreceding";
    case "UnboundedFollowing":
      return "unboundedFollowing";
  }
  const [side, value] = Object.entries(tree as Tree)[0]!;
  return { offset: to.convert(value), following: side === "Following" };
}
