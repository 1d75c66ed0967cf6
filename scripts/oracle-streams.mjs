// Tells the stories of test/streaming/stories/cases to the real Spark and records what each batch wrote, or with --check compares with the record:
// all of them, or with --some N so many, which are others at every commit (all take Spark a quarter of an hour).
// --story NAME (as often as wanted) asks these only, prints their answers, and puts them into the record.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import ts from "typescript";
import { draw } from "./oracle/draw.mjs";
import { differences, recordText } from "./oracle/record.mjs";
import { ask, javaFault, sparkPython } from "./oracle/spark.mjs";
import { command } from "./setup/command.mjs";
import { SetupFailure } from "./setup/failure.mjs";
import { writeWhole } from "./setup/stamp.mjs";

await command(async (ctx) => {
  const { values } = parseArgs({
    options: {
      check: { type: "boolean" },
      only: { type: "string" },
      some: { type: "string" },
      story: { type: "string", multiple: true },
    },
  });
  const isPart = values.some !== undefined;
  if (isPart && !values.check)
    throw new SetupFailure("--some is for --check.", "A record is made of all stories of a family.");
  const fault = await javaFault(ctx.env);
  if (fault)
    throw new SetupFailure(
      `${fault}.`,
      "Install one (Debian, Ubuntu: sudo apt-get install openjdk-17-jre-headless).",
    );
  const scratch = path.join(ctx.root, ".oracle", `streams-${process.pid}`);
  process.on("exit", () => fs.rmSync(scratch, { recursive: true, force: true }));
  const stories = path.join(ctx.root, "test", "streaming", "stories");
  const families = await readFamilies(path.join(stories, "cases"), scratch);
  const wanted = families.filter(
    ({ name }) => values.only === undefined || values.only.split(",").includes(name),
  );
  const chosen = isPart ? someOf(wanted, Number(values.some), ctx.root) : wanted;
  if (isPart) console.log(`${count(chosen)} of ${count(wanted)} stories, others at every commit`);
  const python = await sparkPython(ctx);
  const record = path.join(stories, "record");
  const texts = async (families) => {
    const answers = await ask(python, families, scratch, ctx.env, "ask_streams.py");
    return families.map(({ name, stories: told }) => {
      const keys = told.map((story) => story.name);
      return [name, recordText(answers.spark, keys, answers.families[name])];
    });
  };
  if (values.story !== undefined) {
    const named = chosen
      .map((family) => ({
        ...family,
        stories: family.stories.filter(({ name }) => values.story.includes(name)),
      }))
      .filter((family) => family.stories.length > 0);
    if (named.length === 0)
      throw new SetupFailure(
        `There is no story ${JSON.stringify(values.story[0])}.`,
        "Their names are in test/streaming/stories/cases.",
      );
    for (const [name, text] of await texts(named)) {
      const { spark, answers } = JSON.parse(text);
      for (const [story, told] of Object.entries(answers)) console.log(name, story, toldText(told));
      const keys = families.find((family) => family.name === name).stories.map((story) => story.name);
      const all = { ...recorded(record, name), ...answers };
      const kept = keys.filter((key) => key in all);
      const whole = recordText(
        spark,
        kept,
        kept.map((key) => all[key]),
      );
      if (!values.check) writeWhole(path.join(record, `${name}.json`), whole);
    }
    return;
  }
  const asked = await texts(chosen);
  if (!values.check) {
    fs.mkdirSync(record, { recursive: true });
    for (const [name, text] of asked) writeWhole(path.join(record, `${name}.json`), text);
    return console.log(`Recorded, from Spark ${JSON.parse(asked[0][1]).spark}`);
  }
  let differing = asked.flatMap(([name, text]) => differences(record, name, text, {}, isPart));
  // On a busy machine Spark can begin a batch before all of its rows are there: what differs is asked a second time.
  const again = chosen
    .map((family) => ({
      ...family,
      stories: family.stories.filter((story) =>
        differing.some((line) => line.startsWith(`${family.name}: ${story.name}\n`)),
      ),
    }))
    .filter((family) => family.stories.length > 0);
  if (again.length > 0 && count(again) === differing.length) {
    console.log(`${count(again)} differ, and are asked again`);
    differing = (await texts(again)).flatMap(([name, text]) => differences(record, name, text, {}, true));
  }
  if (differing.length > 0) {
    process.exitCode = 1;
    console.log(
      `${differing.join("\n")}\n${differing.length} differences: the record is not what Spark says (npm run oracle:streams records anew)`,
    );
  } else console.log("The record is what Spark says");
});

function toldText(told) {
  const batches = Array.isArray(told) ? told : [told];
  return batches.map((batch) => `\n  ${JSON.stringify(batch)}`).join("");
}

function recorded(record, name) {
  const file = path.join(record, `${name}.json`);
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")).answers : {};
}

function count(families) {
  return families.reduce((sum, { stories }) => sum + stories.length, 0);
}

/** So many stories of all families, others at every commit. */
function someOf(families, most, root) {
  const named = (family, story) => `${family.name} ${story.name}`;
  const drawn = draw(
    families.flatMap((family) => family.stories.map((story) => named(family, story))),
    most,
    root,
  );
  return families
    .map((family) => ({
      ...family,
      stories: family.stories.filter((story) => drawn.has(named(family, story))),
    }))
    .filter(({ stories }) => stories.length > 0);
}

/** The case files are TypeScript that imports types only. */
async function readFamilies(folder, scratch) {
  fs.mkdirSync(scratch, { recursive: true });
  fs.writeFileSync(path.join(scratch, "package.json"), '{ "type": "module" }\n');
  const families = [];
  for (const file of fs
    .readdirSync(folder)
    .filter((name) => name.endsWith(".ts"))
    .sort()) {
    const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
    const target = path.join(scratch, file.replace(/\.ts$/, ".js"));
    const text = fs.readFileSync(path.join(folder, file), "utf8");
    fs.writeFileSync(target, ts.transpileModule(text, { compilerOptions: options }).outputText);
    families.push({ name: file.replace(/\.ts$/, ""), ...(await import(pathToFileURL(target).href)).default });
  }
  return families;
}
