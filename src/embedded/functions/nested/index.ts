import type { FunctionDefinition } from "../../../plan/functions.js";
import { arrayLook } from "./array-look.js";
import { arrayMake } from "./array-make.js";
import { arrayOrder } from "./array-order.js";
import { arraySets } from "./array-sets.js";
import { higherOrder } from "./higher-order.js";
import { mapLambdas } from "./map-lambdas.js";
import { maps } from "./maps.js";
import { sequences } from "./sequence.js";
import { structs } from "./structs.js";

/** Arrays, maps and structs. */
export const nested: readonly FunctionDefinition[] = [
  ...arrayMake,
  ...arrayLook,
  ...arraySets,
  ...arrayOrder,
  ...sequences,
  ...higherOrder,
  ...maps,
  ...mapLambdas,
  ...structs,
];
