import { createHash, randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "../errors.ts";
import type { Session } from "../data/session.ts";

const secretBytes = 32;

export const secretFile = (folder: string) => join(folder, "keys", "called-numbers.key");

/**
 * Makes the secret that called numbers are keyed with known to the session (variable called_secret); makes it at first
 * use. Two lakes can be compared by called number only where they have the same secret: copy keys/ to share one.
 */
export async function prepareCalledSecret(session: Session, folder: string): Promise<void> {
  const file = secretFile(folder);
  const known = await session.row<{ fingerprint: string }>(
    "select fingerprint from called_key_secret",
  );
  if (!existsSync(file)) {
    if (known) {
      throw new CommandError(
        `${file}: the secret of this workspace's called numbers is missing: put it back; ` +
          "new numbers keyed with another could not be compared with those loaded",
      );
    }
    mkdirSync(join(folder, "keys"), { recursive: true });
    chmodSync(join(folder, "keys"), 0o700);
    writeFileSync(file, randomBytes(secretBytes), { mode: 0o600, flag: "wx" });
  }
  const secret = readFileSync(file);
  if (secret.length !== secretBytes) {
    throw new CommandError(`${file}: ${secret.length} bytes, not ${secretBytes}: not a secret`);
  }
  const fingerprint = createHash("sha256").update("fingerprint").update(secret).digest("hex");
  if (known && known.fingerprint !== fingerprint) {
    throw new CommandError(
      `${file}: not the secret that this workspace's called numbers are keyed with: put that one back`,
    );
  }
  if (!known)
    await session.run("insert into called_key_secret values ($fingerprint)", { fingerprint });
  await session.run(`set variable called_secret = from_hex('${secret.toString("hex")}')`);
}
