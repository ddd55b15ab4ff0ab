import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { fileBytes } from "./lines.ts";
import { close } from "./repair.ts";

/** UTF-16 by its mark, or by the NUL bytes beside ASCII; undefined: a text of bytes. */
export function encodingOf(head: Buffer): "utf-16le" | "utf-16be" | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  const some = head.subarray(0, 512);
  if (some.length < 8) return undefined;
  const pairs = some.length >> 1;
  let low = 0;
  let high = 0;
  for (let i = 0; i + 1 < some.length; i += 2) {
    if (some[i] === 0 && some[i + 1] !== 0) high++;
    if (some[i] !== 0 && some[i + 1] === 0) low++;
  }
  if (low > 0.9 * pairs) return "utf-16le";
  return high > 0.9 * pairs ? "utf-16be" : undefined;
}

/** The first bytes of a text, whatever its encoding; its mark stays. */
export const decodedHead = (head: Buffer): string =>
  new TextDecoder(encodingOf(head) ?? "utf-8", { ignoreBOM: true }).decode(head);

/** Writes a text of a named encoding as UTF-8. */
export async function decodedCopy(
  file: string,
  gzip: boolean,
  encoding: string,
  copy: string,
): Promise<void> {
  const decoder = new TextDecoder(encoding);
  const out = createWriteStream(copy, { mode: 0o600 });
  for await (const chunk of fileBytes(file, gzip)) {
    if (!out.write(decoder.decode(chunk, { stream: true }))) await once(out, "drain");
  }
  out.write(decoder.decode());
  await close(out);
}
