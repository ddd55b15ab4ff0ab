import { hash, verify } from "@node-rs/argon2";
import { Secret, TOTP } from "otpauth";
import type { Account, PortalStore } from "../workspace/portal-store.ts";
import { Refusal } from "./access.ts";

/** Failures in a row after which an account is locked, and for how long. */
const mostFailures = 5;
const lockMinutes = 15;

/** Argon2id, as OWASP's cheat sheet has it (19 MiB, two passes). */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
export const hashPassword = (password: string): Promise<string> => hash(password, cost);

/** Compared where there is no account, so that an answer takes as long. */
const noPassword = hashPassword("no account has this password");

export const leastPassword = 14;

export function refuseWeakPassword(
  password: string,
  { email, name }: Pick<Account, "email" | "name">,
): void {
  if (password.length < leastPassword)
    throw new Refusal(
      400,
      `The password needs ${leastPassword} characters or more. A sentence is easy to remember.`,
    );
  if (password.length > 200) throw new Refusal(400, "The password has over 200 characters.");
  const own = [email.split("@")[0]!, ...name.split(/\s+/)].filter((part) => part.length > 3);
  if (password.toLowerCase().includes(email))
    throw new Refusal(400, "The password holds your address.");
  if (
    new Set(password).size < 6 ||
    own.some((part) => password.toLowerCase() === part.toLowerCase().repeat(3))
  )
    throw new Refusal(400, "The password repeats too few characters.");
}

/** The account of an address and password. The answer is the same whichever of them is wrong. */
export async function checkPassword(
  store: PortalStore,
  email: string,
  password: string,
  now: Date,
): Promise<Account | undefined> {
  const account = store.accountOf(email);
  const isRight = await verify(
    account?.password_hash ?? (await noPassword),
    password.slice(0, 200),
  );
  if (!account?.password_hash || account.is_disabled || isLocked(account, now)) return undefined;
  if (!isRight) {
    noteFailure(store, account, now);
    return undefined;
  }
  return account;
}

export const isLocked = (account: Account, now: Date): boolean =>
  account.locked_until !== null && account.locked_until > now.toISOString();

export function noteFailure(store: PortalStore, account: Account, now: Date): void {
  const failures = account.failures + 1;
  const isOver = failures >= mostFailures;
  const until = new Date(now.getTime() + lockMinutes * 60_000).toISOString();
  store.noteFailure(account.id, isOver ? 0 : failures, isOver ? until : null);
}

const totpOf = (account: Pick<Account, "email">, secret: string) =>
  new TOTP({ issuer: "Robocall Docket", label: account.email, secret: Secret.fromBase32(secret) });

export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** The address that an authenticator app reads, as text and for a QR code. */
export const totpAddress = (account: Pick<Account, "email">, secret: string): string =>
  totpOf(account, secret).toString();

/** The step of a one-time code, of now or the ones beside; null where it is wrong. */
export function stepOf(
  account: Pick<Account, "email">,
  secret: string,
  code: string,
  now: Date,
): number | null {
  const token = code.replace(/\s/g, "");
  if (!/^\d{6}$/.test(token)) return null;
  const delta = totpOf(account, secret).validate({ token, timestamp: now.getTime(), window: 1 });
  return delta === null ? null : Math.floor(now.getTime() / 30_000) + delta;
}

/** Checks a one-time code of an account, once. */
export function checkCode(store: PortalStore, account: Account, code: string, now: Date): boolean {
  const step = account.totp_secret ? stepOf(account, account.totp_secret, code, now) : null;
  if (step !== null && !isLocked(account, now) && store.takeStep(account.id, step)) {
    store.noteFailure(account.id, 0, null);
    return true;
  }
  noteFailure(store, account, now);
  return false;
}
