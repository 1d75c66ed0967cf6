import type { Column } from "../../column.js";
import { call } from "../build.js";
import type { Value } from "./arguments.js";

/** The place of a number in the bitmap of its bucket. */
export const bitmapBitPosition = (number: Value): Column => call("bitmap_bit_position", number);
/** The bucket of a number: each counts 32768 of them. */
export const bitmapBucketNumber = (number: Value): Column => call("bitmap_bucket_number", number);
/** How many bits of a bitmap are set. */
export const bitmapCount = (bitmap: Value): Column => call("bitmap_count", bitmap);

/**
 * The bitmap of all places: with `bitmapCount` it counts distinct numbers.
 *
 * @example
 * df.groupBy(bitmapBucketNumber("id")).agg(bitmapCount(bitmapConstructAgg(bitmapBitPosition("id"))))
 */
export const bitmapConstructAgg = (position: Value): Column => call("bitmap_construct_agg", position);
/** The bits that are set in any of the bitmaps. */
export const bitmapOrAgg = (bitmap: Value): Column => call("bitmap_or_agg", bitmap);
/** The bits that are set in all of the bitmaps. */
export const bitmapAndAgg = (bitmap: Value): Column => call("bitmap_and_agg", bitmap);
