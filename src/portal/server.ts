import cookie from "@fastify/cookie";
import csrf from "@fastify/csrf-protection";
import formbody from "@fastify/formbody";
import helmet from "@fastify/helmet";
import multipart from "@fastify/multipart";
import rateLimit from "@fastify/rate-limit";
import fastify, { type FastifyError, type FastifyRequest } from "fastify";
import { randomBytes } from "node:crypto";
import { readFileSync, statfsSync } from "node:fs";
import { createRequire } from "node:module";
import { Desk } from "../demands/desk.ts";
import { HeldReader } from "../demands/held.ts";
import { keepFile, mostFileBytes } from "../demands/files.ts";
import { CommandError } from "../errors.ts";
import { html } from "../html.ts";
import { PortalStore } from "../workspace/portal-store.ts";
import { Refusal } from "./access.ts";
import { accountRoutes } from "./account.ts";
import { agencyRoutes } from "./agency.ts";
import { apiRoutes } from "./api.ts";
import { deskRoutes } from "./desk-pages.ts";
import { downloadRoutes } from "./downloads.ts";
import { draftRoutes } from "./drafts.ts";
import { Jobs } from "./jobs.ts";
import { page } from "./layout.ts";
import { peopleRoutes } from "./people.ts";
import { accountOf, noteUploaded, type Portal, type SignedIn } from "./portal.ts";
import { sessionCookie, signInRoutes } from "./sign-in-pages.ts";

export interface PortalOptions {
  folder: string;
  origin: string;
  isDemo?: boolean;
  now?: () => Date;
  /** Requests of one address in a minute. */
  mostRequests?: number;
  /** Attempts of one address in a minute to sign in or to open an account. */
  mostAttempts?: number;
}

const signInFirst = "Sign in first.";

/** A session ends after so long without a request, and after so long in any case. */
const idleHours = 1;
const sessionHours = 10;

const require = createRequire(import.meta.url);
const assets: readonly (readonly [path: string, type: string, file: string])[] = [
  ["portal.css", "text/css; charset=utf-8", new URL("portal.css", import.meta.url).pathname],
  [
    "passkeys.js",
    "text/javascript; charset=utf-8",
    new URL("passkeys.js", import.meta.url).pathname,
  ],
  [
    "public-sans.woff2",
    "font/woff2",
    require.resolve("@fontsource-variable/public-sans/files/public-sans-latin-wght-normal.woff2"),
  ],
  [
    "source-serif.woff2",
    "font/woff2",
    require.resolve("@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2"),
  ],
];

/** The portal as an application that is not listening yet; closing it closes desk, store and jobs. */
export async function portalApp(o: PortalOptions): Promise<Portal> {
  const desk = Desk.open(o.folder);
  const store = PortalStore.open(o.folder);
  const now = o.now ?? (() => new Date());
  const jobs = new Jobs(o.folder, (kind, number, text) => {
    const body = { number, by: "docket", text: text.slice(0, 1000) };
    if (kind === "produce") desk.decide(now(), () => [{ kind: "demand_production_stopped", body }]);
  });
  const isHttps = o.origin.startsWith("https:");
  const app = fastify({
    // Behind a proxy on this machine, the address of the one who asks is in its header.
    trustProxy: "loopback",
    bodyLimit: 2 * 2 ** 20,
    requestTimeout: 120_000,
    connectionTimeout: 30_000,
    routerOptions: { maxParamLength: 200 },
  });
  const portal: Portal = {
    app,
    desk,
    store,
    jobs,
    held: new HeldReader(o.folder),
    origin: o.origin,
    isDemo: o.isDemo ?? false,
    mostAttempts: o.mostAttempts ?? 20,
    now,
    note: (kind, body) => {
      desk.decide(now(), () => [{ kind, body }]);
    },
    show: (request, reply, title, body, options = {}) => {
      const userInfo = formOwner(request);
      const context = {
        account: request.signedIn?.account ?? null,
        office: desk.settings.publisher ?? "Robocall Docket",
        csrf: reply.generateCsrf({ userInfo }),
        isDemo: o.isDemo ?? false,
      };
      return reply
        .status(options.status ?? 200)
        .type("text/html; charset=utf-8")
        .send(page(context, title, body(context), { wide: options.wide }));
    },
    csrf: (request, reply, done) => app.csrfProtection(request, reply, done),
  };
  await app.register(rateLimit, { max: o.mostRequests ?? 3000, timeWindow: "1 minute" });
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: "same-origin" },
    hsts: isHttps && { maxAge: 31_536_000 },
  });
  await app.register(cookie);
  await app.register(csrf, {
    cookieKey: isHttps ? "__Host-docket-form" : "docket-form",
    cookieOpts: { path: "/", httpOnly: true, sameSite: "strict", secure: isHttps },
    csrfOpts: { hmacKey: randomBytes(32).toString("hex") },
    getUserInfo: formOwner,
  });
  await app.register(formbody, { bodyLimit: 2 * 2 ** 20 });
  await app.register(multipart, {
    attachFieldsToBody: "keyValues",
    // One byte more than a file may have: keepFile keeps nothing of it, and says so.
    limits: { fileSize: mostFileBytes + 1, files: 2, fields: 400, fieldSize: 2 ** 20, parts: 402 },
    onFile: async function (part) {
      try {
        refuseUpload(portal, this);
        const kept = await keepFile(desk.folder, part.filename, part.file);
        store.noteUpload(accountOf(this).id, now(), kept.bytes);
        Object.assign(part, { value: kept.bytes === 0 ? null : noteUploaded(kept) });
      } finally {
        part.file.resume();
      }
    },
  });
  guardRoutes(portal);
  for (const [name, type, file] of assets) {
    const bytes = readFileSync(file);
    app.get(`/assets/${name}`, { config: { access: "anybody" } }, (_, reply) =>
      reply.type(type).header("cache-control", "public, max-age=86400").send(bytes),
    );
  }
  app.get("/health", { config: { access: "anybody" } }, () => ({ ok: true }));
  for (const routes of [
    signInRoutes,
    accountRoutes,
    agencyRoutes,
    draftRoutes,
    deskRoutes,
    downloadRoutes,
    peopleRoutes,
    apiRoutes,
  ])
    routes(portal);
  app.addHook("onClose", () => {
    jobs.close();
    store.close();
    desk.close();
  });
  await app.ready();
  return portal;
}

/** Bytes that an account may send in a day, and that must stay free on the disk. */
const mostUploadBytes = 2 * 2 ** 30;
const leastFreeBytes = 2 ** 30;

/** Refuses a file before a byte of it is kept: on pages that take none, over a day's measure, or where the disk is full. */
function refuseUpload({ desk, store, now }: Portal, request: FastifyRequest): void {
  if (!request.signedIn || !request.routeOptions.config.takesFiles)
    throw new Refusal(400, "This page takes no files.");
  if (store.uploadedBytes(request.signedIn.account.id, now()) > mostUploadBytes)
    throw new Refusal(
      429,
      `This account has sent over ${mostUploadBytes / 2 ** 30} GiB of files today. Go on tomorrow, or write to the desk.`,
    );
  const { bavail, bsize } = statfsSync(desk.folder);
  if (bavail * bsize < leastFreeBytes + mostFileBytes)
    throw new Refusal(507, "The desk has no room for files now. Nothing was kept: call the desk.");
}

/** Whom a form's token is bound to: a session, or nobody who is signed in. */
const formOwner = (request: FastifyRequest): string =>
  request.signedIn?.session?.token_hash ?? "nobody";

/** Finds out who asks, before anything of the body is read, and refuses who may not. */
function guardRoutes(portal: Portal): void {
  const { app, store, desk, now, origin } = portal;
  app.decorateRequest("signedIn", null);
  app.addHook("onRoute", (route) => {
    if (route.config?.access === undefined && route.method !== "HEAD")
      throw new Error(`${String(route.method)} ${route.url}: says not who may use it`);
  });
  app.addHook("onRequest", (request, _, done) => {
    const { access, isApi } = request.routeOptions.config;
    if (access === undefined) return done();
    request.signedIn = isApi ? programOf(request, store, now()) : browserOf(request, portal);
    const isChange = request.method !== "GET" && request.method !== "HEAD";
    const from = request.headers.origin;
    if (isChange && !isApi && from !== undefined && from !== origin)
      throw new Refusal(400, "The form was not sent from this portal.");
    if (access !== "anybody") {
      if (!request.signedIn) throw new Refusal(401, signInFirst);
      if (!access.includes(request.signedIn.account.role))
        throw new Refusal(404, "There is no such page.");
      desk.records.refresh();
    }
    done();
  });
  app.addHook("onSend", (request, reply, _, done) => {
    if (!request.url.startsWith("/assets/")) reply.header("cache-control", "no-store");
    done();
  });
  app.setNotFoundHandler(() => {
    throw new Refusal(404, "There is no such page.");
  });
  app.setErrorHandler((error: FastifyError | Refusal | CommandError, request, reply) => {
    const { status, message } = answerOf(error);
    if (status === 500) process.stderr.write(`portal: ${error.stack ?? error.message}\n`);
    const isApi = request.routeOptions?.config?.isApi ?? request.url.startsWith("/api/");
    if (isApi || request.headers["content-type"]?.startsWith("application/json"))
      return reply.status(status).send({ message });
    // What was written is not kept by a redirect: whoever sent a form is told.
    if (status === 401 && request.method === "GET") return reply.redirect("/sign-in", 303);
    if (status === 401 && message === signInFirst)
      return portal.show(
        request,
        reply,
        "You were signed out",
        () =>
          html`<h1>You were signed out</h1><p class="notice alarm">What you just sent was not saved. Go back in your browser and copy what you wrote; then <a href="/sign-in">sign in</a> and paste it.</p>`,
        { status },
      );
    return portal.show(
      request,
      reply,
      "This did not work",
      () =>
        html`<h1>This did not work</h1><p class="notice alarm">${message}</p><p><a href="${cameFrom(request, portal.origin)}">Go back</a></p>`,
      { status },
    );
  });
}

/** The page of the portal that a form was sent from. */
function cameFrom(request: FastifyRequest, origin: string): string {
  const from = request.headers.referer;
  return from?.startsWith(`${origin}/`) ? from.slice(origin.length) : "/";
}

function answerOf(error: FastifyError | Refusal | CommandError): {
  status: number;
  message: string;
} {
  if (error instanceof Refusal) return { status: error.status, message: error.message };
  if (error instanceof CommandError) return { status: 409, message: error.message };
  const status = "statusCode" in error && error.statusCode !== undefined ? error.statusCode : 500;
  if (status === 429) return { status, message: "Too many requests. Wait a minute." };
  if (status === 413) return { status, message: "What was sent is too large." };
  if (status === 403)
    return { status, message: "The form is out of date. Open the page again and repeat it." };
  if (/multipart|boundary|end of form/i.test(error.message))
    return { status: 400, message: "What was sent cannot be read." };
  if (status < 500) return { status, message: "What was sent cannot be read." };
  return { status: 500, message: "Something went wrong on our side. Nothing was changed." };
}

function programOf(request: FastifyRequest, store: PortalStore, now: Date): SignedIn | null {
  const [, token] = /^Bearer ([\w-]{20,100})$/.exec(request.headers.authorization ?? "") ?? [];
  const account = token ? store.accountOfToken(token, now) : undefined;
  return account ? { account, session: null } : null;
}

function browserOf(request: FastifyRequest, { store, now, origin }: Portal): SignedIn | null {
  const token = request.cookies[sessionCookie(origin)];
  const session = token ? store.session(token) : undefined;
  if (!session || session.stage !== "full") return null;
  const at = now();
  const hoursSince = (time: string) => (at.getTime() - Date.parse(time)) / 3_600_000;
  if (hoursSince(session.seen_at) > idleHours || hoursSince(session.made_at) > sessionHours) {
    store.endSession(session.token_hash);
    return null;
  }
  const account = store.account(session.account_id);
  if (!account || account.is_disabled) return null;
  // Written once a minute: a page should not wait for the disk.
  if (hoursSince(session.seen_at) > 1 / 60) store.seeSession(session.token_hash, at);
  return { account, session };
}
