import type { AtomicKind, DataType, StructField, StructType } from "./data-type.js";
import { absent, decimals, incomplete, known, simpleTypes, texts, withParts } from "./ddl-names.js";
import { ddlError, ddlTokens } from "./ddl-tokens.js";
import type { Token } from "./ddl-tokens.js";
import { intervalOf } from "./interval.js";
import { nearest } from "./names.js";
import { arrayType, atomic, decimalType, mapType, structField, structOf } from "./t.js";

export { catalogString, simpleString, sqlName, toDDL } from "./type-text.js";

/**
 * Reads a schema, `a BIGINT, b STRING NOT NULL`, or one type, `ARRAY<INT>`, as Spark does. A colon may stand after a name.
 * A column's comment is in its metadata. Throws PARSE_SYNTAX_ERROR or UNSUPPORTED_DATATYPE with the place underlined.
 *
 * @example
 * parseDDL("a BIGINT, `odd name` DECIMAL(10, 2) COMMENT 'price'").kind; // "struct"
 * parseDDL("MAP<STRING, INT>").kind; // "map"
 */
export function parseDDL(text: string): DataType {
  return new DDLParser(text).typeOrSchema();
}

/** As `parseDDL`, for what is read: CHAR and VARCHAR, whose length nothing here would keep, are refused. */
export function parseReadDDL(text: string): DataType {
  const parser = new DDLParser(text);
  const type = parser.typeOrSchema();
  if (parser.sizedText !== null) throw parser.sizedText;
  return type;
}

/** As `parseReadDDL`, for a place that needs a schema: one type alone is refused. */
export function parseSchemaDDL(text: string): StructType {
  const type = parseReadDDL(text);
  if (type.kind === "struct") return type;
  const cure = `value ${text.trim()}`;
  throw ddlError(
    text,
    0,
    text.length,
    "A schema needs the names of its columns.",
    cure,
    "INVALID_SCHEMA.NON_STRUCT_TYPE",
  );
}

class DDLParser {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #at = 0;
  /** A name that is no type: told only if the text is well formed, as a syntax error explains more. */
  #unknownType: Error | null = null;
  /** The first CHAR or VARCHAR: an error in a schema, a plain text in a cast. */
  sizedText: Error | null = null;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = ddlTokens(text);
  }

  typeOrSchema(): DataType {
    const [first, second] = this.#tokens;
    if (first === undefined || first.kind === "end") {
      throw ddlError(this.#text, 0, 1, "The schema is empty.", undefined, "PARSE_EMPTY_STATEMENT");
    }
    const isType =
      second?.kind === "end" ||
      first.text.toLowerCase() === "interval" ||
      (second?.kind === "sign" && ["<", "("].includes(second.text));
    const type = isType || isCollate(second) ? this.#type() : structOf(this.#fields("end"));
    if (this.#next.kind !== "end") throw this.#unexpected("the end");
    if (this.#unknownType !== null) throw this.#unknownType;
    return type;
  }

  get #next(): Token {
    return this.#tokens[Math.min(this.#at, this.#tokens.length - 1)] as Token;
  }

  #take(): Token {
    const token = this.#next;
    this.#at++;
    return token;
  }

  #isSign(sign: string): boolean {
    return this.#next.kind === "sign" && this.#next.text === sign;
  }

  #expectSign(sign: string): Token {
    if (!this.#isSign(sign)) throw this.#unexpected(`"${sign}"`);
    return this.#take();
  }

  #takeWord(word: string): boolean {
    const found = this.#next.kind === "word" && this.#next.text.toLowerCase() === word;
    if (found) this.#at++;
    return found;
  }

  #unexpected(wanted: string): Error {
    const { start, end, kind, text } = this.#next;
    const found = kind === "end" ? "the text ends" : `there is ${JSON.stringify(text)}`;
    return ddlError(this.#text, start, end, `Here ${wanted} is expected, but ${found}.`);
  }

  #fields(until: "end" | ">"): StructField[] {
    const fields: StructField[] = [];
    if (until === ">" && this.#isSign(">")) return fields;
    do fields.push(this.#field());
    while (this.#isSign(",") && this.#take());
    return fields;
  }

  #field(): StructField {
    const { kind } = this.#next;
    if (kind !== "word" && kind !== "quoted" && kind !== "number")
      throw this.#unexpected("the name of a column");
    const name = this.#take().text;
    if (this.#isSign(":")) this.#take();
    const type = this.#type();
    const notNull = this.#takeWord("not");
    if (notNull && !this.#takeWord("null")) throw this.#unexpected("NULL");
    if (!this.#takeWord("comment")) return structField(name, type, !notNull);
    if (this.#next.kind !== "string") throw this.#unexpected("the comment in quotes");
    return structField(name, type, !notNull, { comment: unescaped(this.#take().text) });
  }

  #type(): DataType {
    if (this.#next.kind !== "word") throw this.#unexpected("a type");
    const token = this.#take();
    const name = token.text.toLowerCase();
    const simple = Object.hasOwn(simpleTypes, name) ? simpleTypes[name] : undefined;
    if (simple !== undefined) return this.#simple(simple, token);
    if (decimals.includes(name)) return this.#decimal(token);
    if (texts.includes(name)) return this.#sizedText(token);
    if (withParts.includes(name)) return this.#withParts(name);
    if (absent.includes(name)) throw this.#unknown(token, name);
    this.#unknownType ??= this.#unknown(token, name);
    return atomic("null");
  }

  #simple(kind: AtomicKind, token: Token): DataType {
    if (this.#isSign("(")) {
      this.#sizes();
      return this.#noSuchSize(token);
    }
    if (kind === "string" && isCollate(this.#next)) this.#collation();
    if (kind === "timestamp" && this.#takeWord("without")) {
      for (const word of ["time", "zone"])
        if (!this.#takeWord(word)) throw this.#unexpected(word.toUpperCase());
      return atomic("timestamp_ntz");
    }
    if (kind === "interval") return this.#interval();
    return atomic(kind);
  }

  /** `INTERVAL DAY TO SECOND`, `INTERVAL MONTH`; without fields the calendar's. */
  #interval(): DataType {
    const start = this.#next;
    if (start.kind !== "word" || intervalOf(start.text.toLowerCase(), start.text.toLowerCase()) === null)
      return atomic("interval");
    const from = this.#take().text.toLowerCase();
    const to = this.#takeWord("to") ? this.#take().text.toLowerCase() : from;
    const type = intervalOf(from, to);
    if (type !== null) return type;
    throw ddlError(
      this.#text,
      start.start,
      this.#next.start,
      "These fields make no interval.",
      "INTERVAL DAY TO SECOND, or INTERVAL YEAR TO MONTH",
    );
  }

  #collation(): void {
    this.#take();
    const token = this.#take();
    if (token.text.toUpperCase() === "UTF8_BINARY") return;
    const rule = "Text is compared byte by byte here: no other collation than UTF8_BINARY.";
    throw ddlError(this.#text, token.start, token.end, rule, "STRING", "UNSUPPORTED_COLLATION");
  }

  #withParts(name: string): DataType {
    if (this.#next.text !== "<") {
      const { start, end } = this.#next;
      const [code, cure] = [`INCOMPLETE_TYPE_DEFINITION.${name.toUpperCase()}`, incomplete[name]!];
      throw ddlError(this.#text, start, end, `A ${name} needs the types of its parts.`, cure, code);
    }
    this.#expectSign("<");
    const type =
      name === "struct"
        ? structOf(this.#fields(">"))
        : name === "array"
          ? arrayType(this.#type())
          : this.#map();
    this.#expectSign(">");
    return type;
  }

  #map(): DataType {
    const { start } = this.#next;
    const key = this.#type();
    if (key.kind === "map") {
      const rule = "The key of a map cannot be a map.";
      throw ddlError(
        this.#text,
        start,
        this.#next.start,
        rule,
        "MAP<STRING, …>",
        "DATATYPE_MISMATCH.INVALID_MAP_KEY_TYPE",
      );
    }
    this.#expectSign(",");
    return mapType(key, this.#type());
  }

  #decimal(token: Token): DataType {
    const sizes = this.#sizes();
    const [precision = 10, scale = 0] = sizes;
    if (sizes.length > 2 || precision > 38 || scale > precision || precision < 1) {
      const code =
        precision > 38 ? "DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION" : "DECIMAL_SCALE_EXCEEDS_PRECISION";
      const rule = "A decimal has 1 to 38 digits in all, and of them at most as many after the point.";
      throw ddlError(this.#text, token.start, this.#next.start, rule, "DECIMAL(38, 2)", code);
    }
    return decimalType(precision, scale);
  }

  // The length of a CHAR or VARCHAR column constrains tables, of which we have none: Spark reads both as text.
  #sizedText(token: Token): DataType {
    const name = token.text.toUpperCase();
    const sizes = this.#sizes();
    if (sizes.length > 1) return this.#noSuchSize(token);
    if (sizes.length === 1) {
      this.sizedText ??= ddlError(
        this.#text,
        token.start,
        this.#next.start,
        `The type ${name} keeps its length in a table only; here a value of it would be a plain text.`,
        "STRING",
        "UNSUPPORTED_CHAR_OR_VARCHAR_AS_STRING",
      );
      return atomic("string");
    }
    throw ddlError(
      this.#text,
      token.start,
      token.end,
      `${name} needs a length.`,
      `STRING, or ${name}(10)`,
      "DATATYPE_MISSING_SIZE",
    );
  }

  /** `STRING(3)`: told when the text is well formed. */
  #noSuchSize(token: Token): DataType {
    const written = this.#text.slice(token.start, this.#tokens[this.#at - 1]!.end).toUpperCase();
    const rule = `There is no type ${written}.`;
    this.#unknownType ??= ddlError(
      this.#text,
      token.start,
      this.#next.start,
      rule,
      token.text.toUpperCase(),
      "UNSUPPORTED_DATATYPE",
    );
    return atomic("null");
  }

  #sizes(): number[] {
    const sizes: number[] = [];
    if (!this.#isSign("(")) return sizes;
    do {
      this.#take();
      if (this.#next.kind !== "number") throw this.#unexpected("a whole number");
      sizes.push(Number(this.#take().text));
    } while (this.#isSign(","));
    this.#expectSign(")");
    return sizes;
  }

  #unknown(token: Token, name: string): Error {
    const missing = absent.includes(name);
    const near = missing ? null : nearest(name, known);
    const rule = missing
      ? `Columns of type ${name.toUpperCase()} are not supported.`
      : `${token.text} is not a type.`;
    const cure = near?.toUpperCase() ?? "BIGINT, DOUBLE, STRING, TIMESTAMP, ARRAY<…>, MAP<…, …>, STRUCT<…>";
    const code = name === "time" ? "UNSUPPORTED_TIME_TYPE" : "UNSUPPORTED_DATATYPE";
    return ddlError(this.#text, token.start, token.end, rule, cure, code);
  }
}

function isCollate(token: Token | undefined): boolean {
  return token?.kind === "word" && token.text.toLowerCase() === "collate";
}

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", 0: "\0" };

/** A string's characters: two quotes are one, and what follows a backslash stands for itself or a control character. */
function unescaped(text: string): string {
  return text.replace(/''|""|\\([^])/g, (all, c: string | undefined) =>
    c === undefined ? all[0]! : (escapes[c] ?? c),
  );
}
