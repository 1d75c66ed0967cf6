import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type TypeScript from "typescript";

const require = createRequire(import.meta.url);

const files = ["./row-types.ts", "../engine/table-types.ts"].map((file) =>
  fileURLToPath(new URL(file, import.meta.url)),
);

test(
  "the compiler of the notebooks (5.0, null checks off) knows the rows of a schema, and of what is made of a table",
  { timeout: 60_000 },
  () => {
    const ts = require("@tslab/typescript-for-tslab") as typeof TypeScript;
    const program = ts.createProgram(files, {
      noEmit: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      skipLibCheck: true,
      strictNullChecks: false,
      types: ["node"],
    });
    // The library's own sources are checked by its own compiler; declarations of another one are looked at here.
    const errors = files
      .flatMap((file) => [...program.getSemanticDiagnostics(program.getSourceFile(file))])
      .map((error) => ts.flattenDiagnosticMessageText(error.messageText, "\n"));
    expect(errors).toEqual([]);
  },
);
