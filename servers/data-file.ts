import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** A file of the project's `data` folder, found from the sources and from the compiled code alike. */
export function dataFile(name: string): string {
  const here = dirname(fileURLToPath(import.meta.url));
  for (let folder = here; ; folder = dirname(folder)) {
    const file = join(folder, "data", name);
    if (existsSync(file)) return file;
    if (dirname(folder) === folder)
      throw new Error(`data/${name} is missing: get it back with git checkout data`);
  }
}
