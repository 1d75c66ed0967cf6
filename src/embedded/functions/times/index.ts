import type { FunctionDefinition } from "../../../plan/functions.js";
import { buckets } from "./buckets.js";
import { days } from "./days.js";
import { epoch } from "./epoch.js";
import { fields } from "./fields.js";
import { make } from "./make.js";
import { now } from "./now.js";
import { texts } from "./texts.js";
import { units } from "./units.js";
import { zones } from "./zones.js";

export const times: readonly FunctionDefinition[] = [
  ...buckets,
  ...now,
  ...fields,
  ...days,
  ...units,
  ...make,
  ...epoch,
  ...texts,
  ...zones,
];
