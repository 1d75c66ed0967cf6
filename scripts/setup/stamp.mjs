// Stamps: a step writes the hash of its inputs when it is done, last of all, and is redone when the hash changes.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

/** The SHA-256 of texts and buffers, in hexadecimal. */
export function hash(...parts) {
  const sum = createHash("sha256");
  for (const part of parts) {
    // The length keeps ("ab", "c") apart from ("a", "bc").
    sum.update(`${part.length}:`);
    sum.update(part);
  }
  return sum.digest("hex");
}

/** The hash of a file's bytes, or "missing". */
export function hashFile(file) {
  try {
    return hash(fs.readFileSync(file));
  } catch {
    return "missing";
  }
}

/** Every file under `folder`, as sorted paths relative to it with forward slashes. A folder that is not there has none. */
export function filesUnder(folder) {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)).replaceAll("\\", "/"),
    )
    .sort();
}

/** The hash of the names and bytes of the files under `folder` that `keep` accepts. */
export function hashFolder(folder, keep = () => true) {
  return hash(
    ...filesUnder(folder)
      .filter(keep)
      .flatMap((file) => [file, fs.readFileSync(path.join(folder, file))]),
  );
}

/** What a stamp file says, or undefined. */
export function readStamp(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** Writes a JSON file whole or not at all. */
export function writeStamp(file, value) {
  writeWhole(file, JSON.stringify(value, null, 2) + "\n");
}

/** Writes a file whole or not at all, making its folder. */
export function writeWhole(file, bytes) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.tmp`;
  try {
    fs.writeFileSync(draft, bytes);
    fs.renameSync(draft, file);
  } catch (error) {
    fs.rmSync(draft, { force: true });
    throw error;
  }
}
