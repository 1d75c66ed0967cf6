import { createRequire } from "node:module";
import { StreambookError } from "../errors.js";

/** One node of the parser's tree: an object of one key, the kind, or the fields inside it. */
export interface Tree {
  readonly [field: string]: unknown;
}

export type ParseAnswer =
  | { readonly success: true; readonly ast: readonly Tree[] }
  | { readonly success: false; readonly error: string; readonly errorStart?: number };

interface Polyglot {
  init(): Promise<void>;
  parse(sql: string, dialect: string): ParseAnswer;
}

let loading: Promise<Polyglot> | null = null;
let loaded: Polyglot | null = null;

/**
 * Loads the SQL parser (a WebAssembly module of the package, 0.1 s); the session waits for it once, parsing is synchronous after.
 * Its ESM entry awaits at top level, which a notebook's cells cannot load, so the CommonJS one is taken, and only when needed.
 *
 * @example
 * await initParser();
 * parseExpression("a + 1").kind; // "call"
 */
export async function initParser(): Promise<void> {
  loading ??= load();
  loaded = await loading;
}

async function load(): Promise<Polyglot> {
  const parser = createRequire(import.meta.url)("@polyglot-sql/sdk") as Polyglot;
  // Compiling WebAssembly does not keep Node's event loop alive: a program that waits for nothing else would go on inside the platform's
  // drain of background tasks, which holds the loop until V8 has optimised the whole module (0.4 s in a service's first second).
  const alive = setInterval(() => undefined, 1000);
  try {
    await parser.init();
  } finally {
    clearInterval(alive);
  }
  return parser;
}

export function parseTree(sql: string): ParseAnswer {
  if (loaded === null) {
    throw new StreambookError({
      code: "SQL_PARSER_NOT_LOADED",
      step: "SQL text",
      rule: "The SQL parser is loaded when a session is made.",
      cure: "const session = await StreamSession.create();",
    });
  }
  return loaded.parse(sql, "spark");
}

/** A node is an object with one key, its kind. */
export function unwrap(tree: unknown): readonly [kind: string, fields: Tree] {
  const [entry] = Object.entries(tree as Tree);
  const [kind, fields] = entry ?? ["nothing", {}];
  return [kind, (fields ?? {}) as Tree];
}
