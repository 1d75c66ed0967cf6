import { family } from "../format.js";

/** CHAR(n) and VARCHAR(n) are plain texts in a cast. */
export default family("sized-texts", [
  "cast('abcdef' as char(3))",
  "cast('ab' as char(5)) || '|'",
  "cast(12345 as varchar(3))",
  "cast(array('abc') as array<varchar(2)>)",
  "cast(named_struct('x', 'abc') as struct<y: char(2)>)",
  "try_cast('abcdef' as character(3))",
  "'abcdef' :: varchar(3) = 'abcdef'",
  "cast('abc' as varchar(0))",
  "cast('abc' as char)",
  "cast('abc' as varchar)",
  "cast('abc' as varchar(-1))",
  "cast('abc' as string(3))",
  "from_json('{\"a\":\"abcdef\"}', 'a char(3)')",
  "from_json('[\"abcdef\"]', 'array<varchar(3)>')",
  "from_json('{\"a\":\"abcdef\"}', 'a struct<b: varchar(3)>')",
  "from_json('{\"a\":\"abcdef\"}', 'a string comment \\'char(3)\\'')",
  "from_csv('abcdef', 'a char(3)')",
  "from_csv('abcdef', 'a varchar')",
]);
