import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  type KeyObject,
} from "node:crypto";
import {
  chownSync,
  existsSync,
  linkSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { CommandError, explainSystemError } from "../errors.ts";
import { privateFolder, replaceFile, sync, syncFolder } from "./durable.ts";

/** The key that a workspace signs receipts, responses and its chain of events with: Ed25519 (RFC 8032). */
export interface SigningKey {
  /** First 16 hex digits of the SHA-256 of the public key (SPKI, DER). */
  key_id: string;
  /** PEM. */
  public_key: string;
  /** 64 bytes over the bytes. The same bytes give the same signature. */
  sign: (bytes: Uint8Array) => Buffer;
}

const privateName = "desk-signing.pem";
const publicName = "desk-signing.pub.pem";

/** Opens the key, made at first use in `keys/`. The public half lies beside it: publish it where agencies can find it. */
export function signingKey(folder: string): SigningKey {
  const keys = privateFolder(join(folder, "keys"));
  const file = join(keys, privateName);
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync("ed25519");
    const fresh = `${file}.${process.pid}`;
    writeFileSync(fresh, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
    sync(fresh);
    ownedAsFolder(keys, fresh);
    // Two processes may come here at once: the first one's key holds.
    try {
      linkSync(fresh, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    } finally {
      rmSync(fresh);
    }
    syncFolder(keys);
  }
  const privateKey = ed25519(file, () => createPrivateKey(readFileSync(file)));
  const publicKey = createPublicKey(privateKey);
  const public_key = pemOf(publicKey);
  const publicFile = join(keys, publicName);
  if (!existsSync(publicFile) || readFileSync(publicFile, "utf8") !== public_key)
    replaceFile(publicFile, public_key);
  ownedAsFolder(keys, publicFile);
  return {
    key_id: keyId(publicKey),
    public_key,
    sign: (bytes) => sign(null, bytes, privateKey),
  };
}

/** Gives a file to the owner of its folder: root may have run the command that made it. */
function ownedAsFolder(folder: string, file: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(folder);
  chownSync(file, uid, gid);
}

/** When the key's file was made, in milliseconds; 0 where there is none. */
export const keyMade = (folder: string): number =>
  statSync(join(folder, "keys", privateName), { throwIfNoEntry: false })?.ctimeMs ?? 0;

/** Keys that were put aside: what they signed is checked against them. */
export function formerKeys(folder: string): { key_id: string; public_key: string }[] {
  const keys = join(folder, "keys");
  if (!existsSync(keys)) return [];
  return readdirSync(keys)
    .filter((name) => /^desk-signing-[0-9a-f]{16}\.pub\.pem$/.test(name))
    .sort()
    .map((name) => readPublicKey(join(keys, name)));
}

/** Puts the key aside and makes another. What the old one signed stays valid: its public half is kept. */
export function rotateSigningKey(folder: string): { old: SigningKey; fresh: SigningKey } {
  const old = signingKey(folder);
  const keys = join(folder, "keys");
  renameSync(join(keys, publicName), join(keys, `desk-signing-${old.key_id}.pub.pem`));
  renameSync(join(keys, privateName), join(keys, `desk-signing-${old.key_id}.retired.pem`));
  syncFolder(keys);
  return { old, fresh: signingKey(folder) };
}

/** A public Ed25519 key as its file holds it (PEM); throws where it is another kind. */
export function readPublicKey(file: string): { key_id: string; public_key: string } {
  const key = ed25519(file, () => createPublicKey(readFileSync(file)));
  return { key_id: keyId(key), public_key: pemOf(key) };
}

function ed25519(file: string, read: () => KeyObject): KeyObject {
  let key: KeyObject;
  try {
    key = read();
  } catch (error) {
    if (
      (error as NodeJS.ErrnoException).code !== undefined &&
      /^E[A-Z]+$/.test((error as NodeJS.ErrnoException).code!)
    )
      throw explainSystemError(error, file);
    throw new CommandError(`${file}: not a key in PEM: ${(error as Error).message}`);
  }
  if (key.asymmetricKeyType !== "ed25519")
    throw new CommandError(`${file}: ${key.asymmetricKeyType ?? "unknown"}, not an Ed25519 key`);
  return key;
}

const pemOf = (key: KeyObject) => key.export({ type: "spki", format: "pem" }) as string;

export const keyId = (key: KeyObject): string =>
  createHash("sha256")
    .update(key.export({ type: "spki", format: "der" }))
    .digest("hex")
    .slice(0, 16);
