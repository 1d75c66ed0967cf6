import { beforeAll, expect, test } from "vitest";
import { initParser, parseExpression } from "../../src/sql/parser.js";
import { functionNames } from "./cases/function-names.js";
import { exprText } from "./expr-text.js";

beforeAll(initParser);

const shown = (text: string): string => exprText(parseExpression(text));

test("Spark's list of functions is long", () => {
  expect(functionNames.length).toBeGreaterThan(500);
});

test.each(functionNames)("%s keeps its name and its arguments, in order", (name) => {
  expect(shown(`${name}(a, 'b', 3)`)).toBe(`(${name} a "b" 3)`);
  expect(shown(`${name.toUpperCase()} ( c , -1, d.e, b )`)).toBe(`(${name} c -1 d.e b)`);
  expect(shown(`${name}(x)`)).toBe(`(${name} x)`);
  expect(shown(`${name}()`)).toBe(`(${name})`);
  expect(shown(`${name}(f(a), ${name}(b, c))`)).toBe(`(${name} (f a) (${name} b c))`);
  expect(shown(`${name}(distinct a)`)).toBe(`(${name} DISTINCT a)`);
});

test("a function Spark does not know is for analysis to refuse", () => {
  expect(shown("not_a_function(1)")).toBe("(not_a_function 1)");
  expect(shown("`Odd Name`(1)")).toBe("(odd name 1)");
});
