// A misspelt or missing keyword is named where it stands, however far on the parser stumbles.
import { beforeAll, describe, expect, test } from "vitest";
import { StreambookError } from "../../src/errors.js";
import { initParser, parseExpression, parseQuery } from "../../src/sql/parser.js";

beforeAll(initParser);

function told(run: () => unknown): { place: string; cure: string | undefined } {
  try {
    run();
  } catch (error) {
    if (!(error instanceof StreambookError)) throw error;
    expect(error.code).toBe("PARSE_SYNTAX_ERROR");
    return { place: error.got!.split("\n")[0]!, cure: error.cure };
  }
  throw new Error("nothing was refused");
}

const query = (text: string) => (): unknown => parseQuery(text, { isAggregate: (name) => name === "count" });

describe("keywords", () => {
  test.each([
    ["SELECT a FORM t", "FORM", "FROM"],
    ["select * form t where a = 1", "form", "FROM"],
    ["select a as x form t", "form", "FROM"],
    ["SELECT a, b FRMO t WHERE a = 1", "FRMO", "FROM"],
    ["SELCT a FROM t", "SELCT", "SELECT"],
    ["select a from t WHER a = 1", "WHER", "WHERE"],
    ["select a from t GROUP BU a", "BU", "BY"],
    ["select a, count(*) from t grup by a", "grup", "GROUP"],
    ["select a from t havng count(*) > 1", "havng", "HAVING"],
    ["select a from t where a > 1 ordeer by a", "ordeer", "ORDER"],
    ["select a from t order by a dsc", "dsc", "DESC"],
    ["select a from t limt 5", "limt", "LIMIT"],
    ["select a from t limit 5 ofset 2", "ofset", "OFFSET"],
    ["select a from t left jion u on t.a = u.a", "jion", "JOIN"],
    ["select a from t unoin select a from t", "unoin", "UNION"],
    ["select case wen a > 1 then 1 end from t", "wen", "WHEN"],
    ["select sum(b) ovr (order by a) from t", "ovr", "OVER"],
    ["select sum(b) over (partiton by a) from t", "partiton", "PARTITION"],
    ["with x sa (select 1) select * from x", "sa", "AS"],
    ["select a from t where a is nul", "nul", "NULL"],
    ["select a form t wher a = 1", "form", "FROM"],
  ])("%s", (text, place, word) => {
    expect(told(query(text))).toEqual({ place, cure: `did you mean ${word}?` });
  });

  test.each([
    ["a betwen 1 and 2", "betwen", "BETWEEN"],
    ["a lik 'x'", "lik", "LIKE"],
    ["a = 1 adn b = 2", "adn", "AND"],
    ["a nto in (1)", "nto", "NOT"],
    ["case when a then 1 els 2 end", "els", "ELSE"],
  ])("%s", (text, place, word) => {
    const expression = (): unknown => parseExpression(text);
    expect(told(expression)).toEqual({ place, cure: `did you mean ${word}?` });
  });
});

test.each([
  ["select a from t group a", "group", "write GROUP BY"],
  ["select a from t order a", "order", "write ORDER BY"],
  ["select from t", "select", "name the columns, or take all: SELECT * FROM …"],
  ["select top 5 a from t", "top 5", "LIMIT 5 at the end takes the first rows"],
])("%s", (text, place, cure) => expect(told(query(text))).toEqual({ place, cure }));

test.each([
  ["SELECT * FROM 'activity'", "'activity'", "activity, or `activity` in backticks"],
  ['SELECT * FROM "my table"', '"my table"', "`my table` in backticks"],
  ["SELECT a FROM t JOIN 'u' ON t.a = u.a", "'u'", "u, or `u` in backticks"],
])("quotes make text, not names: %s", (text, place, cure) =>
  expect(told(query(text))).toEqual({ place, cure }),
);

test("a text that no keyword mends keeps its own error", () => {
  expect(told(query("select a b c from t"))).toEqual({ place: "c", cure: undefined });
  expect(told(query("select a from t where a > > 1"))).toEqual({ place: ">", cure: undefined });
});
