import { createHash, randomBytes } from "node:crypto";
import { chmodSync, existsSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import { privateFolder } from "./durable.ts";
import type { Account, ApiToken, Draft, Mail, Passkey, Session } from "./portal-types.ts";

export * from "./portal-types.ts";

const schema = `
create table if not exists accounts (
    id integer primary key autoincrement, email text not null unique, name text not null, role text not null, agency_id text,
    password_hash text, totp_secret text, totp_step integer not null default 0, is_disabled integer not null default 0,
    failures integer not null default 0, locked_until text
);
create table if not exists passkeys (
    credential_id text primary key, account_id integer not null references accounts, public_key blob not null,
    counter integer not null, transports text not null, made_at text not null
);
create table if not exists sessions (
    token_hash text primary key, account_id integer not null references accounts, stage text not null,
    by_passkey integer not null, made_at text not null, seen_at text not null
);
create table if not exists invitations (
    token_hash text primary key, account_id integer not null references accounts, expires_at text not null, used_at text
);
create table if not exists api_tokens (
    id integer primary key autoincrement, token_hash text not null unique, account_id integer not null references accounts,
    name text not null, made_at text not null, expires_at text not null, revoked_at text
);
create table if not exists drafts (
    id integer primary key autoincrement, account_id integer not null references accounts, agency_id text not null, form text not null,
    document_name text, document_sha256 text, document_bytes integer, changed_at text not null
);
create table if not exists uploads (
    account_id integer not null references accounts, day text not null, bytes integer not null, primary key (account_id, day)
);
create table if not exists links (
    token_hash text primary key, account_id integer not null references accounts, number text not null,
    production integer not null, form text not null, expires_at text not null, used_at text
);
create table if not exists mails (
    id integer primary key, to_address text not null, subject text not null, text text not null, made_at text not null,
    sent_at text, attempts integer not null default 0, next_at text not null, error text
);
`;

/** Whether a workspace has a portal whose accounts people have opened. */
export function hasOpenedAccounts(folder: string): boolean {
  if (!existsSync(join(folder, "portal.sqlite"))) return false;
  const store = PortalStore.open(folder);
  try {
    return store
      .accounts()
      .some((a) => a.password_hash !== null || store.passkeysOf(a.id).length > 0);
  } finally {
    store.close();
  }
}

const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");

/** A secret of 256 bits for a link, a session or a program. Only its hash is stored. */
const newToken = (): string => randomBytes(32).toString("base64url");

/**
 * What the portal must change and forget: accounts, sessions, drafts, links, mails. What must be remembered is in the
 * records. Tokens are stored as hashes alone.
 */
export class PortalStore {
  readonly #db: Database.Database;

  private constructor(db: Database.Database) {
    this.#db = db;
  }

  static open(folder: string): PortalStore {
    privateFolder(folder);
    const file = join(folder, "portal.sqlite");
    const db = new Database(file, { timeout: 10_000 });
    db.pragma("journal_mode = WAL");
    db.pragma("synchronous = FULL");
    db.exec(schema);
    if (existsSync(file)) chmodSync(file, 0o600);
    return new PortalStore(db);
  }

  close(): void {
    this.#db.close();
  }

  #all<Row>(sql: string, ...values: unknown[]): Row[] {
    return this.#db.prepare(sql).all(...values) as Row[];
  }

  #one<Row>(sql: string, ...values: unknown[]): Row | undefined {
    return this.#db.prepare(sql).get(...values) as Row | undefined;
  }

  #run(sql: string, ...values: unknown[]): number {
    return this.#db.prepare(sql).run(...values).changes;
  }

  // Accounts

  accounts = (): Account[] => this.#all("select * from accounts order by email");
  accountsOf = (agency_id: string): Account[] =>
    this.#all("select * from accounts where agency_id = ? order by email", agency_id);
  account = (id: number): Account | undefined =>
    this.#one("select * from accounts where id = ?", id);
  accountOf = (email: string): Account | undefined =>
    this.#one("select * from accounts where email = ?", email.trim().toLowerCase());

  addAccount(a: Pick<Account, "email" | "name" | "role" | "agency_id">): Account {
    this.#run(
      "insert into accounts (email, name, role, agency_id) values (?, ?, ?, ?)",
      a.email.trim().toLowerCase(), a.name, a.role, a.agency_id,
    ); // prettier-ignore
    return this.accountOf(a.email)!;
  }

  setPassword(id: number, password_hash: string, totp_secret: string): void {
    this.#run(
      "update accounts set password_hash = ?, totp_secret = ?, totp_step = 0, failures = 0, locked_until = null where id = ?",
      password_hash, totp_secret, id,
    ); // prettier-ignore
  }

  changePassword(id: number, password_hash: string): void {
    this.#run("update accounts set password_hash = ? where id = ?", password_hash, id);
  }

  /** Takes a one-time code's step, once: false where it was taken before. */
  takeStep = (id: number, step: number): boolean =>
    this.#run(
      "update accounts set totp_step = ? where id = ? and totp_step < ?",
      step,
      id,
      step,
    ) === 1;

  noteFailure(id: number, failures: number, locked_until: string | null): void {
    this.#run(
      "update accounts set failures = ?, locked_until = ? where id = ?",
      failures,
      locked_until,
      id,
    );
  }

  setDisabled(id: number, isDisabled: boolean): void {
    this.#run("update accounts set is_disabled = ? where id = ?", isDisabled ? 1 : 0, id);
    if (isDisabled) this.endSessionsOf(id);
  }

  // Passkeys

  passkeysOf = (id: number): Passkey[] =>
    this.#all("select * from passkeys where account_id = ?", id);
  passkey(credential_id: string): Passkey | undefined {
    const found = this.#one<Passkey>(
      "select * from passkeys where credential_id = ?",
      credential_id,
    );
    return found && { ...found, public_key: new Uint8Array(found.public_key) };
  }
  addPasskey(p: Passkey): void {
    this.#run(
      "insert into passkeys values (?, ?, ?, ?, ?, ?)",
      p.credential_id, p.account_id, Buffer.from(p.public_key), p.counter, p.transports, p.made_at,
    ); // prettier-ignore
  }
  /** Removes one of an account's passkeys: false where it has none of this id. */
  removePasskey = (credential_id: string, account_id: number): boolean =>
    this.#run(
      "delete from passkeys where credential_id = ? and account_id = ?",
      credential_id,
      account_id,
    ) === 1;
  countPasskey(credential_id: string, counter: number): void {
    this.#run("update passkeys set counter = ? where credential_id = ?", counter, credential_id);
  }

  // Sessions

  /** Makes a session; returns its token, which the browser keeps. */
  addSession(s: Pick<Session, "account_id" | "stage" | "by_passkey">, at: Date): string {
    const token = newToken();
    const now = at.toISOString();
    this.#run(
      "insert into sessions values (?, ?, ?, ?, ?, ?)",
      hashOf(token), s.account_id, s.stage, s.by_passkey, now, now,
    ); // prettier-ignore
    return token;
  }
  session = (token: string): Session | undefined =>
    this.#one("select * from sessions where token_hash = ?", hashOf(token));
  seeSession(token_hash: string, at: Date): void {
    this.#run("update sessions set seen_at = ? where token_hash = ?", at.toISOString(), token_hash);
  }
  endSession(token_hash: string): void {
    this.#run("delete from sessions where token_hash = ?", token_hash);
  }
  /** Ends an account's sessions, but one. */
  endSessionsOf(account_id: number, kept = ""): void {
    this.#run("delete from sessions where account_id = ? and token_hash <> ?", account_id, kept);
  }
  endSessionsBefore(seen_at: string): void {
    this.#run("delete from sessions where seen_at < ?", seen_at);
  }

  // Invitations

  invite(account_id: number, expires_at: string): string {
    const token = newToken();
    this.#run("delete from invitations where account_id = ? and used_at is null", account_id);
    this.#run(
      "insert into invitations values (?, ?, ?, null)",
      hashOf(token),
      account_id,
      expires_at,
    );
    return token;
  }
  /** Voids an account's links that nobody used; true where there was one. */
  voidInvitations = (account_id: number): boolean =>
    this.#run("delete from invitations where account_id = ? and used_at is null", account_id) > 0;
  invited = (token: string, now: Date): Account | undefined =>
    this.#one(
      `select a.* from invitations as i join accounts as a on a.id = i.account_id
      where i.token_hash = ? and i.used_at is null and i.expires_at > ? and a.is_disabled = 0`,
      hashOf(token),
      now.toISOString(),
    );
  /** Uses an invitation up: false where somebody has. */
  useInvitation = (token: string, now: Date): boolean =>
    this.#run(
      "update invitations set used_at = ? where token_hash = ? and used_at is null and expires_at > ?",
      now.toISOString(), hashOf(token), now.toISOString(),
    ) === 1; // prettier-ignore

  // Tokens of programs

  addToken(account_id: number, name: string, made_at: Date, expires_at: string): string {
    const token = `docket_${newToken()}`;
    this.#run(
      "insert into api_tokens (token_hash, account_id, name, made_at, expires_at) values (?, ?, ?, ?, ?)",
      hashOf(token), account_id, name, made_at.toISOString(), expires_at,
    ); // prettier-ignore
    return token;
  }
  tokensOf = (account_id: number): ApiToken[] =>
    this.#all(
      "select id, account_id, name, made_at, expires_at, revoked_at from api_tokens where account_id = ? order by id",
      account_id,
    );
  accountOfToken = (token: string, now: Date): Account | undefined =>
    this.#one(
      `select a.* from api_tokens as t join accounts as a on a.id = t.account_id
      where t.token_hash = ? and t.revoked_at is null and t.expires_at > ? and a.is_disabled = 0`,
      hashOf(token),
      now.toISOString(),
    );
  revokeToken = (id: number, account_id: number, at: Date): boolean =>
    this.#run(
      "update api_tokens set revoked_at = ? where id = ? and account_id = ? and revoked_at is null",
      at.toISOString(), id, account_id,
    ) === 1; // prettier-ignore

  // Drafts

  draftsOf = (agency_id: string): Draft[] =>
    this.#all("select * from drafts where agency_id = ? order by changed_at desc", agency_id);
  draft = (id: number): Draft | undefined => this.#one("select * from drafts where id = ?", id);
  addDraft(account_id: number, agency_id: string, form: string, at: Date): number {
    return Number(
      this.#db
        .prepare("insert into drafts (account_id, agency_id, form, changed_at) values (?, ?, ?, ?)")
        .run(account_id, agency_id, form, at.toISOString()).lastInsertRowid,
    );
  }
  saveDraft(id: number, form: string, at: Date): void {
    this.#run(
      "update drafts set form = ?, changed_at = ? where id = ?",
      form,
      at.toISOString(),
      id,
    );
  }
  setDocument(id: number, d: { name: string; sha256: string; bytes: number }): void {
    this.#run(
      "update drafts set document_name = ?, document_sha256 = ?, document_bytes = ? where id = ?",
      d.name, d.sha256, d.bytes, id,
    ); // prettier-ignore
  }
  removeDraft(id: number): void {
    this.#run("delete from drafts where id = ?", id);
  }

  /** Hashes of the documents of every draft. */
  draftDocuments = (): Set<string> =>
    new Set(
      this.#all<{ sha256: string }>(
        "select document_sha256 as sha256 from drafts where document_sha256 is not null",
      ).map(({ sha256 }) => sha256),
    );

  // Uploads

  /** Bytes of files that an account sent on a day. */
  uploadedBytes = (account_id: number, at: Date): number =>
    this.#one<{ bytes: number }>(
      "select bytes from uploads where account_id = ? and day = ?",
      account_id,
      at.toISOString().slice(0, 10),
    )?.bytes ?? 0;
  noteUpload(account_id: number, at: Date, bytes: number): void {
    this.#run(
      `insert into uploads values (?, ?, ?) on conflict (account_id, day) do update set bytes = bytes + excluded.bytes`,
      account_id, at.toISOString().slice(0, 10), bytes,
    ); // prettier-ignore
  }

  // Links to downloads

  addLink(
    l: { account_id: number; number: string; production: number; form: string },
    expires_at: string,
  ): string {
    const token = newToken();
    this.#run(
      "insert into links values (?, ?, ?, ?, ?, ?, null)",
      hashOf(token),
      l.account_id,
      l.number,
      l.production,
      l.form,
      expires_at,
    );
    return token;
  }
  /** Uses a link up, for its own account and before it expires; undefined where it does not hold. */
  useLink(
    token: string,
    account_id: number,
    now: Date,
  ): { number: string; production: number; form: string } | undefined {
    const used = this.#run(
      "update links set used_at = ? where token_hash = ? and account_id = ? and used_at is null and expires_at > ?",
      now.toISOString(), hashOf(token), account_id, now.toISOString(),
    ); // prettier-ignore
    return used === 1
      ? this.#one("select number, production, form from links where token_hash = ?", hashOf(token))
      : undefined;
  }

  // Mails

  addMail(to_address: string, subject: string, text: string, at: Date): void {
    const now = at.toISOString();
    // One that says the same is waiting still.
    if (this.#one("select id from mails where to_address = ? and text = ? and sent_at is null", to_address, text)) return; // prettier-ignore
    this.#run(
      "insert into mails (to_address, subject, text, made_at, next_at) values (?, ?, ?, ?, ?)",
      to_address,
      subject,
      text,
      now,
      now,
    );
  }
  mailsDue = (now: Date): Mail[] =>
    this.#all(
      "select * from mails where sent_at is null and next_at <= ? order by id limit 50",
      now.toISOString(),
    );
  mails = (): Mail[] => this.#all("select * from mails order by id desc limit 200");
  mailSent(id: number, at: Date): void {
    this.#run(
      "update mails set sent_at = ?, attempts = attempts + 1, error = null where id = ?",
      at.toISOString(),
      id,
    );
  }
  mailFailed(id: number, error: string, next_at: string): void {
    this.#run(
      "update mails set attempts = attempts + 1, error = ?, next_at = ? where id = ?",
      error,
      next_at,
      id,
    );
  }
}
