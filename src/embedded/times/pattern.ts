import { StreambookError } from "../../errors.js";

/** A piece of a Java pattern: a letter so many times, plain text, or an optional section. */
export type Piece =
  | { readonly kind: "field"; readonly letter: string; readonly count: number }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "optional"; readonly pieces: readonly Piece[] };

export interface Pattern {
  readonly pieces: readonly Piece[];
  /** With an era (`G`) a year is counted in it. */
  readonly hasEra: boolean;
}

/** How often each letter may stand in a row. */
const longest: Readonly<Record<string, number>> = {
  G: 4,
  y: 6,
  M: 4,
  L: 4,
  d: 2,
  D: 3,
  E: 4,
  F: 1,
  a: 1,
  h: 2,
  H: 2,
  k: 2,
  K: 2,
  m: 2,
  s: 2,
  S: 9,
  z: 4,
  Z: 5,
  X: 5,
  x: 5,
  O: 4,
  V: 2,
  v: 4,
  Q: 4,
  q: 4,
};
const weekLetters = "YWwuec";
const unsupported = "ABnNp";
/** What the formats of Spark 2 knew: such a pattern would mean something else there, and Spark says so. */
const legacyLetters = "GyYMLwWDdFEuaHkKhmsSzZX";

const caches = { format: new Map<string, Pattern>(), parse: new Map<string, Pattern>() };

/** Reads a pattern of Java's DateTimeFormatter as Spark allows it. Throws Spark's INVALID_DATETIME_PATTERN and INCONSISTENT_BEHAVIOR. */
export function readPattern(text: string, purpose: "format" | "parse"): Pattern {
  const cache = caches[purpose];
  let pattern = cache.get(text);
  if (pattern === undefined) {
    if (cache.size > 1000) cache.clear();
    cache.set(text, (pattern = parse(text, purpose)));
  }
  return pattern;
}

function parse(text: string, purpose: "format" | "parse"): Pattern {
  refuseLetters(text, purpose);
  const stack: Piece[][] = [[]];
  for (let i = 0; i < text.length;) {
    const char = text[i]!;
    if (/[A-Za-z]/.test(char)) {
      let end = i;
      while (text[end] === char) end++;
      stack.at(-1)!.push(field(text, char, end - i));
      i = end;
    } else if (char === "'") {
      const [quoted, end] = quotation(text, i);
      stack.at(-1)!.push({ kind: "text", text: quoted });
      i = end;
    } else {
      if (char === "[") stack.push([]);
      else if (char === "]") {
        const pieces = stack.pop()!;
        if (stack.length === 0) throw unreadable(text);
        stack.at(-1)!.push({ kind: "optional", pieces });
      } else if ("{}#".includes(char)) throw unreadable(text);
      else stack.at(-1)!.push({ kind: "text", text: char });
      i++;
    }
  }
  // Java closes what is open at the end.
  while (stack.length > 1) {
    const pieces = stack.pop()!;
    stack.at(-1)!.push({ kind: "optional", pieces });
  }
  const hasEra = (pieces: readonly Piece[]): boolean =>
    pieces.some((p) => (p.kind === "optional" ? hasEra(p.pieces) : p.kind === "field" && p.letter === "G"));
  return { pieces: stack[0]!, hasEra: hasEra(stack[0]!) };
}

/** Letters outside of quotes that no pattern may have are found before anything else is looked at. */
function refuseLetters(text: string, purpose: "format" | "parse"): void {
  for (const plain of text.split("'").filter((_, i) => i % 2 === 0)) {
    const week = [...plain].find((c) => weekLetters.includes(c));
    if (week !== undefined) {
      const cure = "weekofyear(…) and date_part('YEAROFWEEK', …) count weeks";
      const code = "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_WEEK_BASED_PATTERN";
      throw refuse(text, code, `Patterns of weeks, such as ${week}, are not supported.`, cure);
    }
    const illegal = unsupported + (purpose === "parse" ? "EFqQ" : "");
    const letter = [...plain].find((c) => illegal.includes(c));
    if (letter === undefined) continue;
    const rule = `The letter ${letter} has no meaning in a pattern to ${purpose === "parse" ? "read" : "write"} a time.`;
    throw refuse(text, "INVALID_DATETIME_PATTERN.ILLEGAL_CHARACTER", rule);
  }
}

function field(text: string, letter: string, count: number): Piece {
  const most = longest[letter];
  if (most === undefined) throw unreadable(text);
  const isOdd =
    (letter === "V" && count !== 2) || ((letter === "O" || letter === "v") && count !== 1 && count !== 4);
  if (count > most || isOdd) {
    const code = "GMLEQq".includes(letter)
      ? "INVALID_DATETIME_PATTERN.LENGTH"
      : "INVALID_DATETIME_PATTERN.WITH_SUGGESTION";
    throw refuse(text, code, `The letter ${letter} cannot stand ${count} times in a pattern.`);
  }
  return { kind: "field", letter, count };
}

function quotation(text: string, start: number): readonly [quoted: string, end: number] {
  let quoted = "";
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] !== "'") quoted += text[i];
    else if (text[i + 1] === "'") {
      quoted += "'";
      i++;
    } else return [quoted === "" ? "'" : quoted, i + 1];
  }
  throw unreadable(text);
}

function unreadable(text: string): StreambookError {
  return refuse(text, "INVALID_DATETIME_PATTERN.WITH_SUGGESTION", "This is no pattern of a date or time.");
}

function refuse(text: string, code: string, rule: string, cure?: string): StreambookError {
  return new StreambookError({
    code: isLegacy(text) ? "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION" : code,
    step: "pattern",
    rule,
    got: JSON.stringify(text),
    cure: cure ?? "for example yyyy-MM-dd HH:mm:ss.SSS",
  });
}

function isLegacy(text: string): boolean {
  const plain = text.replace(/'[^']*'/g, "");
  return !plain.includes("'") && [...plain.replace(/[^A-Za-z]/g, "")].every((c) => legacyLetters.includes(c));
}
