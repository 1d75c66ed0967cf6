import type { AtomicKind } from "./data-type.js";

/** Types without parts by every name that Spark reads. */
export const simpleTypes: Readonly<Record<string, AtomicKind>> = {
  boolean: "boolean",
  tinyint: "byte",
  byte: "byte",
  smallint: "short",
  short: "short",
  int: "int",
  integer: "int",
  bigint: "long",
  long: "long",
  float: "float",
  real: "float",
  double: "double",
  string: "string",
  binary: "binary",
  date: "date",
  timestamp: "timestamp",
  timestamp_ltz: "timestamp",
  timestamp_ntz: "timestamp_ntz",
  void: "null",
  interval: "interval",
};
export const decimals = ["decimal", "dec", "numeric"];
export const texts = ["char", "character", "varchar"];
export const withParts = ["array", "map", "struct"];
export const known = [...Object.keys(simpleTypes), ...decimals, ...texts, ...withParts];
/** Types of Spark's that no column here can have. */
export const absent = ["time", "variant", "geometry", "geography", "object"];

/** How the types are written that need parts. */
export const incomplete: Readonly<Record<string, string>> = {
  array: "ARRAY<INT>",
  map: "MAP<STRING, INT>",
  struct: "STRUCT<a: INT>",
};
