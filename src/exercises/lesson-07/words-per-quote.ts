import type { DataFrame } from "../../dataframe/dataframe.js";
import {
  approxCountDistinct,
  count,
  countDistinct,
  explode,
  expr,
  length,
  max,
  size,
  split,
  sum,
} from "../../dataframe/functions/index.js";
import type { Exercise } from "../contract.js";
import { groupsOf } from "../trial/groups.js";
import { isPlainInComplete } from "../trial/refusals.js";
import { errorCode, type TrialResult } from "../trial/result.js";
import { streamsOf } from "../trial/streams.js";
import { tableTrial } from "../trial/table-trial.js";
import { QUOTE, type Quote, repeatedQuotes, wordsOf } from "./quotes.js";

const n = size(split("quote", " "));
const answer = (quotes: DataFrame, words = sum(n), said = count("*")) =>
  quotes.groupBy("character").agg(said.as("quotes"), words.as("words"));

const isUnsupported = (result: TrialResult): boolean => errorCode(result) === "_LEGACY_ERROR_TEMP_3102";

export const wordsPerQuote: Exercise = {
  id: "07.3",
  title: "Quotes and words",
  task: "`quotes` has the columns `character` and `quote`; no quote is null, and words are separated by single blanks. Write a function that gives a row for each character: `character`, `quotes` (how many quotes there were; one that is said twice counts twice) and `words` (how many words they had together). The check runs it in complete mode.",
  stub: "const talk = (quotes: DataFrame) => quotes; // your code here",
  untouched: (quotes: DataFrame) => quotes,
  hints: [
    "Once a quote is exploded its row is gone: whoever counts rows then counts words. How many words a quote has can be told without making rows of them.",
    '`size(split("quote", " "))` is that number. `agg` takes two results: `count("*")`, and the sum of this.',
  ],
  solutions: [
    `const talk = (quotes: DataFrame) =>
  quotes
    .groupBy("character")
    .agg(count("*").as("quotes"), sum(size(split("quote", " "))).as("words"));`,
    `const talk = (quotes: DataFrame) =>
  quotes
    .withColumn("blanks", expr("length(quote) - length(replace(quote, ' ', ''))"))
    .groupBy("character")
    .agg(count("*").as("quotes"), expr("sum(blanks + 1) AS words"));`,
    `const talk = (quotes: DataFrame) =>
  quotes
    .select("character", posexplode(split("quote", " ")).as("at", "word"))
    .groupBy("character")
    .agg(expr("count_if(at = 0) AS quotes"), count("*").as("words")); // each quote has one first word`,
  ],
  wrongAnswers: [
    {
      name: "explode in agg",
      run: (quotes: DataFrame) => answer(quotes, count(explode(split("quote", " ")))),
      when: (result) => errorCode(result).startsWith("UNSUPPORTED_GENERATOR"),
      says: "`explode` makes rows, so it cannot stand inside another function or in `agg`: either it has a `select` of its own, or you do without it.",
    },
    {
      name: "not grouped",
      run: (quotes: DataFrame) => quotes.select("character", n.as("words")),
      when: isPlainInComplete,
      says: 'Every quote knows its number of words now, and nothing is added up: `groupBy("character")`, then `agg(…)`.',
    },
    {
      name: "distinct quotes",
      run: (quotes: DataFrame) => answer(quotes, sum(n), countDistinct("quote")),
      when: (result) => isUnsupported(result) && (result.error?.message ?? "").includes("Distinct"),
      says: "The query is refused: to count *different* quotes it would have to keep them all. It is not asked either: a quote that is said twice counts twice.",
    },
    {
      name: "two counts, one above the other",
      run: (quotes: DataFrame) =>
        quotes
          .select("character", "quote", explode(split("quote", " ")))
          .groupBy("character", "quote")
          .count()
          .groupBy("character")
          .agg(count("*").as("quotes"), sum("count").as("words")),
      when: isUnsupported,
      says: "The query is refused: in complete mode a count of counts would count what the lower one revises later. One `groupBy` is enough, if each quote is asked for its number of words.",
    },
    {
      name: "names not given",
      run: (quotes: DataFrame) => quotes.groupBy("character").agg(count("*"), sum(n)),
      when: ({ columns }) =>
        "count(1)" in columns || Object.keys(columns).some((name) => name.startsWith("sum(")),
      says: 'The numbers may be right, their columns are named after the functions: `.as("quotes")` and `.as("words")`.',
    },
    {
      name: "all words are quotes",
      run: (quotes: DataFrame) =>
        quotes
          .select("character", explode(split("quote", " ")))
          .groupBy("character")
          .agg(count("*").as("quotes"), count("*").as("words")),
      when: ({ difference }) => isOff(difference, "quotes") && difference?.got?.[1] === difference?.got?.[2],
      says: "`quotes` and `words` are the same number: after `explode` every row is a word, and how many quotes there were cannot be told from them.",
    },
    {
      name: "about as many as are different",
      run: (quotes: DataFrame) => answer(quotes, sum(n), approxCountDistinct("quote")),
      when: ({ difference }) =>
        isOff(difference, "quotes") && Number(difference?.got?.[1]) < Number(difference?.expected?.[1]),
      says: "`quotes` is too low: a quote that came twice was counted once. Count rows, not different texts.",
    },
    {
      name: "letters",
      run: (quotes: DataFrame) => answer(quotes, sum(length("quote"))),
      when: ({ difference }) =>
        isOff(difference, "words") && Number(difference?.got?.[2]) > 2 * Number(difference?.expected?.[2]),
      says: "`words` is far too high: `length` of a text counts its letters. `split` first, then `size`.",
    },
    {
      name: "blanks",
      run: (quotes: DataFrame) =>
        answer(quotes, expr("sum(length(quote) - length(replace(quote, ' ', '')))")),
      when: ({ difference }) =>
        isOff(difference, "words") &&
        Number(difference?.got?.[2]) ===
          Number(difference?.expected?.[2]) - Number(difference?.expected?.[1]),
      says: "`words` is too low, by one for each quote: you count the blanks, and a quote of five words has four.",
    },
    {
      name: "the longest quote",
      run: (quotes: DataFrame) => answer(quotes, max(n)),
      when: ({ difference }) =>
        isOff(difference, "words") && Number(difference?.got?.[2]) < Number(difference?.expected?.[2]),
      says: "`words` is too low: not the words of all quotes are in it. They are to be added up, with `sum`.",
    },
  ],
  afterwards:
    "A million words, and not one row was made of them: what can be told of a row by itself is cheapest told there.",
  trial: tableTrial<Quote>({
    schema: QUOTE,
    mode: "complete",
    columns: ["character", "quotes", "words"],
    key: ["character"],
    streams: () => streamsOf(repeatedQuotes),
    expected: (said) =>
      groupsOf(said, ({ character }) => [character]).map(({ key: [character], rows }) => ({
        character,
        quotes: rows.length,
        words: rows.flatMap(wordsOf).length,
      })),
  }),
};

/** Which of the two numbers is wrong in the row that differs; `quotes` is named first when both are. */
function isOff(difference: TrialResult["difference"], what: "quotes" | "words"): boolean {
  const [want, own] = [difference?.expected, difference?.got];
  if (!want || !own) return false;
  const sameQuotes = Number(want[1]) === Number(own[1]);
  return what === "quotes" ? !sameQuotes : sameQuotes;
}
