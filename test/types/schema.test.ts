import { describe, expect, test } from "vitest";
import type { StreambookError } from "../../src/errors.js";
import {
  catalogString,
  parseDDL,
  parseSchemaDDL,
  sameType,
  schemaFromJson,
  schemaToJson,
  schemaToString,
  schemaTree,
  simpleString,
  sqlName,
  structType,
  t,
  toDDL,
} from "../../src/types/index.js";
import { answers } from "./answers.js";

// Spark keeps these in the type; we read them and let them go.
const dropped = / collate UTF8_BINARY/gi;
const withoutSizes = (text: string): string =>
  text
    .replace(dropped, "")
    .replace(/(VAR)?CHAR\(\d+\)/g, "STRING")
    .replace(/(var)?char\(\d+\)/g, "string");
const plainJson = (text: string): unknown =>
  JSON.parse(text.replace(/(var)?char\(\d+\)/g, "string").replace(dropped, ""));

/** Ours on purpose: a decimal of no digits, and a map as key (Spark refuses it later). */
const refusedEarlier = ["decimal(0,0)", "map<map<int,int>,int>"];

describe(`schemas as Spark ${answers.spark} reads and prints them`, () => {
  const good = answers.schemas.filter(
    (answer) => answer.json !== undefined && !refusedEarlier.includes(answer.ddl),
  );
  const bad = answers.schemas.filter((answer) => answer.errors !== undefined);

  test.each(good)("$ddl", (answer) => {
    const type = parseDDL(answer.ddl);
    expect(JSON.parse(schemaToJson(type))).toEqual(plainJson(answer.json ?? ""));
    expect(sqlName(type)).toBe(withoutSizes(answer.sql ?? ""));
    expect(catalogString(type)).toBe(withoutSizes(answer.catalog ?? ""));
    expect(simpleString(type)).toBe(withoutSizes(answer.simple ?? ""));
    expect(schemaFromJson(schemaToJson(type))).toEqual(type);
    if (type.kind !== "struct" || answer.tree === undefined) return;
    expect(toDDL(type)).toBe(withoutSizes(answer.toDDL ?? ""));
    expect(schemaTree(type)).toBe(withoutSizes(answer.tree));
    expect(schemaTree(type, 2)).toBe(withoutSizes(answer.tree2 ?? ""));
    expect(schemaToString(type)).toBe((answer.repr ?? "").replace(/(Varc|C)harType\(\d+\)/g, "StringType()"));
    expect(parseDDL(toDDL(type))).toEqual(type);
  });

  test.each(bad)("refused: $ddl", ({ ddl, errors }) => {
    let code = "read";
    try {
      parseDDL(ddl);
    } catch (error) {
      code = (error as StreambookError).code;
    }
    expect(errors).toContain(code);
  });

  test.each(Object.entries(answers.shows))("the schema of %s comes back from its DDL", (_, { ddl }) => {
    expect(toDDL(parseDDL(ddl))).toBe(ddl);
  });
});

describe("a wrong schema text", () => {
  const message = (ddl: string): string => {
    try {
      parseDDL(ddl);
    } catch (error) {
      return (error as Error).message;
    }
    return "";
  };

  test("is shown with the place underlined and the likeliest type", () => {
    expect(message("a BIGINT, b STRUCT<c: STRIN>")).toBe(
      [
        "[UNSUPPORTED_DATATYPE] schema text: STRIN is not a type.",
        "  got: STRIN",
        "    a BIGINT, b STRUCT<c: STRIN>",
        "                          ^^^^^",
        "  try: STRING",
      ].join("\n"),
    );
  });

  test("of several lines shows the line", () => {
    expect(message("a BIGINT,\nb ARRAY<INT\n")).toContain("(line 3)");
    expect(message("a BIGINT,\n  b ARRAY INT")).toContain(" (line 2)\n      b ARRAY INT\n              ^^^");
  });

  test("a name that needs backticks is told so", () => {
    expect(message("a-b INT")).toContain("try: `a-b`");
  });

  test("a type that we do not have is named as such", () => {
    expect(message("a VARIANT")).toContain("Columns of type VARIANT are not supported.");
    expect(message("a TIME")).toContain("not supported");
  });

  test("one type alone is no schema", () => {
    expect(() => parseSchemaDDL("INT")).toThrow(/INVALID_SCHEMA.NON_STRUCT_TYPE/);
  });
});

describe("schema JSON", () => {
  test("metadata stays with its field, through what passes the column on", () => {
    const json =
      '{"type":"struct","fields":[{"name":"a","type":"long","nullable":true,"metadata":{"comment":"it\'s","unit":{"of":[1,2]}}}]}';
    const schema = schemaFromJson(json);
    expect(schemaToJson(schema)).toBe(json);
    expect(toDDL(schema)).toBe("a BIGINT COMMENT 'it\\'s'");
    expect(schemaToJson(parseDDL(toDDL(schema)))).toContain('"metadata":{"comment":"it\'s"}');
  });

  test("is read with keys in any order, and old names", () => {
    const json =
      '{"fields":[{"name":"a","nullable":false,"type":"null"},{"type":{"type":"array","containsNull":true,"elementType":"decimal(5, 2)"},"nullable":true,"name":"b"}],"type":"struct"}';
    expect(toDDL(schemaFromJson(json))).toBe("a VOID NOT NULL,b ARRAY<DECIMAL(5,2)>");
    expect(schemaFromJson('"long"')).toEqual(t.long());
    expect(schemaFromJson("long")).toEqual(t.long());
  });

  test.each([
    "{",
    '{"type":"struct"}',
    '{"type":"struct","fields":[{"name":"a","type":"bigint"}]}',
    '{"type":"struct","fields":[{"name":"a","type":"long","metadata":{}}]}',
    '{"type":"array","elementType":"long"}',
    '{"type":"map","keyType":"string","valueType":"long"}',
    '{"type":"udt"}',
    "[]",
    '{"type":"array","elementType":"long","containsNull":1}',
  ])("refused: %s", (json) => {
    expect(() => schemaFromJson(json)).toThrow(/INVALID_JSON_DATA_TYPE/);
  });
});

describe("building types", () => {
  test("the three ways give equal schemas", () => {
    const built = t.struct({ a: t.notNull(t.long()), b: t.array(t.decimal(10, 2), false) });
    const added = structType()
      .add("a", "long", false)
      .add("b", t.array(t.decimal(10, 2), false));
    expect(added).toEqual(built);
    expect({ ...added }).toEqual(built);
    expect(parseDDL("a BIGINT NOT NULL, b ARRAY<DECIMAL(10,2)>")).toEqual(
      t.struct({ a: t.notNull(t.long()), b: t.array(t.decimal(10, 2)) }),
    );
    expect(structType().add("m", "map<string,int>").fields[0]?.type).toEqual(t.map(t.string(), t.int()));
  });

  test("types are frozen and compared by value", () => {
    const type = t.struct({ a: t.map(t.string(), t.array(t.int())) });
    expect(Object.isFrozen(type) && Object.isFrozen(type.fields) && Object.isFrozen(type.fields[0])).toBe(
      true,
    );
    expect(sameType(type, t.struct({ a: t.map(t.string(), t.array(t.int())) }))).toBe(true);
    expect(sameType(type, t.struct({ a: t.map(t.string(), t.array(t.int(), false)) }))).toBe(false);
    expect(
      sameType(type, t.struct({ a: t.notNull(t.map(t.string(), t.array(t.int(), false))) }), false),
    ).toBe(true);
    expect(sameType(t.decimal(10, 2), t.decimal(10, 3))).toBe(false);
  });

  test("a type that was not called, or is none, is refused with the cure", () => {
    expect(() => t.struct({ a: t.long as never })).toThrow(/call it: t\.long\(\)/);
    expect(() => t.struct({ a: "long" as never })).toThrow(/NOT_EXPECTED_TYPE.*field "a"/);
    expect(() => t.array(undefined as never)).toThrow(/NOT_EXPECTED_TYPE/);
    expect(() => t.map(t.map(t.int(), t.int()), t.int())).toThrow(/INVALID_MAP_KEY_TYPE/);
  });

  test("decimals have Spark's limits", () => {
    expect(t.decimal()).toEqual({ kind: "decimal", precision: 10, scale: 0 });
    expect(() => t.decimal(39, 0)).toThrow(/DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION/);
    expect(() => t.decimal(5, 6)).toThrow(/DECIMAL_SCALE_EXCEEDS_PRECISION/);
  });

  test("a struct of many fields is cut in simpleString", () => {
    const many = parseDDL(Array.from({ length: 30 }, (_, i) => `c${i} INT`).join(","));
    expect(simpleString(many)).toMatch(/c23:int,\.\.\. 6 more fields>$/);
    expect(catalogString(many)).toMatch(/c29:int>$/);
  });
});
