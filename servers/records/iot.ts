import { MotionRecords } from "./motion.js";
import type { RecordMaker, RecordSettings } from "./record.js";

/** What two phones measure: the movement of whoever carries them, and the activity it belongs to. */
export function iotRecords(settings: RecordSettings): RecordMaker {
  return new MotionRecords(settings, { devices: ["nexus4_1", "nexus4_2"], model: "nexus4", salt: 0 });
}
