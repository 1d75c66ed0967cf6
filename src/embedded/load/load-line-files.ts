import type { BatchData } from "../../sources/source.js";
import { lineSchema } from "../../sources/schemas.js";
import type { StructType } from "../../types/data-type.js";
import type { Connection } from "../database.js";
import { parseJson } from "../functions/json/parse.js";
import { appendLines, appendRows } from "./append-rows.js";
import { beginsWithMark } from "./clean-lines.js";
import { fileLines, fileText } from "./file-text.js";
import { takeTable } from "./input-tables.js";
import { lineCountsOf } from "./line-counts.js";
import { linePieces } from "./line-pieces.js";
import type { LoadedBatch } from "./loaded-batch.js";
import { pathList, readLinesSql } from "./read-lines-sql.js";

type Files = Extract<BatchData, { kind: "files" }>;

/** Files of lines: read by the query itself if every one of them is clean, else decoded here. */
export async function loadLineFiles(
  connection: Connection,
  files: Files,
  schema: StructType,
  slot: string,
): Promise<LoadedBatch> {
  const isPlain = !needsDecoding(files);
  const table = takeTable(connection, isPlain ? lineSchema : schema, slot);
  const { paths } = files;
  try {
    const counts = lineCountsOf(connection, table.name, files.format);
    const rows = isPlain ? await counts.count(paths) : null;
    if (rows !== null) {
      counts.lookAhead(files.ahead ?? []);
      // A variable instead of the paths: the SQL text stays the same from batch to batch.
      const variable = `${table.name}_paths`;
      await connection.run(`SET VARIABLE ${variable} = ${pathList(paths)}`);
      return { relation: readLinesSql(`getvariable('${variable}')`), rows, release: () => table.release() };
    }
    await table.fill();
    let count = 0;
    if (isPlain && files.format === "text") {
      for (const path of paths) count += await appendLines(connection, table.name, decoded(path));
    } else {
      for (const [i, path] of paths.entries()) {
        const fixed = files.partitions?.values[i] ?? [];
        for await (const texts of recordTexts(path, files)) {
          const list = texts.map((text) => [text, ...fixed]);
          await appendRows(connection, table.name, isPlain ? lineSchema : schema, list);
          count += list.length;
        }
      }
    }
    return { relation: table.relation, rows: count, release: () => table.release() };
  } catch (error) {
    await table.release();
    throw error;
  }
}

const isOn = ({ options }: Files, name: string): boolean => options?.[name]?.toLowerCase() === "true";

function needsDecoding(files: Files): boolean {
  const { options = {}, partitions, format } = files;
  const charset = (options["encoding"] ?? options["charset"] ?? "utf-8").toLowerCase();
  return (
    partitions !== undefined ||
    // Text is UTF-8, whatever is said, as in Spark.
    (format !== "text" && !["utf-8", "utf8"].includes(charset)) ||
    options["linesep"] !== undefined ||
    isOn(files, "wholetext") ||
    isOn(files, "multiline")
  );
}

/** The texts of records, in lists: a file, a line, or an element of a line that is an array of JSON. */
async function* recordTexts(path: string, files: Files): AsyncGenerator<string[]> {
  const { format } = files;
  const options = format === "text" ? { ...files.options, encoding: "utf-8" } : (files.options ?? {});
  if (isOn(files, "wholetext")) {
    yield [await fileText(path, options)];
    return;
  }
  if (isOn(files, "multiline") && format !== "text") {
    yield elementsOf(await fileText(path, options));
    return;
  }
  if (format === "text") yield* fileLines(path, options);
  else for await (const lines of fileLines(path, options)) yield lines.flatMap(elementsOf);
}

/** The elements of a text that is an array of JSON; every other text as it is. */
function elementsOf(text: string): string[] {
  if (!text.trimStart().startsWith("[")) return [text];
  try {
    const root = parseJson(text);
    if (root?.kind !== "array") return [text];
    return root.items.map(({ start, end }) => text.slice(start, end));
  } catch {
    return [text];
  }
}

/** The file's lines in UTF-8, each ending in \n alone, without a byte-order mark: as Spark's line reader sees them. */
async function* decoded(path: string): AsyncGenerator<Buffer> {
  let isFirst = true;
  for await (const piece of linePieces(path)) {
    const bytes = isFirst && beginsWithMark(piece) ? piece.subarray(3) : piece;
    isFirst = false;
    if (bytes.length === 0) continue;
    yield bytes.includes(13) ? Buffer.from(bytes.toString("utf8").replace(/\r\n?/g, "\n")) : bytes;
  }
}
