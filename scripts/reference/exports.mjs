// What src/index.ts puts out: each public name with the declarations behind it, read from the source without running it.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

const parsed = new Map();

export function parse(file) {
  if (!parsed.has(file))
    parsed.set(file, ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true));
  return parsed.get(file);
}

function target(file, specifier) {
  const path = join(dirname(file), specifier.text.replace(/\.js$/, ".ts"));
  return existsSync(path) ? path : null;
}

const isExported = (node) =>
  (ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined)?.some(
    (m) => m.kind === ts.SyntaxKind.ExportKeyword,
  );

/** The declarations of a name in a file, or in the file it comes from. */
export function declarationsOf(name, file) {
  const found = [];
  for (const statement of parse(file).statements) {
    if (ts.isVariableStatement(statement)) {
      for (const one of statement.declarationList.declarations)
        if (one.name.getText() === name) found.push({ file, node: one, documented: statement });
    } else if (statement.name?.text === name) found.push({ file, node: statement, documented: statement });
    else if (
      (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) &&
      statement.moduleSpecifier
    ) {
      const from = target(file, statement.moduleSpecifier);
      const clause = ts.isImportDeclaration(statement)
        ? statement.importClause?.namedBindings
        : statement.exportClause;
      const named = clause && (ts.isNamedImports(clause) || ts.isNamedExports(clause)) ? clause.elements : [];
      const one = named.find((e) => e.name.text === name);
      if (from && one) found.push(...declarationsOf((one.propertyName ?? one.name).text, from));
      else if (
        from &&
        ts.isExportDeclaration(statement) &&
        !statement.exportClause &&
        publicNames(from).includes(name)
      )
        found.push(...declarationsOf(name, from));
    }
  }
  return found;
}

/** Every name that a file exports. */
export function publicNames(file) {
  const names = [];
  for (const statement of parse(file).statements) {
    if (ts.isExportDeclaration(statement)) {
      const { exportClause, moduleSpecifier } = statement;
      if (!exportClause) names.push(...publicNames(target(file, moduleSpecifier)));
      else if (ts.isNamespaceExport(exportClause)) names.push(exportClause.name.text);
      else names.push(...exportClause.elements.map((e) => e.name.text));
    } else if (isExported(statement)) {
      if (ts.isVariableStatement(statement))
        names.push(...statement.declarationList.declarations.map((d) => d.name.getText()));
      else if (statement.name) names.push(statement.name.text);
    }
  }
  return [...new Set(names)];
}
