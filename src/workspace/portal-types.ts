export const roles = ["agency_user", "agency_supervisor", "reviewer", "administrator"] as const;
export type Role = (typeof roles)[number];

/** An account of the portal. */
export interface Account {
  id: number;
  /** Lower case. */
  email: string;
  name: string;
  role: Role;
  /** Agency of an agency's account; null of the desk's own. */
  agency_id: string | null;
  password_hash: string | null;
  totp_secret: string | null;
  /** Step of the last one-time code that was taken: none is taken twice. */
  totp_step: number;
  is_disabled: number;
  failures: number;
  locked_until: string | null;
}

export interface Passkey {
  credential_id: string;
  account_id: number;
  public_key: Uint8Array;
  counter: number;
  transports: string;
  made_at: string;
}

/** A signed-in browser. */
export interface Session {
  token_hash: string;
  account_id: number;
  /** `code` while a one-time code is still to come. */
  stage: "code" | "full";
  by_passkey: number;
  made_at: string;
  seen_at: string;
}

export interface Draft {
  id: number;
  account_id: number;
  agency_id: string;
  form: string;
  document_name: string | null;
  document_sha256: string | null;
  document_bytes: number | null;
  changed_at: string;
}

export interface Mail {
  id: number;
  to_address: string;
  subject: string;
  text: string;
  made_at: string;
  sent_at: string | null;
  attempts: number;
  next_at: string;
  error: string | null;
}

export interface ApiToken {
  id: number;
  account_id: number;
  name: string;
  made_at: string;
  expires_at: string;
  revoked_at: string | null;
}
