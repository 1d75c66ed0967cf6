import { StreambookError } from "../errors.js";
import type { DataType } from "../types/data-type.js";
import { Decimal } from "../types/decimal.js";
import { toJson } from "../types/row.js";

/** The part of a danfojs DataFrame that streambook itself uses; give `toDanfo` your own type to see the rest. */
export interface DanfoFrame {
  readonly columns: string[];
  readonly dtypes: string[];
  readonly shape: number[];
  readonly values: unknown;
  print(): void;
  head(rows?: number): DanfoFrame;
}

/** A column as it goes to danfojs; its type is null where nobody knows it. */
export interface DanfoColumn {
  readonly name: string;
  readonly type: DataType | null;
}

/** A danfojs DataFrame of rows in public form. danfojs is loaded when the first one is made. */
export async function danfoFrame(
  columns: readonly DanfoColumn[],
  rows: readonly (readonly unknown[])[],
): Promise<DanfoFrame> {
  const names = columns.map((column) => column.name);
  const repeated = names.find((name, i) => names.indexOf(name) !== i);
  if (repeated !== undefined)
    throw new StreambookError({
      code: "COLUMN_ALREADY_EXISTS",
      step: "toDanfo",
      rule: "The columns of a danfojs DataFrame have different names.",
      got: `\`${repeated}\` twice`,
      cure: `df.toDF(${names.map((name, i) => JSON.stringify(names.indexOf(name) < i ? `${name}_${i}` : name)).join(", ")}).toDanfo()`,
    });
  const { DataFrame } = await loadDanfo();
  const parts = columns.map((column, i) =>
    danfoColumn(
      rows.map((row) => row[i] ?? null),
      column.type,
    ),
  );
  const values = rows.map((_, row) => parts.map((part) => part.values[row]));
  // The types are said, not guessed: danfojs guesses from the first rows, and has no guess for none.
  return new DataFrame(values, { columns: names, dtypes: parts.map((part) => part.dtype) });
}

interface Part {
  readonly dtype: "int32" | "float32" | "boolean" | "string";
  readonly values: readonly unknown[];
}

function danfoColumn(values: readonly unknown[], type: DataType | null): Part {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return { dtype: dtypeOfNulls(type), values };
  const numbers = numbersOf(known) ? values.map((value) => (value === null ? null : Number(value))) : null;
  if (numbers !== null) {
    const whole = known.length === values.length && numbers.every((value) => Number.isSafeInteger(value));
    return {
      dtype: whole && type?.kind !== "double" && type?.kind !== "float" ? "int32" : "float32",
      values: numbers,
    };
  }
  if (known.every((value) => typeof value === "boolean")) return { dtype: "boolean", values };
  return { dtype: "string", values: values.map((value) => shown(value, type)) };
}

/** True where every value is a number or exact as one: a column is never half numbers and half text. */
function numbersOf(values: readonly unknown[]): boolean {
  return values.every((value) => {
    if (typeof value === "bigint") return Number.isSafeInteger(Number(value));
    // A double keeps fifteen digits.
    if (value instanceof Decimal) return value.text.replace(/\D/g, "").replace(/^0+/, "").length <= 15;
    return typeof value === "number";
  });
}

function dtypeOfNulls(type: DataType | null): Part["dtype"] {
  if (type?.kind === "boolean") return "boolean";
  const numeric = ["byte", "short", "int", "long", "float", "double", "decimal"];
  return type !== null && numeric.includes(type.kind) ? "float32" : "string";
}

/** What danfojs can print: instants stay dates, anything with parts is its JSON. */
function shown(value: unknown, type: DataType | null): unknown {
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Date && type?.kind !== "date") return value;
  const json = toJson(value, type ?? undefined);
  return typeof json === "object" && json !== null ? JSON.stringify(json) : json;
}

interface Danfo {
  readonly DataFrame: new (rows: unknown[][], options: { columns: string[]; dtypes: string[] }) => DanfoFrame;
}

async function loadDanfo(): Promise<Danfo> {
  // A name the compiler cannot follow: danfojs is optional, and its types are large.
  const name: string = "danfojs-node";
  try {
    const loaded = (await import(name)) as Danfo & { readonly default?: Danfo };
    return loaded.default ?? loaded;
  } catch (cause) {
    throw new StreambookError({
      code: "DANFO_MISSING",
      step: "toDanfo",
      rule: "It needs the package danfojs-node, which is not installed.",
      got: cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause),
      cure: "npm install danfojs-node",
      cause,
    });
  }
}
