import { spawnSync } from "node:child_process";
import { CommandError } from "../errors.ts";
import { removeUnusedFiles } from "../demands/unused-files.ts";
import { agencyRegistered } from "../records/agencies.ts";
import type { Account } from "../workspace/portal-store.ts";
import { sendMails } from "./mail.ts";
import { inviteLink } from "./people.ts";
import type { Portal } from "./portal.ts";

const firstMail = "admin@localhost";

/** Makes the first administrator of a portal that has none; returns the one-time link, or null where there is one. */
export function firstAdministrator(portal: Portal): string | null {
  const { store, note } = portal;
  const administrators = store
    .accounts()
    .filter((a) => a.role === "administrator" && !a.is_disabled);
  const isOpened = (a: Account) => a.password_hash !== null || store.passkeysOf(a.id).length > 0;
  if (administrators.some(isOpened)) return null;
  const account =
    administrators[0] ??
    store.addAccount({
      email: firstMail,
      name: "Administrator",
      role: "administrator",
      agency_id: null,
    });
  note("portal_link_made", { account: account.email, by: "docket" });
  return inviteLink(portal, account);
}

/** Sends mails every ten seconds, where a server is configured. Returns how to stop. */
export function startMails({
  store,
  desk,
  now,
}: Pick<Portal, "store" | "desk" | "now">): () => void {
  const { smtp } = desk.settings.desk;
  if (!smtp) return () => undefined;
  let running = Promise.resolve();
  let isBusy = false;
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    running = sendMails(store, smtp, now)
      .catch((error: Error) => process.stderr.write(`portal: mails: ${error.message}\n`))
      .then(() => {
        isBusy = false;
      });
  }, 10_000);
  return () => {
    clearInterval(timer);
    void running;
  };
}

/** The demonstration makes accounts of invented people: never beside real ones. */
export function refuseDemo({ store, desk, origin }: Portal): void {
  const mails = new Set<string>(demoPeople.map(([, email]) => email));
  const real = store.accounts().find((a) => !mails.has(a.email) && a.email !== firstMail);
  const agency = desk.records.agencies
    .all()
    .find((a) => !a.domains.every((d) => d.endsWith(".example")));
  if (real || agency || origin.startsWith("https:"))
    throw new CommandError(
      `${desk.folder}: is a real desk (${real?.email ?? agency?.name ?? origin}): the demonstration would make accounts of invented people in it`,
    );
}

/** A scanner that cannot run would refuse every demand: better told to who starts the portal than to an agency. */
export function refuseMissingScanner({ desk }: Pick<Portal, "desk">): void {
  const [program] = desk.settings.desk.scanner;
  if (program === undefined) return;
  const { error } = spawnSync(program, ["--version"], { timeout: 30_000, stdio: "ignore" });
  if (error)
    throw new CommandError(`the virus scanner (${program}) does not run: ${error.message}`);
}

/**
 * Brings portal.sqlite in line with the records, which are newer where it was restored from a backup: disabled accounts,
 * removed passkeys, links that were used. Returns what it changed, a sentence each.
 */
export function matchRecords({ store, desk }: Pick<Portal, "store" | "desk">): string[] {
  const said: string[] = [];
  for (const account of store.accounts()) {
    const own = desk.records.log.filter(
      ({ body }) => (body as { account?: string }).account === account.email,
    );
    const last = (...kinds: string[]) => own.findLast(({ kind }) => kinds.includes(kind));
    const isDisabled =
      last("portal_account_disabled", "portal_account_enabled")?.kind === "portal_account_disabled";
    // Never the other way round: the records may be what was restored.
    if (isDisabled && account.is_disabled === 0) {
      store.setDisabled(account.id, true);
      said.push(`${account.email}: disabled again, as the records say`);
    }
    for (const { kind, body } of own) {
      const { credential_id } = body as { credential_id?: string };
      if (kind === "portal_passkey_removed" && store.removePasskey(credential_id ?? "", account.id))
        said.push(`${account.email}: a passkey that was removed is removed again`);
    }
    const opened = last("portal_account_opened", "portal_passkey_made")?.seq ?? 0;
    const linked = last("portal_account_made", "portal_link_made")?.seq ?? 0;
    if (opened > linked && store.voidInvitations(account.id))
      said.push(`${account.email}: a link that was used is void again`);
  }
  return said;
}

/** Takes up productions that were ordered before the portal was stopped. */
export function takeUpOrders({ desk, jobs }: Pick<Portal, "desk" | "jobs">): void {
  for (const { number, events } of desk.records.demands.all()) {
    const last = events.findLast(({ kind }) => kind.startsWith("demand_produc"));
    if (last?.kind === "demand_production_ordered") jobs.produce(number, last.body.by);
  }
}

/** Removes what nobody needs any more, now and every six hours: uploads without a draft, old sessions. Returns how to stop. */
export function startTidying({
  store,
  desk,
  now,
}: Pick<Portal, "store" | "desk" | "now">): () => void {
  const tidy = () => {
    try {
      store.endSessionsBefore(new Date(now().getTime() - 86_400_000).toISOString());
      removeUnusedFiles(desk, store.draftDocuments(), now());
    } catch (error) {
      process.stderr.write(`portal: tidying: ${(error as Error).message}\n`);
    }
  };
  tidy();
  const timer = setInterval(tidy, 6 * 3_600_000);
  return () => clearInterval(timer);
}

/** People of the demonstration: an administrator, a reviewer, and two agencies. */
const demoPeople = [
  ["Reviewer", "reviewer@desk.example", "reviewer", null],
  ["B. Jones", "b.jones@ag.ks.example", "agency_user", "ks-ag"],
  ["S. Hill", "s.hill@ag.ks.example", "agency_supervisor", "ks-ag"],
  ["M. Ortiz", "m.ortiz@ag.mo.example", "agency_supervisor", "mo-ag"],
] as const;

/** Fills a portal that has nobody yet with the people of the demonstration; returns each one's one-time link. */
export function demoPortal(portal: Portal): { name: string; role: string; link: string }[] {
  const { store, desk, now } = portal;
  desk.decide(now(), () =>
    [
      ["ks-ag", "Kansas Attorney General (demonstration)", "ag.ks.example"],
      ["mo-ag", "Missouri Attorney General (demonstration)", "ag.mo.example"],
    ]
      .filter(([id]) => !desk.records.agencies.find(id!))
      .map(([agency_id, name, domain]) =>
        agencyRegistered({
          agency_id: agency_id!,
          name: name!,
          domains: [domain!],
          published_number: "+1 202 555 0100 (invented)",
          by: "docket",
        }),
      ),
  );
  return demoPeople.map(([name, email, role, agency_id]) => {
    const account = store.accountOf(email) ?? store.addAccount({ name, email, role, agency_id });
    return {
      name: `${name} <${email}>`,
      role: role.replace("_", " "),
      link: inviteLink(portal, account),
    };
  });
}
