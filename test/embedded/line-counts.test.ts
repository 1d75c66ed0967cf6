import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LineCounts } from "../../src/embedded/load/line-counts.js";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "streambook line counts "));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

test("files looked through ahead count as they do when they are looked through at once", async () => {
  const paths = [await file("a.txt", "1\n2\n3\n"), await file("b.txt", "4\n5"), await file("c.txt", "")];
  const counts = new LineCounts("text");
  expect(await counts.count(paths)).toBe(5);
  counts.lookAhead(paths);
  expect(await counts.count(paths)).toBe(5);
  expect(await counts.count(paths.slice(1))).toBe(2);
});

test("a file that was changed after it was looked through is looked through again", async () => {
  const paths = [await file("d.txt", "1\n2\n"), await file("e.txt", "3\n")];
  const counts = new LineCounts("text");
  counts.lookAhead(paths);
  expect(await counts.count(paths)).toBe(3);
  await file("d.txt", "1\n2\n3\n4\n");
  expect(await counts.count(paths)).toBe(5);
  await file("e.txt", "3\r\n");
  expect(await counts.count(paths)).toBeNull();
});

test("a file that is not there when it is looked at ahead is missed when its batch comes", async () => {
  const path = join(folder, "later.txt");
  const counts = new LineCounts("text");
  counts.lookAhead([path]);
  await expect(counts.count([path])).rejects.toMatchObject({ code: "ENOENT" });
  await writeFile(path, "1\n");
  expect(await counts.count([path])).toBe(1);
});

test("what the engine cannot be trusted with is found ahead as well", async () => {
  const paths = [await file("f.json", '{"a":1}\n[{"a":2},{"a":3}]\n')];
  const counts = new LineCounts("json");
  counts.lookAhead(paths);
  expect(await counts.count(paths)).toBeNull();
  expect(await new LineCounts("text").count(paths)).toBe(2);
});
