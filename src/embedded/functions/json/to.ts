import type { DataType } from "../../../types/data-type.js";
import { doubleText, floatText } from "../../../types/number-text.js";
import { toText } from "../../../types/text.js";
import { isOn, type TextOptions } from "./options.js";
import type { TimeTexts } from "./times.js";
import { quoted } from "./write.js";

type Write = (value: unknown, indent: string) => string;

/** Writes values of one type as Spark's JacksonGenerator does: a struct's nulls are left out unless the options keep them. */
export function jsonWriter(
  type: DataType,
  times: TimeTexts,
  options: TextOptions,
): (value: unknown) => string {
  const keepsNulls = !isOn(options, "ignoreNullFields", true);
  const isPretty = isOn(options, "pretty");
  const write = writer(type, times, keepsNulls, isPretty);
  return (value) => write(value, "");
}

function writer(type: DataType, times: TimeTexts, keepsNulls: boolean, isPretty: boolean): Write {
  const inner = (of: DataType): Write => {
    const write = writer(of, times, keepsNulls, isPretty);
    return (value, indent) => (value === null || value === undefined ? "null" : write(value, indent));
  };
  const braces = (items: readonly string[], indent: string): string => {
    if (!isPretty) return `{${items.join(",")}}`;
    return items.length === 0 ? "{ }" : `{\n${items.map((i) => `${indent}  ${i}`).join(",\n")}\n${indent}}`;
  };
  const colon = isPretty ? " : " : ":";
  switch (type.kind) {
    case "boolean":
    case "byte":
    case "short":
    case "int":
    case "long":
    case "decimal":
      return (value) => `${value as bigint}`;
    case "float":
    case "double":
      return (value) => {
        const text = (type.kind === "float" ? floatText : doubleText)(Number(value));
        return Number.isFinite(value) ? text : quoted(text);
      };
    case "string":
      return (value) => quoted(value as string);
    case "binary":
      return (value) => quoted(Buffer.from(value as Uint8Array).toString("base64"));
    case "date":
      return (value) => quoted(times.date(value as number));
    case "timestamp":
      return (value) => quoted(times.timestamp(value as bigint));
    case "timestamp_ntz":
      return (value) => quoted(times.wallTime(value as bigint));
    case "array": {
      const item = inner(type.element);
      return (value, indent) => {
        const items = (value as unknown[]).map((v) => item(v, indent));
        return isPretty ? `[ ${items.join(", ")}${items.length > 0 ? " " : ""}]` : `[${items.join(",")}]`;
      };
    }
    case "map": {
      const item = inner(type.value);
      return (value, indent) =>
        braces(
          (value as [unknown, unknown][]).map(
            ([k, v]) => `${quoted(toText(k, type.key, "UTC"))}${colon}${item(v, `${indent}  `)}`,
          ),
          indent,
        );
    }
    case "struct": {
      const fields = type.fields.map((f) => ({ name: quoted(f.name), write: inner(f.type) }));
      return (value, indent) =>
        braces(
          fields.flatMap(({ name, write }, i) => {
            const field = (value as unknown[])[i] ?? null;
            return field === null && !keepsNulls ? [] : [`${name}${colon}${write(field, `${indent}  `)}`];
          }),
          indent,
        );
    }
    default:
      return (value) => quoted(toText(value, type, "UTC"));
  }
}
