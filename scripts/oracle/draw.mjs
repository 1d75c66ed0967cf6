import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";

/** So many of these names, drawn by the commit: others at every commit, the same again for the same one. */
export function draw(names, most, root) {
  const commit = execFileSync("git", ["rev-parse", "HEAD"], { cwd: root, encoding: "utf8" }).trim();
  const place = (name) => createHash("sha1").update(`${commit} ${name}`).digest("hex");
  const placed = names.map((name) => [place(name), name]).sort(([a], [b]) => (a < b ? -1 : 1));
  return new Set(placed.slice(0, most).map(([, name]) => name));
}
