import { Secret, TOTP } from "otpauth";
import { agencyRegistered } from "../../src/records/agencies.ts";
import type { Portal } from "../../src/portal/portal.ts";
import { hashPassword } from "../../src/portal/sign-in.ts";
import { portalApp, type PortalOptions } from "../../src/portal/server.ts";
import type { Role } from "../../src/workspace/portal-store.ts";
import { preparedFolder } from "../workspaces.ts";

export const password = "correct horse battery staple";
export const secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

/** A portal with two agencies and an account of each role; every account has the same password and key of codes. */
export async function testPortal(o: Partial<PortalOptions> = {}): Promise<Portal> {
  const portal = await portalApp({
    folder: o.folder ?? preparedFolder(),
    origin: "http://localhost:3100",
    mostRequests: 1e6,
    mostAttempts: 1e6,
    ...o,
  });
  portal.desk.decide(portal.now(), () =>
    ["ks", "mo"].map((state) =>
      agencyRegistered({
        agency_id: `${state}-ag`,
        name: `${state.toUpperCase()} Attorney General`,
        domains: [`ag.${state}.gov`],
        published_number: "+1 202 555 0100",
        by: "test",
      }),
    ),
  );
  const hashed = await hashPassword(password);
  for (const [email, role, agency_id] of people) {
    const account = portal.store.addAccount({ email, name: email.split("@")[0]!, role, agency_id });
    portal.store.setPassword(account.id, hashed, secret);
  }
  return portal;
}

export const people: readonly (readonly [email: string, role: Role, agency_id: string | null])[] = [
  ["jones@ag.ks.gov", "agency_user", "ks-ag"],
  ["hill@ag.ks.gov", "agency_supervisor", "ks-ag"],
  ["ortiz@ag.mo.gov", "agency_user", "mo-ag"],
  ["boss@ag.mo.gov", "agency_supervisor", "mo-ag"],
  ["rev@desk.gov", "reviewer", null],
  ["rev2@desk.gov", "reviewer", null],
  ["admin@desk.gov", "administrator", null],
];

export const codeAt = (at: Date): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() });

/** A browser without JavaScript: keeps cookies, fills in forms. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  readonly #portal: Portal;

  constructor(portal: Portal) {
    this.#portal = portal;
  }

  async ask(
    method: "GET" | "POST",
    url: string,
    o: {
      form?: Record<string, string | string[]>;
      json?: object;
      headers?: Record<string, string>;
      payload?: Buffer;
    } = {},
  ) {
    const form =
      o.form &&
      new URLSearchParams(
        Object.entries(o.form).flatMap(([k, v]) => [v].flat().map((one) => [k, one])),
      );
    const answer = await this.#portal.app.inject({
      method,
      url,
      headers: {
        cookie: [...this.cookies].map(([k, v]) => `${k}=${v}`).join("; "),
        ...(form && { "content-type": "application/x-www-form-urlencoded" }),
        ...o.headers,
      },
      payload: form?.toString() ?? o.json ?? o.payload,
    });
    for (const { name, value } of answer.cookies)
      if (value === "") this.cookies.delete(name);
      else this.cookies.set(name, value);
    return answer;
  }

  get = (url: string) => this.ask("GET", url);

  /** The token of a page's forms. */
  async csrf(url: string): Promise<string> {
    const { body } = await this.get(url);
    return /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? "";
  }

  /** Sends a form that is on a page. */
  async send(page: string, action: string, form: Record<string, string | string[]> = {}) {
    return this.ask("POST", action, { form: { _csrf: await this.csrf(page), ...form } });
  }

  /** Sends a form with files. */
  async upload(
    page: string,
    action: string,
    form: Record<string, string | string[]>,
    files: Record<string, { name: string; bytes: Buffer }> = {},
  ) {
    const boundary = "----boundary";
    const parts: Buffer[] = [];
    const fields = { _csrf: await this.csrf(page), ...form };
    for (const [name, value] of Object.entries(fields))
      for (const one of [value].flat())
        parts.push(
          Buffer.from(
            `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${one}\r\n`,
          ),
        );
    for (const [name, file] of Object.entries(files))
      parts.push(
        Buffer.from(
          `--${boundary}\r\ncontent-disposition: form-data; name="${name}"; filename="${file.name}"\r\ncontent-type: application/pdf\r\n\r\n`,
        ),
        file.bytes,
        Buffer.from("\r\n"),
      );
    parts.push(Buffer.from(`--${boundary}--\r\n`));
    const answer = await this.ask("POST", action, {
      payload: Buffer.concat(parts),
      headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
    });
    // A draft without faults is shown as a summary, from which it is sent.
    const place = answer.headers.location ?? "";
    return /^\/drafts\/\d+\/check$/.test(place) ? this.sendDraft(place) : answer;
  }

  /** Sends a draft from its summary. */
  async sendDraft(place: string) {
    const { body } = await this.get(place);
    const changed_at = /name="changed_at" value="([^"]+)"/.exec(body)?.[1] ?? "";
    return this.send(place, place.replace(/check$/, "send"), { changed_at });
  }

  async signIn(email: string): Promise<this> {
    const account = this.#portal.store.accountOf(email)!;
    await this.send("/sign-in", "/sign-in", { email, password });
    // Each code is taken once: the same person may sign in again within half a minute of a test.
    this.#portal.store.setPassword(account.id, account.password_hash!, secret);
    const answer = await this.send("/sign-in/code", "/sign-in/code", {
      code: codeAt(this.#portal.now()),
    });
    if (answer.statusCode !== 303 || answer.headers.location === "/sign-in")
      throw new Error(answer.body);
    return this;
  }
}

export const visitor = (portal: Portal, email: string): Promise<Visitor> =>
  new Visitor(portal).signIn(email);

/** Answers of the form of a demand. */
export const answers = (over: Record<string, string | string[]> = {}): Record<string, string | string[]> => ({
  demand_id: "CID-1", type: "cid", matter: "In re calls", authority: "K.S.A. 50-631", issued_on: "2026-02-27", served_at: "2026-03-02",
  return_by: "2099-03-20", signatory_name: "A. Smith", signatory_title: "Assistant Attorney General", contact_name: "B. Jones",
  contact_email: "jones@ag.ks.gov", records: ["calls", "providers"], from: "2024-03-01", to: "2024-03-31",
  time_zone: "America/Chicago", states: ["KS"], format: "csv", do: "send", ...over,
}); // prettier-ignore

export const pdf = (text = "the demand") => ({
  name: "demand.pdf",
  bytes: Buffer.from(`%PDF-1.7\n% ${text}\n%%EOF\n`),
});
