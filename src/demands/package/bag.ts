import { createHash } from "node:crypto";
import { createReadStream, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { SigningKey } from "../../workspace/signing-key.ts";
import { verifierPage, verifierScript } from "../verifier/standalone.ts";

/** A file of a bag: its path below the bag, in lower-case ASCII with slashes. */
export interface BagFile {
  path: string;
  sha256: string;
  bytes: number;
}

/** Writes a file of a bag. */
export function writeBagFile(bag: string, path: string, content: string | Uint8Array): void {
  const file = join(bag, path);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, content, { mode: 0o600 });
}

/** The files below a folder of a bag, by path. */
export async function bagFiles(bag: string, below = ""): Promise<BagFile[]> {
  const found: BagFile[] = [];
  for (const entry of readdirSync(join(bag, below), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const path = file.slice(bag.length + 1).replaceAll("\\", "/");
    found.push({ path, sha256: await fileHash(file), bytes: statSync(file).size });
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

export async function fileHash(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(file, { highWaterMark: 1 << 20 }))
    hash.update(piece as Buffer);
  return hash.digest("hex");
}

const manifest = (files: readonly BagFile[]) =>
  files.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join("");

/**
 * Makes a folder with `data/` a bag (RFC 8493): manifests of payload and tag files, the verifiers, and a signature over
 * the tag manifest, which covers everything else.
 */
export async function closeBag(
  bag: string,
  key: SigningKey,
  info: readonly (readonly [string, string])[],
): Promise<void> {
  const payload = await bagFiles(bag, "data");
  const bytes = payload.reduce((sum, file) => sum + file.bytes, 0);
  const about = [...info, ["Payload-Oxum", `${bytes}.${payload.length}`] as const];
  writeBagFile(bag, "bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
  writeBagFile(
    bag,
    "bag-info.txt",
    about.map(([name, value]) => `${name}: ${value.replace(/[\r\n]+/g, " ")}\n`).join(""),
  );
  writeBagFile(bag, "manifest-sha256.txt", manifest(payload));
  writeBagFile(bag, "signing-key.pub.pem", key.public_key);
  writeBagFile(bag, "verify.mjs", verifierScript());
  writeBagFile(bag, "verify.html", verifierPage());
  const tags = (await bagFiles(bag)).filter(({ path }) => !path.startsWith("data/"));
  const tagManifest = Buffer.from(manifest(tags));
  writeBagFile(bag, "tagmanifest-sha256.txt", tagManifest);
  writeBagFile(bag, "tagmanifest-sha256.txt.sig", key.sign(tagManifest));
}
