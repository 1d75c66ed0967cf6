import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";

const place = fileURLToPath(new URL("./cell.ts", import.meta.url));
const cell = `
import { col, StreamSession, t } from "../../src/index.js";
async function lines() {
  const session = await StreamSession.create();
  const df = session.createDataFrame([], t.struct({ gt: t.string(), x: t.double() }));
  df.selct("gt");
  df.select(col(5));
  df.withColumn("one", 1);
  const query = df.writeStream.format("memory").queryName("a").start();
  query.processAllAvailable();
  df.writeStream.outputMode("compleet");
}
`;

/** What the compiler says of a cell, by the line it says it of. */
function said(): Map<string, string> {
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    skipLibCheck: true,
    noEmit: true,
  };
  const host = ts.createCompilerHost(options);
  const real = ts.createCompilerHost(options);
  const isCell = (name: string): boolean => name.replaceAll("\\", "/") === place.replaceAll("\\", "/");
  host.fileExists = (name) => isCell(name) || real.fileExists(name);
  host.readFile = (name) => (isCell(name) ? cell : real.readFile(name));
  host.getSourceFile = (name, ...rest) =>
    isCell(name)
      ? ts.createSourceFile(name, cell, ts.ScriptTarget.ES2022)
      : real.getSourceFile(name, ...rest);
  const program = ts.createProgram([place], options, host);
  const source = program.getSourceFile(place)!;
  return new Map(
    program.getSemanticDiagnostics(source).map((d) => {
      const { line } = source.getLineAndCharacterOfPosition(d.start!);
      const more = (d.relatedInformation ?? []).map((r) =>
        ts.flattenDiagnosticMessageText(r.messageText, "\n"),
      );
      return [
        cell.split("\n")[line]!.trim(),
        [ts.flattenDiagnosticMessageText(d.messageText, "\n"), ...more].join("\n"),
      ];
    }),
  );
}

test("what the compiler can see, it says before the cell runs", () => {
  const told = said();
  expect(told.get('df.selct("gt");')).toContain("Did you mean 'select'?");
  expect(told.get("df.select(col(5));")).toContain(
    "'number' is not assignable to parameter of type 'string'",
  );
  expect(told.get('df.withColumn("one", 1);')).toContain("to parameter of type 'Column'");
  expect(told.get("query.processAllAvailable();")).toContain("Did you forget to use 'await'?");
  expect(told.get('df.writeStream.outputMode("compleet");')).toContain("'\"compleet\"' is not assignable");
});
