// A-Z: the digit of the letter; 0 for vowels, which part equal digits; 7 for H and W, which do not.
const CODES = "01230127022455012623017202";

/** The four-character soundex code; a text that does not begin with a letter stays as it is. */
export function soundexOf(text: string): string {
  const first = text[0]?.toUpperCase() ?? "";
  if (!/^[A-Z]$/.test(first)) return text;
  let code = first;
  let last = CODES[first.charCodeAt(0) - 65]!;
  for (const char of text.slice(1)) {
    const upper = char.length === 1 && char < "\x80" ? char.toUpperCase() : "";
    if (!/^[A-Z]$/.test(upper)) {
      last = "0";
      continue;
    }
    const digit = CODES[upper.charCodeAt(0) - 65]!;
    if (digit === "7") continue;
    if (digit !== "0" && digit !== last) {
      code += digit;
      if (code.length === 4) break;
    }
    last = digit;
  }
  return code.padEnd(4, "0");
}
