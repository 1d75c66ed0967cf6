// Our declarations, read by the compiler of the kernel, which is older than the one that wrote them.
import { createRequire } from "node:module";
import { dirname, relative, resolve } from "node:path";

const { loadTslab } = createRequire(import.meta.url)("../kernel.cjs");

/** What the kernel's TypeScript finds wrong in `entry` (a .d.ts) and in the files beside and below it. */
export function checkDeclarations(entry) {
  const { ts } = loadTslab();
  const program = ts.createProgram([resolve(entry)], {
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts"],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    esModuleInterop: true,
    noEmit: true,
    skipLibCheck: false,
  });
  const root = dirname(resolve(entry));
  const ours = (file) => !relative(root, file.fileName).startsWith("..");
  return program
    .getSourceFiles()
    .filter(ours)
    .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
    .map(({ file, start, messageText }) => {
      const line = file.getLineAndCharacterOfPosition(start).line + 1;
      return `${relative(root, file.fileName)}, line ${line}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
    });
}
