import { SeededRandom } from "./random.js";

/** A stream that the learner's function has not seen: batches of rows. */
export interface HiddenStream<In> {
  /** As the learner reads it: "on a stream …". */
  readonly name: string;
  readonly batches: readonly (readonly In[])[];
}

/** The streams every table exercise is tried on, made from rows of its own: as they were sent, in many batches and another order, late, and none. */
export function streamsOf<In>(
  make: (random: SeededRandom, count: number) => readonly In[],
): HiddenStream<In>[] {
  const sent = make(new SeededRandom(11), 40);
  const random = new SeededRandom(12);
  const shuffled = random.shuffled(make(new SeededRandom(13), 60));
  const punctual = make(new SeededRandom(14), 30);
  const late = punctual.filter((_, i) => i % 3 === 0);
  return [
    { name: "a stream in one batch", batches: [sent] },
    { name: "a stream in another order and many batches", batches: inBatches(shuffled, random) },
    {
      name: "a stream with late rows",
      batches: [punctual.filter((_, i) => i % 3 !== 0), [], late],
    },
    { name: "a stream on which nothing arrives", batches: [[]] },
  ];
}

function inBatches<T>(rows: readonly T[], random: SeededRandom): T[][] {
  const batches: T[][] = [];
  for (let from = 0; from < rows.length;) {
    const size = 1 + random.below(20);
    batches.push(rows.slice(from, from + size));
    from += size;
  }
  return batches;
}
