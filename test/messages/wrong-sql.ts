import type { WrongQuery } from "./format.js";

const sql = (name: string, says: WrongQuery["says"], text: string): WrongQuery => ({
  name,
  says,
  run: ({ session }) => session.sql(text).collect(),
});

export const wrongSql: readonly WrongQuery[] = [
  sql(
    "a misspelt column",
    ["UNRESOLVED_COLUMN.WITH_SUGGESTION", "Devise", "`Device`"],
    "SELECT Devise, count(*) FROM iot GROUP BY Device",
  ),
  sql("a misspelt table", ["TABLE_OR_VIEW_NOT_FOUND", "iott", "`iot`"], "SELECT * FROM iott"),
  sql("a misspelt function", ["UNRESOLVED_ROUTINE", "uper", "`upper`"], "SELECT uper(gt) FROM iot"),
  sql("a misspelt keyword", ["PARSE_SYNTAX_ERROR", "SELEC", "SELECT"], "SELEC gt FROM iot"),
  sql("a misspelt FROM", ["PARSE_SYNTAX_ERROR", "FORM", "FROM"], "SELECT gt FORM iot"),
  sql("no FROM", ["UNRESOLVED_COLUMN.WITHOUT_SUGGESTION", "gt", "add FROM"], "SELECT gt, count(*)"),
  sql(
    "a quote that is not closed",
    ["PARSE_SYNTAX_ERROR", "'", "close it with '"],
    "SELECT * FROM iot WHERE gt = 'bike",
  ),
  sql(
    "a parenthesis that is not closed",
    ["PARSE_SYNTAX_ERROR", "(", "missing )"],
    "SELECT count(* FROM iot",
  ),
  sql("a parenthesis too many", ["PARSE_SYNTAX_ERROR", ")", "remove it"], "SELECT count(*)) FROM iot"),
  sql("a comma before FROM", ["TRAILING_COMMA_IN_SELECT", ",", "remove the comma"], "SELECT gt, FROM iot"),
  sql("no comma", ["PARSE_SYNTAX_ERROR", "x", ""], "SELECT gt Device x FROM iot"),
  sql(
    "an aggregate in WHERE",
    ["INVALID_WHERE_CONDITION", "count(1) > 1", "HAVING"],
    "SELECT gt FROM iot WHERE count(*) > 1 GROUP BY gt",
  ),
  sql(
    "a column that is not grouped",
    ["MISSING_AGGREGATION", "x", "add x to GROUP BY"],
    "SELECT gt, x, count(*) FROM iot GROUP BY gt",
  ),
  sql(
    "a column beside an aggregate",
    ["MISSING_GROUP_BY", "gt", "add GROUP BY gt"],
    "SELECT gt, count(*) FROM iot",
  ),
  sql(
    "an alias in WHERE",
    ["UNRESOLVED_COLUMN.WITH_SUGGESTION", "twice", "`Device`"],
    "SELECT x * 2 AS twice FROM iot WHERE twice > 0",
  ),
  sql(
    "WHERE after GROUP BY",
    ["PARSE_SYNTAX_ERROR", "WHERE", "SELECT, FROM, WHERE"],
    "SELECT gt, count(*) FROM iot GROUP BY gt WHERE gt = 'bike'",
  ),
  sql(
    "an ambiguous column",
    ["AMBIGUOUS_REFERENCE", "users.User", "iot.User or users.User"],
    "SELECT User FROM iot JOIN users ON iot.User = users.User",
  ),
  sql(
    "a union of different widths",
    ["NUM_COLUMNS_MISMATCH", "1 columns", "same columns"],
    "SELECT gt, x FROM iot UNION SELECT User FROM users",
  ),
  sql(
    "a struct compared with a number",
    ["DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES", "STRUCT<lat", "name.field"],
    "SELECT * FROM iot WHERE place > 1",
  ),
  sql(
    "a wrong number of arguments",
    ["WRONG_NUM_ARGS.WITHOUT_SUGGESTION", "concat_ws", "concat_ws(separator"],
    "SELECT concat_ws() FROM iot",
  ),
  sql(
    "a wrong type of argument",
    ["DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", "ARRAY<STRING>", "sqrt(number)"],
    "SELECT sqrt(tags) FROM iot",
  ),
  sql("an unknown type", ["UNSUPPORTED_DATATYPE", "integr", "INTEGER"], "SELECT CAST(x AS integr) FROM iot"),
  sql("a bad cast", ["CAST_INVALID_INPUT", "CAST(gt AS INT)", "try_cast"], "SELECT CAST(gt AS INT) FROM iot"),
  sql("division by zero", ["DIVIDE_BY_ZERO", "Index / 0", "try_divide"], "SELECT Index / 0 FROM iot"),
  sql(
    "an overflow",
    ["ARITHMETIC_OVERFLOW", "Index + 2147483647", "wider type"],
    "SELECT Index + 2147483647 FROM iot",
  ),
  sql(
    "explode inside an expression",
    ["UNSUPPORTED_GENERATOR.NESTED_IN_EXPRESSIONS", "explode(tags)", "AS x first"],
    "SELECT upper(explode(tags)) FROM iot",
  ),
  sql(
    "explode of no array",
    ["DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", "STRING", "explode(array or map)"],
    "SELECT explode(gt) FROM iot",
  ),
  sql(
    "a window function in WHERE",
    ["WINDOW_FUNCTION_NOT_ALLOWED_IN_CLAUSE", "row_number()", "QUALIFY"],
    "SELECT * FROM iot WHERE row_number() OVER (ORDER BY x) = 1",
  ),
  sql(
    "a window function without OVER",
    ["WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE", "row_number()", "OVER ("],
    "SELECT row_number() FROM iot",
  ),
  sql(
    "a lambda with too many parameters",
    ["INVALID_LAMBDA_FUNCTION_CALL.NUM_ARGS_MISMATCH", "3 parameters", "(x, i) ->"],
    "SELECT transform(tags, (a, b, c) -> a) FROM iot",
  ),
  sql(
    "a template that was not filled in",
    ["PARSE_SYNTAX_ERROR", "missing after =", ""],
    "SELECT * FROM iot WHERE gt = ${kind}",
  ),
  sql(
    "double equals as in JavaScript",
    ["PARSE_SYNTAX_ERROR", "===", "write ="],
    "SELECT * FROM iot WHERE gt === 'bike'",
  ),
  sql(
    "and as in JavaScript",
    ["PARSE_SYNTAX_ERROR", "&&", "write AND"],
    "SELECT * FROM iot WHERE gt = 'bike' && x > 0",
  ),
  sql(
    "double quotes around a column",
    ["CAST_INVALID_INPUT", "gt + 1", "try_cast"],
    'SELECT "gt" + 1 FROM iot',
  ),
  sql(
    "HAVING without an aggregate",
    ["UNRESOLVED_COLUMN.WITH_SUGGESTION", "x", "`gt`"],
    "SELECT gt FROM iot GROUP BY gt HAVING x > 1",
  ),
  sql(
    "ORDER BY of an unknown column",
    ["UNRESOLVED_COLUMN.WITH_SUGGESTION", "gtt", "`gt`"],
    "SELECT gt FROM iot ORDER BY gtt",
  ),
  sql(
    "LIMIT of a text",
    ["INVALID_LIMIT_LIKE_EXPRESSION.IS_UNFOLDABLE", "ten", "LIMIT 10"],
    "SELECT gt FROM iot LIMIT ten",
  ),
  sql(
    "a statement that is no query",
    ["UNSUPPORTED_STATEMENT", "UPDATE", "df.withColumn"],
    "UPDATE iot SET gt = 'bike'",
  ),
  sql(
    "two statements",
    ["PARSE_SYNTAX_ERROR", "SELECT 1; SELECT 2", "by its own call"],
    "SELECT 1; SELECT 2",
  ),
  sql(
    "an interval without a unit",
    ["PARSE_SYNTAX_ERROR", "FROM", "10 MINUTES"],
    "SELECT at + INTERVAL 5 FROM iot",
  ),
  sql("an empty text", ["PARSE_SYNTAX_ERROR", "end of the text", "SELECT * FROM t"], ""),
  sql(
    "a bad regular expression",
    ["INVALID_PARAMETER_VALUE.PATTERN", "RLIKE(gt, ()", "backslash"],
    "SELECT gt RLIKE '(' FROM iot",
  ),
  sql(
    "a scalar subquery of several rows",
    ["SCALAR_SUBQUERY_TOO_MANY_ROWS", "More than one row", "LIMIT 1"],
    "SELECT (SELECT User FROM users) FROM iot",
  ),
  sql(
    "a subquery of two columns in IN",
    ["DATATYPE_MISMATCH.IN_SUBQUERY_LENGTH_MISMATCH", "User IN", "as many columns"],
    "SELECT * FROM iot WHERE User IN (SELECT User, age FROM users)",
  ),
  sql(
    "a padding longer than memory",
    ["ARITHMETIC_OVERFLOW", "2147483643 characters", "pad to fewer"],
    "SELECT lpad(gt, 2147483647, '-') FROM iot",
  ),
  sql(
    "a text too long to be taken apart",
    ["TEXT_TOO_LONG", "translate", "substring(text"],
    "SELECT translate(repeat(gt, 3000000), 'b', 'c') FROM iot",
  ),
];
