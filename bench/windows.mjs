// npm run bench -- windows [records]: iot records in text files -> JSON -> no nulls -> nanoseconds to a timestamp -> count per 10 s window and activity,
// each contestant a process of its own: streambook, one SQL statement a file by hand, and, with RIVALS=1, PySpark, Bytewax and Pathway (installed
// into .bench/ from PyPI when first asked for). Every answer is checked against one counted while the files were written.
// The same from a socket, the sender a process of its own. Not measured: checkpoints; a stream's rate counts from start() to the end of the last batch, "first row" from the start of the process.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { contest, shown } from "./rivals/contest.mjs";
import { rivalPython } from "./rivals/python.mjs";
import { counter, sortedCounts } from "./rivals/window-counts.mjs";

const records = Number(process.argv[2] ?? 2_000_000);
const FILES = Number(process.env.FILES ?? 20);
const ROUNDS = Number(process.env.ROUNDS ?? 3);
const activities = ["stand", "sit", "walk", "stairsup", "stairsdown", "bike"];
const folder = mkdtempSync(join(tmpdir(), "streambook window bench "));
const lines = join(folder, "in");

/** Writes the files and counts by hand: two records in a hundred are the iot server's error records, all nulls. */
function write() {
  mkdirSync(lines);
  const counted = counter();
  const each = Math.ceil(records / FILES);
  let seed = 1;
  const random = () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
  for (let file = 0; file < FILES; file++) {
    const part = [];
    for (let i = file * each; i < Math.min(records, (file + 1) * each); i++) {
      if (random() < 0.02) {
        part.push(
          `{"Arrival_Time": null, "Creation_Time": null, "Device": null, "Index": null, "Model": null, "User": null, "gt": null, "x": null, "y": null, "z": null}\n`,
        );
        continue;
      }
      const gt = activities[Math.floor(random() * activities.length)];
      const ms = 1_424_686_735_000 + i;
      part.push(
        `{"Arrival_Time": ${ms}, "Creation_Time": ${ms}${String(i % 1_000_000).padStart(6, "0")}, "Device": "nexus4_1", "Index": ${i}, "Model": "nexus4", "User": "${"abcdefghi"[i % 9]}", "gt": "${gt}", ` +
          `"x": ${(random() * 2 - 1).toFixed(7)}, "y": ${(random() * 2 - 1).toFixed(7)}, "z": ${(1 + random()).toFixed(7)}}\n`,
      );
      counted.add(Math.floor(ms / 10_000) * 10, gt, 1);
    }
    writeFileSync(join(lines, `part-${String(file).padStart(3, "0")}.txt`), part.join(""));
  }
  return sortedCounts(counted);
}

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const ours = (perBatch) => ({
  name: `streambook, ${perBatch} file${perBatch === 1 ? "" : "s"} a batch`,
  command: [process.execPath, here("rivals/windows-streambook.mjs"), lines, String(perBatch)],
});

/** Sends the lines to whoever connects. */
async function sender() {
  const child = spawn(process.execPath, [here("rivals/serve-files.mjs"), lines], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [port] = await once(child.stdout.setEncoding("utf8"), "data");
  return { child, port: port.trim() };
}

let sending;
try {
  const expected = write();
  sending = await sender();
  const contestants = [
    ours(1),
    ours(2),
    ours(5),
    {
      name: "streambook, from a socket",
      command: [
        process.execPath,
        here("rivals/windows-streambook.mjs"),
        "--socket",
        sending.port,
        String(records),
      ],
    },
    { name: "SQL by hand", command: [process.execPath, here("rivals/windows-by-hand.mjs"), lines] },
  ];
  if (process.env.RIVALS === "1") {
    const others = { pyspark: "PySpark", bytewax: "Bytewax", pathway: "Pathway" };
    for (const [key, name] of Object.entries(others)) {
      const python = await rivalPython(key);
      const script = here(`rivals/windows_${key}.py`);
      if (!existsSync(python)) console.log(`${name}: skipped, ${python}`);
      else contestants.push({ name, command: [python, script, lines], rounds: 1 });
    }
  } else console.log("PySpark, Bytewax, Pathway: skipped, RIVALS=1 asks them too");
  console.log(`${records} records in ${FILES} files; ${expected.length} counts`);
  for (const { name, command, rounds = ROUNDS } of contestants)
    for (let i = 0; i < rounds; i++) console.log(shown(name, records, await contest(command, expected)));
} finally {
  sending?.child.kill("SIGTERM");
  rmSync(folder, { recursive: true, force: true });
}
