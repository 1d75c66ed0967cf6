// The contestant `SQL by hand` of bench/windows.mjs: one statement a file, the counts added up here; the engine's own lax conversion.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { counter, sortedCounts } from "./window-counts.mjs";

const [folder] = process.argv.slice(2);
const connection = await (await DuckDBInstance.create(":memory:", { threads: "2" })).connect();
const structure =
  '{"Arrival_Time":"BIGINT","Creation_Time":"BIGINT","Device":"VARCHAR","Index":"BIGINT","Model":"VARCHAR","User":"VARCHAR","gt":"VARCHAR","x":"DOUBLE","y":"DOUBLE","z":"DOUBLE"}';
const all = ["Arrival_Time", "Creation_Time", "Device", '"Index"', "Model", '"User"', "gt", "x", "y", "z"];
const counts = counter();
const began = performance.now();
for (const file of readdirSync(folder).sort()) {
  const path = join(folder, file).replaceAll("'", "''");
  const rows = await connection.run(
    `SELECT Creation_Time // 10000000000 * 10, gt, count(*) FROM (
       SELECT unnest([TRY(from_json(value, '${structure}'))], recursive := true) FROM
         read_csv('${path}', columns = {value: 'VARCHAR'}, delim = '', quote = '', escape = '', header = false, auto_detect = false))
     WHERE ${all.map((name) => `${name} IS NOT NULL`).join(" AND ")} GROUP BY ALL`,
  );
  for (const [start, gt, n] of await rows.getRows()) counts.add(Number(start), gt, Number(n));
  if (counts.counts.size > 0 && file === readdirSync(folder).sort()[0]) console.log("FIRST");
}
console.log(JSON.stringify({ seconds: (performance.now() - began) / 1000, counts: sortedCounts(counts) }));
