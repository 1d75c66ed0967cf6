// The tables of the reference: a row for each function or member, its call and the first sentence of its docstring.
import { relative } from "node:path";
import ts from "typescript";
import { declarationsOf, publicNames } from "./exports.mjs";

const cell = (text) => text.replaceAll("|", "\\|").replaceAll("\n", " ");

/** The first sentence of a docstring. */
function sentence(node) {
  const doc = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).at(-1);
  const text = (ts.getTextOfJSDocComment(doc?.comment) ?? "").replaceAll("\n", " ").trim();
  return /^(.*?[.:;](?=\s|$)|.*)/s.exec(text)[1].replace(/[.:;]$/, "");
}

function parameters(node) {
  return node.parameters
    .map((p) => {
      const name = ts.isIdentifier(p.name) ? p.name.text.replace(/^_/, "") : "{ … }";
      return `${p.dotDotDotToken ? "..." : ""}${name}${p.questionToken || p.initializer ? "?" : ""}`;
    })
    .join(", ");
}

const isCallable = (node) => node && (ts.isArrowFunction(node) || ts.isFunctionExpression(node));

/** How a member or a function is written. */
function call(name, node) {
  const made = ts.isVariableDeclaration(node) || ts.isPropertyDeclaration(node) ? node.initializer : node;
  if (isCallable(made)) return `${name}(${parameters(made)})`;
  if (ts.isMethodDeclaration(node) || ts.isFunctionDeclaration(node) || ts.isMethodSignature(node))
    return `${name}(${parameters(node)})`;
  if (ts.isPropertySignature(node) && node.type && ts.isFunctionTypeNode(node.type))
    return `${name}(${parameters(node.type)})`;
  return name;
}

function isPublic(member) {
  const name = member.name;
  if (!name || ts.isPrivateIdentifier(name) || ts.isComputedPropertyName(name)) return false;
  if (/^_/.test(name.getText()) || ["toString", "constructor"].includes(name.getText())) return false;
  const modifiers = ts.canHaveModifiers(member) ? (ts.getModifiers(member) ?? []) : [];
  return !modifiers.some((m) =>
    [ts.SyntaxKind.PrivateKeyword, ts.SyntaxKind.ProtectedKeyword].includes(m.kind),
  );
}

const isStatic = (member) =>
  ts.canHaveModifiers(member) &&
  (ts.getModifiers(member) ?? []).some((m) => m.kind === ts.SyntaxKind.StaticKeyword);

/** The public members of a class, an interface or an object, those of the class it extends after them. */
function membersOf({ file, node }) {
  const own = ts.isVariableDeclaration(node)
    ? (literalOf(node.initializer)?.properties ?? [])
    : ts.isTypeAliasDeclaration(node)
      ? ts.isTypeLiteralNode(node.type)
        ? node.type.members
        : []
      : (node.members ?? []);
  const bases = (node.heritageClauses ?? [])
    .filter((h) => h.token === ts.SyntaxKind.ExtendsKeyword)
    .flatMap((h) => h.types.flatMap((t) => declarationsOf(t.expression.getText(), file)));
  return [...own.filter(isPublic), ...bases.flatMap(membersOf)];
}

function literalOf(node) {
  if (!node) return null;
  if (ts.isObjectLiteralExpression(node)) return node;
  if (ts.isCallExpression(node)) return literalOf(node.arguments[0]);
  return ts.isAsExpression(node) || ts.isSatisfiesExpression(node) ? literalOf(node.expression) : null;
}

function memberCall(member) {
  const name = member.name.getText();
  if (ts.isPropertyAssignment(member) && isCallable(member.initializer))
    return `${name}(${parameters(member.initializer)})`;
  if (ts.isPropertyAssignment(member) && ts.isCallExpression(member.initializer)) return `${name}()`;
  return call(name, member);
}

const table = (head, rows) =>
  ["", `| ${head} | |`, "| --- | --- |", ...rows.map(([a, b]) => `| \`${cell(a)}\` | ${cell(b)} |`), ""].join(
    "\n",
  );

/** The members of one public name. */
export function members(name, index) {
  const rows = new Map();
  for (const declaration of declarationsOf(name, index))
    for (const member of membersOf(declaration)) {
      const key = member.name.getText();
      const said = sentence(member);
      const before = rows.get(key);
      if (!before) rows.set(key, [`${isStatic(member) ? `${name}.` : ""}${memberCall(member)}`, said]);
      else if (before[1] === "") before[1] = said;
    }
  return table(`\`${name}\``, [...rows.values()]);
}

/** The functions that a folder or file of src puts out, by name. */
export function functions(place, index, root) {
  const rows = publicNames(index).flatMap((name) =>
    declarationsOf(name, index)
      .filter(({ file }) => relative(root, file).split(/[\\/]/).join("/").startsWith(`src/${place}`))
      .slice(0, 1)
      .map(({ node, documented }) => [call(name, node), sentence(documented)]),
  );
  return table(
    "function",
    rows.sort(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)),
  );
}

/** What a few public names are, a row each. */
export function names(list, index) {
  const rows = list.map((name) => {
    const [first] = declarationsOf(name, index);
    if (!first) throw new Error(`src/index.ts does not export ${name}`);
    const { node, documented } = first;
    const shown =
      ts.isTypeAliasDeclaration(node) && node.type.getText().length < 90
        ? `type ${name} = ${node.type.getText().replace(/\s+/g, " ")}`
        : call(name, node);
    return [shown, sentence(documented)];
  });
  return table("name", rows);
}
