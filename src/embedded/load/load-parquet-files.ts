import type { Partitions } from "../../sources/partitions.js";
import type { BatchData } from "../../sources/source.js";
import { toText } from "../../types/text.js";
import type { StructType } from "../../types/data-type.js";
import { sameName } from "../../types/names.js";
import type { Connection } from "../database.js";
import { identifier, sqlType, text } from "../sql-types.js";
import type { LoadedBatch } from "./load-batch.js";
import { takeTable } from "./input-tables.js";
import { pathList } from "./read-lines-sql.js";

/** The column of a file's path. */
const FILE = "streambook file";

/** Parquet files, read by the query itself: columns by name, a missing one is null. */
export async function loadParquetFiles(
  connection: Connection,
  { paths, partitions }: Extract<BatchData, { kind: "files" }>,
  schema: StructType,
  slot: string,
): Promise<LoadedBatch> {
  const table = takeTable(connection, schema, slot);
  const { relation } = table;
  const release = () => table.release();
  try {
    if (paths.length === 0) {
      await table.fill();
      return { relation, rows: 0, release };
    }
    const variable = `${table.name}_paths`;
    await connection.run(`SET VARIABLE ${variable} = ${pathList(paths)}`);
    const source = `read_parquet(getvariable('${variable}'), union_by_name = true, hive_partitioning = false, filename = '${FILE}')`;
    const names = (await connection.rows(`DESCRIBE SELECT * FROM ${source}`)).map((row) => row[0] as string);
    const columns = schema.fields.map(({ name, type }, i) => {
      const at = partitions?.columns.findIndex((c) => sameName(c.name, name)) ?? -1;
      if (at >= 0) return `${folderValues(paths, partitions!, at)} AS c${i}`;
      const found = names.find((n) => sameName(n, name));
      return `${found === undefined ? "NULL" : identifier(found)}::${sqlType(type)} AS c${i}`;
    });
    const [count] = await connection.rows(`SELECT count(*) FROM ${source}`);
    return { relation: `(SELECT ${columns.join(", ")} FROM ${source})`, rows: Number(count![0]), release };
  } catch (error) {
    await release();
    throw error;
  }
}

/** A column whose value is the folder's: looked up by the file that a row comes from. */
function folderValues(paths: readonly string[], { columns, values }: Partitions, at: number): string {
  const { type } = columns[at]!;
  const entries = paths.map((path, i) => {
    const value = values[i]![at];
    return `${text(path)}: ${value === null || value === undefined ? "NULL" : text(toText(value, type, "UTC"))}`;
  });
  const utc = type.kind === "timestamp" ? " || '+00'" : "";
  return `CAST(MAP {${entries.join(", ")}}[${identifier(FILE)}]${utc} AS ${sqlType(type)})`;
}
