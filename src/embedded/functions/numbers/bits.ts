import { accepts, castTo, commonType, isIntegral } from "../../../plan/coerce.js";
import { Refusal, type FunctionDefinition } from "../../../plan/functions.js";
import { once } from "../../compiler/once.js";
import { BYTE, counted, INT, LONG, scalar, takes, type Bind } from "../define.js";
import { script, type ScriptCall } from "../script.js";

/** Both sides are whole numbers of one type. */
const both: Bind = (args) => {
  counted(args, 2);
  const [a, b] = args.map((arg) => arg.type);
  const isText = a!.kind === "string" && b!.kind === "string";
  const common = isText ? LONG : commonType(a!, b!);
  const type = common?.kind === "null" ? INT : common;
  if (!type || !isIntegral(type))
    throw new Refusal(
      a!.kind === b!.kind
        ? "DATATYPE_MISMATCH.BINARY_OP_WRONG_TYPE"
        : "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES",
      "Both sides of an operator of bits must be whole numbers.",
      '.cast("bigint") makes one',
    );
  return { args: args.map((arg) => castTo(arg, type)), type };
};

const shiftTypes: Bind = (args, written) => {
  counted(args, 2);
  const type = args[0]!.type.kind === "long" ? LONG : INT;
  return takes([type, INT], type)(args, written);
};

function shift(
  name: string,
  sign: string,
  ofInt: (value: number, by: number) => number,
  ofLong: (value: bigint, by: bigint) => bigint,
): FunctionDefinition[] {
  const ints = script(name, [INT, INT], INT, ofInt);
  const longs = script(name, [LONG, INT], LONG, (value: bigint, by: number) =>
    BigInt.asIntN(64, ofLong(value, BigInt(by & 63))),
  );
  return [name, sign].map((key) =>
    scalar(key, `${name}(number, bits), number ${sign} bits`, shiftTypes, (args, { type }) =>
      (type.kind === "long" ? longs : ints)(args),
    ),
  );
}

const SIZE: Readonly<Record<string, number>> = { byte: 8, short: 16, int: 32, long: 64 };

const bit: Bind = (args) => {
  counted(args, 2);
  const [value, position] = args;
  const type = value!.type.kind === "null" ? INT : value!.type;
  if ((!isIntegral(type) && type.kind !== "string") || !accepts(INT, position!.type)) return null;
  return { args: [castTo(value!, type.kind === "string" ? LONG : type), castTo(position!, INT)], type: BYTE };
};

const bitAt: ScriptCall = script(
  "bit_get",
  [LONG, INT, INT],
  BYTE,
  (value: bigint, position: number, size: number) => {
    if (position >= 0 && position < size) return Number((value >> BigInt(position)) & 1n);
    throw new Error(
      `[INVALID_PARAMETER_VALUE.BIT_POSITION_RANGE] bit_get: the position is from 0 to ${size - 1}, not ${position}.`,
    );
  },
);

export const bits: readonly FunctionDefinition[] = [
  scalar("&", "left & right", both, ([a, b]) => `(${a} & ${b})`),
  scalar("|", "left | right", both, ([a, b]) => `(${a} | ${b})`),
  scalar("^", "left ^ right", both, ([a, b]) => `xor(${a}, ${b})`),
  scalar(
    "~",
    "~number",
    (args) => {
      counted(args, 1);
      const { type } = args[0]!;
      const own = type.kind === "string" ? LONG : type.kind === "null" ? INT : type;
      return isIntegral(own) ? { args: [castTo(args[0]!, own)], type: own } : null;
    },
    ([a]) => `(~${a})`,
  ),
  scalar(
    "bit_count",
    "bit_count(number)",
    (args) => {
      counted(args, 1);
      const { type } = args[0]!;
      if (!isIntegral(type) && type.kind !== "boolean" && type.kind !== "null") return null;
      return { args: [castTo(args[0]!, type.kind === "boolean" ? INT : LONG)], type: INT };
    },
    ([a]) => `CAST(bit_count(CAST(${a} AS BIGINT)) AS INTEGER)`,
  ),
  ...["bit_get", "getbit"].map((name) =>
    scalar(name, `${name}(number, position)`, bit, ([value, position], { args: [typed] }) =>
      once([position!], ([p]) => bitAt([`CAST(${value} AS BIGINT)`, p!, String(SIZE[typed!.type.kind])])),
    ),
  ),
  ...shift(
    "shiftleft",
    "<<",
    (a, by) => a << by,
    (a, by) => a << by,
  ),
  ...shift(
    "shiftright",
    ">>",
    (a, by) => a >> by,
    (a, by) => a >> by,
  ),
  ...shift(
    "shiftrightunsigned",
    ">>>",
    (a, by) => (a >>> by) | 0,
    (a, by) => BigInt.asUintN(64, a) >> by,
  ),
];
