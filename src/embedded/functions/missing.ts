/** Spark's functions that are words of the language here: the parser reads them. */
export const SYNTAX: ReadonlySet<string> = new Set(
  "case cast || bigint binary boolean date decimal double float int smallint string timestamp tinyint struct".split(
    " ",
  ),
);

/** Why a function of Spark's is not here, in a few words; the first that fits. */
const REASONS: readonly (readonly [names: RegExp, reason: string])[] = [
  [/variant|^(try_)?parse_json$/, "there is no type VARIANT"],
  [
    /sketch|^(theta|tuple|hll|kll)_|^approx_top_k|^count_min/,
    "a sketch that only Spark's own functions can read",
  ],
  [/avro|protobuf/, "no Avro and no Protobuf: Kafka's values are JSON or text"],
  [/^xpath|xml/, "no XML"],
  [/^st_/, "no geography"],
  [/^vector_/, "no vectors"],
  [
    /^(to_|try_to_|make_|local|current_)?time$|^time_(?!bucket)|_nanos$/,
    "there is no type TIME, and times have microseconds",
  ],
  [/reflect$|^java_method$/, "there is no JVM"],
  [/aes_/, "keys do not belong into queries: encrypt in a udf"],
  [/collat/, "texts have one order, that of their bytes"],
  [/^(python_worker_logs|sql_keywords|range)$/, "a table function: session.range(…) makes rows"],
  [/^measure$/, "there are no metric views"],
  [/^current_path$/, "there is one catalogue, and no path to look functions up"],
];

/** The reason; functions that only wait for their turn say so. */
export const reasonFor = (name: string): string =>
  REASONS.find(([names]) => names.test(name))?.[1] ?? "not built yet";
