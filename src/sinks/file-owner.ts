import { readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { StreambookError } from "../errors.js";
import { writeDurably } from "./file-log.js";

/**
 * Ties an output folder to one query, the same over all of its starts. Batch numbers of another query would be taken for batches that are written already, and its rows lost in silence.
 * Returns a short text for the names of the files. Throws FILE_SINK_FOLDER_TAKEN.
 */
export async function claimFolder(step: string, folder: string, queryId: string): Promise<string> {
  const path = join(folder, "_spark_metadata.owner");
  const owner = await readFile(path, "utf8").catch(() => null);
  if (owner !== null && owner.trim() !== queryId)
    throw new StreambookError({
      code: "FILE_SINK_FOLDER_TAKEN",
      step,
      rule: "A folder takes the batches of one query: those of one checkpoint.",
      got: `${folder} holds batches of the query ${owner.trim()}, this one is ${queryId}`,
      cure: "write to another folder; or go on with the checkpoint that the folder was written with; or delete both to start over",
    });
  if (owner === null) {
    await writeDurably(`${path}.tmp`, queryId);
    await rename(`${path}.tmp`, path);
  }
  return queryId.slice(0, 8);
}
