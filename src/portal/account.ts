import {
  generateRegistrationOptions,
  verifyRegistrationResponse,
  type RegistrationResponseJSON,
} from "@simplewebauthn/server";
import { renderSVG } from "uqr";
import { html, raw, type Markup } from "../html.ts";
import type { Account } from "../workspace/portal-store.ts";
import { agencyRoles, everyRole, Refusal } from "./access.ts";
import { buttonForm, csrfField, field, time, type PageContext } from "./layout.ts";
import { accountOf, text, type Portal } from "./portal.ts";
import {
  checkPassword,
  hashPassword,
  leastPassword,
  newTotpSecret,
  refuseWeakPassword,
  stepOf,
  totpAddress,
} from "./sign-in.ts";
import { passkeyButton } from "./sign-in-pages.ts";
import { Tickets } from "./tickets.ts";

/** Days for which a program's token holds. */
const tokenDays = 180;

/** Invitations and what people keep of their own account. */
export function accountRoutes(portal: Portal): void {
  const { app, store, now, note, show, origin, desk } = portal;
  const tickets = new Tickets(now);
  const anybody = { config: { access: "anybody" as const } };
  const change = {
    config: {
      access: "anybody" as const,
      rateLimit: { max: portal.mostAttempts, timeWindow: "1 minute" },
    },
    preHandler: portal.csrf,
  };
  const invited = (token: unknown): Account => {
    const account = typeof token === "string" ? store.invited(token, now()) : undefined;
    if (!account)
      throw new Refusal(
        404,
        "This link was used, or has expired. Ask whoever sent it for another.",
      );
    return account;
  };

  const invitation = (
    context: PageContext,
    account: Account,
    token: string,
    secret: string,
    fault?: string,
  ): Markup => html`<h1>Welcome, ${account.name}</h1>
<p>This link makes the account <strong>${account.email}</strong> yours. Choose one of two ways to sign in. The link works once.</p>
<h2>With a passkey</h2>
<p>Your device, or a security key, signs you in. Nothing can be stolen from us that would sign anybody in.</p>
${passkeyButton(token)}
<h2>With a password and an authenticator app</h2>
<form method="post" action="/invitation/${token}">${csrfField(context)}
<input type="hidden" name="secret" value="${secret}">
${field({ name: "password", label: "Password", type: "password", autocomplete: "new-password", hint: `${leastPassword} characters or more.`, required: true, fault })}
<p>Scan this with an authenticator app, or type the key into it:</p>
<p class="qr">${raw(renderSVG(totpAddress(account, secret)))}</p>
<p><code>${secret}</code></p>
${field({ name: "code", label: "Six digits that the app shows", autocomplete: "one-time-code", required: true })}
<button>Make the account mine</button></form>`;

  app.get<{ Params: { token: string } }>("/invitation/:token", anybody, (request, reply) => {
    const account = invited(request.params.token);
    return show(request, reply, "Welcome", (context) =>
      invitation(context, account, request.params.token, newTotpSecret()),
    );
  });

  app.post<{ Params: { token: string } }>("/invitation/:token", change, async (request, reply) => {
    const { token } = request.params;
    const account = invited(token);
    const [password, secret] = [text(request.body, "password"), text(request.body, "secret")];
    if (!/^[A-Z2-7]{32}$/.test(secret))
      throw new Refusal(400, "The form is out of date. Open the link again.");
    const again = (fault: string) =>
      show(
        request,
        reply,
        "Welcome",
        (context) => invitation(context, account, token, secret, fault),
        { status: 400 },
      );
    try {
      refuseWeakPassword(password, account);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return again(error.message);
    }
    const step = stepOf(account, secret, text(request.body, "code"), now());
    if (step === null) return again("The six digits do not fit. Check the time of your device.");
    const hashed = await hashPassword(password);
    if (!store.useInvitation(token, now())) throw new Refusal(404, "This link was used.");
    store.setPassword(account.id, hashed, secret);
    // Who takes an account over by a new link ends what others have open.
    store.endSessionsOf(account.id);
    store.takeStep(account.id, step);
    note("portal_account_opened", { account: account.email, how: "password and code" });
    return reply.redirect("/sign-in?made=password", 303);
  });

  /** The account that a passkey is made for: of an invitation, or who is signed in. */
  const ownerOf = (request: { body: unknown; signedIn: { account: Account } | null }) => {
    const token = text(request.body, "token");
    return token
      ? { token, account: invited(token) }
      : request.signedIn
        ? { token: null, account: request.signedIn.account }
        : null;
  };

  app.post("/passkeys/options", change, async (request) => {
    const owner = ownerOf(request);
    if (!owner) throw new Refusal(401, "Sign in first.");
    const options = await generateRegistrationOptions({
      rpName: "Robocall Docket",
      rpID: new URL(origin).hostname,
      userName: owner.account.email,
      userDisplayName: owner.account.name,
      userID: new TextEncoder().encode(`account ${owner.account.id}`),
      excludeCredentials: store
        .passkeysOf(owner.account.id)
        .map(({ credential_id }) => ({ id: credential_id })),
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    });
    return { options, ticket: tickets.give(options.challenge) };
  });

  app.post("/passkeys", change, async (request) => {
    const owner = ownerOf(request);
    if (!owner) throw new Refusal(401, "Sign in first.");
    const { ticket, response } = request.body as {
      ticket?: string;
      response?: RegistrationResponseJSON;
    };
    const challenge = tickets.take(ticket);
    if (!challenge || !response) throw new Refusal(400, "This took too long. Try again.");
    const result = await verifyRegistrationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: new URL(origin).hostname,
      requireUserVerification: true,
    }).catch(() => null);
    if (!result?.verified) throw new Refusal(400, "The passkey was not accepted.");
    if (owner.token !== null && !store.useInvitation(owner.token, now()))
      throw new Refusal(404, "This link was used.");
    const { credential } = result.registrationInfo;
    if (store.passkey(credential.id)) throw new Refusal(409, "This passkey is registered already.");
    store.addPasskey({
      credential_id: credential.id,
      account_id: owner.account.id,
      public_key: credential.publicKey,
      counter: credential.counter,
      transports: JSON.stringify(credential.transports ?? []),
      made_at: now().toISOString(),
    });
    note("portal_passkey_made", { account: owner.account.email, credential_id: credential.id });
    return { to: owner.token === null ? "/account" : "/sign-in?made=passkey" };
  });

  const accountPage = (
    context: PageContext,
    account: Account,
    { fresh, fault }: { fresh?: string; fault?: string } = {},
  ): Markup => {
    const zone = desk.settings.desk.time_zone;
    const tokens = store.tokensOf(account.id);
    const passkeys = store.passkeysOf(account.id);
    return html`<h1>Account</h1>
<dl><dt>Name</dt><dd>${account.name}</dd><dt>E-mail address</dt><dd>${account.email}</dd>${account.agency_id && html`<dt>Agency</dt><dd>${desk.records.agencies.find(account.agency_id)?.name ?? account.agency_id}</dd>`}</dl>
<h2>Passkeys</h2>
<ul>${passkeys.map((key) => html`<li>made ${time(key.made_at, zone)} ${(passkeys.length > 1 || account.password_hash !== null) && buttonForm(context, `/account/passkeys/${key.credential_id}/remove`, "Remove")}</li>`)}</ul>
${csrfField(context)}${passkeyButton("")}
<h2>Password</h2>
${
  account.password_hash === null
    ? html`<p>This account has none: it signs in by passkey. Ask for a new link if you want one.</p>`
    : html`<form method="post" action="/account/password">${csrfField(context)}
${field({ name: "current", label: "Password now", type: "password", autocomplete: "current-password", required: true, fault })}
${field({ name: "password", label: "New password", type: "password", autocomplete: "new-password", hint: `${leastPassword} characters or more. Other browsers are signed out.`, required: true })}
<button class="second">Change the password</button></form>
<p class="quiet">To move to another authenticator app, ask for a new link: your office's supervisor or the desk makes it.</p>`
}
${
  agencyRoles.includes(account.role) &&
  html`<h2>Tokens for programs</h2>
<p>A program with a token can do what you can: <a href="/api/openapi.json">its operations</a>. A token holds for ${tokenDays} days.</p>
${fresh && html`<p class="notice">Copy it now, it is shown once: <code>${fresh}</code></p>`}
<ul>${tokens.map((token) => html`<li>${token.name}, made ${time(token.made_at, zone)}: ${token.revoked_at ? "revoked" : token.expires_at < now().toISOString() ? "expired" : buttonForm(context, `/account/tokens/${token.id}/revoke`, "Revoke")}</li>`)}</ul>
<form method="post" action="/account/tokens">${csrfField(context)}${field({ name: "name", label: "What the token is for", required: true })}<button class="second">Make a token</button></form>`
}`;
  };
  app.get("/account", { config: { access: everyRole } }, (request, reply) =>
    show(request, reply, "Account", (context) => accountPage(context, accountOf(request))),
  );
  app.post(
    "/account/password",
    { config: { ...change.config, access: everyRole }, preHandler: portal.csrf },
    async (request, reply) => {
      const account = accountOf(request);
      const again = (fault: string) =>
        show(request, reply, "Account", (context) => accountPage(context, account, { fault }), {
          status: 400,
        });
      // A failure counts as one of signing in: nobody guesses at a browser that was left open.
      const known = await checkPassword(store, account.email, text(request.body, "current"), now());
      if (!known) {
        note("portal_password_change_failed", { account: account.email });
        return again("The password is wrong, or the account is locked for a quarter of an hour.");
      }
      const password = text(request.body, "password");
      try {
        refuseWeakPassword(password, account);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return again(error.message);
      }
      const kept = request.signedIn?.session?.token_hash ?? "";
      store.changePassword(account.id, await hashPassword(password));
      store.endSessionsOf(account.id, kept);
      note("portal_password_changed", { account: account.email });
      return reply.redirect("/account", 303);
    },
  );
  app.post<{ Params: { id: string } }>(
    "/account/passkeys/:id/remove",
    { config: { access: everyRole }, preHandler: portal.csrf },
    (request, reply) => {
      const account = accountOf(request);
      const { id } = request.params;
      if (account.password_hash === null && store.passkeysOf(account.id).length < 2)
        throw new Refusal(409, "This is the only way in: make another passkey first.");
      if (!store.removePasskey(id, account.id)) throw new Refusal(404, "There is no such passkey.");
      // It may be removed because a device was lost: what is open on it ends.
      store.endSessionsOf(account.id, request.signedIn?.session?.token_hash);
      note("portal_passkey_removed", { account: account.email, credential_id: id });
      return reply.redirect("/account", 303);
    },
  );
  app.post(
    "/account/tokens",
    { config: { access: agencyRoles }, preHandler: portal.csrf },
    (request, reply) => {
      const account = accountOf(request);
      const name = text(request.body, "name").slice(0, 100) || "unnamed";
      const until = new Date(now().getTime() + tokenDays * 86_400_000).toISOString();
      const token = store.addToken(account.id, name, now(), until);
      note("portal_token_made", { account: account.email, name });
      return show(request, reply, "Account", (context) =>
        accountPage(context, account, { fresh: token }),
      );
    },
  );
  app.post<{ Params: { id: string } }>(
    "/account/tokens/:id/revoke",
    { config: { access: agencyRoles }, preHandler: portal.csrf },
    (request, reply) => {
      const account = accountOf(request);
      if (!store.revokeToken(Number(request.params.id), account.id, now()))
        throw new Refusal(404, "There is no such token.");
      note("portal_token_revoked", { account: account.email, token: Number(request.params.id) });
      return reply.redirect("/account", 303);
    },
  );
}
