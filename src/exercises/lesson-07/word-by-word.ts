import type { DataFrame } from "../../dataframe/dataframe.js";
import { col, count, explode, explodeOuter, lower, split } from "../../dataframe/functions/index.js";
import type { Exercise } from "../contract.js";
import { isAggregateInAppend } from "../trial/refusals.js";
import type { TrialResult } from "../trial/result.js";
import { streamsOf } from "../trial/streams.js";
import { tableTrial } from "../trial/table-trial.js";
import { looseQuotes, QUOTE, type Quote, wordsOf } from "./quotes.js";

export const wordByWord: Exercise = {
  id: "07.1",
  title: "Word by word",
  task: "`quotes` has the columns `character` and `quote`. Write a function that gives a row for each word: `character` and `word`. Words are separated by one blank or by several, and keep their punctuation. No word is empty. A quote that is null has no words.",
  stub: "const byWord = (quotes: DataFrame) => quotes; // your code here",
  untouched: (quotes: DataFrame) => quotes,
  hints: [
    'Two steps, one inside the other: `split("quote", …)` makes an array of the words, `explode(…)` makes a row of each of its elements.',
    '`explode(…)` stands in `select`, beside `"character"`, and is named with `.as("word")`.',
    "The second argument of `split` is a regular expression: which one means “one blank or several”? (Or remove the empty words afterwards.)",
  ],
  solutions: [
    `const byWord = (quotes: DataFrame) =>
  quotes.select("character", explode(split("quote", " +")).as("word"));`,
    `const byWord = (quotes: DataFrame) =>
  quotes.select("character", explode(split("quote", " ")).as("word")).where("word <> ''");`,
    `const byWord = (quotes: DataFrame) =>
  quotes.selectExpr("character", "explode(filter(split(quote, ' '), w -> w <> '')) AS word");`,
  ],
  wrongAnswers: [
    {
      name: "not exploded",
      run: (quotes: DataFrame) => quotes.select("character", split("quote", " +").as("word")),
      when: ({ columns }) => Object.values(columns).some((type) => type.startsWith("array")),
      says: "There is still one row for each quote, with all its words in an array: `explode` makes a row of each element.",
    },
    {
      name: "without a name",
      run: (quotes: DataFrame) => quotes.select("character", explode(split("quote", " +"))),
      when: ({ columns }) => "col" in columns,
      says: 'The rows may be right, but the column is called `col`, as `explode` names it when nobody else does: `.as("word")`.',
    },
    {
      name: "the character lost",
      run: (quotes: DataFrame) => quotes.select(explode(split("quote", " +")).as("word")),
      when: ({ columns }) => "word" in columns && !("character" in columns),
      says: "Nobody knows any more who said it: what is to stand beside each word must be in the same `select`.",
    },
    {
      name: "counted",
      run: (quotes: DataFrame) =>
        quotes
          .select("character", explode(split("quote", " +")).as("word"))
          .groupBy("character")
          .agg(count("*").as("n")),
      when: isAggregateInAppend,
      says: "You count the words. That is where this leads; the task asks for the words themselves.",
    },
    {
      name: "outer",
      run: (quotes: DataFrame) =>
        quotes
          .select("character", explodeOuter(split("quote", " +")).as("word"))
          .where("word IS NULL OR word <> ''"),
      when: ({ difference }) => difference?.got?.[1] === null,
      says: "A row has no word: `explodeOuter` keeps quotes without a text, and they are not asked for here. `explode` drops them.",
    },
    {
      name: "letters",
      run: (quotes: DataFrame) => quotes.select("character", explode(split("quote", "")).as("word")),
      when: ({ rows, difference }) => difference !== null && rows.got > 3 * rows.expected,
      says: "You have a row for each letter: an empty pattern is found between any two of them. Split at the blanks.",
    },
    {
      name: "at every blank",
      run: (quotes: DataFrame) => quotes.select("character", explode(split("quote", " ")).as("word")),
      when: ({ difference }) => difference?.missing === 0 && difference.got?.[1] === "",
      says: "Some words are empty: between two blanks in a row lies a text of no letters. Split at *one or more* blanks, or drop what is empty.",
    },
    {
      name: "a pattern that is found elsewhere",
      run: (quotes: DataFrame) => quotes.select("character", explode(split("quote", "s+")).as("word")),
      when: ({ difference }) => String(difference?.got?.[1]).includes(" "),
      says: 'Your words still have blanks in them: the pattern is not found where they are. (In a TypeScript string a backslash is written twice: `"\\\\s+"`.)',
    },
    {
      name: "in lower case",
      run: (quotes: DataFrame) =>
        quotes.select("character", explode(split(lower(col("quote")), " +")).as("word")),
      when: ({ difference }) => /[A-Z]/.test(String(difference?.expected?.[1])),
      says: "Your words have lost their capital letters: only the blanks are to go, and all else stays as it was said.",
    },
    {
      name: "without punctuation",
      run: (quotes: DataFrame) =>
        quotes.select("character", explode(split("quote", "\\W+")).as("word")).where("word <> ''"),
      when: (result) => saidWithSigns(result),
      says: "Your words have lost their punctuation: `late.` is to stay `late.` here. Only blanks separate words.",
    },
    {
      name: "each word once",
      run: (quotes: DataFrame) =>
        quotes.select("character", explode(split("quote", " +")).as("word")).distinct(),
      when: ({ difference }) => difference?.extra === 0 && difference.missing > 0,
      says: "Rows are missing: who says a word twice has two rows of it.",
    },
  ],
  afterwards:
    "One row came in, and three, six or none went out. Nothing had to be remembered for it, so any output mode that takes plain rows will do.",
  trial: tableTrial<Quote>({
    schema: QUOTE,
    columns: ["character", "word"],
    key: ["character"],
    streams: () => streamsOf(looseQuotes),
    expected: (said) =>
      said.flatMap((each) => wordsOf(each).map((word) => ({ character: each.character, word }))),
  }),
};

/** Words are missing that end in a sign, and others came instead. */
function saidWithSigns({ difference }: TrialResult): boolean {
  return difference !== null && difference.extra > 0 && String(difference.expected?.[1]).endsWith(".");
}
