import type { LogicalPlan } from "../plan/logical-plan.js";
import { tokenize } from "./lexer.js";
import { parseStatement } from "./parse.js";
import type { PipeContext } from "./pipe-lists.js";
import { operated } from "./pipe-operators.js";
import { QueryConverter, type QueryOptions } from "./query.js";
import type { Scope } from "./query-context.js";
import { clauseAt, closing, made, segments, selectAll, topLevel } from "./pipe-tokens.js";
import { syntaxError } from "./syntax-error.js";
import { isSymbol, isWord, type Token } from "./token.js";

/**
 * Reads a query that may be a pipeline: `FROM t |> WHERE … |> SELECT …`. The parser below knows no pipes, so each operator is read as a
 * SELECT of its own from a hole, which stands for the plan before it; the tokens stay the user's, and so does the place of an error.
 */
export function readPipes(text: string, options: QueryOptions): LogicalPlan {
  const tokens = tokenize(text);
  if (tokens.some((t) => isSymbol(t, "|>"))) return new Pipes(text, options).query(tokens, new Map());
  const { tree, source } = parseStatement(text, "query");
  return new QueryConverter(source, options).query(tree, new Map());
}

class Pipes {
  readonly #text: string;
  readonly #options: QueryOptions;

  constructor(text: string, options: QueryOptions) {
    this.#text = text;
    this.#options = options;
  }

  query(tokens: readonly Token[], scope: Scope): LogicalPlan {
    const [first, ...operators] = segments(tokens);
    const named = first!.slice(0, endOfWith(first!));
    const base = fromFirst(this.#text, first!, named.length);
    const around = (before: LogicalPlan, isLast: boolean): PipeContext => ({
      text: this.#text,
      isLast,
      isAggregate: (name) => this.#options.isAggregate(name),
      over: (plan) => around(plan, isLast),
      read: (statement, hole) => this.#read([...named, ...statement], scope, new Map([[hole, () => before]])),
    });
    return operators.reduce(
      (before, operator, i) => operated(operator, before, around(before, i === operators.length - 1)),
      this.#read(base, scope, new Map()),
    );
  }

  /** One statement, the pipelines in its brackets as holes. */
  #read(
    tokens: readonly Token[],
    scope: Scope,
    holes: Map<string, (scope: Scope) => LogicalPlan>,
  ): LogicalPlan {
    const { tree, source } = parseStatement(this.#text, "query", this.#withHoles(tokens, holes));
    const hole = (name: string, inside: Scope): LogicalPlan | undefined => holes.get(name)?.(inside);
    return new QueryConverter(source, { ...this.#options, hole }).query(tree, scope);
  }

  #withHoles(tokens: readonly Token[], holes: Map<string, (scope: Scope) => LogicalPlan>): Token[] {
    const out: Token[] = [];
    for (let at = 0; at < tokens.length; at++) {
      const token = tokens[at]!;
      out.push(token);
      if (!isSymbol(token, "(")) continue;
      const end = closing(tokens, at);
      const inside = tokens.slice(at + 1, end);
      const last = tokens[end];
      if (last === undefined || segments([...inside, last]).length === 1) continue;
      const name = `pipe ${token.start}`;
      holes.set(name, (scope) => this.query([...inside, { ...last, kind: "end", value: "" }], scope));
      out.push(...selectAll(token, name));
      at = end - 1;
    }
    return out;
  }
}

/** Where the named queries of `WITH a AS (…), b AS (…)` end: they are there for each operator. */
function endOfWith(tokens: readonly Token[]): number {
  if (!isWord(tokens[0], "with")) return 0;
  let at = 0;
  do {
    at++;
    while (at < tokens.length - 1 && !isWord(tokens[at], "as")) at++;
    at = closing(tokens, at + 1) + 1;
  } while (isSymbol(tokens[at], ","));
  return at;
}

/** `FROM t` reads all columns. */
function fromFirst(text: string, tokens: readonly Token[], at: number): readonly Token[] {
  const first = tokens[at];
  if (!isWord(first, "from") || topLevel(tokens).some((i) => isWord(tokens[i], "select"))) return tokens;
  const next = clauseAt(tokens, at + 1);
  if (next !== null)
    throw syntaxError(text, tokens[next]!, "FROM stands alone before a pipe.", "put |> before it");
  return [
    ...tokens.slice(0, at),
    made(first!, "word", "select"),
    made(first!, "symbol", "*"),
    ...tokens.slice(at),
  ];
}
