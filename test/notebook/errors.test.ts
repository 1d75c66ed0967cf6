import { describe, expect, it } from "vitest";
import { StreambookError } from "../../src/errors.js";
import { enterCell } from "../../src/notebook/cell.js";
import { errorHtml, errorText } from "../../src/notebook/error-view.js";
import { showError } from "../../src/notebook/index.js";
import { cellLine, shortenStacks } from "../../src/notebook/stack-text.js";
import { capturePrints } from "./capture.js";

const error = new StreambookError({
  code: "UNRESOLVED_COLUMN.WITH_SUGGESTION",
  step: "select",
  rule: "The column must exist.",
  got: '"<nam>"',
  cure: 'select("name")',
  cause: new Error("deep"),
});

describe("an error", () => {
  const prints = capturePrints();

  it("is text with the cure first and no stack", () => {
    expect(errorText(error, "cell [3], line 2: df.select()")).toBe(
      'Try: select("name")\nselect: The column must exist.\n  got: "<nam>"\n  at cell [3], line 2: df.select()\n  [UNRESOLVED_COLUMN.WITH_SUGGESTION]',
    );
    expect(errorText(new TypeError("x is not a function"))).toBe("x is not a function\n  [TypeError]");
    expect(errorText("thrown text")).toBe("thrown text");
  });

  it("is HTML with the stack folded and everything escaped", () => {
    const html = errorHtml(error);
    expect(html.indexOf("Try:")).toBeLessThan(html.indexOf("The column must exist"));
    expect(html).toMatch(
      /<details><summary[^>]*>\[UNRESOLVED_COLUMN\.WITH_SUGGESTION\] where it happened<\/summary><pre>/,
    );
    expect(html).toContain("caused by: Error: deep");
    expect(html).not.toContain("<nam>");
  });

  it("keeps the marker below the text that it marks", () => {
    const got = "Device\n\nvalue = 1 and Device = 2\n              ^^^^^^";
    const error = new StreambookError({ code: "X", step: "where", rule: "r", got, cure: "c" });
    expect(errorHtml(error)).toContain(`<pre>${got}</pre>`);
  });

  it("can be shown", () => {
    showError(error);
    expect(prints.join("")).toContain('Try: select("name")\n');
  });
});

describe("a stack of a cell", () => {
  const cell = enterCell(7, "interface A { x: number }\n\nconst y = (q as any).x.z;\nfail(y);", "id-1");
  cell.script =
    "(function(exports, require) { head;\nconst y = q.x.z;\nexports.tsLastExpr = fail(y);\n\n})(__tslab__.exports, __tslab__.require)";

  it("keeps the reader's own lines, in words", () => {
    const printed = [
      "TypeError: bad",
      "    at cell[7]:2:11",
      "    at fail (cell[7]:3:3)",
      "    at cell[7]:5:3",
      "    at own (/home/me/book/own.ts:1:1)",
      "    at Script.runInThisContext (node:vm:1:1)",
      "    at Object.execute (/x/node_modules/tslab/dist/executor.js:1:1) {",
      "  code: 'E'",
      "}",
      "",
    ].join("\n");
    expect(shortenStacks(printed)).toEqual({
      text: [
        "TypeError: bad",
        "    at cell [7], line 3: const y = (q as any).x.z;",
        "    at cell [7], line 4: fail(y);",
        "    at own (/home/me/book/own.ts:1:1) {",
        "  code: 'E'",
        "}",
        "",
      ].join("\n"),
      folded: true,
    });
  });

  it("names the innermost line of the cell", () => {
    expect(cellLine("Error\n    at lib (/x/y.js:1:1)\n    at cell[7]:3:1")).toBe(
      "cell [7], line 4: fail(y);",
    );
    expect(cellLine("Error\n    at lib (/x/y.js:1:1)")).toBeUndefined();
  });

  it("leaves other text alone, and says an interrupt in a sentence", () => {
    expect(shortenStacks("at home\n  at ease\n")).toEqual({ text: "at home\n  at ease\n", folded: false });
    expect(shortenStacks("Error: Interrupted asynchronously\n    at x").text).toContain("Interrupted.");
  });

  it("numbers the displays of a run from nought", () => {
    expect([cell.nextDisplay(), cell.nextDisplay()]).toEqual([0, 1]);
  });
});
