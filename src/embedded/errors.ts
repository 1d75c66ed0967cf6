import { StreambookError } from "../errors.js";
import type { ResolvedPlan } from "../plan/resolved.js";
import { culprit } from "./culprit.js";

/** Spark's words for what the engine refuses while it computes. */
const KNOWN: readonly {
  readonly pattern: RegExp;
  readonly code: string;
  readonly rule: string;
  readonly cure: string;
}[] = [
  {
    pattern:
      /^Conversion Error.*(out of range for the destination type U?INT|Type (FLOAT|DOUBLE|DECIMAL).* INT|to type INT)/,
    code: "CAST_OVERFLOW",
    rule: "A value does not fit the type it is cast to.",
    cure: "use tryCast(…) or try_cast(… AS …) to have null instead, or cast to a wider type",
  },
  {
    pattern: /^(Conversion Error.*to DECIMAL|Conversion Error.*to type DECIMAL|.*Overflow in \w+ of DECIMAL)/,
    code: "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION",
    rule: "The number does not fit the decimal type.",
    cure: 'cast to a wider decimal before computing: .cast("decimal(38,10)"), or use tryCast(…) to have null instead',
  },
  {
    pattern: /Overflow in \w+ of INT(8|16)\b/,
    code: "BINARY_ARITHMETIC_OVERFLOW",
    rule: "The result does not fit its type.",
    cure: 'cast to a wider type before computing: col("x").cast("int"), or use tryAdd(…) and its kin to have null instead',
  },
  {
    pattern: /^Conversion Error/,
    code: "CAST_INVALID_INPUT",
    rule: "A value cannot be cast to the wanted type because it is malformed.",
    cure: "use tryCast(…) or try_cast(… AS …) to have null instead, or set spark.sql.ansi.enabled to false",
  },
  {
    pattern: /^Out of Range Error|Overflow|overflow/,
    code: "ARITHMETIC_OVERFLOW",
    rule: "The result does not fit its type.",
    cure: 'cast to a wider type before computing: col("x").cast("double"), .cast("decimal(38,0)")',
  },
  {
    pattern: /Map keys must be unique|Map keys must be distinct/,
    code: "DUPLICATED_MAP_KEY",
    rule: "A key may come once in a map.",
    cure: "filter the keys first, or keep the pairs as an array: array(struct(key, value), …)",
  },
  {
    pattern: /Map keys can not be NULL/,
    code: "NULL_MAP_KEY",
    rule: "A map's key cannot be null.",
    cure: "leave the null keys out, or give them a value: coalesce(key, '')",
  },
  {
    pattern: /map key list does not align/,
    code: "MAP_KEYS_AND_VALUES_DIFFER",
    rule: "The key array and value array of MapData must have the same length.",
    cure: "compare size(keys) with size(values)",
  },
  {
    pattern: /More than one row returned by a subquery/,
    code: "SCALAR_SUBQUERY_TOO_MANY_ROWS",
    rule: "A subquery that stands for a value returned more than one row.",
    cure: "take one of them: max(x), first(x), or LIMIT 1",
  },
  {
    pattern: /^Out of Memory/,
    code: "OUT_OF_MEMORY",
    rule: "The engine's memory limit is reached.",
    cure: "keep fewer rows (a filter, fewer columns), or raise the session's memoryLimit",
  },
];

/** What helps where the compiled SQL itself raised the error. */
const CURES: Readonly<Record<string, string>> = {
  DIVIDE_BY_ZERO:
    "try_divide(a, b) (tryDivide) gives null for a divisor of 0, and so does the division with spark.sql.ansi.enabled set to false",
  TEXT_TOO_LONG:
    "cut the text first: substring(text, 1, 10000000), or split what holds many records in one text",
  INVALID_ARRAY_INDEX: "get(array, index) or try_element_at(array, position) give null outside of the array",
  INVALID_ARRAY_INDEX_IN_ELEMENT_AT: "try_element_at(array, position) gives null outside of the array",
  "INVALID_PARAMETER_VALUE.PATTERN":
    "a sign that means something in a pattern is written with a backslash: '\\\\(' in SQL text, \"\\\\(\" in TypeScript",
};

/**
 * The engine's error in the words of the reader: `[CODE] text` that the compiled SQL raised itself keeps its code. The plan that ran
 * tells which expression it was.
 */
export function translateError(error: unknown, step: string, plan?: ResolvedPlan): StreambookError {
  const told = inOurWords(error, step);
  const where = plan && culprit(plan, told);
  if (where === undefined) return told;
  const { code, rule, got, cure, cause } = told;
  return new StreambookError({
    code,
    step: told.step,
    rule,
    got: got === undefined ? where : `${got}, in ${where}`,
    ...(cure !== undefined && { cure }),
    cause,
  });
}

/** What a StreambookError printed of itself, taken apart again. */
function partsOf(text: string): { rule: string; got?: string; cure?: string } {
  const found = /^(?:\w+: )?([^\n]*)(?:\n {2}got: ([^\n]*))?(?:\n {2}try: ([^\n]*))?$/.exec(text);
  if (!found || (found[2] === undefined && found[3] === undefined)) return { rule: text };
  const [, rule, got, cure] = found;
  return { rule: rule!, ...(got !== undefined && { got }), ...(cure !== undefined && { cure }) };
}

function inOurWords(error: unknown, step: string): StreambookError {
  if (error instanceof StreambookError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const own = /\[([A-Z][A-Za-z0-9_.]+)\] ([\s\S]*)/.exec(message);
  if (own) {
    const told = partsOf(own[2]!);
    const isRecord =
      told.got === undefined && /^(MALFORMED_RECORD_IN_PARSING|FAILED_READ_FILE)/.test(own[1]!);
    const rule = isRecord ? "A record is malformed, and the parse mode is FAILFAST." : told.rule;
    const cure = told.cure ?? CURES[own[1]!] ?? KNOWN.find(({ code }) => code === own[1])?.cure;
    return new StreambookError({
      code: own[1]!,
      step,
      rule,
      ...(told.got !== undefined && { got: told.got }),
      ...(cure !== undefined && { cure }),
      ...(isRecord && {
        got: own[2]!.slice(0, 500),
        cure: 'mode "PERMISSIVE" turns malformed records into nulls, and a string column _corrupt_record in the schema keeps their text',
      }),
      cause: error,
    });
  }
  const known = KNOWN.find((k) => k.pattern.test(message));
  const text = message.split("\n")[0]!.replace(/^[A-Za-z ]+ Error: /, "");
  if (known)
    return new StreambookError({
      code: known.code,
      step,
      rule: known.rule,
      got: text,
      cure: known.cure,
      cause: error,
    });
  return new StreambookError({
    code: "ENGINE_ERROR",
    step,
    rule: "The engine could not run the query.",
    got: text,
    cause: error,
  });
}
