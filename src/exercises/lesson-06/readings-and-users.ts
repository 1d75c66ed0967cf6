import { t } from "../../types/t.js";
import type { HiddenJoin } from "../trial/join-trial.js";
import { SeededRandom } from "../trial/random.js";

/** What a phone sends, and who it belongs to. Not every reading says whose it is. */
export interface Reading {
  readonly User: string | null;
  readonly gt: string;
}

/** A line of the users file. */
export interface Person {
  readonly User: string;
  readonly FirstName: string | null;
  readonly LastName: string;
}

export const SIDES = {
  readings: t.struct({ User: t.string(), gt: t.string() }),
  users: t.struct({ User: t.string(), FirstName: t.string(), LastName: t.string() }),
};

/** Two of them share a name; one has no first name; one sends nothing. */
export const PEOPLE: readonly Person[] = [
  { User: "a", FirstName: "Aylin", LastName: "Duvernay" },
  { User: "b", FirstName: "Bastien", LastName: "Zeller" },
  { User: "c", FirstName: "Aylin", LastName: "Duvernay" },
  { User: "d", FirstName: null, LastName: "Moreau" },
  { User: "n", FirstName: "Nobody", LastName: "Sends" },
];

/** Whose readings come: "x" and "y" stand in no file. */
const SENDERS = ["a", "b", "c", "d", "x", "y", null];
const ACTIVITIES = ["sit", "walk", "bike"];

function readings(seed: number, count: number): Reading[] {
  const random = new SeededRandom(seed);
  return Array.from({ length: count }, () => ({ User: random.pick(SENDERS), gt: random.pick(ACTIVITIES) }));
}

export type Given = HiddenJoin<"readings" | "users">;

/** Readings beside the users file: at once, in batches, and none; beside a file without lines. */
export function streams(): Given[] {
  const users = PEOPLE;
  const many = [31, 32, 33, 34].map((seed) => ({ readings: readings(seed, 9) }));
  return [
    { name: "readings in one batch", tables: { users }, batches: [{ readings: readings(30, 40) }] },
    { name: "readings in many batches", tables: { users }, batches: many },
    { name: "a stream on which nothing arrives", tables: { users }, batches: [{ readings: [] }] },
    {
      name: "a file without lines",
      tables: { users: [] },
      batches: [{ readings: readings(35, 12) }],
    },
  ];
}

/** All readings of a stream, each with its line of the file, if there is one. */
export function meetings({ batches, tables }: Given): { reading: Reading; person: Person | null }[] {
  const people = (tables.users ?? []) as readonly Person[];
  return (batches.flatMap((batch) => batch.readings ?? []) as Reading[]).map((reading) => ({
    reading,
    person: people.find(({ User }) => User === reading.User) ?? null,
  }));
}
