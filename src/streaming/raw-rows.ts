import type { BatchData } from "../sources/source.js";
import type { DataType, StructType } from "../types/data-type.js";
import { Decimal } from "../types/decimal.js";

/** Input of a batch as it is kept in the checkpoint: `lines` are the raw bytes, the other kinds JSON text. */
export interface RawPart {
  readonly kind: BatchData["kind"];
  readonly count: number;
  readonly data: Uint8Array;
}

export const bytesOf = (raw: ReadonlyMap<number, RawPart>): number =>
  [...raw.values()].reduce((sum, { data }) => sum + data.length, 0);

/** The parts that `decodeBatch` makes the same batch of. */
export function encodeBatch(data: BatchData, schema: StructType): RawPart {
  switch (data.kind) {
    case "lines":
      return { kind: "lines", count: data.count, data: Buffer.concat(data.chunks) };
    case "files": {
      const { format, paths, options } = data;
      const text = JSON.stringify({ format, paths, options });
      return { kind: "files", count: data.paths.length, data: Buffer.from(text) };
    }
    case "rows": {
      const rows = data.rows.map((row) => schema.fields.map((field, i) => encodeValue(row[i], field.type)));
      return { kind: "rows", count: rows.length, data: Buffer.from(JSON.stringify(rows)) };
    }
  }
}

export function decodeBatch(part: RawPart, schema: StructType): BatchData {
  const bytes = Buffer.from(part.data.buffer, part.data.byteOffset, part.data.byteLength);
  if (part.kind === "lines")
    return { kind: "lines", chunks: bytes.length === 0 ? [] : [bytes], count: part.count };
  const json: unknown = JSON.parse(bytes.toString("utf8"));
  if (part.kind === "files") {
    return { kind: "files", ...(json as Omit<Extract<BatchData, { kind: "files" }>, "kind">) };
  }
  const rows = (json as unknown[][]).map((row) =>
    schema.fields.map((field, i) => decodeValue(row[i], field.type)),
  );
  return { kind: "rows", rows };
}

function encodeValue(value: unknown, type: DataType): unknown {
  if (value === null || value === undefined) return null;
  switch (type.kind) {
    case "long":
    case "timestamp":
    case "timestamp_ntz":
    case "decimal":
      return (value as bigint | Decimal).toString();
    case "float":
    case "double":
      return encodeNumber(value as number);
    case "binary":
      return Buffer.from(value as Uint8Array).toString("base64");
    case "array":
      return (value as unknown[]).map((element) => encodeValue(element, type.element));
    case "map":
      return (value as [unknown, unknown][]).map(([key, item]) => [
        encodeValue(key, type.key),
        encodeValue(item, type.value),
      ]);
    case "struct":
      return type.fields.map((field, i) => encodeValue((value as unknown[])[i], field.type));
    default:
      return value;
  }
}

/** JSON has no NaN, no infinities, and loses the sign of -0. */
function encodeNumber(value: number): number | string {
  if (Object.is(value, -0)) return "-0";
  return Number.isFinite(value) ? value : value.toString();
}

function decodeValue(value: unknown, type: DataType): unknown {
  if (value === null) return null;
  switch (type.kind) {
    case "long":
    case "timestamp":
    case "timestamp_ntz":
      return BigInt(value as string);
    case "decimal":
      return Decimal.from(value as string);
    case "float":
    case "double":
      return Number(value);
    case "binary":
      return new Uint8Array(Buffer.from(value as string, "base64"));
    case "array":
      return (value as unknown[]).map((element) => decodeValue(element, type.element));
    case "map":
      return (value as [unknown, unknown][]).map(([key, item]) => [
        decodeValue(key, type.key),
        decodeValue(item, type.value),
      ]);
    case "struct":
      return type.fields.map((field, i) => decodeValue((value as unknown[])[i], field.type));
    default:
      return value;
  }
}
