import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as streambook from "../../src/index.js";
import { exampleTables, type ExampleTables } from "./example-tables.js";

/** The example of a docstring, and what it explains. */
interface Example {
  readonly of: string;
  readonly code: string;
}

const root = fileURLToPath(new URL("../../src/", import.meta.url));
/** All that stands in these is public; elsewhere it is what the package exports. */
const PUBLIC = /^(dataframe|session)\//;

const files = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => relative("", name).replaceAll("\\", "/"))
  .sort();

function examplesOf(file: string): Example[] {
  const text = readFileSync(join(root, file), "utf8");
  const found = text.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*?@example(?:(?!\*\/)[\s\S])*)\*\/\s*([^\n]*)/g);
  return [...found].flatMap(([, comment, declaration]) => {
    const name = /(?:class|function|const|interface|get|async)\s+(\w+)|^(\w+)/.exec(
      declaration!.replace(/\b(export|static|async|abstract)\s+/g, ""),
    );
    const of = name?.[1] ?? name?.[2] ?? "?";
    if (!PUBLIC.test(file) && !(of in streambook)) return [];
    const lines = comment!.split("@example")[1]!.split("\n");
    return [{ of, code: lines.map((line) => line.replace(/^\s*\* ?/, "")).join("\n") }];
  });
}

/** Reasons for which an example is not run. */
const NOT_RUN: Readonly<Record<string, string>> = {
  startServer: "it needs the compiled servers; test/servers/start-server.test.ts starts one",
  toDanfo: "danfojs-node takes seconds to load; test/engine/to-danfo.test.ts loads it",
};

/** The code with each expression that stands by itself handed to `use`, with what the comment behind it says. */
function instrumented(code: string): string {
  const source = ts.createSourceFile("example.ts", code, ts.ScriptTarget.ES2022, true);
  let made = "";
  for (const statement of source.statements) {
    if (!ts.isExpressionStatement(statement)) {
      made += `${statement.getText()}\n`;
      continue;
    }
    const said = /^;?[ \t]*\/\/ ?([^\n]*)/.exec(code.slice(statement.expression.end))?.[1] ?? "";
    made += `await use(${statement.expression.getText()}, ${JSON.stringify(said)});\n`;
  }
  return ts.transpile(made, { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext });
}

let tables: ExampleTables;
const folder = mkdtempSync(join(tmpdir(), "streambook examples "));
const before = process.cwd();
beforeAll(async () => {
  // Examples name folders of the project.
  mkdirSync(join(folder, "data"));
  writeFileSync(join(folder, "data", "people.csv"), "FirstName,LastName\nAda,Lovelace\n");
  writeFileSync(join(folder, "data", "iot"), '{"User":"a","x":0.5}\n');
  process.chdir(folder);
  tables = await exampleTables(join(folder, "data", "iot"));
});
afterAll(async () => {
  await tables.session.stop();
  process.chdir(before);
  rmSync(folder, { recursive: true, force: true });
});

/** What a literal in a comment says; undefined for words. */
function literal(said: string): unknown {
  if (!/^["'\d[{-]/.test(said)) return undefined;
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- a literal of our own sources
    return (new Function(`return (${said})`) as () => unknown)();
  } catch {
    return undefined;
  }
}

/** Runs what an example makes, as far as it runs without a stream. */
async function valueOf(made: unknown): Promise<unknown> {
  if (made instanceof streambook.Column) {
    const [row] = await tables.df.select(made).collect();
    return row!.get(0);
  }
  if (made instanceof streambook.DataFrame) {
    if (made.isStreaming) return made.schema;
    return made.collect();
  }
  return made;
}

describe.each(files.filter((file) => examplesOf(file).length > 0))("the examples in src/%s", (file) => {
  for (const [i, { of, code }] of examplesOf(file).entries()) {
    const name = `${of} (${i + 1})`;
    const reason = NOT_RUN[of];
    if (reason !== undefined) {
      test(name, (context) => context.skip(reason));
      continue;
    }
    test(name, async () => {
      const scope: Record<string, unknown> = {
        ...streambook,
        ...(await tables.scope(code)),
        use: async (made: unknown, said: string) => {
          const value = await valueOf(await made);
          const expected = literal(said);
          if (expected !== undefined) expect(value).toEqual(expected);
        },
      };
      // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the examples are text
      const run = new Function(...Object.keys(scope), `return (async () => {${instrumented(code)}})()`) as (
        ...values: unknown[]
      ) => Promise<void>;
      await run(...Object.values(scope));
      await tables.rest();
    });
  }
});
