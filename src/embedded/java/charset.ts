/** The character sets that Spark's `encode` and `decode` take. */
const CHARSETS = ["US-ASCII", "ISO-8859-1", "UTF-8", "UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32"];

function known(charset: string, fn: string): string {
  const found = CHARSETS.find((name) => name === charset.toUpperCase());
  if (found) return found;
  throw new Error(
    `[INVALID_PARAMETER_VALUE.CHARSET] ${fn}: the charset is one of ${CHARSETS.join(", ")}, not ${charset}.`,
  );
}

const malformed = (fn: string, charset: string): Error =>
  new Error(`[MALFORMED_CHARACTER_CODING] ${fn}: a character has no place in ${charset}.`);

/** A text as bytes. */
export function encodeText(text: string, charset: string): Uint8Array {
  const name = known(charset, "encode");
  switch (name) {
    case "UTF-8":
      return Buffer.from(text, "utf8");
    case "US-ASCII":
    case "ISO-8859-1": {
      const most = name === "US-ASCII" ? 127 : 255;
      if ([...text].some((char) => char.codePointAt(0)! > most)) throw malformed("encode", name);
      return Buffer.from(text, "latin1");
    }
    case "UTF-16LE":
      return Buffer.from(text, "utf16le");
    case "UTF-16BE":
      return Buffer.from(text, "utf16le").swap16();
    case "UTF-16":
      return text === "" ? Buffer.alloc(0) : Buffer.from(`\ufeff${text}`, "utf16le").swap16();
    default: {
      const points = [...text].map((char) => char.codePointAt(0)!);
      const bytes = Buffer.alloc(points.length * 4);
      for (const [i, point] of points.entries()) bytes.writeUInt32BE(point, i * 4);
      return bytes;
    }
  }
}

/** Bytes as a text. */
export function decodeBytes(bytes: Uint8Array, charset: string): string {
  const name = known(charset, "decode");
  const data = Buffer.from(bytes);
  switch (name) {
    case "UTF-8":
      try {
        return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data);
      } catch {
        throw malformed("decode", name);
      }
    case "US-ASCII":
      if (data.some((byte) => byte > 127)) throw malformed("decode", name);
      return data.toString("latin1");
    case "ISO-8859-1":
      return data.toString("latin1");
    case "UTF-32": {
      if (data.length % 4 !== 0) throw malformed("decode", name);
      let text = "";
      for (let i = 0; i < data.length; i += 4) text += String.fromCodePoint(data.readUInt32BE(i));
      return text;
    }
    default: {
      if (data.length % 2 !== 0) throw malformed("decode", name);
      const isMarked = name === "UTF-16" && data.length > 1;
      if (isMarked && data[0] === 0xff && data[1] === 0xfe) return data.subarray(2).toString("utf16le");
      const big = isMarked && data[0] === 0xfe && data[1] === 0xff ? data.subarray(2) : data;
      return name === "UTF-16LE" ? data.toString("utf16le") : Buffer.from(big).swap16().toString("utf16le");
    }
  }
}

/** Whether bytes are UTF-8, and the text they become with � for what is not. */
export const isUtf8 = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
};
export const lenientUtf8 = (bytes: Uint8Array): string =>
  new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
