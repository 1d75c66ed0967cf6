import { parseJson } from "./parse.js";
import { copied } from "./write.js";

/** The fields of an object as texts: `json_tuple`. Nulls where there is no such field, or no object. */
export function jsonTuple(text: string | null, names: readonly (string | null)[]): (string | null)[] {
  const values = names.map((): string | null => null);
  if (text === null) return values;
  try {
    const root = parseJson(text);
    if (root?.kind !== "object") return values;
    for (const [name, value] of root.fields)
      for (const [i, wanted] of names.entries())
        if (wanted === name)
          values[i] = value.kind === "null" ? null : value.kind === "string" ? value.text : copied(value);
    return values;
  } catch {
    return values;
  }
}
