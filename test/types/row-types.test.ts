import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type TypeScript from "typescript";

const require = createRequire(import.meta.url);

test(
  "the compiler of the notebooks (5.0, null checks off) knows the rows of a schema",
  { timeout: 60_000 },
  () => {
    const ts = require("@tslab/typescript-for-tslab") as typeof TypeScript;
    const program = ts.createProgram([fileURLToPath(new URL("./row-types.ts", import.meta.url))], {
      noEmit: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      skipLibCheck: true,
      strictNullChecks: false,
      types: ["node"],
    });
    const errors = ts
      .getPreEmitDiagnostics(program)
      .map((error) => ts.flattenDiagnosticMessageText(error.messageText, "\n"));
    expect(errors).toEqual([]);
  },
);
