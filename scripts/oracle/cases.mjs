// Reads the case files, which are TypeScript that imports nothing but their format.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";

/** Every family of `test/oracle/cases`, in the order of their names; the compiled files go to `scratch`. */
export async function readFamilies(root, scratch) {
  const sources = path.join(root, "test", "oracle");
  fs.rmSync(scratch, { recursive: true, force: true });
  const files = ["format.ts", ...caseFiles(path.join(sources, "cases")).map((file) => `cases/${file}`)];
  for (const file of files) {
    const target = path.join(scratch, file.replace(/\.ts$/, ".js"));
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, compiled(path.join(sources, file)));
  }
  fs.writeFileSync(path.join(scratch, "package.json"), '{ "type": "module" }\n');
  const { caseKey, caseText, viewText } = await import(pathToFileURL(path.join(scratch, "format.js")).href);
  const families = [];
  for (const file of files.slice(1)) {
    const { default: family } = await import(
      pathToFileURL(path.join(scratch, file.replace(/\.ts$/, ".js"))).href
    );
    families.push({
      ...family,
      keys: family.cases.map(caseKey),
      texts: family.cases.map((one) => caseText(family.kind, one)),
      views: Object.fromEntries(Object.entries(family.views).map(([name, text]) => [name, viewText(text)])),
    });
  }
  return families;
}

function caseFiles(folder) {
  return fs
    .readdirSync(folder, { recursive: true })
    .map((file) => String(file).replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".ts"))
    .sort();
}

function compiled(file) {
  const options = {
    module: ts.ModuleKind.ESNext,
    target: ts.ScriptTarget.ES2022,
    verbatimModuleSyntax: true,
  };
  return ts.transpileModule(fs.readFileSync(file, "utf8"), { compilerOptions: options }).outputText;
}

/** What Spark is asked. */
export function jobOf(families, root) {
  const files = path.join(root, "test", "oracle", "files");
  return families.map(({ name, views, cases, texts }) => ({
    name,
    views,
    cases: cases.map((one, i) => ({
      ...(one.python === undefined ? { text: texts[i] } : { python: one.python, files }),
      ansi: one.ansi ?? true,
      timeZone: one.timeZone ?? "UTC",
    })),
  }));
}
