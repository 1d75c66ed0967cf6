import { userInfo } from "node:os";
import type { FunctionDefinition } from "../../plan/functions.js";
import type { DataType } from "../../types/data-type.js";
import { PLACE } from "../batch-variables.js";
import { text } from "../sql-types.js";
import { counted, INT, LONG, scalar, STRING } from "./define.js";
import { script } from "./script.js";

const constant = (name: string, type: DataType, sql: () => string): FunctionDefinition =>
  scalar(
    name,
    `${name}()`,
    (args) => {
      counted(args, 0);
      return { args, type, nullable: false };
    },
    sql,
  );

const counters = new Map<string, bigint>();
const rowId = script(
  "row_id",
  [INT, LONG],
  LONG,
  (place: number, run: bigint) => {
    const key = `${place} ${run}`;
    if (counters.size > 256) counters.delete(counters.keys().next().value!);
    const id = counters.get(key) ?? 0n;
    counters.set(key, id + 1n);
    return id;
  },
  { isVolatile: true },
);

const user = (): string => text(userInfo().username);

export const misc: readonly FunctionDefinition[] = [
  constant("version", STRING, () => "'4.3.0 streambook'"),
  constant("current_catalog", STRING, () => "'spark_catalog'"),
  constant("current_database", STRING, () => "'default'"),
  constant("current_schema", STRING, () => "'default'"),
  constant("current_user", STRING, user),
  constant("session_user", STRING, user),
  constant("user", STRING, user),
  {
    ...constant("monotonically_increasing_id", LONG, () => rowId([PLACE, "getvariable('batch_run')"])),
    isRandom: true,
  },
  constant("spark_partition_id", INT, () => "CAST(0 AS INTEGER)"),
  constant("input_file_name", STRING, () => "''"),
  constant("input_file_block_start", LONG, () => "CAST(-1 AS BIGINT)"),
  constant("input_file_block_length", LONG, () => "CAST(-1 AS BIGINT)"),
];
