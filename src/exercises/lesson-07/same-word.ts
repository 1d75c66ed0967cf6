import type { DataFrame } from "../../dataframe/dataframe.js";
import { col, count, explode, lower, split, upper } from "../../dataframe/functions/index.js";
import type { Exercise } from "../contract.js";
import { groupsOf } from "../trial/groups.js";
import { isPlainInComplete } from "../trial/refusals.js";
import type { TrialResult } from "../trial/result.js";
import { streamsOf } from "../trial/streams.js";
import { tableTrial } from "../trial/table-trial.js";
import { hardQuotes, QUOTE, type Quote } from "./quotes.js";

const counted = (words: DataFrame) => words.where("word <> ''").groupBy("word").agg(count("*").as("n"));
const by =
  (pattern: string, text = lower(col("quote"))) =>
  (quotes: DataFrame) =>
    counted(quotes.select(explode(split(text, pattern)).as("word")));

export const sameWord: Exercise = {
  id: "07.4",
  title: "The same word",
  task: "`quotes` has the columns `character` and `quote`. Write a function that counts how often each word occurs, whoever says it: `word` and `n`. A word is made of letters, of any language, and of apostrophes (`don't` is one word); everything else separates words. Capital letters make no difference: `word` is in lower case. No word is empty. The check runs it in complete mode.",
  stub: "const frequencies = (quotes: DataFrame) => quotes; // your code here",
  untouched: (quotes: DataFrame) => quotes,
  hints: [
    "Four steps: lower case, split, explode, count. Only the pattern of `split` is new: it must be found where a word ends.",
    'In a pattern `\\p{L}` is a letter of any language, `[^…]` anything but what stands inside, and `+` once or more. In TypeScript a backslash is written twice: `"[^\\\\p{L}\']+"`.',
    "A quote that ends with a full stop ends with an empty word: nothing is left behind the last separator. `where(\"word <> ''\")` takes it away.",
  ],
  solutions: [
    String.raw`const frequencies = (quotes: DataFrame) =>
  quotes
    .select(explode(split(lower(col("quote")), "[^\\p{L}']+")).as("word"))
    .where("word <> ''")
    .groupBy("word")
    .agg(count("*").as("n"));`,
    String.raw`const frequencies = (quotes: DataFrame) =>
  quotes
    .select(explode(regexpExtractAll(lower("quote"), lit("[\\p{L}']+"), lit(0))).as("word"))
    .groupBy("word")
    .count()
    .withColumnRenamed("count", "n");`,
  ],
  wrongAnswers: [
    {
      name: "not counted",
      run: (quotes: DataFrame) =>
        quotes.select(explode(split(lower(col("quote")), "[^\\p{L}']+")).as("word")),
      when: isPlainInComplete,
      says: 'The words are there, a row for each, and nobody counts them yet: `groupBy("word")`.',
    },
    {
      name: "count not named",
      run: (quotes: DataFrame) =>
        quotes
          .select(explode(split(lower(col("quote")), "[^\\p{L}']+")).as("word"))
          .groupBy("word")
          .count(),
      when: ({ columns }) => "count" in columns,
      says: 'The number should be called `n`: `.agg(count("*").as("n"))`.',
    },
    {
      name: "by character too",
      run: (quotes: DataFrame) =>
        quotes
          .select("character", explode(split(lower(col("quote")), "[^\\p{L}']+")).as("word"))
          .groupBy("character", "word")
          .agg(count("*").as("n")),
      when: ({ columns }) => "character" in columns,
      says: "Each character has a count of each word: the task asks for one count, whoever says it.",
    },
    {
      name: "empty words",
      run: (quotes: DataFrame) =>
        quotes
          .select(explode(split(lower(col("quote")), "[^\\p{L}']+")).as("word"))
          .groupBy("word")
          .agg(count("*").as("n")),
      when: ({ difference }) => difference?.missing === 0 && difference.got?.[0] === "",
      says: "All the words are right, and there is one more, the empty one: where a quote ends in a separator, nothing is left behind it. Remove it before you count.",
    },
    {
      name: "figures",
      run: by("[^\\p{L}0-9']+"),
      when: ({ difference }) => difference?.missing === 0 && /\d/.test(String(difference.got?.[0])),
      says: "Figures have become words: they are no letters, so they separate words here.",
    },
    {
      name: "one backslash",
      run: by("[^p{L}']+"),
      when: ({ difference, rows }) => difference !== null && rows.got < 3,
      says: "Hardly a word is left: your pattern has lost its backslash, and `p{L}` is no more than those four signs. In a TypeScript string a backslash is written twice.",
    },
    {
      name: "upper case",
      run: by("[^\\p{L}']+", upper(col("quote"))),
      when: ({ difference, rows }) => rows.got === rows.expected && difference?.missing === rows.expected,
      says: "There are as many words as there should be, and none is written as it should be: in lower case.",
    },
    {
      name: "at the blanks",
      run: by(" +"),
      when: ({ difference }) => isFirst(difference, "don't") && difference?.got !== null,
      says: "A word is counted too rarely: the rest of it goes by another name, with a comma or an exclamation mark behind it. Not only blanks separate words.",
    },
    {
      name: "at the apostrophe",
      run: by("[^\\p{L}]+"),
      when: ({ difference }) => isFirst(difference, "don't") && difference?.missing === 1,
      says: "`don't` has been torn in two, `don` and `t`: let the apostrophe stand among the letters, inside the square brackets.",
    },
    {
      name: "what is no word to a computer",
      run: by("\\W+"),
      when: ({ difference }) => isFirst(difference, "don't"),
      says: "`\\W` is found in the middle of words: it knows the letters a to z, figures and `_`, and takes an accent or an apostrophe for the end of a word (`se`, `ora`). `\\p{L}` is a letter of any language.",
    },
    {
      name: "a to z",
      run: by("[^a-z']+"),
      when: ({ difference }) => isFirst(difference, "señora") && difference?.got === null,
      says: "`señora` has been torn in two: ñ is not between a and z. `\\p{L}` is a letter of any language.",
    },
    {
      name: "capital letters",
      run: by("[^\\p{L}']+", col("quote")),
      when: ({ difference }) => isFirst(difference, "señora"),
      says: "`Señora` and `señora` are counted apart: bring the quote into lower case before you split it.",
    },
  ],
  afterwards:
    "What a word is had to be decided, and each decision changes every count: whoever publishes such numbers says how words were told apart.",
  trial: tableTrial<Quote>({
    schema: QUOTE,
    mode: "complete",
    columns: ["word", "n"],
    key: ["word"],
    streams: () => streamsOf(hardQuotes),
    expected: (said) =>
      groupsOf(said.flatMap(words), (word) => [word])
        .map(({ key: [word], rows }) => ({ word, n: rows.length }))
        .sort((a, b) => TELLING.indexOf(b.word!) - TELLING.indexOf(a.word!)),
  }),
};

/** Words that most mistakes get wrong, the more telling one last: they come first in the answer, and so in the first difference. */
const TELLING = ["señora", "don't"];

const words = ({ quote }: Quote): string[] => quote?.toLowerCase().match(/[\p{L}']+/gu) ?? [];

function isFirst(difference: TrialResult["difference"], word: string): boolean {
  return difference?.expected?.[0] === word;
}
