import { createReadStream } from "node:fs";
import { TextDecoder } from "node:util";
import { createGunzip } from "node:zlib";

type Options = Readonly<Record<string, string>>;

/** Names of character sets that the decoder calls otherwise. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  "utf-16": "utf-16le",
  "us-ascii": "latin1",
  utf8: "utf-8",
};

/** A decoder of the option `encoding`; UTF-8 with replacement characters when none is given. */
function decoderOf(options: Options): TextDecoder {
  const name = (options["encoding"] ?? options["charset"] ?? "UTF-8").toLowerCase();
  return new TextDecoder(OTHER_NAMES[name] ?? name);
}

/** A file's text in pieces, unpacked and decoded, without a byte-order mark. */
async function* textPieces(path: string, options: Options): AsyncGenerator<string> {
  const file = createReadStream(path, { highWaterMark: 1 << 20 });
  const unpacked = path.endsWith(".gz") ? file.pipe(createGunzip({ chunkSize: 1 << 20 })) : file;
  if (unpacked !== file) file.once("error", (error) => unpacked.destroy(error));
  let decoder = decoderOf(options);
  let isFirst = true;
  for await (const part of unpacked as AsyncIterable<Buffer>) {
    // Java's UTF-16 begins with the mark that says its order, and is big-endian without one.
    if (isFirst && decoder.encoding === "utf-16le" && /^utf-16$/i.test(options["encoding"] ?? ""))
      decoder = new TextDecoder(part[0] === 0xff && part[1] === 0xfe ? "utf-16le" : "utf-16be");
    isFirst = false;
    yield decoder.decode(part, { stream: true });
  }
  const rest = decoder.decode();
  if (rest !== "") yield rest;
}

/** The whole text of a file. */
export async function fileText(path: string, options: Options): Promise<string> {
  let text = "";
  for await (const piece of textPieces(path, options)) text += piece;
  return text;
}

/** The lines of a file, in lists: ended by the option `lineSep`, or by \n, \r\n and \r. */
export async function* fileLines(path: string, options: Options): AsyncGenerator<string[]> {
  const own = options["linesep"];
  const ends = own === undefined ? /\r\n|\n|\r/ : own;
  let rest = "";
  for await (const piece of textPieces(path, options)) {
    const text = rest + piece;
    // A \r at the end may be the first half of a line's end.
    const held = own === undefined && text.endsWith("\r") ? 1 : 0;
    const lines = text.slice(0, text.length - held).split(ends);
    rest = lines.pop()! + text.slice(text.length - held);
    if (lines.length > 0) yield lines;
  }
  if (rest !== "") yield rest.endsWith("\r") && own === undefined ? [rest.slice(0, -1)] : [rest];
}
