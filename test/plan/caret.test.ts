import { expect, test } from "vitest";
import { renderCaret } from "../../src/plan/caret.js";

test("the caret stands under the place", () => {
  expect(renderCaret("a + bb", 4, 6)).toBe("    a + bb\n        ^^");
});

test("an empty place, the end of the text, gets one caret", () => {
  expect(renderCaret("a +", 3, 3)).toBe("    a +\n       ^");
  expect(renderCaret("", 0, 0)).toBe("    \n    ^");
});

test("of several lines the one with the place is shown, with its number", () => {
  expect(renderCaret("SELECT a\nFROM t\nWHERE b", 22, 23)).toBe("    3 | WHERE b\n              ^");
});

test("a place that runs over the line's end is cut there", () => {
  expect(renderCaret("ab\ncd", 1, 5)).toBe("    1 | ab\n         ^");
});

test("tabs are kept and wide letters take two columns, so that the caret stays in place", () => {
  expect(renderCaret("\ta b", 3, 4)).toBe("    \ta b\n    \t  ^");
  expect(renderCaret("'日本' x", 5, 6)).toBe("    '日本' x\n           ^");
});

test("a long line is cut around the place", () => {
  const [line, carets] = renderCaret(`${"x ".repeat(200)}HERE ${"y ".repeat(200)}`, 400, 404).split("\n");
  expect(line!.length).toBeLessThan(110);
  expect(line).toMatch(/^ {4}….*HERE.*…$/);
  expect(line!.slice(carets!.indexOf("^"), carets!.lastIndexOf("^") + 1)).toBe("HERE");
});

test("carriage returns do not shift it", () => {
  expect(renderCaret("ab\r\ncd", 4, 5)).toBe("    2 | cd\n        ^");
});
