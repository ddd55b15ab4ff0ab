import { createPublicKey, verify } from "node:crypto";
import type { Agency } from "../records/agencies.ts";
import type { SignatureCheck } from "../records/demand-types.ts";

/** Checks the detached signature of a demand's object against the keys of the agency that it names. */
export function checkSignature(
  object: Uint8Array,
  signature: Uint8Array | null,
  agency: Agency | undefined,
  today: string,
): SignatureCheck {
  if (signature === null) return { status: "none", key_id: null };
  const bytes = signatureBytes(signature);
  const key = agency?.keys.find(({ public_key }) =>
    verify(null, object, createPublicKey(public_key), bytes),
  );
  if (!key) return { status: "unknown_key", key_id: null };
  const isExpired = key.expires_on !== null && key.expires_on < today;
  return {
    status: key.revoked_at !== null ? "revoked_key" : isExpired ? "expired_key" : "valid",
    key_id: key.key_id,
  };
}

/** 64 bytes as they are, or in base64. */
function signatureBytes(signature: Uint8Array): Uint8Array {
  if (signature.length === 64) return signature;
  return Buffer.from(Buffer.from(signature).toString("latin1").trim().slice(0, 200), "base64");
}
