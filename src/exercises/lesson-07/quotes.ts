import { t } from "../../types/t.js";
import type { SeededRandom } from "../trial/random.js";

/** A record of the quotes server. */
export interface Quote {
  readonly character: string;
  readonly quote: string | null;
}

export const QUOTE = t.struct({ character: t.string(), quote: t.string() });

const CHARACTERS = ["Ada Ferry", "Old Tom", "The Baker", "Captain Wren"];
const WORDS = ["the", "sea", "bread", "never", "a", "storm", "door", "late", "tea", "again"];
/** Words that are easily torn, or taken for two different ones. */
const HARD = ["Señora", "señora,", "don't", "don't!", "naïve", "The", "Sea.", "café?", "3", "tea;"];

/** Quotes of one word to six, separated by single blanks; every third ends in a full stop. The first of several has a capital letter. */
export function quotes(random: SeededRandom, count: number): Quote[] {
  return Array.from({ length: count }, (_, i) => ({
    character: random.pick(CHARACTERS),
    quote: capital(sentence(random, WORDS)) + (i % 3 === 0 ? "." : ""),
  }));
}

/** The same, some said twice in a row by one character. */
export function repeatedQuotes(random: SeededRandom, count: number): Quote[] {
  const said = quotes(random, count);
  return said.map((each, i) => (i % 5 === 4 ? said[i - 1]! : each));
}

/** The same, and every fourth has lost its text. */
export function quotesWithGaps(random: SeededRandom, count: number): Quote[] {
  return quotes(random, count).map((each, i) => (i % 4 === 2 ? { ...each, quote: null } : each));
}

/** The same with gaps, and with two blanks where one would do. */
export function looseQuotes(random: SeededRandom, count: number): Quote[] {
  return quotesWithGaps(random, count).map((each, i) =>
    i % 3 === 1 ? { ...each, quote: each.quote?.replace(" ", "  ") ?? null } : each,
  );
}

/** Quotes with accents, apostrophes, figures, capital letters and signs. */
export function hardQuotes(random: SeededRandom, count: number): Quote[] {
  return Array.from({ length: count }, () => ({
    character: random.pick(CHARACTERS),
    quote: sentence(random, HARD),
  }));
}

/** What lies between blanks; nothing in a quote without a text. */
export function wordsOf({ quote }: Quote): string[] {
  return quote?.split(" ").filter((word) => word !== "") ?? [];
}

function capital(text: string): string {
  return text.includes(" ") ? text[0]!.toUpperCase() + text.slice(1) : text;
}

function sentence(random: SeededRandom, words: readonly string[]): string {
  return Array.from({ length: 1 + random.below(6) }, () => random.pick(words)).join(" ");
}
