import type { LineWriter } from "../line-writer.js";
import { Random } from "../random.js";
import type { RecordSettings } from "./record.js";

/** What the person does, by the name the data set gives it. */
export const ACTIVITIES = [
  "stand",
  "sit",
  "walk",
  "stairsup",
  "stairsdown",
  "bike",
  "run",
  "unknown",
] as const;
/** The people: one letter each, the key of the users file. */
export const USERS = [..."abcdefghijklmnopqrstuvwxyz"];

const [ARRIVAL, CREATION, DEVICE, INDEX, X, Y, Z, END] = [
  '{"Arrival_Time": ',
  ', "Creation_Time": ',
  ', "Device": ',
  ', "Index": ',
  ', "x": ',
  ', "y": ',
  ', "z": ',
  "}\n",
].map((text) => Buffer.from(text)) as [Buffer, Buffer, Buffer, Buffer, Buffer, Buffer, Buffer, Buffer];

const quoted = (values: readonly string[]) => values.map((value) => Buffer.from(`"${value}"`));
const GT = ACTIVITIES.map((activity) => Buffer.from(`, "gt": "${activity}"`));

/** What the phones' and the watches' records have in common; they differ in devices, model and one field. */
export class MotionRecords {
  readonly #random: Random;
  readonly #devices: Buffer[];
  readonly #people: Buffer[];
  readonly #errorTail: Buffer;
  readonly #extra: ((out: LineWriter, random: Random) => void) | undefined;
  #index = 0;

  constructor(
    readonly settings: RecordSettings,
    shape: MotionShape,
  ) {
    // The two servers at one seed must not tell the same story.
    this.#random = new Random(settings.seed ^ shape.salt);
    this.#devices = quoted(shape.devices);
    this.#people = USERS.map((user) => Buffer.from(`, "Model": "${shape.model}", "User": "${user}"`));
    const missing = [
      "Device",
      "Index",
      "Model",
      "User",
      ...(shape.extra ? [shape.extra.name] : []),
      "gt",
      "x",
      "y",
      "z",
    ];
    this.#errorTail = Buffer.from(missing.map((name) => `, "${name}": null`).join("") + "}\n");
    this.#extra = shape.extra?.write;
  }

  readonly maxBytes = 320;

  next(out: LineWriter): boolean {
    const { clock, lateness, errors } = this.settings;
    const random = this.#random;
    clock.step();
    out.text(ARRIVAL);
    out.time(clock.seconds, clock.nanos);
    out.text(CREATION);
    writeEarlier(out, clock.seconds, clock.nanos, random.next() * lateness);
    const index = this.#index++;
    if (random.next() < errors) {
      out.text(this.#errorTail);
      return true;
    }
    out.text(DEVICE);
    out.text(this.#devices[random.below(this.#devices.length)]!);
    out.text(INDEX);
    out.integer(index);
    out.text(this.#people[random.below(this.#people.length)]!);
    this.#extra?.(out, random);
    out.text(GT[random.below(GT.length)]!);
    out.text(X);
    out.decimal(random.triangular(-1, 1, 0.5));
    out.text(Y);
    out.decimal(random.triangular(-0.3, 0.2, 0));
    out.text(Z);
    out.decimal(random.triangular(1, 3, 1.1));
    out.text(END);
    return true;
  }
}

export interface MotionShape {
  readonly devices: readonly string[];
  readonly model: string;
  /** Sets this server's random numbers apart from the other's at the same seed. */
  readonly salt: number;
  /** A field of its own, between `User` and `gt`: keys are alphabetical, capitals first. */
  readonly extra?: { readonly name: string; readonly write: (out: LineWriter, random: Random) => void };
}

/** The time `delay` seconds before the one given, as digits. */
function writeEarlier(out: LineWriter, seconds: number, nanos: number, delay: number): void {
  const wholeDelay = Math.floor(delay);
  let second = seconds - wholeDelay;
  let nano = nanos - Math.floor((delay - wholeDelay) * 1e9);
  if (nano < 0) {
    nano += 1_000_000_000;
    second -= 1;
  }
  out.time(second, nano);
}
