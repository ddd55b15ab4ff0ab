import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "../errors.ts";
import type { Catalog } from "./catalog.ts";
import { privateFolder } from "./durable.ts";

const secretBytes = 32;

/**
 * The secret that called numbers are keyed with; made at first use. Two lakes can be compared by called number only
 * where they have the same secret: copy keys/ to share one. Throws where it is not the one that this lake was keyed with.
 */
export function calledSecret(folder: string, catalog: Catalog, at: string): Buffer {
  const file = join(folder, "keys", "called-numbers.key");
  const known = catalog.keyFingerprint;
  if (!existsSync(file)) {
    if (known) {
      throw new CommandError(
        `${file}: the secret of this workspace's called numbers is missing: put it back; ` +
          "new numbers keyed with another could not be compared with those loaded",
      );
    }
    privateFolder(join(folder, "keys"));
    writeFileSync(file, randomBytes(secretBytes), { mode: 0o600, flag: "wx" });
  }
  const secret = readFileSync(file);
  if (secret.length !== secretBytes) {
    throw new CommandError(`${file}: ${secret.length} bytes, not ${secretBytes}: not a secret`);
  }
  const fingerprint = createHash("sha256").update("fingerprint").update(secret).digest("hex");
  if (known && known !== fingerprint) {
    throw new CommandError(
      `${file}: not the secret that this workspace's called numbers are keyed with: put that one back`,
    );
  }
  if (!known) catalog.commit(at, { kind: "keyed", body: { fingerprint } });
  return secret;
}

/** The secret of a workspace that has one, to look called numbers up that somebody names; makes none. */
export function calledSecretOf(folder: string): Buffer | undefined {
  const file = join(folder, "keys", "called-numbers.key");
  return existsSync(file) ? readFileSync(file) : undefined;
}
