import { cases, escapedClass, readClass } from "./regex-class.js";
import { LINE_ENDS, WORD_EDGE } from "./regex-names.js";
import { PatternError, PatternReader, type Flags } from "./regex-reader.js";

/** Java's pattern as JavaScript's (flag v): its groups are named g1, g2, … as Java counts them. */
export interface Translated {
  readonly source: string;
  readonly groups: number;
  /** Java's named groups, with their numbers. */
  readonly names: ReadonlyMap<string, number>;
}

// Without the flag m JavaScript's own are the ends of the text.
const START = "^";
const END = "$";
const NOT_IN_CRLF = "(?<!\\r(?=\\n))";

/** Reads Java's regular expressions; JavaScript lacks flags inside, possessive quantifiers, and has other line ends. */
export class PatternTranslator {
  readonly #reader: PatternReader;
  readonly #names = new Map<string, number>();
  #groups = 0;
  #atoms = 0;

  constructor(pattern: string) {
    this.#reader = new PatternReader(pattern);
  }

  translate(): Translated {
    const source = this.#alternatives(new Set());
    if (!this.#reader.done) throw new PatternError("a ) has no (");
    return { source, groups: this.#groups, names: this.#names };
  }

  #alternatives(outer: Flags): string {
    let flags = outer;
    let text = "";
    for (;;) {
      this.#reader.skipComments(flags);
      if (this.#reader.done || this.#reader.peek() === ")") return text;
      if (this.#reader.take("|")) {
        text += "|";
        continue;
      }
      const changed = this.#flagsInside(flags);
      if (changed) flags = changed;
      else text += this.#quantified(flags);
    }
  }

  /** `(?i)`: until the end of the group around it. */
  #flagsInside(flags: Flags): Flags | null {
    const ahead = Array.from({ length: 12 }, (_, i) => this.#reader.peek(i)).join("");
    const found = /^\(\?([a-zA-Z]*(?:-[a-zA-Z]*)?)\)/.exec(ahead);
    if (!found) return null;
    this.#reader.take(found[0]);
    return withFlags(flags, found[1]!);
  }

  #quantified(flags: Flags): string {
    const atoms = this.#quotedText(flags) ?? [this.#atom(flags)];
    const atom = atoms.pop() ?? "";
    this.#reader.skipComments(flags);
    const quantifier = this.#quantifier();
    const before = atoms.join("");
    if (quantifier === "") return before + atom;
    if (!this.#reader.take("+"))
      return `${before}(?:${atom})${quantifier}${this.#reader.take("?") ? "?" : ""}`;
    return before + this.#atomic(`(?:${atom})${quantifier}`);
  }

  /** What matched is not given back: a look-ahead never goes into itself again. */
  #atomic(text: string): string {
    const name = `a${this.#atoms++}`;
    return `(?:(?=(?<${name}>${text}))\\k<${name}>)`;
  }

  #quotedText(flags: Flags): string[] | null {
    if (!this.#reader.take("\\Q")) return null;
    let text = "";
    while (!this.#reader.done && !this.#reader.take("\\E")) text += this.#reader.next();
    return [...text].map((char) => literal(char, flags));
  }

  #quantifier(): string {
    const reader = this.#reader;
    for (const sign of ["*", "+", "?"]) if (reader.take(sign)) return sign;
    if (!reader.take("{")) return "";
    const least = reader.run(/^\d$/);
    if (least === "") throw new PatternError("illegal repetition");
    const most = reader.take(",") ? `,${reader.run(/^\d$/)}` : "";
    reader.expect("}");
    if (most.length > 1 && Number(most.slice(1)) < Number(least))
      throw new PatternError("illegal repetition range");
    return `{${least}${most}}`;
  }

  #atom(flags: Flags): string {
    const reader = this.#reader;
    const char = reader.next();
    switch (char) {
      case "(":
        return this.#group(flags);
      case "[":
        return readClass(reader, flags);
      case ".":
        return flags.has("s") ? "[\\s\\S]" : flags.has("d") ? "[^\\n]" : `[^${LINE_ENDS}]`;
      case "^":
        if (!flags.has("m")) return START;
        return `(?:${START}|(?:(?<=[\\n\\x85\\u2028\\u2029])|(?<=\\r)(?!\\n))(?=[\\s\\S]))`;
      case "$":
        return this.#end(flags);
      case "\\":
        return this.#escape(flags);
      case "*":
      case "+":
      case "?":
      case "{":
        throw new PatternError(`dangling ${char}`);
      default:
        return literal(char, flags);
    }
  }

  #end(flags: Flags): string {
    const ends = flags.has("d") ? "\\n" : LINE_ENDS;
    return flags.has("m")
      ? `(?:${NOT_IN_CRLF}(?=[${ends}])|${END})`
      : `(?:${NOT_IN_CRLF}(?=(?:\\r\\n|[${ends}])${END})|${END})`;
  }

  #group(flags: Flags): string {
    const reader = this.#reader;
    const close = (opening: string, inner = flags): string => {
      const text = `${opening}${this.#alternatives(inner)})`;
      reader.expect(")");
      return text;
    };
    if (!reader.take("?")) return close(`(?<g${++this.#groups}>`);
    for (const opening of [":", "=", "!", "<=", "<!"]) if (reader.take(opening)) return close(`(?${opening}`);
    if (reader.take(">")) return this.#atomic(close("(?:"));
    if (reader.take("<")) {
      const name = reader.until(">");
      if (!/^[a-zA-Z][a-zA-Z0-9]*$/.test(name) || this.#names.has(name))
        throw new PatternError("a group's name is not one");
      this.#names.set(name, ++this.#groups);
      return close(`(?<g${this.#groups}>`);
    }
    const changes = reader.until(":");
    return close("(?:", withFlags(flags, changes));
  }

  #escape(flags: Flags): string {
    const reader = this.#reader;
    const letter = reader.peek();
    if (/^[1-9]$/.test(letter)) return this.#reference();
    if (reader.take("k<")) {
      const number = this.#names.get(reader.until(">"));
      if (number === undefined) throw new PatternError("a group referred to does not exist");
      return `\\k<g${number}>`;
    }
    const assertion = assertions[letter];
    if (assertion !== undefined) return reader.next() && assertion;
    const set = escapedClass(reader, flags);
    if (set !== null) return set;
    const char = reader.escapedChar();
    if (char === null) throw new PatternError(`\\${letter} is no escape`);
    return literal(char, flags);
  }

  /** As many digits as there are groups for. */
  #reference(): string {
    let number = Number(this.#reader.next());
    while (/^\d$/.test(this.#reader.peek()) && number * 10 + Number(this.#reader.peek()) <= this.#groups)
      number = number * 10 + Number(this.#reader.next());
    // A group that does not exist has matched nothing: no text fits.
    return number <= this.#groups ? `\\k<g${number}>` : "(?!)";
  }
}

const edge = `(?:(?<=[${WORD_EDGE}])(?![${WORD_EDGE}])|(?<![${WORD_EDGE}])(?=[${WORD_EDGE}]))`;
const assertions: Readonly<Record<string, string>> = {
  b: edge,
  B: `(?!${edge})`,
  A: START,
  G: START,
  z: END,
  Z: `(?:${NOT_IN_CRLF}(?=(?:\\r\\n|[${LINE_ENDS}])${END})|${END})`,
  R: "(?:\\r\\n|[\\n\\x0b\\f\\r\\x85\\u2028\\u2029])",
  X: "(?:\\r\\n|\\P{M}[\\p{M}\\u200d\\ufe0f]*)",
};

function literal(char: string, flags: Flags): string {
  const set = cases(char, char, flags);
  return flags.has("i") ? `[${set}]` : set;
}

function withFlags(flags: Flags, changes: string): Flags {
  const changed = new Set(flags);
  const [on = "", off = ""] = changes.split("-");
  if (/[^idmsuxU]/.test(on + off)) throw new PatternError("an inline modifier is unknown");
  for (const flag of on) changed.add(flag);
  for (const flag of off) changed.delete(flag);
  return changed;
}
