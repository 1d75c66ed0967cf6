import { isSymbol, isWord, type Token } from "./token.js";

/** `SELECT * FROM` a hole, where a token stands. */
export function selectAll(at: Token, name: string): Token[] {
  return [made(at, "word", "select"), made(at, "symbol", "*"), ...fromHole(at, name)];
}

export const fromHole = (at: Token, name: string): Token[] => [
  made(at, "word", "from"),
  made(at, "name", name),
];

/** A token that the user did not write. */
export const made = ({ start, end }: Token, kind: Token["kind"], value: string): Token => ({
  kind,
  value,
  start,
  end,
});

/** The parts between the pipes outside all brackets, each with an end of its own. */
export function segments(tokens: readonly Token[]): Token[][] {
  const found: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (isSymbol(token, "(", "[")) depth++;
    if (isSymbol(token, ")", "]")) depth--;
    if (depth === 0 && isSymbol(token, "|>")) {
      found.at(-1)!.push(made({ ...token, end: token.start }, "end", ""));
      found.push([]);
    } else found.at(-1)!.push(token);
  }
  return found;
}

export function closing(tokens: readonly Token[], opening: number): number {
  let depth = 0;
  for (let at = opening; at < tokens.length; at++) {
    if (isSymbol(tokens[at], "(")) depth++;
    else if (isSymbol(tokens[at], ")") && --depth === 0) return at;
  }
  return tokens.length;
}

/** The places outside all brackets. */
export function topLevel(tokens: readonly Token[]): number[] {
  let depth = 0;
  return tokens.flatMap((token, at) => {
    if (isSymbol(token, ")", "]")) depth--;
    const isTop = depth === 0;
    if (isSymbol(token, "(", "[")) depth++;
    return isTop ? [at] : [];
  });
}

/** The parts between the commas outside all brackets. */
export function split(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  const top = new Set(topLevel(tokens));
  for (const [at, token] of tokens.entries())
    if (top.has(at) && isSymbol(token, ",")) parts.push([]);
    else parts.at(-1)!.push(token);
  return parts;
}

/** Where the next clause begins. */
export function clauseAt(tokens: readonly Token[], from: number): number | null {
  const begins = (at: number): boolean =>
    isWord(tokens[at], "where", "having", "limit", "offset", "window") ||
    (isWord(tokens[at], "from") && !isWord(tokens[at - 1], "distinct")) ||
    (isWord(tokens[at], "group", "order", "sort", "cluster", "distribute") && isWord(tokens[at + 1], "by"));
  return topLevel(tokens).find((at) => at >= from && begins(at)) ?? null;
}
