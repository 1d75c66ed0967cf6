import type { Exercise } from "./contract.js";
import { evenNumbers } from "./lesson-00/even-numbers.js";
import { countWalks } from "./lesson-01/count-walks.js";
import { lineLength } from "./lesson-01/line-length.js";
import { oneDevice } from "./lesson-01/one-device.js";
import { pacedQuery } from "./lesson-01/paced-query.js";
import { countErrors } from "./lesson-02/count-errors.js";
import { damagedLines } from "./lesson-02/damaged-lines.js";
import { dropErrors } from "./lesson-02/drop-errors.js";
import { eventTime } from "./lesson-02/event-time.js";
import { parseHeart } from "./lesson-02/parse-heart.js";

const all: readonly Exercise[] = [
  evenNumbers,
  oneDevice,
  lineLength,
  pacedQuery,
  countWalks,
  parseHeart,
  dropErrors,
  countErrors,
  eventTime,
  damagedLines,
];

/** Every exercise there is, by id, in the order of the book: a new one is a file and a line here. */
export const exercises: ReadonlyMap<string, Exercise> = new Map(all.map((each) => [each.id, each]));
