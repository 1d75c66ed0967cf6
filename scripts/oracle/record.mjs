// The recorded answers: one file a family, one case a line, so that a diff shows what changed.
import fs from "node:fs";
import path from "node:path";
import { writeWhole } from "../setup/stamp.mjs";

const folder = (root) => path.join(root, "test", "oracle", "record");
const file = (root, name) => path.join(folder(root), `${name}.json`);

/** The text of a family's record: cases sorted by what they ask. */
export function recordText(spark, keys, answers) {
  const lines = keys
    .map((key, i) => [key, answers[i]])
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, answer]) => `  ${JSON.stringify(key)}: ${JSON.stringify(answer)}`);
  return `{\n "spark": ${JSON.stringify(spark)},\n "answers": {\n${lines.join(",\n")}\n }\n}\n`;
}

/** The names of Spark's functions, in SQL and in PySpark. */
export function functionsText(spark, { sql, python }) {
  const list = (names) => `[\n${names.map((name) => `  ${JSON.stringify(name)}`).join(",\n")}\n ]`;
  return `{\n "spark": ${JSON.stringify(spark)},\n "sql": ${list(sql)},\n "python": ${list(python)}\n}\n`;
}

export function writeRecord(root, name, text) {
  writeWhole(file(root, name), text);
}

/** Takes away the records of families that are no more. */
export function removeOthers(root, names) {
  for (const entry of fs.readdirSync(folder(root)))
    if (!names.includes(entry.replace(/\.json$/, ""))) fs.rmSync(path.join(folder(root), entry));
}

/** Where the record is not what Spark says: a line each. */
export function differences(root, name, text) {
  const recorded = fs.existsSync(file(root, name)) ? fs.readFileSync(file(root, name), "utf8") : "";
  if (recorded === text) return [];
  const [now, before] = [JSON.parse(text), recorded === "" ? {} : JSON.parse(recorded)];
  if (now.answers === undefined) return [`${name}: the list is not the recorded one`];
  const [a, b] = [now.answers, before.answers ?? {}];
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  const lines = keys
    .filter((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]))
    .map(
      (key) =>
        `${name}: ${key}\n    recorded ${JSON.stringify(b[key])}\n    Spark    ${JSON.stringify(a[key])}`,
    );
  if (now.spark !== before.spark)
    lines.unshift(`${name}: recorded from Spark ${before.spark}, this is ${now.spark}`);
  return lines.length > 0 ? lines : [`${name}: the same answers, written differently`];
}
