/**
 * An authenticator for passkeys in a page: makes P-256 keys, keeps them in the tab, and signs as WebAuthn wants it (Level 2,
 * attestation "none"). The Chromium that the tests run in ends at any call of WebAuthn, with or without its own virtual
 * authenticator; what this one makes is checked by the portal as any other's.
 */
export const authenticatorScript = `(() => {
  const text = new TextEncoder();
  const join = (...parts) => new Uint8Array(parts.flatMap((part) => [...part]));
  const base64url = (bytes) => btoa(String.fromCharCode(...bytes)).replace(/\\+/g, "-").replace(/\\//g, "_").replace(/=/g, "");
  const bytesOf = (written) => Uint8Array.from(atob(written.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const clientData = (type, challenge) =>
    text.encode(JSON.stringify({ type, challenge: base64url(new Uint8Array(challenge)), origin: location.origin, crossOrigin: false }));
  const integer = (bytes) => {
    let at = 0;
    while (at < bytes.length - 1 && bytes[at] === 0) at++;
    const short = bytes.slice(at);
    return short[0] & 0x80 ? [2, short.length + 1, 0, ...short] : [2, short.length, ...short];
  };
  const answer = (id, response) => ({ toJSON: () => ({ id, rawId: id, type: "public-key", clientExtensionResults: {}, response }) });
  const credentials = {
    async create({ publicKey: o }) {
      const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
      const jwk = await crypto.subtle.exportKey("jwk", pair.publicKey);
      const id = crypto.getRandomValues(new Uint8Array(16));
      const cose = join([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32], bytesOf(jwk.x), [0x22, 0x58, 32], bytesOf(jwk.y));
      const data = join(await sha256(text.encode(o.rp.id)), [0x45, 0, 0, 0, 0], new Uint8Array(16), [0, id.length], id, cose);
      const attestation = join([0xa3, 0x63], text.encode("fmt"), [0x64], text.encode("none"), [0x67], text.encode("attStmt"), [0xa0, 0x68], text.encode("authData"), [0x58, data.length], data);
      const key = await crypto.subtle.exportKey("jwk", pair.privateKey);
      sessionStorage.setItem("authenticator", JSON.stringify({ id: base64url(id), key, user: base64url(new Uint8Array(o.user.id)) }));
      return answer(base64url(id), {
        clientDataJSON: base64url(clientData("webauthn.create", o.challenge)), attestationObject: base64url(attestation), transports: ["internal"],
      });
    },
    async get({ publicKey: o }) {
      const kept = JSON.parse(sessionStorage.getItem("authenticator"));
      const key = await crypto.subtle.importKey("jwk", kept.key, { name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
      const data = join(await sha256(text.encode(o.rpId)), [0x05, 0, 0, 0, 1]);
      const client = clientData("webauthn.get", o.challenge);
      const raw = new Uint8Array(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, key, join(data, await sha256(client))));
      const [r, s] = [integer(raw.slice(0, 32)), integer(raw.slice(32))];
      return answer(kept.id, {
        clientDataJSON: base64url(client), authenticatorData: base64url(data), userHandle: kept.user,
        signature: base64url([0x30, r.length + s.length, ...r, ...s]),
      });
    },
  };
  Object.defineProperty(navigator, "credentials", { value: credentials });
})();`;
