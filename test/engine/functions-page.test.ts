import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import * as F from "../../src/dataframe/functions/index.js";
import { functions } from "../../src/embedded/functions/index.js";
import { functionsPage } from "../../src/embedded/functions/page.js";
import { sparkFunctions } from "../oracle/record.js";
import type { Expr } from "../../src/plan/expression.js";

test("docs/functions.md lists the functions there are", () => {
  const path = fileURLToPath(new URL("../../docs/functions.md", import.meta.url));
  expect(readFileSync(path, "utf8").replaceAll("\r\n", "\n")).toBe(functionsPage(sparkFunctions().sql));
});

test("whatever the builder calls exists in the engine", () => {
  const called = new Set<string>();
  const collect = (expr: Expr): void => {
    if (expr.kind !== "call") return;
    called.add(expr.name);
    expr.args.forEach(collect);
  };
  const column = F.col("x");
  for (const [name, make] of Object.entries(F)) {
    if (["expr", "callFunction", "struct", "lit", "col", "column", "asc", "desc", "udf"].includes(name))
      continue;
    const made = (...args: unknown[]): Expr => (make as (...all: unknown[]) => { expr: Expr })(...args).expr;
    const f = (): typeof column => column;
    if (name === "fromJson") collect(made(column, "a INT"));
    else if (name === "when") collect(made(column, 1));
    else if (["aggregate", "reduce", "zipWith", "mapZipWith"].includes(name))
      collect(made(column, column, f));
    else if (/^(transform|filter$|exists$|forall$|mapFilter$|arraySort$)/.test(name))
      collect(made(column, f));
    else collect(made(column, column, column, column, column));
  }
  expect(called.size).toBeGreaterThan(50);
  expect([...called].filter((name) => !functions.find(name))).toEqual([]);
});
