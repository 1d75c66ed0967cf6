import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";

const PIECE_BYTES = 1 << 22;
const NEWLINE = 10;

/** A file in pieces that end with a line (the last one may not), whatever the length of its lines; `.gz` files unpacked, as Spark does. */
export async function* linePieces(path: string): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: PIECE_BYTES });
  const unpacked = path.endsWith(".gz") ? file.pipe(createGunzip({ chunkSize: PIECE_BYTES })) : file;
  if (unpacked !== file) file.once("error", (error) => unpacked.destroy(error));
  let rest: Buffer[] = [];
  for await (const part of unpacked as AsyncIterable<Buffer>) {
    const end = part.lastIndexOf(NEWLINE) + 1;
    if (end === 0) {
      rest.push(part);
      continue;
    }
    const head = part.subarray(0, end);
    yield rest.length === 0 ? head : Buffer.concat([...rest, head]);
    rest = end < part.length ? [part.subarray(end)] : [];
  }
  if (rest.length > 0) yield Buffer.concat(rest);
}
