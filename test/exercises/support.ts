// What the tests of exercises share.
import ts from "typescript";
import * as streambook from "streambook";
import type { Answer, Exercise } from "../../src/exercises/contract.js";
import { exercises } from "../../src/exercises/registry.js";
import { nameIn } from "../../src/exercises/judge.js";

export const all = [...exercises.values()];

/** The function that a stub's or a solution's text defines, compiled as the kernel compiles a cell. */
export function compiled({ stub }: Exercise, code: string): Answer {
  const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  const { outputText } = ts.transpileModule(code, { compilerOptions: options });
  const names = Object.keys(streambook);
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the texts under test are code
  const make = new Function(...names, `${outputText}\nreturn ${nameIn(stub)};`) as (
    ...given: unknown[]
  ) => Answer;
  return make(...Object.values(streambook));
}
