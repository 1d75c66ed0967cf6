import { castTo } from "../../../plan/coerce.js";
import type { FunctionDefinition } from "../../../plan/functions.js";
import type { DataType } from "../../../types/data-type.js";
import { doubleText, floatText } from "../../../types/number-text.js";
import { formatJava, type FormatArgument } from "../../java/formatter.js";
import { callScript } from "../../scripts.js";
import { murmurBytes } from "../../spark/murmur3.js";
import { counted, scalar, STRING, type Bind } from "../define.js";

const kinds = new Set(["boolean", "byte", "short", "int", "long", "double", "string"]);

/** What Java would hold of a value: decimals and what is nested have their text only. */
function formatArgument(value: unknown, type: DataType): FormatArgument | null {
  if (value === null || value === undefined) return null;
  const kind =
    type.kind === "float"
      ? "double"
      : kinds.has(type.kind)
        ? type.kind
        : type.kind === "date"
          ? "int"
          : type.kind.startsWith("timestamp")
            ? "long"
            : "other";
  return {
    kind: kind as FormatArgument["kind"],
    value,
    text: javaText(value, type),
    hash: type.kind === "string" ? murmurBytes(Buffer.from(value as string), 42) : Number(value) | 0,
  };
}

/** Spark's inner values as Java prints them. */
function javaText(value: unknown, type: DataType): string {
  if (value === null || value === undefined) return "null";
  switch (type.kind) {
    case "float":
      return floatText(value as number);
    case "double":
      return doubleText(value as number);
    case "array":
      return `[${(value as unknown[]).map((item) => javaText(item, type.element)).join(",")}]`;
    case "struct":
      return `[${type.fields.map((f, i) => javaText((value as unknown[])[i], f.type)).join(",")}]`;
    case "map": {
      const pairs = value as [unknown, unknown][];
      const list = (items: readonly unknown[], of: DataType): string =>
        items.map((item) => javaText(item, of)).join(", ");
      return `keys: [${list(
        pairs.map(([k]) => k),
        type.key,
      )}], values: [${list(
        pairs.map(([, v]) => v),
        type.value,
      )}]`;
    }
    default:
      return `${value as bigint}`;
  }
}

const formatting: Bind = (args) => {
  counted(args, 1, Infinity);
  const [format, ...values] = args;
  if (["array", "map", "struct"].includes(format!.type.kind)) return null;
  return { args: [castTo(format!, STRING), ...values], type: STRING, nullable: format!.nullable };
};

/** `format_string` and its other name. */
export const formatString = (name: string): FunctionDefinition =>
  scalar(name, `${name}(format, expr, …)`, formatting, (args, { args: typed }) => {
    const types = typed.map((arg) => arg.type);
    const run = (format: string | null, ...values: unknown[]): string | null =>
      format === null
        ? null
        : formatJava(
            format,
            values.map((value, i) => formatArgument(value, types[i + 1]!)),
          );
    return callScript(
      {
        name: `format_string_${types.map((type) => type.kind).join("_")}`,
        parameters: types,
        result: STRING,
        run,
        takesNull: true,
      },
      args,
    );
  });
