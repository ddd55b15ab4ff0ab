import { Decrypter, Encrypter } from "age-encryption";
import { createReadStream, createWriteStream, readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { CommandError, explainSystemError } from "../errors.ts";

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

/** Opens what sealFile made, with the identities of a key file (AGE-SECRET-KEY-1…, as age-keygen writes it). */
export async function openSealed(file: string, identities: readonly string[]): Promise<string> {
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  return decrypter.decrypt(readFileSync(file), "text");
}

/** The identities of a key file; throws where it has none. */
export function readIdentities(file: string): string[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw explainSystemError(error, file);
  }
  const found = text.split(/\r?\n/).filter((line) => /^AGE-SECRET-KEY-1[0-9A-Z]+$/.test(line));
  if (found.length === 0)
    throw new CommandError(`${file}: has no line AGE-SECRET-KEY-1…: make one with age-keygen`);
  return found;
}
