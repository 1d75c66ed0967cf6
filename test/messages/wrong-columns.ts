import {
  array,
  col,
  count,
  dateFormat,
  explode,
  expr,
  lit,
  rowNumber,
  sum,
  toTimestamp,
  transform,
  upper,
  Window,
  type Column,
} from "../../src/index.js";
import type { WrongQuery } from "./format.js";

/** What a learner writes in a cell with the builder: the compiler of a notebook lets most of it pass, so the library has to say it. */
const loose = (value: unknown): never => value as never;

export const wrongColumns: readonly WrongQuery[] = [
  {
    name: "a misspelt column",
    says: ["UNRESOLVED_COLUMN.WITH_SUGGESTION", "Devise", "`Device`"],
    run: ({ iot }) => iot.select("Devise"),
  },
  {
    name: "a misspelt column in where text",
    says: ["UNRESOLVED_COLUMN.WITH_SUGGESTION", "devise", "`Device`"],
    run: ({ iot }) => iot.where("devise = 'nexus4_1'"),
  },
  {
    name: "a misspelt column in groupBy",
    says: ["UNRESOLVED_COLUMN.WITH_SUGGESTION", "gtt", "`gt`"],
    run: ({ iot }) => iot.groupBy("gtt").count(),
  },
  {
    name: "a misspelt struct field",
    says: ["FIELD_NOT_FOUND", "latt", "`lat`"],
    run: ({ iot }) => iot.select("place.latt"),
  },
  {
    name: "an unknown column of one table",
    says: ["UNRESOLVED_COLUMN.WITH_SUGGESTION", "Devise", "`Device`"],
    run: ({ iot }) => iot.col("Devise"),
  },
  {
    name: "col of a number",
    says: ["NOT_EXPECTED_TYPE", "the number 5", 'col("name")'],
    run: () => col(loose(5)),
  },
  {
    name: "col of nothing",
    says: ["NOT_EXPECTED_TYPE", "undefined", 'col("name")'],
    run: () => col(loose(undefined)),
  },
  {
    name: "col of an empty text",
    says: ["INVALID_ATTRIBUTE_NAME_SYNTAX", '""', "df.columns"],
    run: () => col(""),
  },
  {
    name: "a number where a column is expected",
    says: ["NOT_EXPECTED_TYPE", "the number 5", "lit(5)"],
    run: ({ iot }) => iot.select(loose(5)),
  },
  {
    name: "a number as the argument of a function",
    says: ["NOT_EXPECTED_TYPE", "the number 5", "lit(5)"],
    run: () => upper(loose(5)),
  },
  {
    name: "a comparison by JavaScript's operator",
    says: ["CANNOT_CONVERT_COLUMN_INTO_BOOL", "Column<'x'>", "gt, and, or"],
    run: ({ iot }) => iot.where(loose(loose(col("x")) > 0)),
  },
  {
    name: "columns added by JavaScript's operator",
    says: ["CANNOT_CONVERT_COLUMN_INTO_BOOL", "Column<'x'>", "plus"],
    run: () => (col("x") as unknown as number) + 1,
  },
  {
    name: "columns compared with ===",
    says: ["NOT_EXPECTED_TYPE", "false", "equalTo"],
    run: ({ iot }) => iot.where(loose((col("gt") as unknown) === "bike")),
  },
  {
    name: "a function instead of its call",
    says: ["NOT_EXPECTED_TYPE", "the function count", "count(…)"],
    run: ({ iot }) => iot.select(loose(count)),
  },
  {
    name: "withColumn without a column",
    says: ["NOT_EXPECTED_TYPE", "the number 1", "lit(1)"],
    run: ({ iot }) => iot.withColumn("one", loose(1)),
  },
  {
    name: "withColumn of SQL text",
    says: ["NOT_EXPECTED_TYPE", "x * 2", 'expr("x * 2")'],
    run: ({ iot }) => iot.withColumn("twice", loose("x * 2")),
  },
  {
    name: "select of SQL text",
    says: ["UNRESOLVED_COLUMN.WITH_SUGGESTION", "x * 2", 'expr("x * 2")'],
    run: ({ iot }) => iot.select("x * 2"),
  },
  {
    name: "a condition that is no boolean",
    says: ["DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN", "x", "x > 0"],
    run: ({ iot }) => iot.where(col("x")),
  },
  {
    name: "an aggregate in where",
    says: ["INVALID_WHERE_CONDITION", "count(1) > 1", "after agg(…)"],
    run: ({ iot }) => iot.where(count("*").gt(1)),
  },
  {
    name: "a column that is not grouped",
    says: ["MISSING_AGGREGATION", "x", "groupBy(…)"],
    run: ({ iot }) => iot.groupBy("gt").agg(col("x")),
  },
  {
    name: "agg without anything",
    says: ["CANNOT_BE_EMPTY", "agg()", 'agg(count("*")'],
    run: ({ iot }) => iot.groupBy("gt").agg(),
  },
  {
    name: "agg of a text",
    says: ["NOT_EXPECTED_TYPE", '"count"', 'count("*")'],
    run: ({ iot }) => iot.groupBy("gt").agg(loose("count")),
  },
  {
    name: "agg of an unknown function",
    says: ["UNRESOLVED_ROUTINE", "averege", "docs/functions.md"],
    run: ({ iot }) => iot.groupBy("gt").agg({ x: "averege" }),
  },
  {
    name: "avg of texts by name",
    says: ["_LEGACY_ERROR_TEMP_1323", "Device", "max"],
    run: ({ iot }) => iot.groupBy("gt").avg("Device"),
  },
  {
    name: "otherwise without when",
    says: ["INVALID_WHEN_USAGE", "Column<'x'>", "when(col("],
    run: () => col("x").otherwise(1),
  },
  {
    name: "an ambiguous column after a join",
    says: ["AMBIGUOUS_REFERENCE", "User", "a.User"],
    run: ({ iot, users }) => iot.join(users, col("Device").isNotNull()).select("User"),
  },
  {
    name: "a join by a column that one side lacks",
    says: ["UNRESOLVED_USING_COLUMN_FOR_JOIN", "User, age", "both sides"],
    run: ({ iot, users }) => iot.join(users, "Device"),
  },
  {
    name: "an unknown kind of join",
    says: ["UNSUPPORTED_JOIN_TYPE", "lefft", "left_semi"],
    run: ({ iot, users }) => iot.join(users, "User", "lefft"),
  },
  {
    name: "a join with something that is no table",
    says: ["NOT_EXPECTED_TYPE", '"users"', 'session.table("users")'],
    run: ({ iot }) => iot.join(loose("users"), "User"),
  },
  {
    name: "a union of different widths",
    says: ["NUM_COLUMNS_MISMATCH", "2 columns", "same columns"],
    run: ({ iot, users }) => iot.union(users),
  },
  {
    name: "a union by name of other columns",
    says: ["UNRESOLVED_COLUMN_AMONG_FIELD_NAMES", "Device", "allowMissingColumns"],
    run: ({ iot, users }) => iot.unionByName(users),
  },
  {
    name: "a struct compared with a number",
    says: ["DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES", "STRUCT<lat", "name.field"],
    run: ({ iot }) => iot.where(col("place").gt(1)),
  },
  {
    name: "a text for the type in a schema",
    says: ["NOT_EXPECTED_TYPE", '"double"', "t.double()"],
    run: ({ t }) => t.struct({ x: loose("double") }),
  },
  {
    name: "an unknown type in a schema",
    says: ["UNSUPPORTED_DATATYPE", "duoble", "DOUBLE"],
    run: ({ session }) => session.createDataFrame([], "x duoble"),
  },
  {
    name: "a schema with a wrong separator",
    says: ["PARSE_SYNTAX_ERROR", ";", "a BIGINT, b"],
    run: ({ session }) => session.createDataFrame([], "x double; y double"),
  },
  {
    name: "a cast to an unknown type",
    says: ["UNSUPPORTED_DATATYPE", "integr", "INTEGER"],
    run: ({ iot }) => iot.select(col("x").cast("integr")),
  },
  {
    name: "a row that lacks the schema's type",
    says: ["FIELD_DATA_TYPE_UNACCEPTABLE_WITH_NAME", '"one"', "whole number"],
    run: ({ session }) => session.createDataFrame([{ x: "one" }], "x INT"),
  },
  {
    name: "a bad cast",
    says: ["CAST_INVALID_INPUT", "CAST(gt AS INT)", "try_cast"],
    run: ({ iot }) => iot.select(col("gt").cast("int")).collect(),
  },
  {
    name: "division by zero",
    says: ["DIVIDE_BY_ZERO", "Index / 0", "try_divide"],
    run: ({ iot }) => iot.select(col("Index").divide(0)).collect(),
  },
  {
    name: "an overflow",
    says: ["ARITHMETIC_OVERFLOW", "Index + 2147483647", "wider type"],
    run: ({ iot }) => iot.select(col("Index").plus(2147483647)).collect(),
  },
  {
    name: "an array's index that is not there",
    says: ["INVALID_ARRAY_INDEX", "tags[9]", "get(array"],
    run: ({ iot }) => iot.select(col("tags").getItem(9)).collect(),
  },
  {
    name: "a bad date pattern",
    says: ["INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION", "YYYY-mm-DD", "weekofyear"],
    run: ({ iot }) => iot.select(dateFormat(lit("2020-01-01"), "YYYY-mm-DD")).collect(),
  },
  {
    name: "a text that does not fit the pattern",
    says: ["CANNOT_PARSE_TIMESTAMP", "to_timestamp(gt", "try_to_timestamp"],
    run: ({ iot }) => iot.select(toTimestamp("gt", "yyyy-MM-dd")).collect(),
  },
  {
    name: "explode of no array",
    says: ["DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", "STRING", "explode(array or map)"],
    run: ({ iot }) => iot.select(explode("gt")),
  },
  {
    name: "a generator inside an expression",
    says: ["UNSUPPORTED_GENERATOR.NESTED_IN_EXPRESSIONS", "explode(tags)", "AS x first"],
    run: ({ iot }) => iot.select(upper(explode("tags"))),
  },
  {
    name: "a generator in where",
    says: ["UNSUPPORTED_GENERATOR.OUTSIDE_SELECT", "explode(tags)", "AS x first"],
    run: ({ iot }) => iot.where(explode("tags").equalTo("a")),
  },
  {
    name: "a window function in where",
    says: ["WINDOW_FUNCTION_NOT_ALLOWED_IN_CLAUSE", "row_number()", "query around"],
    run: ({ iot }) => iot.where(rowNumber().over(Window.orderBy("x")).equalTo(1)),
  },
  {
    name: "a window function without over",
    says: ["WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE", "row_number()", ".over("],
    run: ({ iot }) => iot.select(rowNumber()),
  },
  {
    name: "row_number without an order",
    says: ["WINDOW_FUNCTION_FRAME_NOT_ORDERED", "row_number()", "ORDER BY"],
    run: ({ iot }) => iot.select(rowNumber().over(Window.partitionBy("gt"))),
  },
  {
    name: "over without a window",
    says: ["NOT_EXPECTED_TYPE", '"gt"', "Window.partitionBy"],
    run: () => sum("x").over(loose("gt")),
  },
  {
    name: "a lambda with too many parameters",
    says: ["INVALID_LAMBDA_FUNCTION_CALL.NUM_ARGS_MISMATCH", "3 parameters", "(x, i) ->"],
    run: ({ iot }) =>
      iot.select(
        transform(
          "tags",
          loose((a: Column, b: Column, c: Column) => a.plus(b).plus(c)),
        ),
      ),
  },
  {
    name: "a lambda that gives no column",
    says: ["HIGHER_ORDER_FUNCTION_SHOULD_RETURN_COLUMN", "undefined", "return"],
    run: ({ iot }) =>
      iot.select(
        transform(
          "tags",
          loose(() => undefined),
        ),
      ),
  },
  {
    name: "something that is no lambda",
    says: ["NOT_EXPECTED_TYPE", '"upper"', "(x) =>"],
    run: ({ iot }) => iot.select(transform("tags", loose("upper"))),
  },
  {
    name: "a literal of an array",
    says: ["UNSUPPORTED_LITERAL_TYPE", "an array", "array(lit(1)"],
    run: () => lit(loose([1, 2])),
  },
  {
    name: "values of several types in an array",
    says: ["DATATYPE_MISMATCH.DATA_DIFF_TYPES", "INT, BOOLEAN", '.cast("…")'],
    run: ({ iot }) => iot.select(array(lit(1), lit(true))),
  },
  {
    name: "a template that takes in a column",
    says: ["PARSE_SYNTAX_ERROR", "Column<'x'>", "name into the text: x"],
    run: ({ iot }) => iot.where(`${col("x").toString()} > 0`),
  },
  {
    name: "a template that takes in a text without quotes",
    says: ["UNRESOLVED_COLUMN.WITH_SUGGESTION", "bike", "'bike'"],
    run: ({ iot }) => iot.where(`gt = ${"bike"}`),
  },
  {
    name: "a wrong number of arguments",
    says: ["WRONG_NUM_ARGS.WITHOUT_SUGGESTION", "substring", "substring(text, position[, length])"],
    run: ({ iot }) => iot.select(expr("substring(gt)")),
  },
  {
    name: "limit of a text",
    says: ["INVALID_LIMIT_LIKE_EXPRESSION.IS_NEGATIVE", "ten", "limit(10)"],
    run: ({ iot }) => iot.limit(loose("ten")),
  },
  {
    name: "orderBy a place that is not there",
    says: ["ORDER_BY_POS_OUT_OF_RANGE", "99", "1 to 8"],
    run: ({ iot }) => iot.orderBy(99),
  },
  {
    name: "a fraction over one",
    says: ["INVALID_FRACTION", "10", "sample(0.1"],
    run: ({ iot }) => iot.sample(10),
  },
  {
    name: "drop of nulls with an unknown word",
    says: ["VALUE_NOT_ANY_OR_ALL", '"every"', 'na.drop("any")'],
    run: ({ iot }) => iot.na.drop(loose("every")),
  },
  {
    name: "fill of an unknown column",
    says: ["UNRESOLVED_COLUMN.WITH_SUGGESTION", "xx", "`x`"],
    run: ({ iot }) => iot.na.fill(0, ["xx"]),
  },
];
