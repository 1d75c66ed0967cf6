import type { DataFrame } from "../../dataframe/dataframe.js";
import { expr, explodeOuter, posexplode, posexplodeOuter, split } from "../../dataframe/functions/index.js";
import type { Exercise } from "../contract.js";
import { errorCode } from "../trial/result.js";
import { streamsOf } from "../trial/streams.js";
import { tableTrial } from "../trial/table-trial.js";
import { QUOTE, type Quote, quotesWithGaps, wordsOf } from "./quotes.js";

const placed = (quotes: DataFrame) =>
  quotes.select("character", posexplodeOuter(split("quote", " ")).as("at", "word"));

export const places: Exercise = {
  id: "07.2",
  title: "Each word in its place",
  task: "`quotes` has the columns `character` and `quote`; words are separated by single blanks, and some quotes are null. Write a function that gives a row for each word: `character`, `place` and `word`, where `place` is 1 for the first word of a quote, 2 for the second, and so on. A quote that is null is not lost: it has one row, with `place` and `word` null.",
  stub: "const inPlace = (quotes: DataFrame) => quotes; // your code here",
  untouched: (quotes: DataFrame) => quotes,
  hints: [
    "`explode` has three relatives: with the position of each element, with a row where there is nothing to explode, and with both.",
    '`posexplodeOuter(…)` makes two columns, so `.as("at", "word")` gives it two names. Its positions count from 0.',
    'A second `select` makes the place: `expr("at + 1").as("place")`. Null plus one is null.',
  ],
  solutions: [
    `const inPlace = (quotes: DataFrame) =>
  quotes
    .select("character", posexplodeOuter(split("quote", " ")).as("at", "word"))
    .select("character", expr("at + 1").as("place"), "word");`,
    `const inPlace = (quotes: DataFrame) =>
  quotes.selectExpr(
    "character",
    "inline_outer(transform(split(quote, ' '), (w, i) -> struct(i + 1 AS place, w AS word)))",
  );`,
  ],
  wrongAnswers: [
    {
      name: "names not given",
      run: (quotes: DataFrame) => quotes.select("character", posexplodeOuter(split("quote", " "))),
      when: ({ columns }) => "pos" in columns || "col" in columns,
      says: 'The columns are called `pos` and `col`, unless you name them. `.as("at", "word")` takes two names, for there are two columns.',
    },
    {
      name: "no place",
      run: (quotes: DataFrame) => quotes.select("character", explodeOuter(split("quote", " ")).as("word")),
      when: ({ columns }) => "word" in columns && !("place" in columns),
      says: "The words are there, their places are not: `explode` forgets where an element stood, `posexplode` tells.",
    },
    {
      name: "numbered in a window",
      run: (quotes: DataFrame) =>
        quotes
          .select("character", explodeOuter(split("quote", " ")).as("word"))
          .withColumn("place", expr("row_number() OVER (PARTITION BY character ORDER BY word)")),
      when: (result) => errorCode(result) === "NON_TIME_WINDOW_NOT_SUPPORTED_IN_STREAMING",
      says: "The query is refused: `row_number()` numbers the rows of a whole table, and a stream has no last row. The place is known while the quote is still in one piece.",
    },
    {
      name: "a place for null",
      run: (quotes: DataFrame) =>
        placed(quotes).select("character", expr("coalesce(at, 0) + 1").as("place"), "word"),
      when: ({ difference }) => difference?.got?.[1] !== null && difference?.got?.[2] === null,
      says: "A word that is not there has a place: both columns are null in the row of a quote without a text.",
    },
    {
      name: "from 0",
      run: (quotes: DataFrame) => placed(quotes).select("character", expr("at").as("place"), "word"),
      when: ({ difference }) => difference?.got?.[1] === 0,
      says: "Your places count from 0, as `posexplode` does. The task counts from 1.",
    },
    {
      name: "not outer",
      run: (quotes: DataFrame) =>
        quotes
          .select("character", posexplode(split("quote", " ")).as("at", "word"))
          .select("character", expr("at + 1").as("place"), "word"),
      when: ({ difference }) =>
        difference?.extra === 0 && difference.missing > 0 && difference.expected?.[2] === null,
      says: "The quotes without a text are lost: null has no elements, so `posexplode` makes no row of it. `posexplodeOuter` does.",
    },
    {
      name: "empty instead of null",
      run: (quotes: DataFrame) =>
        quotes
          .select("character", posexplodeOuter(split(expr("coalesce(quote, '')"), " ")).as("at", "word"))
          .select("character", expr("at + 1").as("place"), "word"),
      when: ({ difference }) => difference?.got?.[2] === "",
      says: "A quote without a text has become a quote with an empty word in the first place. An empty text and no text are two things: leave null as it is.",
    },
  ],
  trial: tableTrial<Quote>({
    schema: QUOTE,
    columns: ["character", "place", "word"],
    streams: () => streamsOf(quotesWithGaps),
    expected: (said) =>
      said.flatMap((each): Record<string, unknown>[] => {
        const { character } = each;
        if (each.quote === null) return [{ character, place: null, word: null }];
        return wordsOf(each).map((word, i) => ({ character, place: i + 1, word }));
      }),
  }),
};
