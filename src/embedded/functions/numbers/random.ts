import { castTo, commonType, isIntegral, isNumeric } from "../../../plan/coerce.js";
import { Refusal, type FunctionDefinition } from "../../../plan/functions.js";
import type { ResolvedExpr } from "../../../plan/resolved.js";
import type { DataType } from "../../../types/data-type.js";
import { randomText, randomUuid, stream, type XorShiftRandom } from "../../spark/random.js";
import { PLACE } from "../../batch-variables.js";
import { sqlType } from "../../sql-types.js";
import { counted, DOUBLE, INT, LONG, scalar, STRING, type Bind } from "../define.js";
import { script } from "../script.js";

// A repeated batch has the same seed, and so the same random numbers.
const RUN = "getvariable('batch_run')";
const SEED = `(getvariable('batch_seed') + ${PLACE})`;

const generator = (
  name: string,
  result: DataType,
  next: (random: XorShiftRandom, argument: number) => unknown,
) => {
  const call = script(
    name,
    [INT, LONG, LONG, INT],
    result,
    (place: number, run: bigint, seed: bigint, argument: number) => next(stream(place, run, seed), argument),
    { isVolatile: true },
  );
  return (seed: string | undefined, argument = "0"): string => {
    return call([PLACE, RUN, seed === undefined ? SEED : `coalesce(CAST(${seed} AS BIGINT), 0)`, argument]);
  };
};

/** The last of the arguments, if it is there, is a constant seed. */
function checkSeed(seed: ResolvedExpr | undefined): void {
  if (seed === undefined) return;
  if (!isIntegral(seed.type) && seed.type.kind !== "null")
    throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", "A seed is a whole number.", "rand(42)");
}

const seeded =
  (before: number, result: DataType): Bind =>
  (args) => {
    counted(args, before, before + 1);
    const seed = args[before];
    checkSeed(seed);
    return {
      args: seed ? [...args.slice(0, before), castTo(seed, LONG)] : args,
      type: result,
      nullable: false,
    };
  };

const uniformly = generator("rand", DOUBLE, (random) => random.nextDouble());
const normally = generator("randn", DOUBLE, (random) => random.nextGaussian());
const text = generator("randstr", STRING, randomText);
const uuid = generator("uuid", STRING, randomUuid);

const between: Bind = (args) => {
  counted(args, 2, 3);
  const [low, high, seed] = args;
  checkSeed(seed);
  const type = commonType(low!.type, high!.type);
  if (!type || !isNumeric(type)) return null;
  return { args: [castTo(low!, type), castTo(high!, type), ...(seed ? [castTo(seed, LONG)] : [])], type };
};

const definitions: readonly FunctionDefinition[] = [
  ...["rand", "random"].map((name) =>
    scalar(name, `${name}([seed])`, seeded(0, DOUBLE), ([seed]) => uniformly(seed)),
  ),
  scalar("randn", "randn([seed])", seeded(0, DOUBLE), ([seed]) => normally(seed)),
  scalar("randstr", "randstr(length[, seed])", seeded(1, STRING), ([length, seed]) =>
    text(seed, `CAST(${length} AS INTEGER)`),
  ),
  scalar("uuid", "uuid([seed])", seeded(0, STRING), ([seed]) => uuid(seed)),
  scalar("uniform", "uniform(low, high[, seed])", between, ([low, high, seed], { type }) => {
    const value = `(CAST(${low} AS DOUBLE) + (CAST(${high} AS DOUBLE) - CAST(${low} AS DOUBLE)) * ${uniformly(seed)})`;
    return `CAST(${isIntegral(type) ? `trunc${value}` : value} AS ${sqlType(type)})`;
  }),
];

export const randoms = definitions.map((fn): FunctionDefinition => ({ ...fn, isRandom: true }));
