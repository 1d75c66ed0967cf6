import { beforeAll, describe, expect, test } from "vitest";
import { StreambookError } from "../../src/errors.js";
import { initParser, parseExpression, parseQuery } from "../../src/sql/parser.js";

beforeAll(initParser);

const isAggregate = (name: string): boolean => ["count", "sum", "max", "min", "avg"].includes(name);
const query = (text: string) => (): unknown => parseQuery(text, { isAggregate });
const expression = (text: string) => (): unknown => parseExpression(text);

function errorOf(run: () => unknown): StreambookError {
  try {
    run();
  } catch (error) {
    if (error instanceof StreambookError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

/** The text under the carets of a one-line text. */
function marked(error: StreambookError, text: string): string {
  const carets = error.got!.split("\n").at(-1)!.slice(4);
  return text.slice(carets.indexOf("^"), carets.lastIndexOf("^") + 1);
}

test("an error shows the line with a caret, what was found, and the cure", () => {
  expect(errorOf(query("SELECT gt, count(*) FROM iot WHERE gt = 'bike GROUP BY gt")).message).toBe(
    [
      "[PARSE_SYNTAX_ERROR] SQL text: A string is not closed.",
      "  got: '",
      "    SELECT gt, count(*) FROM iot WHERE gt = 'bike GROUP BY gt",
      "                                            ^",
      "  try: close it with '; a quote inside a string is written \\'",
    ].join("\n"),
  );
});

test("in a text of several lines the line is numbered", () => {
  expect(errorOf(query("SELECT a\nFROM t\nWHERE a >\nORDER BY a")).got).toContain("4 | ORDER BY a");
  expect(errorOf(query("SELECT a,\n  b\nFROM t WHERE (a > 1")).got).toBe(
    "(\n    3 | FROM t WHERE (a > 1\n                     ^",
  );
});

describe("one expression is wanted", () => {
  test.each([
    ["", "PARSE_SYNTAX_ERROR", "", /empty/],
    ["   ", "PARSE_SYNTAX_ERROR", " ", /empty/],
    ["a, b", "PARSE_SYNTAX_ERROR", ",", /its own argument/],
    ["a FROM t", "PARSE_SYNTAX_ERROR", "FROM", /session\.sql/],
    ["a where b", "PARSE_SYNTAX_ERROR", "where", /session\.sql/],
    ["1; DROP TABLE t", "PARSE_SYNTAX_ERROR", ";", /session\.sql/],
    ["a;", "PARSE_SYNTAX_ERROR", ";", /session\.sql/],
    ["select a", "PARSE_SYNTAX_ERROR", "select", /session\.sql/],
    ["a UNION SELECT b", "PARSE_SYNTAX_ERROR", "UNION", /session\.sql/],
    ["a ORDER BY b", "PARSE_SYNTAX_ERROR", "ORDER", /backticks/],
    ["a b c", "PARSE_SYNTAX_ERROR", "c", undefined],
  ] as const)("%s", (text, code, place, cure) => {
    const error = errorOf(expression(text));
    expect(error.code).toBe(code);
    expect(marked(error, text)).toBe(place);
    if (cure) expect(`${error.rule} ${error.cure}`).toMatch(cure);
  });
});

describe("mistakes are named, with the cure where it can be guessed", () => {
  test.each([
    ["a && b", "&&", "write AND"],
    ["a === b", "===", "write ="],
    ["a !== b", "!==", "write !="],
    ["a ?? b", "??", "write coalesce(a, b)"],
    ["a ** 2", "**", "write pow(a, b)"],
    ["name = ‘x’", "‘", "use straight quotes: '…'"],
    ["a = 'x", "'", "close it with '; a quote inside a string is written \\'"],
    ['a = "x', '"', 'close it with "; a quote inside a string is written \\"'],
    ["`a", "`", "close it with `"],
    ["(a + b", "(", "add the missing )"],
    ["f(a, (b)", "(", "add the missing )"],
    ["a + b)", ")", "remove it, or open one before it"],
    ["a +", "", "write what belongs there, or remove it"],
    ["not", "", "write what belongs there, or remove it"],
    ["a like", "", "write what belongs there, or remove it"],
    ["and a", "and", "write a condition there"],
    ["f(a,)", ",", "remove the comma, or write what is missing"],
    ["a in 1", "1", "IN takes its values in brackets: IN (1, 2)"],
    ["1 2", "2", "put an operator or a comma between them"],
    ["1 'x'", "'x'", "put an operator or a comma between them"],
    ["case when a then 1", "", "close CASE with END"],
    ["case a end", "a", "CASE WHEN a > 0 THEN 1 ELSE 2 END"],
    ["a between 1", "", "BETWEEN low AND high"],
    ["cast(a int)", "int", "CAST(value AS type)"],
    ["cast(a as)", ")", "CAST(a AS INT)"],
    ["a[]", "]", "a[0], m['key']"],
    ["interval 10", "", "INTERVAL 10 MINUTES"],
    ["a :name", ":", /a parameter \(:name\)/],
    ["a ? b", "?", /a parameter \(\?\)/],
    ["a is null = b", "a", "put brackets around it"],
    ["a in (1) = b", "a in (1)", "put brackets around it"],
    ["x::int.f", "x::int.f", "put the cast in brackets: (a::type).field"],
  ] as const)("%s", (text, place, cure) => {
    const error = errorOf(expression(text));
    expect(error.code).toBe("PARSE_SYNTAX_ERROR");
    expect(marked(error, text)).toBe(place);
    if (typeof cure === "string") expect(error.cure).toBe(cure);
    else expect(error.cure).toMatch(cure);
  });
});

test.each([":name", "?"])("a parameter without a value: %s", (text) => {
  const error = errorOf(expression(text));
  expect(error.code).toBe("UNBOUND_SQL_PARAMETER");
  expect(marked(error, text)).toBe(text);
});

describe("values and types that do not exist", () => {
  test.each([
    ["cast(a as foo)", "UNSUPPORTED_DATATYPE", "foo"],
    ["a::nope", "UNSUPPORTED_DATATYPE", "nope"],
    ["date 'yesterdayish'", "INVALID_TYPED_LITERAL", "date 'yesterdayish'"],
    ["timestamp '2020-13-01'", "INVALID_TYPED_LITERAL", "timestamp '2020-13-01'"],
    ["x'zz'", "INVALID_TYPED_LITERAL", "x'zz'"],
    ["time '12:00'", "UNSUPPORTED_TIME_TYPE", "time"],
    ["a 'x'", "UNSUPPORTED_TYPED_LITERAL", "a"],
    ["interval '5 parsecs'", "INVALID_TYPED_LITERAL", "'5 parsecs'"],
    ["interval '1' year to day", "INVALID_INTERVAL_FORMAT.UNSUPPORTED_FROM_TO_EXPRESSION", "'1'"],
    ["interval 1 month 1 day", "_LEGACY_ERROR_TEMP_0029", "interval 1 month 1 day"],
    ["128Y", "INVALID_NUMERIC_LITERAL_RANGE", "128Y"],
    ["9223372036854775808L", "INVALID_NUMERIC_LITERAL_RANGE", "9223372036854775808L"],
    ["1e400", "INVALID_NUMERIC_LITERAL_RANGE", "1e400"],
    ["1" + "0".repeat(38), "DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION", "1" + "0".repeat(38)],
    ["Größe > 1", "INVALID_IDENTIFIER", "Größe"],
    ["a in ()", "INVALID_SQL_SYNTAX.EMPTY_IN_PREDICATE", "a"],
    ["a /* b", "UNCLOSED_BRACKETED_COMMENT", "/*"],
    ["db.f(a)", "UNRESOLVED_ROUTINE", "db.f(a)"],
  ] as const)("%s", (text, code, place) => {
    const error = errorOf(expression(text));
    expect(error.code).toBe(code);
    expect(marked(error, text)).toBe(place);
  });
});

describe("queries", () => {
  test.each([
    ["CREATE TABLE t (a int)", "CREATE", /createOrReplaceTempView/],
    ["insert into t values (1)", "insert", /df\.write/],
    ["DROP VIEW t", "DROP", undefined],
    ["SHOW TABLES", "SHOW", /catalog/],
    ["DESCRIBE t", "DESCRIBE", /printSchema/],
    ["EXPLAIN SELECT 1", "EXPLAIN", /explain\(\)/],
    ["SET a = 1", "SET", /session\.conf\.set/],
  ] as const)("%s is another statement", (text, place, cure) => {
    const error = errorOf(query(text));
    expect(error.code).toBe("UNSUPPORTED_STATEMENT");
    expect(marked(error, text)).toBe(place);
    if (cure) expect(error.cure).toMatch(cure);
  });

  test.each([
    ["", "", /empty/],
    ["SELCT a FROM t", "SELCT", /did you mean SELECT\?/],
    ["42", "42", /begins with SELECT/],
    ["SELECT a FROM t WHERE", "", /missing after WHERE/],
    ["SELECT a FROM t GROUP BY", "", /missing after BY/],
    ["SELECT a FROM t ORDER BY a,", ",", /remove the comma/],
    ["SELECT a FROM (SELECT b FROM t", "(", /missing \)/],
    ["SELECT a FROM t; SELECT 1", undefined, /one statement/],
    ["SELECT a FROM t LIMIT 5 5", "5", /operator or a comma/],
  ] as const)("%s", (text, place, said) => {
    const error = errorOf(query(text));
    expect(error.code).toBe("PARSE_SYNTAX_ERROR");
    if (place !== undefined) expect(marked(error, text)).toBe(place);
    expect(`${error.rule} ${error.cure}`).toMatch(said);
  });

  test.each([
    ["SELECT a FROM t LIMIT -1", "INVALID_LIMIT_LIKE_EXPRESSION.IS_NEGATIVE", "-"],
    ["SELECT a FROM t LIMIT 1.5", "INVALID_LIMIT_LIKE_EXPRESSION.DATA_TYPE", "1.5"],
    ["SELECT a FROM t LIMIT b", "INVALID_LIMIT_LIKE_EXPRESSION.IS_UNFOLDABLE", "b"],
    ["SELECT a FROM t LIMIT 'a'", "INVALID_LIMIT_LIKE_EXPRESSION.DATA_TYPE", "'a'"],
    ["SELECT a, FROM t", "TRAILING_COMMA_IN_SELECT", ","],
    ["SELECT cast(a as foo) FROM t", "UNSUPPORTED_DATATYPE", "foo"],
  ] as const)("%s", (text, code, place) => {
    const error = errorOf(query(text));
    expect(error.code).toBe(code);
    if (place !== undefined) expect(marked(error, text)).toBe(place);
  });

  test.each([
    ["SELECT sum(a) OVER nope FROM t", "MISSING_WINDOW_SPECIFICATION"],
    ["WITH c AS (SELECT 1), c AS (SELECT 2) SELECT * FROM c", "DUPLICATED_CTE_NAMES"],
  ] as const)("%s", (text, code) => {
    expect(errorOf(query(text)).code).toBe(code);
  });

  test("brackets nested beyond the parser's reach are an error, not a crash", () => {
    const error = errorOf(expression("(".repeat(60) + "a" + ")".repeat(60)));
    expect(error.rule).toMatch(/nested too deeply/);
  });
});
