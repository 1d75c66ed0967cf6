const simple: Readonly<Record<string, string>> = {
  "0": "\0",
  b: "\b",
  n: "\n",
  r: "\r",
  t: "\t",
  Z: "\u001a",
  // Kept with their backslash: LIKE gives them their meaning.
  "%": "\\%",
  _: "\\_",
};

/** The text a Spark string literal stands for: its escapes, and its own quote doubled. */
export function unescapeString(body: string, quote: string): string {
  const pattern = /\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})|\\([0-1][0-7]{2})|\\([^])|(''|"")/g;
  return body.replace(
    pattern,
    (all: string, u4?: string, u8?: string, octal?: string, char?: string, doubled?: string) => {
      const code = u4 ?? u8;
      if (code !== undefined) return fromCode(Number.parseInt(code, 16), all);
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      if (char !== undefined) return simple[char] ?? char;
      return doubled === quote + quote ? quote : all;
    },
  );
}

function fromCode(code: number, otherwise: string): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : otherwise;
}
