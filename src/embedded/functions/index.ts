import type { FunctionDefinition, FunctionRegistry } from "../../plan/functions.js";
import { aggregates } from "./aggregates.js";
import { collections } from "./collections.js";
import { arithmetic } from "./arithmetic.js";
import { conditional } from "./conditional.js";
import { json } from "./json.js";
import { maths } from "./maths.js";
import { nested } from "./nested/index.js";
import { operators } from "./operators.js";
import { patterns } from "./patterns.js";
import { strings } from "./strings.js";
import { withTimes } from "./times/arithmetic.js";
import { times } from "./times/index.js";

/** Every function this engine has, by family. A new family is a file here and a line below. */
export const families: Readonly<Record<string, readonly FunctionDefinition[]>> = {
  Operators: [...arithmetic, ...operators, ...patterns],
  Conditions: conditional,
  Text: strings,
  Numbers: maths,
  Times: times,
  JSON: json,
  "Arrays, maps and structs": [...nested, ...collections],
  Aggregates: aggregates,
};

const all = Object.values(families).flat().map(withTimes);
const byName = new Map(all.map((fn) => [fn.name, fn]));

export const functions: FunctionRegistry = {
  find: (name) => byName.get(name.toLowerCase()),
  names: () => [...byName.keys()].filter((name) => /^[a-z]/.test(name)),
};
