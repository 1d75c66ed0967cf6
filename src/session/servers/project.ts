import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { StreambookError } from "../../errors.js";

/** The compiled servers, found from the sources and from the compiled library alike. */
export function serversMain(): string {
  const main = join(projectRoot(), "dist", "servers", "main.js");
  if (existsSync(main)) return main;
  throw new StreambookError({
    code: "NOT_BUILT",
    step: "startServer",
    rule: "The servers must have been built.",
    got: `no ${main}`,
    cure: "npm run build",
  });
}

function projectRoot(): string {
  const start = dirname(fileURLToPath(import.meta.url));
  for (let folder = start; ; folder = dirname(folder)) {
    if (nameIn(join(folder, "package.json")) === "streambook") return folder;
    if (dirname(folder) === folder)
      throw new StreambookError({
        code: "NOT_INSTALLED",
        step: "startServer",
        rule: "The library must stand in its own package.",
        got: `no package.json of streambook above ${start}`,
        cure: "npm install streambook",
      });
  }
}

function nameIn(file: string): unknown {
  try {
    return (JSON.parse(readFileSync(file, "utf8")) as { name?: unknown }).name;
  } catch {
    return undefined; // no such file here
  }
}
