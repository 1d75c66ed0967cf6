import type { AtomicKind, DataType, StructField } from "./data-type.js";
import { DDLCursor } from "./ddl-cursor.js";
import { absent, decimals, incomplete, known, simpleTypes, texts, withParts } from "./ddl-names.js";
import type { Token } from "./ddl-tokens.js";
import { intervalOf } from "./interval.js";
import { nearest } from "./names.js";
import { arrayType, atomic, decimalType, mapType, structField, structOf } from "./t.js";

/** The grammar of schemas and types: Spark's, its errors as well. */
export class DDLParser {
  readonly #in: DDLCursor;
  /** A name that is no type: told only if the text is well formed, as a syntax error explains more. */
  #unknownType: Error | null = null;
  /** The first CHAR or VARCHAR: an error in a schema, a plain text in a cast. */
  sizedText: Error | null = null;

  constructor(text: string) {
    this.#in = new DDLCursor(text);
  }

  typeOrSchema(): DataType {
    const { next: first, second } = this.#in;
    if (first.kind === "end")
      throw this.#in.error(0, 1, "The schema is empty.", undefined, "PARSE_EMPTY_STATEMENT");
    const isType =
      second?.kind === "end" ||
      first.text.toLowerCase() === "interval" ||
      (second?.kind === "sign" && ["<", "("].includes(second.text));
    const type = isType || isCollate(second) ? this.#type() : structOf(this.#fields("end"));
    if (this.#in.next.kind !== "end") throw this.#in.unexpected("the end");
    if (this.#unknownType !== null) throw this.#unknownType;
    return type;
  }

  #fields(until: "end" | ">"): StructField[] {
    const fields: StructField[] = [];
    if (until === ">" && this.#in.isSign(">")) return fields;
    do fields.push(this.#field());
    while (this.#in.isSign(",") && this.#in.take());
    return fields;
  }

  #field(): StructField {
    const { kind } = this.#in.next;
    if (kind !== "word" && kind !== "quoted" && kind !== "number")
      throw this.#in.unexpected("the name of a column");
    const name = this.#in.take().text;
    if (this.#in.isSign(":")) this.#in.take();
    const type = this.#type();
    const notNull = this.#in.takeWord("not");
    if (notNull && !this.#in.takeWord("null")) throw this.#in.unexpected("NULL");
    if (!this.#in.takeWord("comment")) return structField(name, type, !notNull);
    if (this.#in.next.kind !== "string") throw this.#in.unexpected("the comment in quotes");
    return structField(name, type, !notNull, { comment: unescaped(this.#in.take().text) });
  }

  #type(): DataType {
    if (this.#in.next.kind !== "word") throw this.#in.unexpected("a type");
    const token = this.#in.take();
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
    if (this.#in.isSign("(")) {
      this.#in.sizes();
      return this.#noSuchSize(token);
    }
    if (kind === "string" && isCollate(this.#in.next)) this.#collation();
    if (kind === "timestamp" && this.#in.takeWord("without")) {
      for (const word of ["time", "zone"])
        if (!this.#in.takeWord(word)) throw this.#in.unexpected(word.toUpperCase());
      return atomic("timestamp_ntz");
    }
    if (kind === "interval") return this.#interval();
    return atomic(kind);
  }

  /** `INTERVAL DAY TO SECOND`, `INTERVAL MONTH`; without fields the calendar's. */
  #interval(): DataType {
    const start = this.#in.next;
    if (start.kind !== "word" || intervalOf(start.text.toLowerCase(), start.text.toLowerCase()) === null)
      return atomic("interval");
    const from = this.#in.take().text.toLowerCase();
    const to = this.#in.takeWord("to") ? this.#in.take().text.toLowerCase() : from;
    const type = intervalOf(from, to);
    if (type !== null) return type;
    throw this.#in.error(
      start.start,
      this.#in.next.start,
      "These fields make no interval.",
      "INTERVAL DAY TO SECOND, or INTERVAL YEAR TO MONTH",
    );
  }

  #collation(): void {
    this.#in.take();
    const token = this.#in.take();
    if (token.text.toUpperCase() === "UTF8_BINARY") return;
    const rule = "Text is compared byte by byte here: no other collation than UTF8_BINARY.";
    throw this.#in.error(token.start, token.end, rule, "STRING", "UNSUPPORTED_COLLATION");
  }

  #withParts(name: string): DataType {
    if (this.#in.next.text !== "<") {
      const { start, end } = this.#in.next;
      const [code, cure] = [`INCOMPLETE_TYPE_DEFINITION.${name.toUpperCase()}`, incomplete[name]!];
      throw this.#in.error(start, end, `A ${name} needs the types of its parts.`, cure, code);
    }
    this.#in.expectSign("<");
    const type =
      name === "struct"
        ? structOf(this.#fields(">"))
        : name === "array"
          ? arrayType(this.#type())
          : this.#map();
    this.#in.expectSign(">");
    return type;
  }

  #map(): DataType {
    const { start } = this.#in.next;
    const key = this.#type();
    if (key.kind === "map") {
      const rule = "The key of a map cannot be a map.";
      throw this.#in.error(
        start,
        this.#in.next.start,
        rule,
        "MAP<STRING, …>",
        "DATATYPE_MISMATCH.INVALID_MAP_KEY_TYPE",
      );
    }
    this.#in.expectSign(",");
    return mapType(key, this.#type());
  }

  #decimal(token: Token): DataType {
    const sizes = this.#in.sizes();
    const [precision = 10, scale = 0] = sizes;
    if (sizes.length > 2 || precision > 38 || scale > precision || precision < 1) {
      const code =
        precision > 38 ? "DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION" : "DECIMAL_SCALE_EXCEEDS_PRECISION";
      const rule = "A decimal has 1 to 38 digits in all, and of them at most as many after the point.";
      throw this.#in.error(token.start, this.#in.next.start, rule, "DECIMAL(38, 2)", code);
    }
    return decimalType(precision, scale);
  }

  // The length of a CHAR or VARCHAR column constrains tables, of which we have none: Spark reads both as text.
  #sizedText(token: Token): DataType {
    const name = token.text.toUpperCase();
    const sizes = this.#in.sizes();
    if (sizes.length > 1) return this.#noSuchSize(token);
    if (sizes.length === 1) {
      this.sizedText ??= this.#in.error(
        token.start,
        this.#in.next.start,
        `The type ${name} keeps its length in a table only; here a value of it would be a plain text.`,
        "STRING",
        "UNSUPPORTED_CHAR_OR_VARCHAR_AS_STRING",
      );
      return atomic("string");
    }
    throw this.#in.error(
      token.start,
      token.end,
      `${name} needs a length.`,
      `STRING, or ${name}(10)`,
      "DATATYPE_MISSING_SIZE",
    );
  }

  /** `STRING(3)`: told when the text is well formed. */
  #noSuchSize(token: Token): DataType {
    const written = this.#in.textFrom(token).toUpperCase();
    const rule = `There is no type ${written}.`;
    this.#unknownType ??= this.#in.error(
      token.start,
      this.#in.next.start,
      rule,
      token.text.toUpperCase(),
      "UNSUPPORTED_DATATYPE",
    );
    return atomic("null");
  }

  #unknown(token: Token, name: string): Error {
    const missing = absent.includes(name);
    const near = missing ? null : nearest(name, known);
    const rule = missing
      ? `Columns of type ${name.toUpperCase()} are not supported.`
      : `${token.text} is not a type.`;
    const cure = near?.toUpperCase() ?? "BIGINT, DOUBLE, STRING, TIMESTAMP, ARRAY<…>, MAP<…, …>, STRUCT<…>";
    const code = name === "time" ? "UNSUPPORTED_TIME_TYPE" : "UNSUPPORTED_DATATYPE";
    return this.#in.error(token.start, token.end, rule, cure, code);
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
