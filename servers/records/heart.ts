import { MotionRecords } from "./motion.js";
import type { RecordMaker, RecordSettings } from "./record.js";

/** The twelve watches. */
export const WATCHES = Array.from({ length: 12 }, (_, i) => `smartWatchX${i + 1}`);
const [LOWEST, HIGHEST] = [60, 200];
const BPM = Buffer.from(', "bpm": ');

/** What twelve watches measure: the phones' record, and the heart beats a minute. */
export function heartRecords(settings: RecordSettings): RecordMaker {
  return new MotionRecords(settings, {
    devices: WATCHES,
    model: "smartWatch",
    salt: 0x6eb4,
    extra: {
      name: "bpm",
      write: (out, random) => {
        out.text(BPM);
        out.integer(LOWEST + random.below(HIGHEST - LOWEST + 1));
      },
    },
  });
}
