import { StreambookError } from "../../../errors.js";

/** A record that is refused whole, whatever the parse mode. */
export function badRecord(
  record: string,
  isInFile: boolean,
  { rule, cure }: { readonly rule: string; readonly cure: string },
): StreambookError {
  const code = isInFile ? "FAILED_READ_FILE.NO_HINT" : "MALFORMED_CSV_RECORD";
  const got = JSON.stringify(record.length > 200 ? `${record.slice(0, 200)}…` : record);
  return new StreambookError({ code, step: "csv", rule, got, cure });
}
