// The examples of docs/displays.md, run as they stand there.
import fs from "node:fs";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import ts from "typescript";
import * as streambook from "streambook";
import { capturePrints } from "./capture.js";

const page = fs.readFileSync(new URL("../../docs/displays.md", import.meta.url), "utf8");
const examples = [...page.matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, code = ""]) => code);

const prints = capturePrints();
let session: streambook.StreamSession;
let given: Record<string, unknown>;

beforeAll(async () => {
  session = await streambook.StreamSession.create();
  const input = session.memoryStream(streambook.t.struct({ gt: streambook.t.string() }));
  input.addData([{ gt: "walk" }, { gt: "walk" }, { gt: "sit" }]);
  const counts = input.toDF().groupBy("gt").count();
  const writer = counts.writeStream.format("memory").queryName("activity").outputMode("complete");
  const query = await writer.start();
  await query.processAllAvailable();
  given = { query, df: session.table("activity") };
});
afterAll(() => session.stop());

/** Runs an example with everything that streambook exports at hand; resolves to the names that it made. */
async function run(code: string): Promise<void> {
  const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  const { outputText } = ts.transpileModule(code, { compilerOptions: options });
  const scope = { ...streambook, ...given };
  const names = Object.keys(scope).filter((name) => name !== "default");
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the texts under test are code
  const example = new Function(...names, `return (async () => {${outputText}\n})();`) as (
    ...values: unknown[]
  ) => Promise<void>;
  await example(...names.map((name) => (scope as Record<string, unknown>)[name]));
}

test("there are examples", () => expect(examples.length).toBeGreaterThanOrEqual(3));

test.each(examples.map((code) => [code.split("\n")[0]!, code]))("%s", async (_, code) => {
  await run(code);
  const { query } = given as { query: streambook.StreamingQuery };
  expect(query.exception()).toBeNull();
  const wanted = code.includes("live(") ? /activity\n\+-+\+-+\+\n[^]*\| walk \|/ : /\S/;
  await vi.waitFor(() => expect(prints.join("")).toMatch(wanted), { timeout: 30_000 });
});
