import type { DataType, StructType } from "../../../types/data-type.js";
import { malformed, type TextOptions } from "./options.js";
import { parseJson, type JsonLeniency, type JsonNode } from "./parse.js";
import { decimalOf } from "./decimals.js";
import type { TimeTexts } from "./times.js";
import { copied, nonNumeric } from "./write.js";

/** What does not fit its type; a struct that holds one keeps its other fields. */
const BAD = Symbol("bad");
type Read = (node: JsonNode) => unknown;

export interface JsonReading {
  readonly leniency: JsonLeniency;
  readonly times: TimeTexts;
  readonly failFast: boolean;
  readonly corruptColumn: string;
  readonly options?: TextOptions;
}

/** Reads texts of one type, as Spark's JacksonParser: the value in the engine's form. */
export function jsonReader(type: DataType, reading: JsonReading): (text: string) => unknown {
  const isCorrupt = (name: string): boolean => name === reading.corruptColumn;
  const corrupt = type.kind === "struct" ? type.fields.findIndex((f) => isCorrupt(f.name)) : -1;
  const schema: DataType =
    corrupt < 0 || type.kind !== "struct"
      ? type
      : { kind: "struct", fields: type.fields.filter((f) => !isCorrupt(f.name)) };
  const state = { isBad: false };
  const read = reader(schema, reading.times, state);
  const readWhole = (text: string): unknown => {
    let root: JsonNode | null;
    try {
      root = parseJson(text, reading.leniency);
    } catch {
      return BAD;
    }
    if (root === null) return null;
    if (root.kind === "object" && schema.kind === "array" && schema.element.kind === "struct")
      return [reader(schema.element, reading.times, state)(root)];
    return root.kind === "null" ? BAD : read(root);
  };
  return (text) => {
    state.isBad = false;
    const value = readWhole(text);
    if (value === null) return null;
    const isBad = value === BAD || state.isBad;
    if (isBad && reading.failFast) throw malformed(text, reading.options);
    if (schema.kind !== "struct") return value === BAD ? null : value;
    const fields = value === BAD ? schema.fields.map(() => null) : (value as unknown[]);
    return corrupt < 0
      ? fields
      : [...fields.slice(0, corrupt), isBad ? text : null, ...fields.slice(corrupt)];
  };
}

function reader(type: DataType, times: TimeTexts, state: { isBad: boolean }): Read {
  const inner = (of: DataType): Read => {
    const read = reader(of, times, state);
    return (node) => (node.kind === "null" ? null : read(node));
  };
  switch (type.kind) {
    case "string":
      return (node) =>
        node.kind === "string"
          ? node.text
          : node.kind === "number" && nonNumeric(node.text) !== null
            ? node.text
            : copied(node);
    case "boolean":
      return (node) => (node.kind === "boolean" ? node.value : BAD);
    case "byte":
      // Jackson's byte goes up to 255, and Spark keeps the bits.
      return whole(-128n, 255n, (value) => (Number(value) << 24) >> 24);
    case "short":
      return whole(-32768n, 32767n, Number);
    case "int":
      return whole(-2147483648n, 2147483647n, Number);
    case "long":
      return whole(-9223372036854775808n, 9223372036854775807n, (value) => value);
    case "float":
    case "double":
      return (node) => {
        if (node.kind === "number") return nonNumeric(node.text) ?? Number(node.text);
        const special = node.kind === "string" ? nonNumeric(node.text) : null;
        return special ?? BAD;
      };
    case "decimal":
      return (node) =>
        (node.kind === "number" || node.kind === "string") && nonNumeric(node.text) === null
          ? orBad(decimalOf(node.text, type))
          : BAD;
    case "date":
      return (node) => (node.kind === "string" ? orBad(times.readDate(node.text)) : BAD);
    case "timestamp":
      return (node) => {
        if (node.kind === "number" && /^-?\d+$/.test(node.text)) return BigInt(node.text) * 1_000_000n;
        return node.kind === "string" ? orBad(times.readTimestamp(node.text)) : BAD;
      };
    case "timestamp_ntz":
      return (node) => (node.kind === "string" ? orBad(times.readWallTime(node.text)) : BAD);
    case "binary":
      return (node) => (node.kind === "string" ? new Uint8Array(Buffer.from(node.text, "base64")) : BAD);
    case "array": {
      const read = inner(type.element);
      return (node) => {
        if (node.kind !== "array") return BAD;
        const items = node.items.map(read);
        return items.includes(BAD) ? BAD : items;
      };
    }
    case "map": {
      const read = inner(type.value);
      return (node) => {
        if (node.kind !== "object") return BAD;
        const pairs = new Map(node.fields.map(([name, value]) => [name, read(value)]));
        return [...pairs.values()].includes(BAD) ? BAD : [...pairs];
      };
    }
    case "struct":
      return structReader(type, inner, state);
    default:
      return () => BAD;
  }
}

function structReader(type: StructType, inner: (of: DataType) => Read, state: { isBad: boolean }): Read {
  const readers = new Map(type.fields.map((f, i) => [f.name, { at: i, read: inner(f.type) }]));
  return (node) => {
    if (node.kind !== "object") return BAD;
    const fields = new Array<unknown>(type.fields.length).fill(null);
    for (const [name, value] of node.fields) {
      const field = readers.get(name);
      if (!field) continue;
      const found = field.read(value);
      if (found === BAD) state.isBad = true;
      fields[field.at] = found === BAD ? null : found;
    }
    return fields;
  };
}

function whole(least: bigint, most: bigint, make: (value: bigint) => unknown): Read {
  return (node) => {
    if (node.kind !== "number" || !/^-?\d+$/.test(node.text)) return BAD;
    const value = BigInt(node.text);
    return value >= least && value <= most ? make(value) : BAD;
  };
}

const orBad = (value: unknown): unknown => value ?? BAD;
