import type { FunctionDefinition } from "../../plan/functions.js";
import { Refusal } from "../../plan/functions.js";
import { allMatches, expandReplacement, firstMatch, groupOf, javaRegex, matches } from "../java/regex.js";
import { BOOLEAN, INT, listOf, literalNumber, scalar, STRING, takes, type Bind } from "./define.js";
import { script, scripted } from "./script.js";

const rlike = script("rlike", [STRING, STRING], BOOLEAN, matches);
const bothTexts = takes([STRING, STRING], BOOLEAN);

/** The group of a match that is asked for; a group that took no part is an empty text. */
function group(match: RegExpMatchArray, groups: number, index: number): string {
  if (index >= 0 && index <= groups) return groupOf(match, index) ?? "";
  throw new Error(
    `[INVALID_PARAMETER_VALUE.REGEX_GROUP_INDEX] The pattern has ${groups} groups, and group ${index} is none of them.`,
  );
}

function extract(text: string, pattern: string, index: number): string {
  const regex = javaRegex(pattern);
  const match = firstMatch(text, regex);
  return match ? group(match, regex.groups, index) : "";
}

function extractAll(text: string, pattern: string, index: number): string[] {
  const regex = javaRegex(pattern);
  return allMatches(text, regex).map((match) => group(match, regex.groups, index));
}

/** From a position on, counted from 1; the part before it is kept as it is. */
function replace(text: string, pattern: string, replacement: string, position: number): string {
  const from = position - 1;
  if (from > 0 && from >= text.length) return text;
  const regex = javaRegex(pattern);
  const tail = text.slice(from);
  let [result, at] = [text.slice(0, from), 0];
  for (const match of allMatches(tail, regex)) {
    const start = match.index ?? 0;
    result += tail.slice(at, start);
    try {
      result += expandReplacement(replacement, match, regex);
    } catch (error) {
      throw new Error(
        `[INVALID_REGEXP_REPLACE] Could not replace ${JSON.stringify(pattern)} by ${JSON.stringify(replacement)}: ${(error as Error).message}.`,
        { cause: error },
      );
    }
    at = start + match[0].length;
  }
  return result + tail.slice(at);
}

/** Around the matches, at most `limit` parts when it is positive. */
export function splitText(text: string, pattern: string, limit: number): string[] {
  if (pattern === "" && text !== "") {
    const chars = [...text];
    const most = limit > 0 && limit < chars.length ? limit : chars.length;
    return [...chars.slice(0, most - 1), chars.slice(most - 1).join("")];
  }
  const parts: string[] = [];
  let at = 0;
  for (const match of allMatches(text, javaRegex(pattern))) {
    if (limit > 0 && parts.length === limit - 1) break;
    const start = match.index ?? 0;
    const end = start + match[0].length;
    // A match of nothing at the start does not make an empty first part.
    if (end === 0) continue;
    parts.push(text.slice(at, start));
    at = end;
  }
  return [...parts, text.slice(at)];
}

const splitScript = script("split", [STRING, STRING, INT], listOf(STRING), splitText);
const splitArgs = takes([STRING, STRING, INT], listOf(STRING), { optional: 1 });

/** Nothing that a regular expression reads otherwise: the engine's own functions do. */
export const isPlain = (pattern: unknown): pattern is string =>
  typeof pattern === "string" && /^[\w ,;:\-/=&%@#~'"<>!]+$/.test(pattern);

const replaceScript = script("regexp_replace", [STRING, STRING, STRING, INT], STRING, replace);
const replaceArgs = takes([STRING, STRING, STRING, INT], STRING, { optional: 1 });
const replaceBind: Bind = (args, written) => {
  const bound = replaceArgs(args, written);
  const position = literalNumber(args[3]);
  if (bound && position !== null && position < 1)
    throw new Refusal(
      "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE",
      "The position of regexp_replace is 1 or more.",
      "regexp_replace(text, pattern, replacement, 1)",
    );
  return bound;
};

export const regexps: readonly FunctionDefinition[] = [
  ...["rlike", "regexp", "regexp_like"].map((name) =>
    scalar(
      name,
      name === "rlike" ? "text rlike pattern" : `${name}(text, pattern)`,
      bothTexts,
      (args, { args: [, pattern] }) =>
        pattern?.kind === "literal" && isPlain(pattern.value) ? `contains(${args.join(", ")})` : rlike(args),
    ),
  ),
  scalar("split", "split(text, pattern[, limit])", splitArgs, ([text, pattern, limit], { args }) => {
    const separator = args[1]?.kind === "literal" ? args[1].value : null;
    if (limit === undefined && isPlain(separator)) return `string_split(${text}, ${pattern})`;
    return splitScript([text!, pattern!, limit ?? "-1"]);
  }),
  scripted("regexp_extract", "text, pattern[, group]", [STRING, STRING, INT], STRING, extract, {
    defaults: ["1"],
  }),
  scripted(
    "regexp_extract_all",
    "text, pattern[, group]",
    [STRING, STRING, INT],
    listOf(STRING),
    extractAll,
    {
      defaults: ["1"],
    },
  ),
  scalar("regexp_replace", "regexp_replace(text, pattern, replacement[, position])", replaceBind, (args) =>
    replaceScript(args.length === 4 ? args : [...args, "1"]),
  ),
  scripted(
    "regexp_count",
    "text, pattern",
    [STRING, STRING],
    INT,
    (text: string, pattern: string) => allMatches(text, javaRegex(pattern)).length,
  ),
  scripted(
    "regexp_substr",
    "text, pattern",
    [STRING, STRING],
    STRING,
    (text: string, pattern: string) => {
      const found = firstMatch(text, javaRegex(pattern))?.[0];
      return found === "" ? null : found;
    },
    { nullable: true },
  ),
  scripted(
    "regexp_instr",
    "text, pattern[, group]",
    [STRING, STRING, INT],
    INT,
    (text: string, pattern: string) => {
      const match = firstMatch(text, javaRegex(pattern));
      return match ? [...text.slice(0, match.index ?? 0)].length + 1 : 0;
    },
    { defaults: ["0"] },
  ),
];
