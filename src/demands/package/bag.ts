import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileHash } from "../../workspace/file-hash.ts";
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

/** The files below a folder of a bag, by path; their bytes are not read. */
export const bagPaths = (bag: string, below = ""): Omit<BagFile, "sha256">[] =>
  readdirSync(join(bag, below), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const path = file.slice(bag.length + 1).replaceAll("\\", "/");
      return { path, bytes: statSync(file).size };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));

/** The same with their hashes. */
async function hashed(bag: string, files: readonly Omit<BagFile, "sha256">[]): Promise<BagFile[]> {
  const found: BagFile[] = [];
  for (const file of files) found.push({ ...file, sha256: await fileHash(join(bag, file.path)) });
  return found;
}

export const bagFiles = (bag: string, below = ""): Promise<BagFile[]> =>
  hashed(bag, bagPaths(bag, below));

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
  const tags = await hashed(
    bag,
    bagPaths(bag).filter(({ path }) => !path.startsWith("data/")),
  );
  const tagManifest = Buffer.from(manifest(tags));
  writeBagFile(bag, "tagmanifest-sha256.txt", tagManifest);
  writeBagFile(bag, "tagmanifest-sha256.txt.sig", key.sign(tagManifest));
}
