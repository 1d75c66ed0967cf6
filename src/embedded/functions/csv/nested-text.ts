import type { DataType } from "../../../types/data-type.js";
import { textWriter } from "../../../types/text.js";

/** Arrays, maps and structs as a cell of CSV has them: as a cast writes them, but nothing at all for a null inside. */
export function nestedText(type: DataType, timeZone: string): (value: unknown) => string {
  const item = (of: DataType): ((value: unknown) => string) => {
    const text = nestedText(of, timeZone);
    return (value) => (value === null || value === undefined ? "" : ` ${text(value)}`);
  };
  switch (type.kind) {
    case "array": {
      const text = item(type.element);
      return (items) => opened("[", (items as unknown[]).map(text), "]");
    }
    case "struct": {
      const texts = type.fields.map((f) => item(f.type));
      return (values) =>
        opened(
          "{",
          texts.map((text, i) => text((values as unknown[])[i])),
          "}",
        );
    }
    case "map": {
      const [key, value] = [item(type.key), item(type.value)];
      return (entries) =>
        opened(
          "{",
          (entries as [unknown, unknown][]).map(([k, v]) => `${key(k)} ->${value(v)}`),
          "}",
        );
    }
    default:
      return textWriter(type, timeZone, "show");
  }
}

/** Each item brings the blank before it; the first has none. */
const opened = (open: string, items: readonly string[], close: string): string =>
  `${open}${items.join(",").replace(/^ /, "")}${close}`;
