import type { FastifyInstance, FastifyReply, FastifyRequest, preHandlerHookHandler } from "fastify";
import type { Desk } from "../demands/desk.ts";
import type { HeldReader } from "../demands/held.ts";
import type { ReceivedFile } from "../records/demand-types.ts";
import type { Account, PortalStore, Session } from "../workspace/portal-store.ts";
import { Refusal, type Access } from "./access.ts";
import type { Jobs } from "./jobs.ts";
import type { PageContext } from "./layout.ts";
import type { Markup } from "../html.ts";

/** What the routes of the portal work with. */
export interface Portal {
  app: FastifyInstance;
  desk: Desk;
  store: PortalStore;
  jobs: Jobs;
  /** What the workspace holds: campaigns, providers, and of which time. */
  held: HeldReader;
  origin: string;
  isDemo: boolean;
  /** Attempts of one address in a minute to sign in or to open an account. */
  mostAttempts: number;
  now: () => Date;
  /** Puts something on record that a person did outside of a demand. */
  note: (kind: string, body: object) => void;
  /** Sends a page. */
  show: (
    request: FastifyRequest,
    reply: FastifyReply,
    title: string,
    body: (context: PageContext) => Markup,
    options?: { status?: number; wide?: boolean },
  ) => FastifyReply;
  csrf: preHandlerHookHandler;
}

/** Who is signed in with a request, as the hooks found it. */
export interface SignedIn {
  account: Account;
  /** Null for a program that signs in with a token. */
  session: Session | null;
}

declare module "fastify" {
  interface FastifyRequest {
    signedIn: SignedIn | null;
  }
  interface FastifyContextConfig {
    /** Who may use the route. Every route says so; one that does not is refused when the portal starts. */
    access?: Access;
    /** True for programs with a token, false for browsers. */
    isApi?: boolean;
    /** True where a form may carry files. */
    takesFiles?: boolean;
  }
}

/** The account that a request is signed in with; the hooks see to it that there is one. */
export function accountOf(request: FastifyRequest): Account {
  if (!request.signedIn) throw new Error(`${request.url}: nobody is signed in`);
  return request.signedIn.account;
}

const uploads = new WeakSet<object>();

/** Notes that a file came as one, and was kept: nothing else in a form or in JSON passes for it. */
export function noteUploaded(file: ReceivedFile): ReceivedFile {
  uploads.add(file);
  return file;
}

/** A form's file; null where none came. An object of that shape that a sender wrote is none. */
export function uploaded(form: unknown, name: string): ReceivedFile | null {
  const value = (form as Record<string, unknown> | null | undefined)?.[name];
  return typeof value === "object" && value !== null && uploads.has(value)
    ? (value as ReceivedFile)
    : null;
}

const longestField = 200_000;

/** A form's text field: the last value, trimmed; empty where there is none. */
export function text(form: unknown, name: string): string {
  const value = (form as Record<string, unknown> | null | undefined)?.[name];
  const one: unknown = Array.isArray(value) ? value.at(-1) : value;
  if (typeof one !== "string") return "";
  // A list that were cut would ask for less than was written.
  if (one.length > longestField) throw new Refusal(413, `The field “${name}” is too long.`);
  return one.trim();
}

/** All values of a form's field. */
export function texts(form: unknown, name: string): string[] {
  const value = (form as Record<string, unknown> | null | undefined)?.[name];
  const all: unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((one): one is string => typeof one === "string" && one !== "");
}
