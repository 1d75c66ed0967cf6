/** A JSON text as it was written: numbers keep their digits, an object its fields in order, repeated ones included. */
export type JsonNode =
  | {
      readonly kind: "object";
      readonly fields: readonly (readonly [name: string, value: JsonNode])[];
      readonly start: number;
      readonly end: number;
    }
  | {
      readonly kind: "array";
      readonly items: readonly JsonNode[];
      readonly start: number;
      readonly end: number;
    }
  | { readonly kind: "string"; readonly text: string; readonly start: number; readonly end: number }
  | { readonly kind: "number"; readonly text: string; readonly start: number; readonly end: number }
  | { readonly kind: "boolean"; readonly value: boolean; readonly start: number; readonly end: number }
  | { readonly kind: "null"; readonly start: number; readonly end: number };

/** What Spark's options let a text do that JSON forbids. */
export interface JsonLeniency {
  readonly allowComments: boolean;
  readonly allowUnquotedFieldNames: boolean;
  readonly allowSingleQuotes: boolean;
  readonly allowNumericLeadingZeros: boolean;
  readonly allowNonNumericNumbers: boolean;
  readonly allowBackslashEscapingAnyCharacter: boolean;
  readonly allowUnquotedControlChars: boolean;
}

export const lenient: JsonLeniency = {
  allowComments: false,
  allowUnquotedFieldNames: false,
  allowSingleQuotes: true,
  allowNumericLeadingZeros: false,
  allowNonNumericNumbers: true,
  allowBackslashEscapingAnyCharacter: false,
  allowUnquotedControlChars: false,
};

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ZEROS = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const NON_NUMERIC = /NaN|[-+]?INF(?!\w)|[-+]?Infinity/y;
const WORD = /[A-Za-z_$][\w$]*/y;

/** The first value of a text, what follows it unread; null for a text without any; throws for what is no JSON. */
export function parseJson(text: string, options: JsonLeniency = lenient): JsonNode | null {
  return new Parser(text, options).root();
}

class Parser {
  readonly #text: string;
  readonly #options: JsonLeniency;
  #at = 0;

  constructor(text: string, options: JsonLeniency) {
    this.#text = text;
    this.#options = options;
  }

  root(): JsonNode | null {
    this.#skip();
    if (this.#at >= this.#text.length) return null;
    const value = this.#value();
    // What follows a bare word or number must part from it.
    if (value.kind === "number" && /\w/.test(this.#text[this.#at] ?? "")) throw this.#unexpected();
    return value;
  }

  #value(): JsonNode {
    const start = this.#at;
    const char = this.#text[start];
    if (char === "{") return this.#object(start);
    if (char === "[") return this.#array(start);
    if (this.#isQuote(char)) return { kind: "string", text: this.#string(), start, end: this.#at };
    if (this.#options.allowNonNumericNumbers) {
      const word = this.#match(NON_NUMERIC);
      if (word !== null) return { kind: "number", text: word, start, end: this.#at };
    }
    const number = this.#match(this.#options.allowNumericLeadingZeros ? ZEROS : NUMBER);
    if (number !== null) {
      if (/[\w.]/.test(this.#text[this.#at] ?? "")) throw this.#unexpected();
      return { kind: "number", text: number, start, end: this.#at };
    }
    const word = this.#match(WORD);
    if (word === "true" || word === "false")
      return { kind: "boolean", value: word === "true", start, end: this.#at };
    if (word === "null") return { kind: "null", start, end: this.#at };
    throw this.#unexpected();
  }

  #object(start: number): JsonNode {
    const fields: [string, JsonNode][] = [];
    this.#at++;
    this.#skip();
    if (this.#take("}")) return { kind: "object", fields, start, end: this.#at };
    for (;;) {
      this.#skip();
      const name = this.#fieldName();
      this.#skip();
      if (!this.#take(":")) throw this.#unexpected();
      this.#skip();
      fields.push([name, this.#value()]);
      this.#skip();
      if (this.#take("}")) return { kind: "object", fields, start, end: this.#at };
      if (!this.#take(",")) throw this.#unexpected();
    }
  }

  #array(start: number): JsonNode {
    const items: JsonNode[] = [];
    this.#at++;
    this.#skip();
    if (this.#take("]")) return { kind: "array", items, start, end: this.#at };
    for (;;) {
      this.#skip();
      items.push(this.#value());
      this.#skip();
      if (this.#take("]")) return { kind: "array", items, start, end: this.#at };
      if (!this.#take(",")) throw this.#unexpected();
    }
  }

  #fieldName(): string {
    if (this.#isQuote(this.#text[this.#at])) return this.#string();
    const name = this.#options.allowUnquotedFieldNames ? this.#match(WORD) : null;
    if (name === null) throw this.#unexpected();
    return name;
  }

  #isQuote(char: string | undefined): boolean {
    return char === '"' || (char === "'" && this.#options.allowSingleQuotes);
  }

  #string(): string {
    const quote = this.#text[this.#at++];
    let result = "";
    let from = this.#at;
    for (;;) {
      const char = this.#text[this.#at];
      if (char === undefined) throw this.#unexpected();
      if (char === quote) {
        result += this.#text.slice(from, this.#at++);
        return result;
      }
      if (char < " " && !this.#options.allowUnquotedControlChars) throw this.#unexpected();
      if (char !== "\\") {
        this.#at++;
        continue;
      }
      result += this.#text.slice(from, this.#at++) + this.#escaped();
      from = this.#at;
    }
  }

  #escaped(): string {
    const char = this.#text[this.#at++];
    if (char === "u") {
      const code = this.#text.slice(this.#at, this.#at + 4);
      if (!/^[\da-fA-F]{4}$/.test(code)) throw this.#unexpected();
      this.#at += 4;
      return String.fromCharCode(Number.parseInt(code, 16));
    }
    const plain = char === undefined ? undefined : ESCAPES[char];
    if (plain !== undefined) return plain;
    if (char === "'" && this.#options.allowSingleQuotes) return char;
    if (char === undefined || !this.#options.allowBackslashEscapingAnyCharacter) throw this.#unexpected();
    return char;
  }

  #skip(): void {
    for (;;) {
      while (/[ \t\r\n]/.test(this.#text[this.#at] ?? "")) this.#at++;
      if (!this.#options.allowComments) return;
      const comment = this.#match(/\/\*[^]*?\*\/|\/\/[^\n]*/y);
      if (comment === null) return;
    }
  }

  #take(char: string): boolean {
    if (this.#text[this.#at] !== char) return false;
    this.#at++;
    return true;
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? null;
    if (found !== null) this.#at += found.length;
    return found;
  }

  #unexpected(): Error {
    return new SyntaxError(`unexpected ${JSON.stringify(this.#text[this.#at] ?? "end")} at ${this.#at}`);
  }
}
