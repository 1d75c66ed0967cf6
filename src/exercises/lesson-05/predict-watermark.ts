import { window } from "../../dataframe/functions/index.js";
import type { StreamSession } from "../../session/session.js";
import { t } from "../../types/t.js";
import type { Answer, Exercise } from "../contract.js";
import { inLab } from "../trial/lab.js";
import { SeededRandom } from "../trial/random.js";
import { failed, passed, raised, type TrialResult } from "../trial/result.js";
import { judge, table } from "../trial/table-trial.js";

type Batches = readonly (readonly number[])[];

/** A wrong rule is known by its figures: they are those of the learner. */
const like =
  (rule: (batches: Batches) => unknown) =>
  ({ seen }: TrialResult): boolean =>
    seen["own"] === JSON.stringify(rule(seen["batches"] as Batches));

const mistake = (
  name: string,
  rule: (batches: Batches) => unknown,
  says: string,
): { name: string; run: Answer; when: (result: TrialResult) => boolean; says: string } => ({
  name,
  run: rule,
  when: like(rule),
  says,
});

/** Figures of a rule that goes from batch to batch: the watermark it works with, then the next one. */
const stepwise =
  (next: (mark: number, batch: readonly number[]) => number, first = 0) =>
  (batches: Batches): number[] => {
    let mark = first;
    return batches.map((batch) => {
      const own = mark;
      mark = next(mark, batch);
      return own;
    });
  };

export const predictWatermark: Exercise = {
  id: "05.6",
  title: "Predict the watermark",
  task: 'A query has `withWatermark("event_time", "5 seconds")`. `batches` says what arrives: an array for each batch, in it the event times of its readings in seconds since 1970, in the order of their arrival. Write a function in TypeScript that gives the watermark each batch works with, by which it tells late readings, in seconds: an array of as many numbers as there are batches. The check runs a real query on batches that you have not seen, and compares.',
  stub: "const watermarks = (batches: number[][]): unknown => batches; // your code here",
  untouched: (batches: number[][]): unknown => batches,
  hints: [
    "The watermark of the first batch is 0: nothing has been seen yet. What a batch holds counts from the next one on.",
    "After a batch: its latest time minus 5, `Math.max(...batch) - 5`, if that is more than the watermark was. It never goes back.",
  ],
  solutions: [
    `const watermarks = (batches: number[][]): unknown => {
  let mark = 0;
  return batches.map((batch) => {
    const own = mark; // what this batch holds counts for the next one
    mark = Math.max(mark, Math.max(...batch) - 5);
    return own;
  });
};`,
    `const watermarks = (batches: number[][]): unknown =>
  batches.map((_, i) => {
    const seen = batches.slice(0, i).flat();
    return Math.max(0, ...seen.map((seconds) => seconds - 5));
  });`,
  ],
  wrongAnswers: [
    mistake(
      "used at once",
      (batches) => batches.map((_, i) => Math.max(0, Math.max(...batches.slice(0, i + 1).flat()) - 5)),
      "Each of your figures is the next batch's: a batch is judged by what came before it, and its own times count afterwards. No reading is late because of one that came along with it.",
    ),
    mistake(
      "goes back",
      stepwise((_, batch) => Math.max(0, Math.max(...batch) - 5)),
      "Your watermark goes back when a batch is older than the one before it. It never does: a window that was closed stays closed.",
    ),
    mistake(
      "without the delay",
      stepwise((mark, batch) => Math.max(mark, ...batch)),
      "This is the latest time seen. The watermark lags behind it by the delay, 5 seconds, and leaves room for readings that are out of order.",
    ),
    mistake(
      "the last, not the latest",
      stepwise((mark, batch) => Math.max(mark, batch.at(-1)! - 5)),
      "You take the reading that came last in each batch. Readings are out of order: the latest by event time counts, wherever it stands.",
    ),
    mistake(
      "below zero",
      stepwise((_, batch) => Math.max(_, Math.max(...batch) - 5), -5),
      "Your watermark begins below 0. It starts at 0, 1970, and never decreases: times up to 5 do not move it.",
    ),
    mistake(
      "goes back, below zero too",
      stepwise((_, batch) => Math.max(...batch) - 5),
      "Each of your figures follows from the batch before it alone. A watermark remembers: it is 0 at first, and takes the new figure only if that is higher.",
    ),
    mistake(
      "the delay each time",
      stepwise((mark) => mark + 5),
      "Your watermark advances by itself. It is moved by event times and nothing else: where no later reading comes, it stands still.",
    ),
    {
      name: "a single number",
      run: (batches: number[][]) => Math.max(...batches.flat()) - 5,
      when: ({ seen }) => /^-?\d/.test(String(seen["own"])),
      says: "One number came back. The watermark has a history: give an array with the figure of each batch.",
    },
  ],
  afterwards:
    "What you have written is the whole rule. Everything that is late, final or forgotten follows from it.",
  trial: (answer) =>
    inLab(async ({ session }) => {
      for (const batches of hidden()) {
        const result = await compare(answer, batches, session);
        if (result.problem !== null) return result;
      }
      return passed;
    }),
};

/** Made so that each wrong rule differs from the right one on the first. */
function hidden(): number[][][] {
  const random = new SeededRandom(51);
  const made = Array.from({ length: 8 }, (_, i) =>
    Array.from({ length: 1 + random.below(4) }, () => 6 * i + random.below(20)),
  );
  return [[[2, 4], [9, 3], [14, 12], [7], [30, 11], [21, 22], [40]], made, [[3], [1]], [[100]]];
}

async function compare(answer: Answer, batches: number[][], session: StreamSession): Promise<TrialResult> {
  const stream = `the batches ${JSON.stringify(batches)}`;
  let value: unknown;
  try {
    value = (answer as (given: number[][]) => unknown)(structuredClone(batches));
  } catch (error) {
    return raised(error, { stream });
  }
  const seen = { batches, own: JSON.stringify(value), isArray: Array.isArray(value) };
  if (!Array.isArray(value))
    return failed("Your function should give an array of numbers.", { stream, seen });
  if (value.length !== batches.length)
    return failed(`Your array has ${value.length} figures for ${batches.length} batches.`, { stream, seen });
  const rows = (marks: readonly unknown[]) =>
    table(
      ["batch", "watermark"],
      marks.map((watermark, batch) => ({ batch, watermark })),
    );
  const wanted = { columns: ["batch", "watermark"], ordered: true };
  return judge(wanted, rows(await observed(batches, session)), rows(value), { stream, seen });
}

/** The watermarks of a real query, batch by batch. */
async function observed(batches: Batches, session: StreamSession): Promise<number[]> {
  const input = session.memoryStream(t.struct({ event_time: t.timestamp() }));
  const query = await input
    .toDF()
    .withWatermark("event_time", "5 seconds")
    .groupBy(window("event_time", "10 seconds"))
    .count()
    .writeStream.format("memory")
    .queryName("watermarks")
    .outputMode("append")
    .start();
  for (const batch of batches) {
    input.addData(batch.map((seconds) => ({ event_time: new Date(seconds * 1000) })));
    await query.processAllAvailable();
  }
  await query.stop();
  return query.recentProgress
    .filter(({ numInputRows }) => numInputRows > 0)
    .map(({ eventTime }) => Date.parse(String(eventTime?.["watermark"])) / 1000);
}
