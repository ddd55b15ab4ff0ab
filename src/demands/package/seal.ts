import { Encrypter } from "age-encryption";
import { createReadStream, createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";

/** Seals a file to an age recipient; writes it beside, with `.age` after its name. Its bytes differ each time. */
export async function sealFile(file: string, recipient: string): Promise<string> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const plain = Readable.toWeb(createReadStream(file, { highWaterMark: 1 << 18 }));
  const sealed = await encrypter.encrypt(plain as never);
  const out = `${file}.age`;
  await pipeline(
    Readable.fromWeb(sealed as unknown as ReadableStream),
    createWriteStream(out, { mode: 0o600 }),
  );
  return out;
}
