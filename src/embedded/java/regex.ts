import { PatternTranslator } from "./regex-parser.js";
import { PatternError } from "./regex-reader.js";

/** A Java regular expression, run by JavaScript's engine. */
export interface JavaRegex {
  readonly regex: RegExp;
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
}

const compiled = new Map<string, JavaRegex>();

/** Compiles a pattern as `java.util.regex.Pattern` reads it; the last thousand are kept. */
export function javaRegex(pattern: string): JavaRegex {
  const found = compiled.get(pattern);
  if (found) return found;
  if (compiled.size >= 1000) compiled.clear();
  const regex = compile(pattern);
  compiled.set(pattern, regex);
  return regex;
}

function compile(pattern: string): JavaRegex {
  try {
    const { source, groups, names } = new PatternTranslator(pattern).translate();
    return { regex: new RegExp(source === "" ? "(?:)" : source, "gv"), groups, names };
  } catch (error) {
    if (!(error instanceof PatternError) && !(error instanceof SyntaxError)) throw error;
    throw new Error(
      `[INVALID_PARAMETER_VALUE.PATTERN] The pattern ${JSON.stringify(pattern)} is no Java regular expression: ${error.message}.`,
      { cause: error },
    );
  }
}

/** Whether the pattern is found anywhere in the text. */
export function matches(text: string, pattern: string): boolean {
  const { regex } = javaRegex(pattern);
  regex.lastIndex = 0;
  return regex.test(text);
}

/** The first match from the start. */
export function firstMatch(text: string, { regex }: JavaRegex): RegExpMatchArray | null {
  regex.lastIndex = 0;
  return regex.exec(text);
}

/** All matches, one after the other, empty ones too. */
export function allMatches(text: string, { regex }: JavaRegex): RegExpMatchArray[] {
  regex.lastIndex = 0;
  return [...text.matchAll(regex)];
}

/** What a group of a match holds; null when it took no part. Group 0 is the whole. */
export function groupOf(match: RegExpMatchArray, group: number): string | null {
  return (group === 0 ? match[0] : match.groups?.[`g${group}`]) ?? null;
}

/** As `Matcher.appendReplacement` reads it: `$1`, `${name}`, and `\` before a character that stands for itself. */
export function expandReplacement(replacement: string, match: RegExpMatchArray, regex: JavaRegex): string {
  if (!/[\\$]/.test(replacement)) return replacement;
  let text = "";
  for (let at = 0; at < replacement.length; at++) {
    const char = replacement[at]!;
    if (char === "\\") {
      if (++at >= replacement.length) throw new RangeError("a \\ stands at the end");
      text += replacement[at]!;
    } else if (char !== "$") text += char;
    else {
      const found = /^(?:(\d)|\{([a-zA-Z][a-zA-Z0-9]*)\})/.exec(replacement.slice(at + 1));
      const named = found?.[1] === undefined ? regex.names.get(found?.[2] ?? "") : Number(found[1]);
      if (!found || named === undefined || named > regex.groups)
        throw new RangeError("there is no such group");
      let group: number = named;
      at += found[0].length;
      while (found[1] !== undefined && /\d/.test(replacement[at + 1] ?? "")) {
        const longer: number = group * 10 + Number(replacement[at + 1]);
        if (longer > regex.groups) break;
        group = longer;
        at++;
      }
      text += groupOf(match, group) ?? "";
    }
  }
  return text;
}
