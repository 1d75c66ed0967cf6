// The recorded answers: one file a family, one case a line, so that a diff shows what changed.
import fs from "node:fs";
import path from "node:path";
import { writeWhole } from "../setup/stamp.mjs";

const file = (folder, name) => path.join(folder, `${name}.json`);

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

export function writeRecord(folder, name, text) {
  writeWhole(file(folder, name), text);
}

/** Takes away the records of families that are no more. */
export function removeOthers(folder, names) {
  for (const entry of fs.readdirSync(folder))
    if (!names.includes(entry.replace(/\.json$/, ""))) fs.rmSync(path.join(folder, entry));
}

/** What of an answer must be the same at each asking, by how its case is compared (`Compare` of test/oracle/format.ts). */
function lasting(answer, compare) {
  if (answer === undefined) return answer;
  if (compare === "anyOrder")
    return { ...answer, rows: answer.rows?.map((row) => JSON.stringify(row)).sort() };
  if (compare !== "kind") return answer;
  const kind = (value) => (value === null ? "null" : typeof value);
  return {
    ...answer,
    ...("value" in answer && { value: kind(answer.value) }),
    ...(answer.rows && { rows: answer.rows.map((row) => row.map(kind)) }),
  };
}

/** Where the record is not what Spark says: a line each. `compares` gives by key how a case is compared; `isPart`: only some cases were asked. */
export function differences(folder, name, text, compares = {}, isPart = false) {
  const recorded = fs.existsSync(file(folder, name)) ? fs.readFileSync(file(folder, name), "utf8") : "";
  if (recorded === text) return [];
  const [now, before] = [JSON.parse(text), recorded === "" ? {} : JSON.parse(recorded)];
  if (now.answers === undefined) return [`${name}: the list is not the recorded one`];
  const a = now.answers;
  const all = before.answers ?? {};
  const b = isPart ? Object.fromEntries(Object.entries(all).filter(([key]) => key in a)) : all;
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  const lines = keys
    .filter(
      (key) =>
        JSON.stringify(lasting(a[key], compares[key])) !== JSON.stringify(lasting(b[key], compares[key])),
    )
    .map(
      (key) =>
        `${name}: ${key}\n    recorded ${JSON.stringify(b[key])}\n    Spark    ${JSON.stringify(a[key])}`,
    );
  if (now.spark !== before.spark)
    lines.unshift(`${name}: recorded from Spark ${before.spark}, this is ${now.spark}`);
  const isReordered = JSON.stringify(Object.keys(a)) !== JSON.stringify(Object.keys(b));
  return lines.length === 0 && isReordered ? [`${name}: the same answers, written differently`] : lines;
}
