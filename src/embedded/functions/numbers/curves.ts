import type { FunctionDefinition } from "../../../plan/functions.js";
import { cbrt, hypot, pow } from "../../java/strict-math.js";
import { counted, DOUBLE, scalar, takes } from "../define.js";
import { script, scripted } from "../script.js";

const one = (name: string, run: (x: number) => number | null, nullable = false): FunctionDefinition =>
  scripted(name, "number", [DOUBLE], DOUBLE, run, nullable ? { nullable } : {});
const two = (
  name: string,
  parameters: string,
  run: (x: number, y: number) => number | null,
): FunctionDefinition => scripted(name, parameters, [DOUBLE, DOUBLE], DOUBLE, run);

/** A logarithm is null where there is none. */
const log = (name: string, run: (x: number) => number, least = 0): FunctionDefinition =>
  one(name, (x) => (x <= least ? null : run(x)), true);

/** Spark's own formula, not fdlibm's. */
const atanh = (x: number): number => 0.5 * (Math.log1p(x) - Math.log1p(-x));

const logOf = script("log", [DOUBLE, DOUBLE], DOUBLE, (base: number, x: number) =>
  base <= 0 || x <= 0 ? null : Math.log(x) / Math.log(base),
);

// The nearest double of e to the power of 1 is not what fdlibm computes, and Java keeps to fdlibm.
const exp = (x: number): number => (x === 1 ? 2.7182818284590455 : Math.exp(x));

const cosh = (x: number): number => (Math.abs(x) === 1 ? 0.5 * exp(1) + 0.5 / exp(1) : Math.cosh(x));

const constant = (name: string, value: number): FunctionDefinition =>
  scalar(
    name,
    `${name}()`,
    (args) => {
      counted(args, 0);
      return { args, type: DOUBLE, nullable: false };
    },
    () => `CAST('${value}' AS DOUBLE)`,
  );

export const curves: readonly FunctionDefinition[] = [
  one("sin", Math.sin),
  one("cos", Math.cos),
  one("tan", Math.tan),
  one("cot", (x) => 1 / Math.tan(x)),
  one("sec", (x) => 1 / Math.cos(x)),
  one("csc", (x) => 1 / Math.sin(x)),
  one("asin", Math.asin),
  one("acos", Math.acos),
  one("atan", Math.atan),
  two("atan2", "y, x", (y, x) => Math.atan2(y + 0, x + 0)),
  one("sinh", Math.sinh),
  one("cosh", cosh),
  one("tanh", Math.tanh),
  one("asinh", Math.asinh),
  one("acosh", Math.acosh),
  one("atanh", atanh),
  one("degrees", (x) => x * (180 / Math.PI)),
  one("radians", (x) => x * (Math.PI / 180)),
  one("sqrt", Math.sqrt),
  one("cbrt", cbrt),
  two("hypot", "a, b", hypot),
  one("exp", exp),
  one("expm1", Math.expm1),
  log("ln", Math.log),
  log("log10", Math.log10),
  log("log2", (x) => Math.log(x) / Math.log(2)),
  log("log1p", Math.log1p, -1),
  scalar(
    "log",
    "log([base, ]number)",
    (args, written) => {
      counted(args, 1, 2);
      const bound = takes(
        args.map(() => DOUBLE),
        DOUBLE,
      )(args, written);
      return bound && { ...bound, nullable: true };
    },
    (args) => (args.length === 2 ? logOf(args) : logOf(["CAST('2.718281828459045' AS DOUBLE)", args[0]!])),
  ),
  two("pow", "base, exponent", pow),
  two("power", "base, exponent", pow),
  constant("e", Math.E),
  constant("pi", Math.PI),
];
