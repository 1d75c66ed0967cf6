import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { progressFile } from "./file.js";
import { EMPTY, parseRecord, type ExerciseRecord, type ProgressRecord } from "./record.js";

/** What was remembered without a file, or when the file could not be written. */
let inMemory: ProgressRecord = EMPTY;
let why: string | null = null;

/** Progress as it is now, and in one sentence where it is not kept as it should be. */
export function readProgress(): { readonly record: ProgressRecord; readonly note: string | null } {
  const file = progressFile();
  if (file === null)
    return {
      record: inMemory,
      note: "Progress lasts as long as this notebook runs: there is no streambook project around it to keep it in.",
    };
  if (why !== null) return { record: inMemory, note: why };
  return { record: fromFile(file) ?? EMPTY, note: null };
}

/** Changes what is remembered of one exercise; null forgets it. The file is read first: other notebooks write to it too. */
export function remember(id: string, change: (before: ExerciseRecord) => ExerciseRecord | null): void {
  const { record } = readProgress();
  const { [id]: before, ...others } = record.exercises;
  const after = change(before ?? { tries: 0 });
  const exercises = after === null ? others : { ...others, [id]: after };
  inMemory = { version: 1, exercises };
  const file = progressFile();
  if (file === null) return;
  try {
    writeWhole(file, `${JSON.stringify(inMemory, null, 2)}\n`);
    why = null;
  } catch (error) {
    why = `Progress lasts as long as this notebook runs: ${file} cannot be written (${(error as Error).message}).`;
  }
}

function fromFile(file: string): ProgressRecord | null {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return null;
  }
  const record = parseRecord(text);
  // What cannot be read is put aside, not overwritten.
  if (record === null) setAside(file);
  return record;
}

function setAside(file: string): void {
  try {
    if (existsSync(file)) renameSync(file, `${file}.unreadable`);
  } catch {
    // It stays where it is; the next write says that it cannot be replaced.
  }
}

/** A reader sees the old file or the new one, never half of it. */
function writeWhole(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const fresh = `${file}.${process.pid}.new`;
  writeFileSync(fresh, text);
  renameSync(fresh, file);
}
