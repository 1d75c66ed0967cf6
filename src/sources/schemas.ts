import { StreambookError } from "../errors.js";
import type { AtomicKind, StructType } from "../types/data-type.js";

/** A schema of atomic columns that may be null. */
export function columns(fields: Readonly<Record<string, AtomicKind>>): StructType {
  return {
    kind: "struct",
    fields: Object.entries(fields).map(([name, kind]) => ({ name, type: { kind }, nullable: true })),
  };
}

/** What sources of text give: the column `value`. */
export const lineSchema = columns({ value: "string" });

/** A source whose columns are its own. */
export function refuseSchema(format: string, schema: StructType | null, own: StructType): void {
  if (schema === null) return;
  throw new StreambookError({
    code: "USER_SPECIFIED_SCHEMA_UNSUPPORTED",
    step: `${format} source`,
    rule: `The ${format} source has a schema of its own.`,
    got: `a schema of ${schema.fields.map((f) => f.name).join(", ") || "no columns"}`,
    cure: `leave out .schema(…): the columns are ${own.fields.map((f) => `${f.name} ${f.type.kind}`).join(", ")}`,
  });
}
