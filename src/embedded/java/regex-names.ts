/** What Java calls sets of characters, as a JavaScript class (flag v) has them. */

export const LINE_ENDS = "\\n\\r\\x85\\u2028\\u2029";
const UNICODE_WORD = "\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}";

const posix: Readonly<Record<string, string>> = {
  Lower: "a-z",
  Upper: "A-Z",
  ASCII: "\\x00-\\x7f",
  Alpha: "a-zA-Z",
  Digit: "0-9",
  Alnum: "0-9a-zA-Z",
  Punct: "\\x21-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7e",
  Graph: "\\x21-\\x7e",
  Print: "\\x20-\\x7e",
  Blank: " \\t",
  Cntrl: "\\x00-\\x1f\\x7f",
  XDigit: "0-9a-fA-F",
  Space: " \\t\\n\\x0b\\f\\r",
  L1: "\\x00-\\xff",
  all: "\\s\\S",
  LD: "\\p{L}\\p{Nd}",
  LC: "\\p{Lu}\\p{Ll}\\p{Lt}",
  javaLowerCase: "\\p{Lowercase}",
  javaUpperCase: "\\p{Uppercase}",
  javaAlphabetic: "\\p{Alphabetic}",
  javaLetter: "\\p{L}",
  javaDigit: "\\p{Nd}",
  javaLetterOrDigit: "\\p{L}\\p{Nd}",
  javaTitleCase: "\\p{Lt}",
  javaWhitespace:
    "\\t\\n\\x0b\\f\\r\\x1c-\\x1f \\u1680\\u2000-\\u2006\\u2008-\\u200a\\u205f\\u3000\\u2028\\u2029",
};

const properties: Readonly<Record<string, string>> = {
  ALPHABETIC: "Alphabetic",
  IDEOGRAPHIC: "Ideographic",
  LETTER: "L",
  LOWERCASE: "Lowercase",
  UPPERCASE: "Uppercase",
  TITLECASE: "Lt",
  WHITE_SPACE: "White_Space",
  PUNCTUATION: "P",
  CONTROL: "Cc",
  DIGIT: "Nd",
  HEX_DIGIT: "Hex_Digit",
  EMOJI: "Emoji",
};

/** The inside of the class of `\p{name}`; undefined when there is none of this name. */
export function propertyClass(name: string): string | undefined {
  if (posix[name]) return posix[name];
  const assigned = /^(?:(?:gc|general_category)=(\w+)|(?:sc|script)=(\w+))$/i.exec(name);
  if (assigned) return known(assigned[1] ?? `Script=${capital(assigned[2]!)}`);
  if (!name.startsWith("Is")) return known(name);
  const rest = name.slice(2);
  const property = properties[rest.toUpperCase()];
  return property ? `\\p{${property}}` : (known(rest) ?? known(`Script=${capital(rest)}`));
}

const capital = (text: string): string =>
  text.toLowerCase().replace(/(^|_)\w/g, (letter) => letter.toUpperCase());

function known(name: string): string | undefined {
  try {
    new RegExp(`\\p{${name}}`, "u");
    return `\\p{${name}}`;
  } catch {
    return undefined;
  }
}

/** The inside of the class of `\d`, `\h`, `\s`, `\v`, `\w`; the same in capitals means all other characters. */
export function shorthandClass(letter: string, unicode: boolean): string | undefined {
  switch (letter) {
    case "d":
      return unicode ? "\\p{Nd}" : "0-9";
    case "s":
      return unicode ? "\\p{White_Space}" : posix["Space"];
    case "w":
      return unicode ? UNICODE_WORD : "0-9a-zA-Z_";
    case "h":
      return " \\t\\xa0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000";
    case "v":
      return "\\n\\x0b\\f\\r\\x85\\u2028\\u2029";
    default:
      return undefined;
  }
}

// Java 17's \b looks at all letters and digits, although its \w does not.
export const WORD_EDGE = "\\p{L}\\p{Nd}\\p{Mn}_";
