import { parseTimestamp } from "../types/time-parse.js";
import { timeZone } from "../types/time-zone.js";
import { mayReadArchive, type CleanSource } from "./clean-source.js";
import type { FileLimits } from "./file-limits.js";
import { absolutePath } from "./file-listing.js";
import { SourceOptions, type RawOptions } from "./options.js";
import type { SeenRules } from "./seen-files.js";

/** What all file formats know. */
const listingOptions = [
  "path",
  "maxFilesPerTrigger",
  "maxBytesPerTrigger",
  "latestFirst",
  "maxFileAge",
  "fileNameOnly",
  "maxCachedFiles",
  "discardCachedInputRatio",
  "cleanSource",
  "sourceArchiveDir",
  "pathGlobFilter",
  "recursiveFileLookup",
  "modifiedBefore",
  "modifiedAfter",
  "timeZone",
];
const textOptions = ["encoding", "charset", "lineSep"];
const recordOptions = [
  ...textOptions,
  "mode",
  "columnNameOfCorruptRecord",
  "dateFormat",
  "timestampFormat",
  "timestampNTZFormat",
  "multiLine",
  "samplingRatio",
  "locale",
];

/** What each format knows besides. Parsing of text is the engine's work: it reads these options itself. */
const formatOptions: Readonly<Record<string, readonly string[]>> = {
  text: [...textOptions, "wholetext"],
  json: [
    ...recordOptions,
    "primitivesAsString",
    "prefersDecimal",
    "inferTimestamp",
    "dropFieldIfAllNull",
    "allowComments",
    "allowUnquotedFieldNames",
    "allowSingleQuotes",
    "allowNumericLeadingZeros",
    "allowNonNumericNumbers",
    "allowBackslashEscapingAnyCharacter",
    "allowUnquotedControlChars",
  ],
  csv: [
    ...recordOptions,
    "header",
    "sep",
    "delimiter",
    "quote",
    "escape",
    "charToEscapeQuoteEscaping",
    "comment",
    "nullValue",
    "emptyValue",
    "nanValue",
    "positiveInf",
    "negativeInf",
    "ignoreLeadingWhiteSpace",
    "ignoreTrailingWhiteSpace",
    "inferSchema",
    "preferDate",
    "enforceSchema",
    "columnPruning",
    "maxColumns",
    "maxCharsPerColumn",
    "unescapedQuoteHandling",
  ],
  parquet: ["mergeSchema"],
};

export interface FileOptions extends FileLimits, SeenRules {
  readonly paths: readonly string[];
  readonly clean: CleanSource;
  readonly glob: string | null;
  readonly recursive: boolean;
  /** Milliseconds since the epoch: only files changed before, or after. */
  readonly before: number | null;
  readonly after: number | null;
  /** The part of the records that types are inferred from. */
  readonly samplingRatio: number;
  /** As given, for the engine that parses the files. */
  readonly raw: RawOptions;
}

export function readFileOptions(format: string, raw: RawOptions, paths: readonly string[]): FileOptions {
  const options = new SourceOptions(format, raw, [...listingOptions, ...(formatOptions[format] ?? [])]);
  const all = paths.length > 0 ? paths : [options.required("path", '"data/in"')];
  options.boolean("header");
  const limits = fileLimits(options);
  return {
    paths: all,
    ...limits,
    maxFileAge: fileAge(options, limits),
    fileNameOnly: options.boolean("fileNameOnly"),
    clean: cleanSource(options, all),
    glob: options.text("pathGlobFilter") ?? null,
    recursive: options.boolean("recursiveFileLookup"),
    before: time(options, "modifiedBefore"),
    after: time(options, "modifiedAfter"),
    samplingRatio: samplingRatio(options),
    raw,
  };
}

function fileLimits(options: SourceOptions): FileLimits {
  const maxFilesPerTrigger = options.integer("maxFilesPerTrigger", { least: 1 }) ?? null;
  const maxBytesPerTrigger = options.integer("maxBytesPerTrigger", { least: 1, example: 1_048_576 }) ?? null;
  if (maxFilesPerTrigger !== null && maxBytesPerTrigger !== null)
    throw options.bad(
      "maxBytesPerTrigger",
      "cannot be set together with maxFilesPerTrigger",
      "leave out one of the two",
    );
  return {
    maxFilesPerTrigger,
    maxBytesPerTrigger,
    latestFirst: options.boolean("latestFirst"),
    maxCachedFiles: options.integer("maxCachedFiles", { least: 0 }) ?? 10_000,
    discardCachedInputRatio: options.part("discardCachedInputRatio") ?? 0.2,
  };
}

/** Milliseconds. Newest first with a limit would never come to the old files, if they could grow too old. */
function fileAge(options: SourceOptions, limits: FileLimits): number {
  const age = options.time("maxFileAge", "ms") ?? 7 * 86_400_000;
  const isLimited = limits.maxFilesPerTrigger !== null || limits.maxBytesPerTrigger !== null;
  return limits.latestFirst && isLimited ? Infinity : age;
}

function samplingRatio(options: SourceOptions): number {
  const text = options.text("samplingRatio");
  if (text === undefined) return 1;
  const isNumber = text.trim() !== "" && (text.trim() === "NaN" || !Number.isNaN(Number(text)));
  if (isNumber) return Number(text);
  throw options.bad("samplingRatio", "must be a number", '.option("samplingRatio", 0.1)');
}

function cleanSource(options: SourceOptions, paths: readonly string[]): CleanSource {
  const kind = (options.text("cleanSource") ?? "off").toLowerCase();
  if (kind === "off") return { kind };
  if (kind === "delete") return { kind };
  if (kind === "archive") {
    const folder = absolutePath(options.required("sourceArchiveDir", '"data/archive"'));
    if (paths.some((path) => mayReadArchive(absolutePath(path), folder)))
      throw options.bad(
        "sourceArchiveDir",
        "must be neither inside the folder that is read nor around it: files that were read would be read again",
        '.option("sourceArchiveDir", "../archive")',
      );
    return { kind, folder };
  }
  throw options.bad("cleanSource", "must be archive, delete or off", `.option("cleanSource", "delete")`);
}

function time(options: SourceOptions, name: string): number | null {
  const text = options.text(name);
  if (text === undefined) return null;
  const micros = parseTimestamp(text, timeZone(options.text("timeZone") ?? "UTC"));
  if (micros !== null) return Number(micros) / 1000;
  throw options.bad(name, "must be a time", `.option("${name}", "2020-06-01T13:00:00")`);
}
