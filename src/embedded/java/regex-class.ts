import { propertyClass, shorthandClass } from "./regex-names.js";
import { PatternError, quoted, type Flags, type PatternReader } from "./regex-reader.js";

/** The class of an escape such as `\d` or `\p{L}`, whole with its brackets; null when the escape is no class. The backslash is read. */
export function escapedClass(reader: PatternReader, flags: Flags): string | null {
  const property = reader.property();
  if (property) {
    const inside = propertyClass(property.name);
    if (inside === undefined) throw new PatternError(`no characters are called ${property.name}`);
    return property.negated ? `[^${inside}]` : `[${inside}]`;
  }
  const letter = reader.peek();
  const inside = shorthandClass(letter.toLowerCase(), flags.has("U"));
  if (inside === undefined) return null;
  reader.next();
  return letter === letter.toLowerCase() ? `[${inside}]` : `[^${inside}]`;
}

/** A class, its opening bracket read: unions, classes inside, and intersections (`&&`), which JavaScript has in its v mode. */
export function readClass(reader: PatternReader, flags: Flags): string {
  const negated = reader.take("^");
  const operands: string[][] = [[]];
  for (let first = true; first || reader.peek() !== "]"; first = false) {
    reader.skipComments(flags);
    if (reader.take("&&")) operands.push([]);
    else if (reader.peek() === "]" && !first) break;
    else operands.at(-1)!.push(readItem(reader, flags));
    if (reader.done) throw new PatternError("a class is not closed");
  }
  reader.expect("]");
  const parts = operands.filter((items) => items.length > 0).map((items) => items.join(""));
  const inside = parts.length === 1 ? parts[0]! : parts.map((part) => `[${part}]`).join("&&");
  return `[${negated ? "^" : ""}${inside}]`;
}

function readItem(reader: PatternReader, flags: Flags): string {
  if (reader.take("[")) return readClass(reader, flags);
  const from = readChar(reader, flags);
  if (from.length > 2 || [...from].length !== 1) return from;
  const isRange = reader.peek() === "-" && reader.peek(1) !== "]" && reader.peek(1) !== "[";
  if (!isRange || (reader.peek(1) === "&" && reader.peek(2) === "&")) return cases(from, from, flags);
  reader.next();
  const to = readChar(reader, flags);
  if ([...to].length !== 1 || to.codePointAt(0)! < from.codePointAt(0)!)
    throw new PatternError("a range of characters goes backwards");
  return cases(from, to, flags);
}

/** One character, or a whole class that an escape or \Q…\E stands for. */
function readChar(reader: PatternReader, flags: Flags): string {
  if (!reader.take("\\")) return reader.next();
  if (reader.take("Q"))
    return `[${[...reader.until("\\E")].map((char) => cases(char, char, flags)).join("")}]`;
  const set = escapedClass(reader, flags);
  if (set !== null) return set;
  const char = reader.escapedChar();
  if (char === null) throw new PatternError(`\\${reader.peek()} is no escape`);
  return char;
}

/** A range, and with `i` what it is in the other case: Java folds the letters of ASCII only, unless `u` says otherwise. */
export function cases(from: string, to: string, flags: Flags): string {
  const range = from === to ? quoted(from) : `${quoted(from)}-${quoted(to)}`;
  if (!flags.has("i")) return range;
  const swapped: string[] = [];
  const [low, high] = [from.codePointAt(0)!, to.codePointAt(0)!];
  const last = flags.has("u") || flags.has("U") ? high : Math.min(high, 127);
  for (let code = low; code <= last && code - low < 1000; code++) {
    const char = String.fromCodePoint(code);
    for (const other of [char.toUpperCase(), char.toLowerCase()])
      if (other !== char && [...other].length === 1) swapped.push(quoted(other));
  }
  return range + swapped.join("");
}
