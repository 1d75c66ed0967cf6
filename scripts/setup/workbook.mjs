// Step: the learner's own copies of the lessons, in workbook/. What a learner changed is never overwritten.
import fs from "node:fs";
import path from "node:path";
import { filesUnder, hash, readStamp, writeStamp, writeWhole } from "./stamp.mjs";

const recordFile = (ctx) => path.join(ctx.paths.state, "workbook.json");
const ignored = (file) => file.includes(".ipynb_checkpoints/") || path.posix.basename(file).startsWith(".");

/** A lesson as a learner gets it: the same bytes, with the TypeScript kernel chosen if none is. */
export function copyOf(file, bytes) {
  if (!file.endsWith(".ipynb")) return bytes;
  const notebook = JSON.parse(bytes.toString("utf8"));
  if (notebook.metadata?.kernelspec?.name === "tslab") return bytes;
  notebook.metadata = {
    ...notebook.metadata,
    kernelspec: { display_name: "TypeScript (streambook)", language: "typescript", name: "tslab" },
  };
  return Buffer.from(JSON.stringify(notebook, null, 1) + "\n");
}

/**
 * What a learner can have changed, as a hash: of a notebook its cells' text. That cells were run, and what they showed,
 * JupyterLab saves by itself; it is no change.
 */
export function fingerprint(file, bytes) {
  if (!file.endsWith(".ipynb")) return hash(bytes);
  try {
    const { cells } = JSON.parse(bytes.toString("utf8"));
    return hash(JSON.stringify(cells.map(({ cell_type, source }) => [cell_type, [source].flat().join("")])));
  } catch {
    return hash(bytes);
  }
}

/** "01-sockets.ipynb" -> "01-sockets.new.ipynb", then "01-sockets.new-2.ipynb", the first for which `taken` is false. */
export function newName(file, taken) {
  const extension = path.posix.extname(file);
  const stem = file.slice(0, file.length - extension.length);
  for (let number = 1; ; number += 1) {
    const name = `${stem}.new${number === 1 ? "" : `-${number}`}${extension}`;
    if (!taken(name)) return name;
  }
}

/**
 * What has to happen to each lesson, decided from hashes alone. `record` holds, per lesson, the hash of the lesson
 * (`lesson`) and of the copy as it was made (`copy`) the last time a version was given out.
 */
export function planWorkbook({ lessons, copies, record }) {
  return Object.entries(lessons).map(([file, lesson]) => {
    const given = record[file];
    const copy = copies[file];
    if (copy === undefined) return { file, action: "make" };
    if (given?.lesson === lesson.hash) return { file, action: "keep" };
    if (copy === lesson.copyHash) return { file, action: "adopt" };
    if (given !== undefined && copy === given.copy) return { file, action: "replace" };
    return { file, action: "offer" };
  });
}

function survey(ctx) {
  const lessons = {};
  const bytes = {};
  const copies = {};
  for (const file of filesUnder(ctx.paths.notebooks).filter((name) => !ignored(name))) {
    const original = fs.readFileSync(path.join(ctx.paths.notebooks, file));
    bytes[file] = copyOf(file, original);
    lessons[file] = { hash: hash(original), copyHash: fingerprint(file, bytes[file]) };
    const copy = path.join(ctx.paths.workbook, file);
    if (fs.existsSync(copy)) copies[file] = fingerprint(file, fs.readFileSync(copy));
  }
  const record = readStamp(recordFile(ctx)) ?? {};
  return { plan: planWorkbook({ lessons, copies, record }), lessons, bytes, record };
}

export const workbook = {
  name: "workbook",
  title: "your copies of the lessons, in workbook/",

  isDone: (ctx) => survey(ctx).plan.every(({ action }) => action === "keep"),

  run(ctx) {
    const { plan, lessons, bytes, record } = survey(ctx);
    const notes = [];
    const at = (file) => path.join(ctx.paths.workbook, file);
    for (const { file, action } of plan) {
      if (action === "keep") continue;
      const target = action === "offer" ? newName(file, (name) => fs.existsSync(at(name))) : file;
      if (action !== "adopt") writeWhole(at(target), bytes[file]);
      if (action === "replace")
        notes.push(`workbook/${file}: replaced by its new version (you had not changed it)`);
      if (action === "offer")
        notes.push(`workbook/${file} is yours and stays; its new version lies beside it: ${target}`);
      // An offered lesson's copy is the learner's for good: no hash of it is kept, so no update replaces it.
      record[file] =
        action === "offer"
          ? { lesson: lessons[file].hash }
          : { lesson: lessons[file].hash, copy: lessons[file].copyHash };
      writeStamp(recordFile(ctx), record);
    }
    return notes.length === 0 ? undefined : notes;
  },
};

/** The lesson to open first, as a path in workbook/; undefined when there are none. */
export function firstLesson(ctx) {
  return filesUnder(ctx.paths.notebooks).find((file) => file.endsWith(".ipynb") && !ignored(file));
}
