import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";

/** SHA-256 of bytes that come in pieces, in hex. */
export async function hashOfPieces(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of pieces) hash.update(piece);
  return hash.digest("hex");
}

/** SHA-256 of a file, in hex. */
export const fileHash = (path: string): Promise<string> =>
  hashOfPieces(createReadStream(path, { highWaterMark: 1 << 20 }));
