import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, parse } from "node:path";
import { afterEach, expect, it } from "vitest";
import { StreamSession } from "streambook";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function readTwoFiles(options: Record<string, string>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "clean source "));
  folders.push(folder);
  const session = await StreamSession.create({ print: () => undefined });
  try {
    const reader = session.readStream.format("text").option("maxFilesPerTrigger", 1);
    for (const [key, value] of Object.entries(options)) reader.option(key, value);
    for (const name of ["a.txt", "b.txt"]) writeFileSync(join(folder, name), `${name}\n`);
    const query = await reader.load(folder).writeStream.format("memory").queryName("lines").start();
    await query.processAllAvailable();
    expect(await session.table("lines").count()).toBe(2);
  } finally {
    await session.stop();
  }
  return folder;
}

it("deletes the files of committed batches", async () => {
  const folder = await readTwoFiles({ cleanSource: "delete" });
  expect(["a.txt", "b.txt"].map((name) => existsSync(join(folder, name)))).toEqual([false, false]);
});

it("moves them under a folder, their whole path kept", async () => {
  const archive = mkdtempSync(join(tmpdir(), "archive "));
  folders.push(archive);
  const folder = await readTwoFiles({ cleanSource: "archive", sourceArchiveDir: archive });
  const moved = join(archive, folder.slice(parse(folder).root.length), "a.txt");
  expect([existsSync(moved), existsSync(join(folder, "a.txt"))]).toEqual([true, false]);
});

it("leaves them otherwise, and says which choices there are", async () => {
  const folder = await readTwoFiles({});
  expect(existsSync(join(folder, "a.txt"))).toBe(true);
  await expect(readTwoFiles({ cleanSource: "move" })).rejects.toThrow("must be archive, delete or off");
  await expect(readTwoFiles({ cleanSource: "archive" })).rejects.toThrow("sourceArchiveDir");
});
