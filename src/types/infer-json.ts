import type { DataType, StructField } from "./data-type.js";

/** The type of a JSON text as Spark infers it: whole numbers are longs, others doubles, an object's fields stand in the order of their names. Null when it is no JSON. */
export function jsonType(text: string): DataType | null {
  const reader = new Reader(text);
  try {
    return reader.whole();
  } catch {
    return null;
  }
}

/** The type that holds both: what does not meet is text. */
export function widerJsonType(a: DataType, b: DataType): DataType {
  if (a.kind === "null") return b;
  if (b.kind === "null") return a;
  if (a.kind === "struct" && b.kind === "struct") {
    const fields = new Map(a.fields.map((f) => [f.name, f.type]));
    for (const { name, type } of b.fields) fields.set(name, widerJsonType(fields.get(name) ?? type, type));
    return structOf(fields);
  }
  if (a.kind === "array" && b.kind === "array")
    return { kind: "array", element: widerJsonType(a.element, b.element), containsNull: true };
  if (a.kind === b.kind) return a;
  const isNumber = (t: DataType): boolean => t.kind === "long" || t.kind === "double" || t.kind === "decimal";
  return isNumber(a) && isNumber(b) ? { kind: "double" } : { kind: "string" };
}

/** What was always null is text. */
export function settledType(type: DataType): DataType {
  switch (type.kind) {
    case "null":
      return { kind: "string" };
    case "array":
      return { ...type, element: settledType(type.element) };
    case "struct":
      return { kind: "struct", fields: type.fields.map((f) => ({ ...f, type: settledType(f.type) })) };
    default:
      return type;
  }
}

function structOf(fields: ReadonlyMap<string, DataType>): DataType {
  const sorted = [...fields].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    kind: "struct",
    fields: sorted.map(([name, type]): StructField => ({ name, type, nullable: true })),
  };
}

const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\]|\\.)*"/y;
const WORD = /true|false|null/y;

/** Reads JSON for its types only: numbers by how they are written, which JSON.parse does not tell. */
class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): DataType {
    const type = this.#value();
    this.#blanks();
    if (this.#at < this.#text.length) throw new SyntaxError("more text");
    return type;
  }

  #value(): DataType {
    this.#blanks();
    switch (this.#text[this.#at]) {
      case "{":
        return this.#object();
      case "[":
        return this.#array();
      case '"':
        this.#match(STRING);
        return { kind: "string" };
      case "t":
      case "f":
        this.#match(WORD);
        return { kind: "boolean" };
      case "n":
        this.#match(WORD);
        return { kind: "null" };
      default:
        return this.#number();
    }
  }

  #number(): DataType {
    const [text, fraction, exponent] = this.#match(NUMBER);
    if (fraction !== undefined || exponent !== undefined) return { kind: "double" };
    const value = BigInt(text);
    if (BigInt.asIntN(64, value) === value) return { kind: "long" };
    const precision = text.replace("-", "").length;
    return precision <= 38 ? { kind: "decimal", precision, scale: 0 } : { kind: "double" };
  }

  #object(): DataType {
    const fields = new Map<string, DataType>();
    this.#list("}", () => {
      this.#blanks();
      const name = JSON.parse(this.#match(STRING)[0]) as string;
      this.#blanks();
      this.#expect(":");
      fields.set(name, this.#value());
    });
    return structOf(fields);
  }

  #array(): DataType {
    let element: DataType = { kind: "null" };
    this.#list("]", () => {
      element = widerJsonType(element, this.#value());
    });
    return { kind: "array", element, containsNull: true };
  }

  #list(end: string, item: () => void): void {
    this.#at++;
    this.#blanks();
    if (this.#text[this.#at] !== end)
      for (;;) {
        item();
        this.#blanks();
        if (this.#text[this.#at] !== ",") break;
        this.#at++;
      }
    this.#expect(end);
  }

  #expect(symbol: string): void {
    if (this.#text[this.#at] !== symbol) throw new SyntaxError(`no ${symbol}`);
    this.#at++;
  }

  #blanks(): void {
    while (/\s/.test(this.#text[this.#at] ?? "")) this.#at++;
  }

  #match(pattern: RegExp): RegExpExecArray {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (!found) throw new SyntaxError("no value");
    this.#at = pattern.lastIndex;
    return found;
  }
}
