import type { StructType } from "./data-type.js";
import type { Row } from "./row-class.js";
import { rowConverter } from "./to-public.js";

export { Row, schemaOfRow, toJson } from "./row-class.js";

/**
 * Makes rows of a schema from values in the engine's form. Ask once for a schema, use it for every row.
 *
 * @example
 * const toRow = rowFactory(t.struct({ id: t.long(), at: t.timestamp() }));
 * toRow([1n, 1_500_000n]); // Row { id: 1n, at: 1970-01-01T00:00:01.500Z }
 */
export function rowFactory(schema: StructType): (engineValues: readonly unknown[]) => Row {
  return rowConverter(schema);
}
