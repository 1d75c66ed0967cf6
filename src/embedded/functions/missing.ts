/** Spark's functions that are words of the language here: the parser reads them. */
export const SYNTAX: ReadonlySet<string> = new Set(
  "case cast || bigint binary boolean date decimal double float int smallint string timestamp tinyint struct".split(
    " ",
  ),
);

/** Why a function of Spark's is not here, in a few words, and what to write instead; the first that fits. */
const REASONS: readonly (readonly [names: RegExp, reason: string, cure?: string])[] = [
  [
    /variant|^(try_)?parse_json$/,
    "there is no type VARIANT",
    "get_json_object(text, '$.a'), or from_json(text, schema) with the schema that schema_of_json(text) tells",
  ],
  [
    /sketch|^(theta|tuple|hll|kll)_|^approx_top_k|^count_min/,
    "a sketch that only Spark's own functions can read",
    "approx_count_distinct(x), approx_percentile(x, p), or mode() keep no sketch to read later",
  ],
  [/avro|protobuf/, "no Avro and no Protobuf: Kafka's values are JSON or text", "from_json(value, schema)"],
  [/^xpath|xml/, "no XML", "a udf that reads it, or regexp_extract(text, '<a>(.*?)</a>', 1) for one field"],
  [/^st_/, "no geography", "a udf of two doubles, longitude and latitude"],
  [/^vector_/, "no vectors", "arrays: aggregate(zip_with(a, b, (x, y) -> x * y), 0D, (s, x) -> s + x)"],
  [
    /^(to_|try_to_|make_|local|current_)?time$|^time_(?!bucket)|_nanos$/,
    "there is no type TIME, and times have microseconds",
  ],
  [/reflect$|^java_method$/, "there is no JVM", "a udf: session.udf.register(name, f, type)"],
  [/aes_/, "keys do not belong into queries: encrypt in a udf", "a udf with node:crypto"],
  [/collat/, "texts have one order, that of their bytes", "lower(a) = lower(b) compares without case"],
  [
    /^(python_worker_logs|sql_keywords|range)$/,
    "a table function: session.range(…) makes rows",
    "SELECT * FROM range(10)",
  ],
  [/^measure$/, "there are no metric views", "the aggregate itself: sum(x)"],
  [
    /^counter_diff$/,
    "what a counter that starts anew means is said by CASE",
    "CASE WHEN x >= lag(x) OVER (ORDER BY t) THEN x - lag(x) OVER (ORDER BY t) END",
  ],
  [/^current_path$/, "there is one catalogue, and no path to look functions up", "current_database()"],
];

const found = (name: string): (typeof REASONS)[number] | undefined =>
  REASONS.find(([names]) => names.test(name));

/** The reason; functions that only wait for their turn say so. */
export const reasonFor = (name: string): string => found(name)?.[1] ?? "not built yet";

/** What to write instead of a function that is not here. */
export const cureFor = (name: string): string | undefined => found(name.toLowerCase())?.[2];
