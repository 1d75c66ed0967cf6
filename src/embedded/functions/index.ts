import type { FunctionDefinition, FunctionRegistry } from "../../plan/functions.js";
import { aggregates } from "./aggregates/index.js";
import { arithmetic } from "./arithmetic.js";
import { conditional } from "./conditional.js";
import { eventTime } from "./event-time.js";
import { csv } from "./csv.js";
import { json } from "./json.js";
import { generatorFunctions } from "./nested/generators.js";
import { nested } from "./nested/index.js";
import { hashes } from "./hashes.js";
import { cureFor } from "./missing.js";
import { misc } from "./misc.js";
import { numbers } from "./numbers/basics.js";
import { bits } from "./numbers/bits.js";
import { curves } from "./numbers/curves.js";
import { randoms } from "./numbers/random.js";
import { roundings } from "./numbers/rounding.js";
import { operators } from "./operators.js";
import { patterns } from "./patterns.js";
import { regexps } from "./regexps.js";
import { textBasics } from "./text/basics.js";
import { textCodes } from "./text/codes.js";
import { textCut } from "./text/cut.js";
import { textFormats } from "./text/formats.js";
import { textSearch } from "./text/search.js";
import { withTimes } from "./times/arithmetic.js";
import { userFunction } from "./udf.js";
import { times } from "./times/index.js";
import { groupingFunctions, windows } from "./windows.js";

/** Every function this engine has, by family. A new family is a file here and a line below. */
export const families: Readonly<Record<string, readonly FunctionDefinition[]>> = {
  Operators: [...arithmetic, ...operators, ...patterns],
  Conditions: conditional,
  Text: [...textBasics, ...textCut, ...textSearch, ...textFormats],
  "Encodings of texts": textCodes,
  "Regular expressions": regexps,
  Numbers: [...numbers, ...roundings, ...curves],
  "Random values": randoms,
  Bits: bits,
  Hashes: hashes,
  Others: misc,
  Times: times,
  "Event time": eventTime,
  JSON: json,
  CSV: csv,
  "Arrays, maps and structs": nested,
  "Rows from values": generatorFunctions,
  Aggregates: aggregates,
  "Grouping sets": groupingFunctions,
  "Window functions": windows,
};

const all = Object.values(families).flat().map(withTimes);
const byName = new Map(all.map((fn) => [fn.name, fn]));

export const functions: FunctionRegistry = {
  ofUser: userFunction,
  find: (name) => byName.get(name.toLowerCase()),
  instead: cureFor,
  names: () => [...byName.keys()].filter((name) => /^[a-z]/.test(name)),
};
