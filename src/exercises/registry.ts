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
import { activityCounts } from "./lesson-03/activity-counts.js";
import { latestCounts } from "./lesson-03/latest-counts.js";
import { ranking } from "./lesson-03/ranking.js";
import { usableRows } from "./lesson-03/usable-rows.js";
import { activityMeans } from "./lesson-04/activity-means.js";
import { crossings } from "./lesson-04/crossings.js";
import { stairs } from "./lesson-04/stairs.js";
import { streamErrors } from "./lesson-04/stream-errors.js";
import { totalOrMissing } from "./lesson-04/total-or-missing.js";
import { finalCounts } from "./lesson-05/final-counts.js";
import { predictWatermark } from "./lesson-05/predict-watermark.js";
import { slidingMeans } from "./lesson-05/sliding-means.js";
import { tumblingCounts } from "./lesson-05/tumbling-counts.js";
import { twoClocks } from "./lesson-05/two-clocks.js";
import { userSessions } from "./lesson-05/user-sessions.js";
import { countsOfPeople } from "./lesson-06/counts-of-people.js";
import { heartInMotion } from "./lesson-06/heart-in-motion.js";
import { nobodyLost } from "./lesson-06/nobody-lost.js";
import { strangers } from "./lesson-06/strangers.js";
import { whoseReading } from "./lesson-06/whose-reading.js";
import { withoutHeart } from "./lesson-06/without-heart.js";
import { messages } from "./lesson-07/messages.js";
import { places } from "./lesson-07/places.js";
import { sameWord } from "./lesson-07/same-word.js";
import { wordByWord } from "./lesson-07/word-by-word.js";
import { wordsPerQuote } from "./lesson-07/words-per-quote.js";
import { batchSize } from "./lesson-13/batch-size.js";
import { boundedBatch } from "./lesson-13/bounded-batch.js";
import { slowestPart } from "./lesson-13/slowest-part.js";
import { triggerForGoal } from "./lesson-13/trigger-for-goal.js";
import { waited } from "./lesson-13/waited.js";
import { afterKill } from "./lesson-14/after-kill.js";
import { keepPlace } from "./lesson-14/keep-place.js";
import { lostAndDoubled } from "./lesson-14/lost-and-doubled.js";
import { onceByNumber } from "./lesson-14/once-by-number.js";
import { totalsByKey } from "./lesson-14/totals-by-key.js";

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
  usableRows,
  latestCounts,
  activityCounts,
  ranking,
  streamErrors,
  activityMeans,
  stairs,
  crossings,
  totalOrMissing,
  twoClocks,
  tumblingCounts,
  slidingMeans,
  finalCounts,
  userSessions,
  predictWatermark,
  whoseReading,
  nobodyLost,
  countsOfPeople,
  strangers,
  heartInMotion,
  withoutHeart,
  wordByWord,
  places,
  wordsPerQuote,
  sameWord,
  messages,
  slowestPart,
  batchSize,
  triggerForGoal,
  boundedBatch,
  waited,
  keepPlace,
  onceByNumber,
  totalsByKey,
  lostAndDoubled,
  afterKill,
];

/** Every exercise there is, by id, in the order of the book: a new one is a file and a line here. */
export const exercises: ReadonlyMap<string, Exercise> = new Map(all.map((each) => [each.id, each]));
