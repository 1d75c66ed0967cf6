import type { Answer, Exercise } from "./contract.js";

/** True when the function is the stub as the notebook has it, whatever its formatting and comments. */
export function isUntouched(exercise: Exercise, answer: Answer): boolean {
  return bare(answer) === bare(exercise.untouched);
}

/** A function's own code without what changes nothing: comments, blanks, semicolons, brackets around one parameter, the parameters' names. */
function bare(answer: Answer): string {
  const code = String(answer)
    .replace(/\/\*[^]*?\*\//g, "")
    .replace(/\/\/[^\n]*/g, "")
    .replace(/^(\s*(?:async\s+)?)\((\s*\w+\s*),?\s*\)\s*=>/, "$1$2=>")
    .replace(/\{\s*return\s+([\w.]+);?\s*\}/, "$1")
    .trim();
  const given = /^(?:async\s+)?(?:\(([\w\s,]*)\)|(\w+))\s*=>/.exec(code);
  const names = (given?.[1] ?? given?.[2] ?? "").split(",").map((name) => name.trim());
  const named = names
    .filter((name) => name !== "")
    .reduce((text, name, i) => text.replace(new RegExp(`\\b${name}\\b`, "g"), `given${i}`), code);
  return named.replace(/[\s;]+/g, "");
}
