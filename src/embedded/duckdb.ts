import { createRequire } from "node:module";
import type * as DuckDB from "@duckdb/node-api";

// The native module costs 0.3 s to load: only a session that starts needs it, an `import "streambook"` does not.
let duckdb: typeof DuckDB | undefined;
export function loadDuckDB(): typeof DuckDB {
  return (duckdb ??= createRequire(import.meta.url)("@duckdb/node-api") as typeof DuckDB);
}
