import type { DataType } from "./data-type.js";

/**
 * Whether two types are equal by value; with `nulls` false, whether a null may stand in a part is left aside, with `names` false the names
 * of fields.
 */
export function sameType(a: DataType, b: DataType, nulls = true, names = true): boolean {
  if (a === b) return true;
  switch (a.kind) {
    case "decimal":
      return b.kind === "decimal" && a.precision === b.precision && a.scale === b.scale;
    case "day_time_interval":
    case "year_month_interval":
      return b.kind === a.kind && a.start === b.start && a.end === b.end;
    case "array":
      return (
        b.kind === "array" &&
        sameType(a.element, b.element, nulls, names) &&
        (!nulls || a.containsNull === b.containsNull)
      );
    case "map":
      return (
        b.kind === "map" &&
        sameType(a.key, b.key, nulls, names) &&
        sameType(a.value, b.value, nulls, names) &&
        (!nulls || a.valueContainsNull === b.valueContainsNull)
      );
    case "struct":
      return (
        b.kind === "struct" &&
        a.fields.length === b.fields.length &&
        a.fields.every((field, i) => {
          const other = b.fields[i];
          return (
            other !== undefined &&
            (!names || field.name === other.name) &&
            sameType(field.type, other.type, nulls, names) &&
            (!nulls || field.nullable === other.nullable)
          );
        })
      );
    default:
      return a.kind === b.kind;
  }
}
