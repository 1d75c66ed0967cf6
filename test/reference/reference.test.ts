import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import * as streambook from "../../src/index.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = join(root, "docs", "reference");

/** An example and what it prints; null where nothing is said of it. */
interface Example {
  readonly code: string;
  readonly printed: string | null;
}

function examplesOf(page: string): Example[] {
  const text = readFileSync(join(folder, page), "utf8");
  return [...text.matchAll(/```ts\n([\s\S]*?)```(?:\s*```text\n([\s\S]*?)```)?/g)].map(
    ([, code, printed]) => ({
      code: code!,
      printed: printed ?? null,
    }),
  );
}

const given = examplesOf("README.md")[0]!.code;
const pages = readdirSync(folder).filter(
  (name) => name.endsWith(".md") && name !== "README.md" && examplesOf(name).length > 0,
);

/** Runs the examples of a page one after the other, with the page's table, and gives what each printed. */
async function run(examples: readonly Example[], at: string): Promise<string[]> {
  const printed: string[] = [];
  const clock = new streambook.ManualClock("2020-01-01T00:00:00Z");
  const config = { "spark.sql.session.timeZone": "UTC" };
  const print = (text: string): void => void printed.push(text.endsWith("\n") ? text : `${text}\n`);
  const start = given.replace("StreamSession.create()", "create()");
  const parts = examples.map(({ code }) => `{\n${code}\n}\nnext();`);
  const source = `${start}\ntry {\n${parts.join("\n")}\n} finally { await session.stop(); }`;
  const script = ts.transpile(source, { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext });
  const told: string[] = [];
  const next = (): void => void told.push(printed.splice(0).join(""));
  const scope = {
    ...streambook,
    create: () => streambook.StreamSession.create({ clock, config, print }),
    folder: at,
    print,
    next,
  };
  const names = Object.keys(scope);
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the examples are text
  const body = new Function(...names, `return (async () => {\n${script}\n})()`) as (
    ...values: unknown[]
  ) => Promise<void>;
  await body(...Object.values(scope));
  return told;
}

const tidy = (text: string): string =>
  text
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "")
    .join("\n");

describe.each(pages)("the examples of %s", (page) => {
  const examples = examplesOf(page);
  test("print what the page says", async () => {
    const at = mkdtempSync(join(tmpdir(), "reference "));
    try {
      const told = await run(examples, at);
      for (const [i, { printed, code }] of examples.entries())
        if (printed !== null) expect(tidy(told[i]!), code).toBe(tidy(printed));
    } finally {
      rmSync(at, { recursive: true, force: true });
    }
  });
});

test("every public name is there, as its docstring has it", () => {
  const script = join(root, "scripts", "reference.mjs");
  expect(execFileSync(process.execPath, [script, "--check"], { encoding: "utf8" })).toBe("");
});
