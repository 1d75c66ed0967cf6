// Asks the real Spark every case of test/oracle/cases and records its answers, or with --check compares them with the record:
// all of them, or with --some N so many, which are others at every commit (all take Spark ten minutes).
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { command } from "./setup/command.mjs";
import { SetupFailure } from "./setup/failure.mjs";
import { jobOf, readFamilies } from "./oracle/cases.mjs";
import { draw } from "./oracle/draw.mjs";
import { differences, functionsText, recordText, removeOthers, writeRecord } from "./oracle/record.mjs";
import { ask, javaFault, sparkPython } from "./oracle/spark.mjs";

const usage = "npm run oracle [-- --check [--some N]] [--only family[,family]] [--java]";

await command(async (ctx) => {
  const { check, only, java, some } = options();
  if (some !== undefined && !check)
    throw new SetupFailure("--some is for --check.", "A record is made of all cases of a family.");
  const fault = await javaFault(ctx.env);
  if (java) {
    if (fault) console.log(fault);
    process.exitCode = fault ? 1 : 0;
    return;
  }
  if (fault)
    throw new SetupFailure(
      `${fault}.`,
      "Install one (Debian, Ubuntu: sudo apt-get install openjdk-17-jre-headless).",
    );
  const record = path.join(ctx.root, "test", "oracle", "record");
  const scratch = path.join(ctx.root, ".oracle", `work-${process.pid}`);
  process.on("exit", () => fs.rmSync(scratch, { recursive: true, force: true }));
  const families = await readFamilies(ctx.root, path.join(scratch, "cases"));
  const wanted = only === undefined ? families : families.filter(({ name }) => only.includes(name));
  const chosen = some === undefined ? wanted : someOf(wanted, Number(some), ctx.root);
  if (chosen.length === 0)
    throw new SetupFailure(
      `No family is named ${only}.`,
      `There are: ${families.map(({ name }) => name).join(", ")}`,
    );
  const python = await sparkPython(ctx);
  console.log(`Asking Spark ${count(chosen)} of ${count(families)} cases`);
  const answers = await ask(python, jobOf(chosen, ctx.root), scratch, ctx.env);
  const texts = [
    ...chosen.map(({ name, keys, cases }) => [
      name,
      recordText(answers.spark, keys, answers.families[name]),
      Object.fromEntries(keys.map((key, i) => [key, cases[i].compare])),
    ]),
    ...(only === undefined ? [["functions", functionsText(answers.spark, answers.functions), {}]] : []),
  ];
  if (check) return report(texts.flatMap((text) => differences(record, ...text, some !== undefined)));
  for (const [name, text] of texts) writeRecord(record, name, text);
  if (only === undefined)
    removeOthers(
      record,
      texts.map(([name]) => name),
    );
  console.log(`Recorded in test/oracle/record, from Spark ${answers.spark}`);
});

function count(families) {
  return families.reduce((sum, { cases }) => sum + cases.length, 0);
}

/** So many cases of all families, others at every commit. */
function someOf(families, most, root) {
  const named = (family, key) => `${family.name} ${key}`;
  const drawn = draw(
    families.flatMap((family) => family.keys.map((key) => named(family, key))),
    most,
    root,
  );
  return families
    .map((family) => {
      const isDrawn = (_, i) => drawn.has(named(family, family.keys[i]));
      const [keys, texts, cases] = [family.keys, family.texts, family.cases].map((list) =>
        list.filter(isDrawn),
      );
      return { ...family, keys, texts, cases };
    })
    .filter(({ cases }) => cases.length > 0);
}

function options() {
  try {
    const { values } = parseArgs({
      options: {
        check: { type: "boolean" },
        only: { type: "string" },
        java: { type: "boolean" },
        some: { type: "string" },
      },
    });
    return { ...values, only: values.only?.split(",") };
  } catch (error) {
    throw new SetupFailure(error.message, usage);
  }
}

function report(lines) {
  if (lines.length === 0) return console.log("The record is what Spark says");
  process.exitCode = 1;
  console.log(
    `${lines.join("\n")}\n${lines.length} differences: the record is not what Spark says (npm run oracle records anew)`,
  );
}
