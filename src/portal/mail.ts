import { createTransport } from "nodemailer";
import { readFileSync } from "node:fs";
import type { DemandEntry } from "../records/demand-types.ts";
import type { Settings } from "../workspace/settings.ts";
import type { PortalStore } from "../workspace/portal-store.ts";
import type { Portal } from "./portal.ts";

type Telling = Pick<Portal, "desk" | "store" | "origin" | "now">;

// A mail says that there is news and where, and nothing of what it is about: mail is read by others.

/** Tells the people of a demand's agency that there is news. */
export function tellAgency({ desk, store, origin, now }: Telling, number: string): void {
  const entry = desk.records.demands.get(number);
  const people = store
    .accountsOf(entry.agency_id ?? "")
    .filter((a) => !a.is_disabled && isInvolved(entry, a.email, a.role));
  for (const { email } of people) {
    store.addMail(
      email,
      `News on ${number}`,
      `There is news on ${number}. Sign in to read it:\n${origin}/demands/${number}\n`,
      now(),
    );
  }
}

/** Whoever filed or wrote about a demand, and supervisors. */
const isInvolved = (entry: DemandEntry, email: string, role: string): boolean =>
  role === "agency_supervisor" || entry.events.some(({ body }) => body.by === email);

/** Tells the desk's reviewers that there is news. */
export function tellDesk({ store, origin, now }: Omit<Telling, "desk">, number: string): void {
  for (const { email, role, is_disabled } of store.accounts())
    if (role === "reviewer" && !is_disabled)
      store.addMail(
        email,
        `News on ${number}`,
        `There is news on ${number}:\n${origin}/desk/${number}\n`,
        now(),
      );
}

/** Minutes until a mail that could not be sent is tried again: longer each time, a day at most. */
const waitMinutes = (attempts: number): number => Math.min(24 * 60, 2 ** attempts);

/** Sends the mails that are due, one after the other; each is marked when the server has taken it. Returns how many were sent. */
export async function sendMails(
  store: PortalStore,
  smtp: NonNullable<Settings["desk"]["smtp"]>,
  now: () => Date,
): Promise<number> {
  const due = store.mailsDue(now());
  if (due.length === 0) return 0;
  const isLocal = ["localhost", "127.0.0.1", "::1"].includes(smtp.host);
  const transport = createTransport({
    host: smtp.host,
    port: smtp.port,
    secure: smtp.tls,
    requireTLS: !isLocal && !smtp.tls,
    ignoreTLS: isLocal && !smtp.tls,
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    socketTimeout: 60_000,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(smtp.user !== null && {
      auth: {
        user: smtp.user,
        pass: smtp.password_file === null ? "" : readFileSync(smtp.password_file, "utf8").trim(),
      },
    }),
  });
  let sent = 0;
  try {
    for (const mail of due) {
      try {
        await transport.sendMail({
          from: smtp.from,
          to: { name: "", address: mail.to_address },
          subject: mail.subject,
          text: mail.text,
          // The server, or the mailbox, can tell a mail that comes twice because we were killed between sending and marking.
          messageId: `<docket-${mail.id}-${mail.made_at.replace(/\D/g, "")}@${smtp.from.split("@")[1]}>`,
          headers: { "Auto-Submitted": "auto-generated" },
        });
        store.mailSent(mail.id, now());
        sent++;
      } catch (error) {
        const next = new Date(now().getTime() + waitMinutes(mail.attempts) * 60_000).toISOString();
        store.mailFailed(mail.id, (error as Error).message.slice(0, 300), next);
      }
    }
  } finally {
    transport.close();
  }
  return sent;
}
