/** Bytes as text, as Java's decoders read them. */

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** In lines of 76 characters, as MIME has it. */
export const base64Text = (bytes: Uint8Array): string =>
  (
    Buffer.from(bytes)
      .toString("base64")
      .match(/.{1,76}/g) ?? []
  ).join("\r\n");

/** What is no letter of the alphabet is passed over, as MIME has it. */
export function base64Bytes(text: string): Uint8Array {
  const letters = text.replace(/[^A-Za-z0-9+/=]/g, "");
  const [data = "", padding] = [letters.replace(/=[\s\S]*$/, ""), /=+/.exec(letters)?.[0].length];
  const rest = data.length % 4;
  if (rest === 1)
    throw new Error("[IllegalArgumentException] unbase64: the last unit does not have enough valid bits.");
  if (padding !== undefined && (rest === 0 || rest + padding < 4))
    throw new Error("[IllegalArgumentException] unbase64: the text has a wrong 4-byte ending unit.");
  return Buffer.from(data, "base64");
}

export function base32Text(bytes: Uint8Array): string {
  let bits = "";
  for (const byte of bytes) bits += byte.toString(2).padStart(8, "0");
  const letters = (bits.match(/.{1,5}/g) ?? [])
    .map((five) => ALPHABET[Number.parseInt(five.padEnd(5, "0"), 2)]!)
    .join("");
  return letters.padEnd(Math.ceil(letters.length / 8) * 8, "=");
}

export function base32Bytes(text: string): Uint8Array {
  const letters = text.replace(/=+$/, "");
  let bits = "";
  for (const letter of letters) {
    const five = ALPHABET.indexOf(letter);
    if (five < 0)
      throw new Error(
        `[CONVERSION_INVALID_INPUT] The value ${JSON.stringify(text)} cannot be converted to "BINARY" because it is malformed.`,
      );
    bits += five.toString(2).padStart(5, "0");
  }
  return Uint8Array.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** Null for what is no hexadecimal digit; an odd number of digits begins with half a byte. */
export function hexBytes(text: string): Uint8Array | null {
  if (!/^[0-9a-fA-F]*$/.test(text)) return null;
  return Buffer.from(text.length % 2 === 1 ? `0${text}` : text, "hex");
}
