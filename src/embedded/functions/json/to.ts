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
  const write = writer(type, { times, keepsNulls, isPretty, isSorted: isOn(options, "sortKeys") });
  return (value) => write(value, "");
}

interface Manner {
  readonly times: TimeTexts;
  readonly keepsNulls: boolean;
  readonly isPretty: boolean;
  /** Names and keys stand in order. */
  readonly isSorted: boolean;
}

/** A key as a name: a struct in the brackets of Spark's rows. */
function keyText(key: unknown, type: DataType): string {
  if (type.kind !== "struct") return toText(key, type, "UTC");
  const field = (value: unknown, i: number): string =>
    value === null ? "null" : keyText(value, type.fields[i]!.type);
  return `[${(key as unknown[]).map(field).join(",")}]`;
}

const byName = ([a]: readonly [string, ...unknown[]], [b]: readonly [string, ...unknown[]]): number =>
  a < b ? -1 : a > b ? 1 : 0;

function writer(type: DataType, manner: Manner): Write {
  const { times, keepsNulls, isPretty, isSorted } = manner;
  const inner = (of: DataType): Write => {
    const write = writer(of, manner);
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
      return (value, indent) => {
        const entries = (value as [unknown, unknown][]).map(([k, v]) => [keyText(k, type.key), v] as const);
        if (isSorted) entries.sort(byName);
        const items = entries.map(([k, v]) => `${quoted(k)}${colon}${item(v, `${indent}  `)}`);
        return braces(items, indent);
      };
    }
    case "struct": {
      const fields = type.fields.map((f, i) => [f.name, i, inner(f.type)] as const);
      if (isSorted) fields.sort(byName);
      return (value, indent) =>
        braces(
          fields.flatMap(([name, i, write]) => {
            const field = (value as unknown[])[i] ?? null;
            return field === null && !keepsNulls
              ? []
              : [`${quoted(name)}${colon}${write(field, `${indent}  `)}`];
          }),
          indent,
        );
    }
    default:
      return (value) => quoted(toText(value, type, "UTC"));
  }
}
