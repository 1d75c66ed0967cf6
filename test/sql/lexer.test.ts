import { expect, test } from "vitest";
import { StreambookError } from "../../src/errors.js";
import { tokenize } from "../../src/sql/lexer.js";

const values = (text: string): string[] =>
  tokenize(text)
    .slice(0, -1)
    .map(({ kind, value }) => `${kind}:${value}`);
const string = (text: string): string => {
  const [token] = tokenize(text);
  expect(token!.kind).toBe("string");
  return token!.value;
};

test.each([
  ["'plain'", "plain"],
  ["'it''s'", "it's"],
  ["'it\\'s'", "it's"],
  ['"say ""x"""', 'say "x"'],
  ["'a\"b'", 'a"b'],
  ["'tab\\tline\\nreturn\\rback\\b'", "tab\tline\nreturn\rback\b"],
  ["'\\0\\Z'", "\0\u001a"],
  ["'\\\\'", "\\"],
  ["'\\u0041\\U0001F98A'", "A🦊"],
  ["'\\101'", "A"],
  ["'100\\% \\_'", "100\\% \\_"],
  ["'\\q'", "q"],
  ["r'a\\nb'", "a\\nb"],
  ['R"\\d+"', "\\d+"],
  ["''", ""],
  ["'日本 🦊'", "日本 🦊"],
  ["'a\nb'", "a\nb"],
])("the string %j", (text, value) => {
  expect(string(text)).toBe(value);
});

test("words, names, numbers and symbols", () => {
  expect(values("Select `a b`.c1, 1.5e3D>=.5 <=> 10L || x'1F' -- end")).toEqual([
    "word:select",
    "name:a b",
    "symbol:.",
    "word:c1",
    "symbol:,",
    "number:1.5e3D",
    "symbol:>=",
    "number:.5",
    "symbol:<=>",
    "number:10L",
    "symbol:||",
    "word:x",
    "string:1F",
  ]);
});

test("operators with two spellings have one value", () => {
  expect(values("a == b <> c != d !< e !> f").filter((v) => v.startsWith("symbol"))).toEqual([
    "symbol:=",
    "symbol:!=",
    "symbol:!=",
    "symbol:>=",
    "symbol:<=",
  ]);
});

test("a doubled backtick is one in the name", () => {
  expect(values("`a``b`")).toEqual(["name:a`b"]);
});

test("digits may begin a word", () => {
  expect(values("1st + 2")).toEqual(["word:1st", "symbol:+", "number:2"]);
});

test("comments are passed over, nested ones too", () => {
  expect(values("a /* b /* c */ d */ + -- e\n f")).toEqual(["word:a", "symbol:+", "word:f"]);
});

test("each token knows its place", () => {
  const text = "  upper( `é` )";
  expect(tokenize(text).map(({ start, end }) => text.slice(start, end))).toEqual([
    "upper",
    "(",
    "`é`",
    ")",
    "",
  ]);
});

test.each(["'open", '"open', "`open", "/* open", "a # b", "name = “x”"])("%s is refused", (text) => {
  expect(() => tokenize(text)).toThrow(StreambookError);
});
