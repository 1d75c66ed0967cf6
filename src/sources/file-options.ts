import { SourceOptions, type RawOptions } from "./options.js";

/** What all file formats know. */
const listingOptions = [
  "path",
  "maxFilesPerTrigger",
  "latestFirst",
  "maxFileAge",
  "pathGlobFilter",
  "recursiveFileLookup",
];
const recordOptions = ["mode", "columnNameOfCorruptRecord", "timestampFormat", "dateFormat", "locale"];

/** What each format knows besides. Parsing of text is the engine's work: it reads these options itself. */
const formatOptions: Readonly<Record<string, readonly string[]>> = {
  text: [],
  json: [...recordOptions, "allowSingleQuotes", "primitivesAsString", "multiLine", "encoding"],
  csv: [
    ...recordOptions,
    "header",
    "sep",
    "delimiter",
    "quote",
    "escape",
    "nullValue",
    "encoding",
    "inferSchema",
    "multiLine",
  ],
  parquet: [],
};

export interface FileOptions {
  readonly paths: readonly string[];
  readonly maxFilesPerTrigger: number | null;
  readonly latestFirst: boolean;
  /** Milliseconds; files older than the newest one by more are passed over. */
  readonly maxFileAge: number | null;
  readonly glob: string | null;
  readonly recursive: boolean;
  /** As given, for the engine that parses the files. */
  readonly raw: RawOptions;
}

export function readFileOptions(format: string, raw: RawOptions, paths: readonly string[]): FileOptions {
  const options = new SourceOptions(format, raw, [...listingOptions, ...(formatOptions[format] ?? [])]);
  const all = paths.length > 0 ? paths : [options.required("path", '"data/in"')];
  options.boolean("header");
  return {
    paths: all,
    maxFilesPerTrigger: options.integer("maxFilesPerTrigger", { least: 1 }) ?? null,
    latestFirst: options.boolean("latestFirst"),
    maxFileAge: options.millis("maxFileAge") ?? null,
    glob: options.text("pathGlobFilter") ?? null,
    recursive: options.boolean("recursiveFileLookup"),
    raw,
  };
}
