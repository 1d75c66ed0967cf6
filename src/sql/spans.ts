import { syntaxError } from "./syntax-error.js";
import { isSymbol, isWord, type Token } from "./token.js";

/** The token that closes a bracket. */
export function closingBracket(text: string, tokens: readonly Token[], opening: number): number {
  const closing = findClosing(tokens, opening);
  if (closing !== null) return closing;
  throw syntaxError(text, tokens[opening]!, "This bracket is not closed.", "add the missing )");
}

function findClosing(tokens: readonly Token[], opening: number): number | null {
  let depth = 0;
  for (let i = opening; tokens[i]!.kind !== "end"; i++) {
    if (isSymbol(tokens[i], "(")) depth++;
    else if (isSymbol(tokens[i], ")") && --depth === 0) return i;
  }
  return null;
}

/** `WITH t (a, b) AS (SELECT`: a name with columns, not a call. */
export function isNameWithColumns(tokens: readonly Token[], at: number): boolean {
  const closing = findClosing(tokens, at + 1);
  if (closing === null || !isWord(tokens[closing + 1], "as") || !isSymbol(tokens[closing + 2], "("))
    return false;
  return (
    isWord(tokens[closing + 3], "select", "with", "values", "from") || isSymbol(tokens[closing + 3], "(")
  );
}

/** The token after a type that follows `::`: a word with whatever brackets belong to it. */
export function endOfType(tokens: readonly Token[], start: number): number {
  let at = start + 1;
  if (tokens[start]!.kind === "end") return start;
  const opening = isWord(tokens[start], "array", "map", "struct") ? "<" : "(";
  const hasLength = isWord(tokens[start], "decimal", "dec", "numeric", "char", "character", "varchar");
  if (!isSymbol(tokens[at], opening) || (opening === "(" && !hasLength)) return at;
  let depth = 0;
  for (; tokens[at]!.kind !== "end"; at++) {
    const { value, kind } = tokens[at]!;
    if (kind !== "symbol") continue;
    if (value === "(" || value === "<") depth++;
    else if (value === ")" || /^>+$/.test(value)) depth -= value.length;
    if (depth <= 0) return at + 1;
  }
  return at;
}
