import type { UserFunction } from "../../plan/expression.js";
import type { FunctionDefinition } from "../../plan/functions.js";
import { describeValue } from "../../types/describe-value.js";
import { fromPublic } from "../../types/from-public.js";
import { toPublic } from "../../types/to-public.js";
import { callScript } from "../scripts.js";

const numbers = new WeakMap<UserFunction, number>();
let made = 0;

/** A function of TypeScript as one of SQL: called once a row with what a reader gets (Date, Map, Row), null for null. */
export function userFunction(name: string, user: UserFunction): FunctionDefinition {
  if (!numbers.has(user)) numbers.set(user, made++);
  return {
    name,
    kind: "scalar",
    ...(user.isRandom && { isRandom: true }),
    signature: `${name}(…)`,
    bind: (args) => ({ args, type: user.type, nullable: true }),
    sql: (args, call) => {
      const types = call.args.map((arg) => arg.type);
      const run = (...values: unknown[]): unknown => {
        const given = values.map((value, i) => toPublic(value, types[i]!));
        try {
          const result = user.f(...given);
          return result === null || result === undefined
            ? null
            : fromPublic(result, user.type, "the result", { step: name, timeZone: call.settings.timeZone });
        } catch (error) {
          const what = error instanceof Error ? error.message : String(error);
          throw new Error(`[FAILED_EXECUTE_UDF] ${name}(${given.map(describeValue).join(", ")}): ${what}`, {
            cause: error,
          });
        }
      };
      return callScript(
        {
          name: `udf_${numbers.get(user)}`,
          parameters: types,
          result: user.type,
          takesNull: true,
          isVolatile: user.isRandom,
          run,
        },
        args,
      );
    },
  };
}
