import {
  generateAuthenticationOptions,
  verifyAuthenticationResponse,
  type AuthenticationResponseJSON,
} from "@simplewebauthn/server";
import type { FastifyReply, FastifyRequest } from "fastify";
import { html, raw, type Markup } from "../html.ts";
import type { Account } from "../workspace/portal-store.ts";
import { agencyRoles, Refusal } from "./access.ts";
import { csrfField, field, type PageContext } from "./layout.ts";
import { text, type Portal } from "./portal.ts";
import { checkCode, checkPassword } from "./sign-in.ts";
import { Tickets } from "./tickets.ts";

export const sessionCookie = (origin: string): string =>
  origin.startsWith("https:") ? "__Host-docket" : "docket";

/** Where an account's work is. */
export const homeOf = ({ role }: Pick<Account, "role">): string =>
  agencyRoles.includes(role) ? "/demands" : role === "reviewer" ? "/desk" : "/people";

export function signInRoutes(portal: Portal): void {
  const { app, store, now, origin, note, show } = portal;
  const anybody = { config: { access: "anybody" as const } };
  const attempt = {
    config: {
      access: "anybody" as const,
      rateLimit: { max: portal.mostAttempts, timeWindow: "1 minute" },
    },
    preHandler: portal.csrf,
  };
  const tickets = new Tickets(now);
  const setCookie = (reply: FastifyReply, token: string) =>
    reply.setCookie(sessionCookie(origin), token, {
      path: "/", httpOnly: true, sameSite: "lax", secure: origin.startsWith("https:"),
    }); // prettier-ignore

  const signedIn = (
    request: FastifyRequest,
    reply: FastifyReply,
    account: Account,
    by_passkey: boolean,
  ) => {
    // A new token each time: one that somebody planted before is worth nothing.
    setCookie(
      reply,
      store.addSession(
        { account_id: account.id, stage: "full", by_passkey: by_passkey ? 1 : 0 },
        now(),
      ),
    );
    note("portal_signed_in", {
      account: account.email,
      how: by_passkey ? "passkey" : "password and code",
      from: request.ip,
    });
  };

  app.get("/", anybody, (request, reply) =>
    reply.redirect(request.signedIn ? homeOf(request.signedIn.account) : "/sign-in", 303),
  );

  const madeWords: Record<string, string> = {
    passkey: "Your passkey is made. Sign in with it.",
    password: "The account is yours. Sign in with your password and the app’s next code.",
  };
  const signInPage = (
    context: PageContext,
    { fault, made }: { fault?: string; made?: string | undefined } = {},
  ): Markup => html`<h1>Sign in</h1>
${made && html`<p class="notice" role="status">${made}</p>`}
<form method="post" action="/sign-in">${csrfField(context)}
${field({ name: "email", label: "E-mail address", type: "email", autocomplete: "username", required: true })}
${field({ name: "password", label: "Password", type: "password", autocomplete: "current-password", required: true, fault })}
<button>Sign in</button></form>
<p><button type="button" class="second" id="passkey" data-action="sign-in" hidden>Sign in with a passkey</button></p>
<p id="passkey-said" class="fault" role="status"></p>
<p class="quiet">Accounts are made by the desk, or by your office's supervisor. After the password you are asked for a code from your authenticator app.</p>
<script src="/assets/passkeys.js" defer></script>`;
  app.get("/sign-in", anybody, (request, reply) =>
    show(request, reply, "Sign in", (context) =>
      signInPage(context, { made: madeWords[text(request.query, "made")] }),
    ),
  );

  app.post("/sign-in", attempt, async (request, reply) => {
    const email = text(request.body, "email");
    const account = await checkPassword(store, email, text(request.body, "password"), now());
    if (!account) {
      note("portal_sign_in_failed", { account: email.slice(0, 254), from: request.ip });
      return show(
        request, reply, "Sign in",
        (context) => signInPage(context, { fault: "Address or password is wrong, or the account is locked for a quarter of an hour." }),
        { status: 401 },
      ); // prettier-ignore
    }
    setCookie(
      reply,
      store.addSession({ account_id: account.id, stage: "code", by_passkey: 0 }, now()),
    );
    return reply.redirect("/sign-in/code", 303);
  });

  const codePage = (context: PageContext, fault?: string): Markup => html`<h1>Code</h1>
<form method="post" action="/sign-in/code">${csrfField(context)}
${field({ name: "code", label: "Six digits from your authenticator app", autocomplete: "one-time-code", required: true, fault })}
<button>Go on</button></form>`;
  app.get("/sign-in/code", anybody, (request, reply) =>
    show(request, reply, "Code", (context) => codePage(context)),
  );

  app.post("/sign-in/code", attempt, (request, reply) => {
    const token = request.cookies[sessionCookie(origin)];
    const session = token ? store.session(token) : undefined;
    const minutes = session ? (now().getTime() - Date.parse(session.made_at)) / 60_000 : Infinity;
    const account =
      session?.stage === "code" && minutes < 10 ? store.account(session.account_id) : undefined;
    if (!session || !account || account.is_disabled) throw new Refusal(401, "Sign in first.");
    if (!checkCode(store, account, text(request.body, "code"), now())) {
      note("portal_sign_in_failed", { account: account.email, from: request.ip });
      return show(
        request,
        reply,
        "Code",
        (context) => codePage(context, "The code is wrong or was used. Wait for the next one."),
        { status: 401 },
      );
    }
    store.endSession(session.token_hash);
    signedIn(request, reply, account, false);
    return reply.redirect(homeOf(account), 303);
  });

  app.post(
    "/sign-out",
    { config: { access: "anybody" }, preHandler: portal.csrf },
    (request, reply) => {
      if (request.signedIn?.session) store.endSession(request.signedIn.session.token_hash);
      return reply.clearCookie(sessionCookie(origin), { path: "/" }).redirect("/sign-in", 303);
    },
  );

  app.post("/sign-in/passkey/options", attempt, async () => {
    const options = await generateAuthenticationOptions({
      rpID: new URL(origin).hostname,
      userVerification: "required",
    });
    return { options, ticket: tickets.give(options.challenge) };
  });

  app.post("/sign-in/passkey", attempt, async (request, reply) => {
    const { ticket, response } = request.body as {
      ticket?: string;
      response?: AuthenticationResponseJSON;
    };
    const challenge = tickets.take(ticket);
    const passkey = typeof response?.id === "string" ? store.passkey(response.id) : undefined;
    const account = passkey && store.account(passkey.account_id);
    if (!challenge || !response || !passkey || !account || account.is_disabled)
      throw new Refusal(401, "This passkey is not known here.");
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: new URL(origin).hostname,
      requireUserVerification: true,
      credential: {
        id: passkey.credential_id,
        publicKey: new Uint8Array(passkey.public_key),
        counter: passkey.counter,
      },
    }).catch(() => ({ verified: false, authenticationInfo: null }));
    if (!verified || !authenticationInfo) throw new Refusal(401, "The passkey was not accepted.");
    store.countPasskey(passkey.credential_id, authenticationInfo.newCounter);
    signedIn(request, reply, account, true);
    return { to: homeOf(account) };
  });
}

/** The button that makes a passkey: shown where the browser can. */
export const passkeyButton = (token: string): Markup =>
  html`<p><button type="button" class="second" id="passkey" data-action="make" data-token="${token}" hidden>Make a passkey</button></p>
<p id="passkey-said" class="fault" role="status"></p>${raw('<script src="/assets/passkeys.js" defer></script>')}`;
