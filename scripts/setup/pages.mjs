// The book without Jupyter: executed by Node, kept in book/ until a lesson or the library changes.
import fs from "node:fs";
import path from "node:path";
import { buildInputs } from "./build.mjs";
import { SetupFailure, lastLines } from "./failure.mjs";
import { run } from "./run.mjs";
import { hash, hashFolder, readStamp, writeStamp } from "./stamp.mjs";

/** Makes book/ if it is not made of these lessons and this library; resolves to its folder. */
export async function makeBook(ctx) {
  const stampFile = path.join(ctx.paths.state, "book.json");
  const index = path.join(ctx.paths.book, "index.html");
  const inputs = hash(hashFolder(ctx.paths.notebooks), buildInputs(ctx));
  if (readStamp(stampFile)?.inputs === inputs && fs.existsSync(index)) return ctx.paths.book;
  const end = ctx.progress.begin("the book, executed by Node (a minute or two)");
  const maker = path.join(ctx.root, "scripts", "book.mjs");
  const { code, output } = await run(process.execPath, [maker, "--out", "book"], {
    cwd: ctx.root,
    env: ctx.env,
  });
  end(code === 0 ? "" : "failed");
  if (code === 0) writeStamp(stampFile, { inputs });
  else if (!fs.existsSync(index)) {
    throw new SetupFailure(
      `The book could not be executed: ${lastLines(output, 12)}`,
      "Type: npm run doctor",
    );
  } else ctx.progress.say(`    some cells failed, the pages show where: ${lastLines(output, 4)}`);
  return ctx.paths.book;
}
