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
/** The file a row comes from; empty when it is not known. */
export const inputFileName = (): Column => callOf("input_file_name");
/** -1: files are not read in blocks here. */
export const inputFileBlockStart = (): Column => callOf("input_file_block_start");
/** -1: files are not read in blocks here. */
export const inputFileBlockLength = (): Column => callOf("input_file_block_length");
