import { MAX_LINE } from "./csv-lines.js";

/** The columns of the Heterogeneity Activity Recognition data set. */
export const COLUMNS = [
  "Index",
  "Arrival_Time",
  "Creation_Time",
  "x",
  "y",
  "z",
  "User",
  "Model",
  "Device",
  "gt",
] as const;
export type Column = (typeof COLUMNS)[number];

/** Where each column stands in the file, by its header: any order, further columns allowed. */
export type Header = ReadonlyMap<string, number>;

/** One measured row, its values as JSON text; times in nanoseconds. */
export interface Row {
  readonly arrival: bigint;
  readonly creation: bigint;
  readonly index: string;
  readonly device: string;
  readonly model: string;
  readonly user: string;
  readonly gt: string;
  readonly x: string;
  readonly y: string;
  readonly z: string;
  /** Only in a recording of watches. */
  readonly bpm: string | undefined;
}

/** Reads the header line; says which columns it lacks. */
export function readHeader(line: string): { header: Header; missing: Column[] } {
  const names = line
    .replace(/^\uFEFF/, "")
    .split(",")
    .map((name) => unquote(name.trim()));
  const header = new Map(names.map((name, place) => [name, place]));
  return { header, missing: COLUMNS.filter((column) => !header.has(column)) };
}

/** Reads a row; undefined when it is not one: too few columns, a time that is no integer, a value that is no number. */
export function readRow(line: string, header: Header): Row | undefined {
  if (line.length >= MAX_LINE) return undefined;
  const values = line.split(",");
  if (values.length < header.size) return undefined;
  const value = (column: string) => unquote(values[header.get(column) ?? -1]?.trim() ?? "");
  const arrivalMs = value("Arrival_Time");
  const creation = value("Creation_Time");
  const index = value("Index");
  if (!INTEGER.test(arrivalMs) || !INTEGER.test(creation) || !INTEGER.test(index)) return undefined;
  const [x, y, z] = [number(value("x")), number(value("y")), number(value("z"))];
  if (x === undefined || y === undefined || z === undefined) return undefined;
  const bpm = value("bpm");
  return {
    arrival: BigInt(arrivalMs) * 1_000_000n,
    creation: BigInt(creation),
    index,
    device: string(value("Device")),
    model: string(value("Model")),
    user: string(value("User")),
    gt: string(value("gt")),
    x,
    y,
    z,
    bpm: INTEGER.test(bpm) ? bpm : undefined,
  };
}

const INTEGER = /^(0|[1-9]\d{0,18})$/;
const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/** The number's own text where JSON allows it, so that no digit is lost. */
function number(text: string): string | undefined {
  if (JSON_NUMBER.test(text)) return text;
  const value = Number(text);
  return text === "" || !Number.isFinite(value) ? undefined : String(value);
}

/** The data set writes "null" for an unlabelled activity: it stays the text "null". Only an empty value is no value. */
function string(text: string): string {
  return text === "" ? "null" : JSON.stringify(text);
}

function unquote(text: string): string {
  return text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}
