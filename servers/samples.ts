import { StepClock } from "./clock.js";
import { LineWriter } from "./line-writer.js";
import { Random } from "./random.js";
import { USERS } from "./records/motion.js";
import { fill } from "./records/record.js";
import { SERVERS } from "./registry.js";

const SEED = 2020;
const RECORDS = 1000;
const ERRORS = 0.02;
/** 2020-03-21T10:00:00Z, then the servers' ten records a second. */
const START_SECONDS = 1_584_784_800;
const STEP_NANOS = 100_000_000;

/** The committed files of `data/` that are made from seeds, by name within it. */
export function samples(): Map<string, string> {
  const files = new Map([["users.csv", users()]]);
  for (const name of Object.keys(SERVERS)) files.set(`samples/${name}.jsonl`, records(name));
  return files;
}

/** The first records of a server, at its usual pace. */
function records(name: string): string {
  const clock = new StepClock(START_SECONDS, STEP_NANOS);
  // Quotes have errors only on demand; in a sample they are as useful as the others'.
  const maker = SERVERS[name]!.records({ seed: SEED, errors: ERRORS, lateness: 1, clock });
  const out = new LineWriter(RECORDS * maker.maxBytes);
  fill(maker, clock, out, RECORDS);
  return out.bytes.toString("utf8", 0, out.at);
}

/** Who the letters of the field `User` are: a first name that begins with it, and a surname. */
function users(): string {
  const surnames = new Random(SEED).shuffle([...SURNAMES]);
  const rows = USERS.map((user, place) => `${user};${FIRST_NAMES[place]};${surnames[place]}`);
  return ["User;FirstName;LastName", ...rows, ""].join("\n");
}

const FIRST_NAMES =
  "Aylin Bastien Chiara Dmitri Ebele Farid Greta Hana Ismael Jolanta Kenji Leïla Mateo Nadia Oskar Priya Quentin Rosa Stefan Thandi Ulrika Viggo Wanda Ximena Yusuf Zofia".split(
    " ",
  );
const SURNAMES =
  "Abara Blomqvist Castellan Duvernay Ekström Fontane Galloway Haddad Iwasaki Jankowski Keller Lindqvist Moreau Nakagawa Okoro Petrov Quiroga Rasmussen Sandoval Tanaka Ulbricht Varga Whitlock Xanthis Yilmaz Zeller".split(
    " ",
  );
