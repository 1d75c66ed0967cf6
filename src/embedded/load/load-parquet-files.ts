import type { Partitions } from "../../sources/partitions.js";
import type { BatchData } from "../../sources/source.js";
import type { StructType } from "../../types/data-type.js";
import { sameName } from "../../types/names.js";
import type { Connection } from "../database.js";
import { identifier, sqlType } from "../sql-types.js";
import { FILE, folderValues } from "./folder-values.js";
import type { LoadedBatch } from "./loaded-batch.js";
import { takeTable } from "./input-tables.js";
import { pathList } from "./read-lines-sql.js";

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
    const source = `read_parquet(getvariable('${variable}'), union_by_name = true, hive_partitioning = false, filename = '${FILE}', file_row_number = ${asksForRows(partitions)})`;
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

/** Whether a row's place in its file is asked for. */
const asksForRows = (partitions: Partitions | undefined): boolean =>
  partitions?.columns.some(({ type }) => type.kind === "struct") ?? false;
