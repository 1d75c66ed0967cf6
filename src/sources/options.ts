import { StreambookError } from "../errors.js";
import { durationMillis } from "../plan/duration.js";
import { didYouMean } from "../types/names.js";

/** Milliseconds of a unit. */
const timeUnits: ReadonlyMap<string, number> = new Map([
  ["us", 0.001],
  ["ms", 1],
  ["s", 1000],
  ["m", 60_000],
  ["min", 60_000],
  ["h", 3_600_000],
  ["d", 86_400_000],
]);

export type RawOptions = Readonly<Record<string, string>>;

/** The options of one source, checked as they are read. Keys compare without case, as in Spark. */
export class SourceOptions {
  readonly #step: string;
  readonly #values = new Map<string, string>();

  /** Throws UNKNOWN_OPTION for a key that is not in `known`, which holds the names as they are documented. */
  constructor(format: string, options: RawOptions, known: readonly string[]) {
    this.#step = `${format} source`;
    const names = new Map(known.map((name) => [name.toLowerCase(), name]));
    for (const [key, value] of Object.entries(options)) {
      if (!names.has(key.toLowerCase())) throw this.#unknown(key, known);
      this.#values.set(key.toLowerCase(), value);
    }
  }

  text(name: string): string | undefined {
    return this.#values.get(name.toLowerCase());
  }

  required(name: string, example: string): string {
    const value = this.text(name)?.trim();
    if (value !== undefined && value !== "") return value;
    throw new StreambookError({
      code: "MISSING_OPTION",
      step: this.#step,
      rule: `The option "${name}" must be given.`,
      got: value === undefined ? "no such option" : "an empty text",
      cure: `.option("${name}", ${example})`,
    });
  }

  /** A whole number from `least` to `most`. */
  integer(
    name: string,
    {
      least,
      most = Number.MAX_SAFE_INTEGER,
      example = Math.max(least, 1),
    }: { least: number; most?: number; example?: number },
  ): number | undefined {
    const text = this.text(name)?.trim();
    if (text === undefined) return undefined;
    const value = /^[+-]?\d+$/.test(text) ? Number(text) : NaN;
    if (value >= least && value <= most) return value;
    const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
    const allowed = `a whole number ${range}`;
    throw this.bad(name, `must be ${allowed}`, `${allowed}: .option("${name}", ${example})`);
  }

  boolean(name: string): boolean {
    const text = this.text(name)?.trim().toLowerCase();
    if (text === undefined || text === "false") return false;
    if (text === "true") return true;
    throw this.bad(name, "must be true or false", `.option("${name}", true) or .option("${name}", false)`);
  }

  /** A number from 0 to 1. */
  part(name: string): number | undefined {
    const text = this.text(name)?.trim();
    if (text === undefined) return undefined;
    const value = text === "" ? NaN : Number(text);
    if (value >= 0 && value <= 1) return value;
    throw this.bad(name, "must be a number from 0 to 1", `.option("${name}", 0.5)`);
  }

  /** A length of time in milliseconds, as Spark's sources write it: "50s", "100ms", "7d"; a number alone counts in `unit`. */
  time(name: string, unit: "s" | "ms"): number | undefined {
    const text = this.text(name)?.trim().toLowerCase();
    if (text === undefined) return undefined;
    const [, digits, written = unit] = /^(\d+)([a-z]+)?$/.exec(text) ?? [];
    const millis = timeUnits.get(written);
    if (digits !== undefined && millis !== undefined) return Number(digits) * millis;
    const rule = "must be a number with one of the units us, ms, s, m, min, h, d behind it";
    throw this.bad(name, rule, `.option("${name}", "10s")`);
  }

  /** A length of time in milliseconds: as `time` takes it, or "10 seconds". */
  millis(name: string): number | undefined {
    const text = this.text(name)?.trim();
    if (text === undefined || /^\d+[a-z]*$/i.test(text)) return this.time(name, "ms");
    return durationMillis(text, `${this.#step}, option "${name}"`);
  }

  /** A number of bytes: "1048576", "64k", "32m", "1g". */
  bytes(name: string): number | undefined {
    const text = this.text(name)?.trim();
    if (text === undefined) return undefined;
    const match = /^(\d+)\s*([kmg]?)b?$/i.exec(text);
    const value = match ? Number(match[1]) * 1024 ** ["", "k", "m", "g"].indexOf(match[2]!.toLowerCase()) : 0;
    if (value >= 1) return value;
    throw this.bad(
      name,
      "must be a number of bytes above 0",
      `a number of bytes, or of k, m or g: .option("${name}", "32m")`,
    );
  }

  bad(name: string, rule: string, cure: string): StreambookError {
    return new StreambookError({
      code: "INVALID_OPTION",
      step: this.#step,
      rule: `The option "${name}" ${rule}.`,
      got: JSON.stringify(this.text(name)),
      cure,
    });
  }

  #unknown(key: string, known: readonly string[]): StreambookError {
    return new StreambookError({
      code: "UNKNOWN_OPTION",
      step: this.#step,
      rule: "The source must know every option it is given.",
      got: JSON.stringify(key),
      cure: `${didYouMean(key, known)}the options are ${known.join(", ")}`,
    });
  }
}
