import { StreambookError } from "../errors.js";
import { didYouMean, editDistance } from "../types/names.js";
import { isTimeZone } from "../types/time-zone.js";

interface Setting {
  readonly initial: string;
  readonly check: (value: string) => string | null;
}

const isZone = (value: string): string | null =>
  isTimeZone(value) ? null : "a region such as Europe/Paris, UTC, or an offset such as +09:00";
const isBoolean = (value: string): string | null => (/^(true|false)$/i.test(value) ? null : "true or false");
const isCount = (value: string): string | null =>
  /^[1-9][0-9]*$/.test(value) ? null : "a whole number from 1 up";

/** Every other setting of Spark is kept and has no meaning here; a name this near to one that has is a slip. */
const SLIP = 2;

const isCountOrNone = (value: string): string | null =>
  /^[0-9]+$/.test(value) ? null : "a whole number from 0 up";

const SETTINGS: Readonly<Record<string, Setting>> = {
  "spark.sql.session.timeZone": { initial: "", check: isZone },
  "spark.sql.ansi.enabled": {
    initial: "true",
    check: isBoolean,
  },
  "spark.sql.streaming.multipleWatermarkPolicy": {
    initial: "min",
    check: (value) => (/^(min|max)$/i.test(value) ? null : "min or max"),
  },
  "spark.sql.streaming.noDataMicroBatches.enabled": { initial: "true", check: isBoolean },
  // The folder of checkpoints: each query has its own in it, by its name.
  "spark.sql.streaming.checkpointLocation": { initial: "", check: () => null },
  // Accepted so that the documents' cells run: the engine here has no shuffle.
  "spark.sql.shuffle.partitions": { initial: "1", check: isCount },
  // A batch with no more rows runs statements that were planned once; 0 plans every batch by what it holds.
  "streambook.smallBatchRows": { initial: "1000", check: isCountOrNone },
  // In a notebook, running a cell again means starting its query anew.
  "streambook.replaceQueries": {
    initial: process.env["STREAMBOOK_KERNEL"] === "1" ? "true" : "false",
    check: isBoolean,
  },
};

/** The session's settings, by Spark's names: `session.conf.set("spark.sql.session.timeZone", "Asia/Tokyo")`. */
export class RuntimeConfig {
  readonly #values = new Map<string, string>();
  readonly #onChange: (key: string, value: string) => void;

  constructor(
    initial: Readonly<Record<string, string | number | boolean>>,
    onChange: (key: string, value: string) => void,
  ) {
    this.#onChange = () => undefined;
    for (const [key, value] of Object.entries(initial)) this.set(key, value);
    this.#onChange = onChange;
  }

  get(key: string): string {
    const kept = this.#values.get(key);
    if (kept !== undefined) return kept;
    const setting = this.#setting(key, "conf.get");
    return key === "spark.sql.session.timeZone" ? localZone() : setting.initial;
  }

  /** The value of a setting; undefined when there is no such setting. */
  find(key: string): string | undefined {
    return key in SETTINGS ? this.get(key) : this.#values.get(key);
  }

  set(key: string, value: string | number | boolean): void {
    const wanted = isOfSpark(key) ? null : this.#setting(key, "conf.set").check(String(value));
    if (wanted !== null)
      throw new StreambookError({
        code: "INVALID_CONF_VALUE",
        step: "conf.set",
        rule: `The value of ${key} must be ${wanted}.`,
        got: String(value),
        cure: `session.conf.set("${key}", "${SETTINGS[key]!.initial || "UTC"}")`,
      });
    this.#values.set(key, String(value));
    this.#onChange(key, String(value));
  }

  #setting(key: string, step: string): Setting {
    const setting = SETTINGS[key];
    if (setting) return setting;
    throw new StreambookError({
      code: "CONFIG_NOT_AVAILABLE",
      step,
      rule: "This setting is not one that streambook has.",
      got: key,
      cure: `${didYouMean(key, Object.keys(SETTINGS))}the settings are ${Object.keys(SETTINGS).join(", ")}`,
    });
  }
}

/** A setting of Spark that is none here, and no slip for one that is. */
function isOfSpark(key: string): boolean {
  if (key in SETTINGS || !key.startsWith("spark.")) return false;
  return Object.keys(SETTINGS).every((known) => editDistance(key, known) > SLIP);
}

function localZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}
