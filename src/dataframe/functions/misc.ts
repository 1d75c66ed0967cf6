import { type Column } from "../column.js";
import { callOf } from "./build.js";

/** The version of Spark whose language this is. */
export const version = (): Column => callOf("version");
/** Who runs this. */
export const currentUser = (): Column => callOf("current_user");
/** Who runs this. */
export const sessionUser = (): Column => callOf("session_user");
/** Who runs this. */
export const user = (): Column => callOf("user");
/** The current catalogue. */
export const currentCatalog = (): Column => callOf("current_catalog");
/** The current database. */
export const currentDatabase = (): Column => callOf("current_database");
/** The current database. */
export const currentSchema = (): Column => callOf("current_schema");
/** A number for each row, growing. */
export const monotonicallyIncreasingId = (): Column => callOf("monotonically_increasing_id");
/** 0: rows are in one partition here. */
export const sparkPartitionId = (): Column => callOf("spark_partition_id");
/**
 * The address of the file that a row comes from, as `file:///data/in/a.csv`; empty for rows that come from none, or behind a shuffle.
 *
 * @example
 * readings.withColumn("file", inputFileName())
 */
export const inputFileName = (): Column => callOf("input_file_name");
/** Where the block of the row's file begins: 0, as files are read whole; -1 for rows that come from none. */
export const inputFileBlockStart = (): Column => callOf("input_file_block_start");
/** How long the block of the row's file is: its size; -1 for rows that come from none. */
export const inputFileBlockLength = (): Column => callOf("input_file_block_length");
