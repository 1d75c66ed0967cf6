import type { Answer, Exercise } from "./contract.js";

/** True when the function is the stub as the notebook has it, whatever its formatting and comments. */
export function isUntouched(exercise: Exercise, answer: Answer): boolean {
  return bare(answer) === bare(exercise.untouched);
}

/** A function's own code without what changes nothing: comments, blanks, semicolons, brackets around one parameter, its name. */
function bare(answer: Answer): string {
  const code = String(answer)
    .replace(/\/\*[^]*?\*\//g, "")
    .replace(/\/\/[^\n]*/g, "")
    .replace(/^(\s*(?:async\s+)?)\((\s*\w+\s*),?\s*\)\s*=>/, "$1$2=>")
    .replace(/\{\s*return\s+([\w.]+);?\s*\}/, "$1")
    .trim();
  const given = /^(?:async\s+)?(\w+)\s*=>/.exec(code)?.[1];
  const named = given === undefined ? code : code.replace(new RegExp(`\\b${given}\\b`, "g"), "given");
  return named.replace(/[\s;]+/g, "");
}
