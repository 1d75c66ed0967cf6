// Asks the real Spark every case of test/oracle/cases and records its answers, or with --check compares them with the record.
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { command } from "./setup/command.mjs";
import { SetupFailure } from "./setup/failure.mjs";
import { jobOf, readFamilies } from "./oracle/cases.mjs";
import { differences, functionsText, recordText, removeOthers, writeRecord } from "./oracle/record.mjs";
import { ask, javaFault, sparkPython } from "./oracle/spark.mjs";

const usage = "npm run oracle [-- --check] [--only family[,family]] [--java]";

await command(async (ctx) => {
  const { check, only, java } = options();
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
  const chosen = only === undefined ? families : families.filter(({ name }) => only.includes(name));
  if (chosen.length === 0)
    throw new SetupFailure(
      `No family is named ${only}.`,
      `There are: ${families.map(({ name }) => name).join(", ")}`,
    );
  const python = await sparkPython(ctx);
  console.log(`Asking Spark ${chosen.reduce((n, { cases }) => n + cases.length, 0)} cases`);
  const answers = await ask(python, jobOf(chosen, ctx.root), scratch, ctx.env);
  const texts = [
    ...chosen.map(({ name, keys, cases }) => [
      name,
      recordText(answers.spark, keys, answers.families[name]),
      Object.fromEntries(keys.map((key, i) => [key, cases[i].compare])),
    ]),
    ...(only === undefined ? [["functions", functionsText(answers.spark, answers.functions)]] : []),
  ];
  if (check) return report(texts.flatMap((text) => differences(record, ...text)));
  for (const [name, text] of texts) writeRecord(record, name, text);
  if (only === undefined)
    removeOthers(
      record,
      texts.map(([name]) => name),
    );
  console.log(`Recorded in test/oracle/record, from Spark ${answers.spark}`);
});

function options() {
  try {
    const { values } = parseArgs({
      options: { check: { type: "boolean" }, only: { type: "string" }, java: { type: "boolean" } },
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
