import { isSymbol, isWord, type Token } from "./token.js";

/** A call whose arguments are parted by words: what it is called in Spark, and the tokens to read as commas, to skip, or as a unit. */
export interface CallForm {
  readonly name: string;
  readonly commas: readonly number[];
  readonly skip: readonly number[];
  readonly unit: number | null;
}

const dateUnits =
  "year quarter month week day dayofyear hour minute second millisecond microsecond yearofweek dayofweek".split(
    " ",
  );
const trims: Readonly<Record<string, string>> = { both: "trim", leading: "ltrim", trailing: "rtrim" };
/** Calls of two arguments that with three take a unit first. */
export const unitCalls = ["dateadd", "date_add", "datediff", "date_diff", "timediff"];
const adders = new Set(["timestampadd", "dateadd", "date_add"]);
const differs = new Set(["timestampdiff", "datediff", "date_diff", "timediff"]);

/** The form of the call that begins at a word followed by `(`; null for an ordinary one. */
export function callForm(tokens: readonly Token[], at: number): CallForm | null {
  const name = tokens[at]!.value;
  const first = at + 2;
  const words = wordsInside(tokens, at + 1);
  const of = (...wanted: readonly string[]): number[] => words.filter((i) => isWord(tokens[i], ...wanted));
  switch (name) {
    case "extract": {
      const from = first + 1;
      return isWord(tokens[from], "from") ? { name, commas: [from], skip: [], unit: first } : null;
    }
    case "trim": {
      const side = isWord(tokens[first], "both", "leading", "trailing") ? tokens[first]!.value : null;
      const [from] = of("from");
      if (from === undefined) return null;
      const skip = [
        ...(side === null ? [] : [first]),
        ...(from === first + 1 && side !== null ? [from] : []),
      ];
      return { name: trims[side ?? "both"]!, commas: [from], skip, unit: null };
    }
    case "substring":
    case "substr":
      return plain("substring", of("from", "for"));
    case "overlay":
      return plain(name, of("placing", "from", "for"));
    case "position":
      return plain("locate", of("in").slice(0, 1));
  }
  // With two arguments `date_add(day, 1)` moves a column of that name.
  const isUnit =
    isWord(tokens[first], ...dateUnits) &&
    isSymbol(tokens[first + 1], ",") &&
    (!unitCalls.includes(name) || hasThreeArguments(tokens, at + 1));
  if (isUnit && adders.has(name)) return { name: "timestampadd", commas: [], skip: [], unit: first };
  if (isUnit && differs.has(name)) return { name: "timestampdiff", commas: [], skip: [], unit: first };
  return null;
}

function plain(name: string, commas: readonly number[]): CallForm | null {
  return commas.length === 0 ? null : { name, commas, skip: [], unit: null };
}

/** Whether there are two commas directly inside the brackets that open at a token. */
export function hasThreeArguments(tokens: readonly Token[], opening: number): boolean {
  let depth = 0;
  let commas = 0;
  for (let i = opening; tokens[i]!.kind !== "end"; i++) {
    if (isSymbol(tokens[i], "(")) depth++;
    else if (isSymbol(tokens[i], ")") && --depth === 0) break;
    else if (depth === 1 && isSymbol(tokens[i], ",")) commas++;
  }
  return commas === 2;
}

/** The words directly inside the brackets that open at a token. */
function wordsInside(tokens: readonly Token[], opening: number): number[] {
  const found: number[] = [];
  let depth = 0;
  for (let i = opening; tokens[i]!.kind !== "end"; i++) {
    if (isSymbol(tokens[i], "(")) depth++;
    else if (isSymbol(tokens[i], ")") && --depth === 0) break;
    else if (depth === 1 && tokens[i]!.kind === "word" && !isWord(tokens[i - 1], "distinct")) found.push(i);
  }
  return found;
}
