import { NAMED_ARGUMENT, node, type Expr } from "../plan/expression.js";
import { atomic } from "../types/t.js";
import type { Source } from "./source.js";
import { refusal } from "./syntax-error.js";
import type { WrittenCall } from "./written.js";

interface Parameter {
  readonly name: string;
  /** What stands for it when it is left out; undefined when it may not be. */
  readonly otherwise?: string | null;
}

const mask: readonly Parameter[] = [
  { name: "str" },
  { name: "upperChar", otherwise: "X" },
  { name: "lowerChar", otherwise: "x" },
  { name: "digitChar", otherwise: "n" },
  { name: "otherChar", otherwise: null },
];
const collection: readonly Parameter[] = [{ name: "collection" }];
const input: readonly Parameter[] = [{ name: "input" }];

/** The functions whose arguments have names in Spark. */
const signatures: Readonly<Record<string, readonly Parameter[]>> = {
  mask,
  explode: collection,
  explode_outer: collection,
  posexplode: collection,
  posexplode_outer: collection,
  inline: input,
  inline_outer: input,
};

/** An argument as it was written: `name => value`, or the value alone. */
export interface WrittenArgument {
  readonly name: string | null;
  readonly value: Expr;
}

/** Puts arguments that were written by name (`mask(str => 'a')`) into the order of the parameters. */
export function inOrder(call: WrittenCall, args: readonly WrittenArgument[], source: Source): Expr[] {
  if (args.every((arg) => arg.name === null)) return args.map((arg) => arg.value);
  const refuse = (code: string, rule: string): Error =>
    refusal(code, source.text, call, rule, "give the arguments in order");
  const parameters = signatures[call.name];
  // Whether there is such a function at all is known when it is analysed: only then can a name be too much.
  if (!parameters)
    return args.map(({ name, value }) =>
      name === null
        ? value
        : node({
            kind: "call",
            name: NAMED_ARGUMENT,
            args: [value],
            ...(value.origin && { origin: value.origin }),
          }),
    );
  const given = new Map<string, Expr>();
  for (const [i, { name, value }] of args.entries()) {
    if (name === null && args.slice(0, i).some((arg) => arg.name !== null))
      throw refuse(
        "UNEXPECTED_POSITIONAL_ARGUMENT",
        "An argument without a name stands behind one with a name.",
      );
    const parameter =
      name === null ? parameters[i] : parameters.find((p) => p.name.toLowerCase() === name.toLowerCase());
    if (!parameter)
      throw name === null
        ? refuse(
            "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
            `${call.name} takes at most ${parameters.length} arguments.`,
          )
        : refuse(
            "UNRECOGNIZED_PARAMETER_NAME",
            `${call.name} has no parameter ${name}: it has ${parameters.map((p) => p.name).join(", ")}.`,
          );
    if (given.has(parameter.name)) {
      const kind =
        args[parameters.indexOf(parameter)]?.name === null
          ? "BOTH_POSITIONAL_AND_NAMED"
          : "DOUBLE_NAMED_ARGUMENT_REFERENCE";
      throw refuse(
        `DUPLICATE_ROUTINE_PARAMETER_ASSIGNMENT.${kind}`,
        `The parameter ${parameter.name} is given twice.`,
      );
    }
    given.set(parameter.name, value);
  }
  return parameters.map(({ name, otherwise }) => {
    const value = given.get(name);
    if (value) return value;
    if (otherwise === undefined)
      throw refuse("REQUIRED_PARAMETER_NOT_FOUND", `The parameter ${name} of ${call.name} is missing.`);
    const type = atomic(otherwise === null ? "null" : "string");
    return node({ kind: "literal", value: otherwise, type });
  });
}
