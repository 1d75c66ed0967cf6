import { beforeAll, describe, expect, test } from "vitest";
import type { Expr } from "../../src/plan/expression.js";
import { columnName } from "../../src/plan/print-expr.js";
import { initParser, parseExpression, parseSelectItem } from "../../src/sql/parser.js";
import { partsOf } from "../../src/sql/walk.js";
import { calls } from "./cases/calls.js";
import { casts } from "./cases/casts.js";
import { literals } from "./cases/literals.js";
import { mixed } from "./cases/mixed.js";
import { names } from "./cases/names.js";
import { operators } from "./cases/operators.js";
import { predicates } from "./cases/predicates.js";
import { exprText } from "./expr-text.js";

beforeAll(initParser);

const families = { literals, names, operators, predicates, casts, calls, mixed };

for (const [family, cases] of Object.entries(families)) {
  describe(family, () => {
    test.each(cases.map(([text, node]) => [text, node] as const))("%s", (text, node) => {
      expect(exprText(parseExpression(text))).toBe(node);
    });

    const named = cases.flatMap(([text, , column]) =>
      column === undefined ? [] : [[text, column] as const],
    );
    if (named.length === 0) return;
    test("columns are named as Spark names them", () => {
      const ours = named.map(([text]) => [text, columnName(parseExpression(text))]);
      expect(ours).toEqual(named);
    });
  });
}

test("there are at least three hundred of them", () => {
  expect(Object.values(families).flat().length).toBeGreaterThanOrEqual(300);
});

const everyNode = (expr: Expr): Expr[] => [expr, ...partsOf(expr).flatMap(everyNode)];

test("every name, call and literal that was written knows its place in the text", () => {
  const text = "upper(a.b) = 'X' and not cast(c as int) in (1, -2) or f(x)[0] like 'y'";
  const placed = everyNode(parseExpression(text)).map(
    ({ origin }) => origin && text.slice(origin.start, origin.end),
  );
  expect(placed).not.toContain(undefined);
  expect(placed).toEqual(
    expect.arrayContaining(["upper(a.b)", "a.b", "'X'", "cast(c as int)", "-2", "f(x)", "f(x)[0]", "'y'"]),
  );
});

test("places are those of the user's text, beyond the plane of two-byte characters too", () => {
  const text = "/* 🦊 */ '日本' = `naïve 🦊` and size > 1";
  const placed = everyNode(parseExpression(text)).map(({ origin }) => text.slice(origin!.start, origin!.end));
  expect(placed).toEqual(expect.arrayContaining(["'日本'", "`naïve 🦊`", "size", "1"]));
});

test("nodes are frozen, all the way down", () => {
  const nodes = everyNode(parseExpression("case when a in (1, 2) then f(b) else c.d end"));
  expect(nodes.every((e) => Object.isFrozen(e))).toBe(true);
  expect(nodes.every((e) => e.kind !== "call" || Object.isFrozen(e.args))).toBe(true);
});

test("a text is read once, and gives the same node again", () => {
  expect(parseExpression("a + 41")).toBe(parseSelectItem("a + 41"));
});

test("a select item may be an alias or a star", () => {
  expect(exprText(parseSelectItem("sum(x) AS total"))).toBe("(AS (sum x) total)");
  expect(exprText(parseSelectItem("json.*"))).toBe("json.*");
});
