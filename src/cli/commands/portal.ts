import { existsSync } from "node:fs";
import {
  demoPortal,
  firstAdministrator,
  matchRecords,
  refuseDemo,
  refuseMissingScanner,
  startMails,
  startTidying,
  takeUpOrders,
} from "../../portal/serve.ts";
import { inviteLink } from "../../portal/people.ts";
import { portalApp } from "../../portal/server.ts";
import type { Portal } from "../../portal/portal.ts";
import { agencyRoles } from "../../portal/access.ts";
import { CommandError, explainSystemError, type ExitCode } from "../../errors.ts";
import { roles, type Role } from "../../workspace/portal-store.ts";
import { readSettings } from "../../workspace/settings.ts";
import { takePortal } from "../../workspace/lock.ts";
import { hasCatalog } from "../../workspace/catalog.ts";
import type { CommandContext } from "../context.ts";
import { portOf } from "./preview.ts";

export interface PortalOptions {
  port: string;
  host: string;
  demo?: boolean;
}

/** Serves the portal until it is stopped. */
export async function portalCommand(context: CommandContext, o: PortalOptions): Promise<ExitCode> {
  const { workspace, output } = context;
  if (!existsSync(workspace) || !hasCatalog(workspace))
    throw new CommandError(
      `${workspace}: no workspace here: run docket load or docket analyze first (npm run build makes the demonstration, -w var/sample)`,
    );
  const port = portOf(o.port);
  const origin = readSettings(workspace).desk.portal_origin ?? `http://localhost:${port}`;
  const { protocol, hostname } = new URL(origin);
  if (protocol !== "https:" && !["localhost", "127.0.0.1", "[::1]"].includes(hostname))
    throw new CommandError(
      `${origin}: portal_origin must begin with https: without it, sessions would cross the network in the open`,
    );
  const lock = takePortal(workspace);
  if (!lock) throw new CommandError(`${workspace}: another process serves its portal`);
  const portal = await portalApp({ folder: workspace, origin, isDemo: o.demo });
  try {
    if (o.demo) refuseDemo(portal);
    refuseMissingScanner(portal);
    for (const said of matchRecords(portal)) output.warn(said);
    // Read before the first page asks for it.
    await portal.held.read();
    await portal.app.listen({ port, host: o.host });
  } catch (error) {
    await portal.app.close();
    throw explainSystemError(error, `port ${port}`);
  }
  output.print(`portal: ${origin}`);
  const link = firstAdministrator(portal);
  if (link) output.print(`administrator, once: ${link}`);
  if (o.demo)
    for (const person of demoPortal(portal))
      output.print(`${person.role} ${person.name}, once: ${person.link}`);
  takeUpOrders(portal);
  const stopMails = startMails(portal);
  const stopTidying = startTidying(portal);
  await new Promise<void>((stop) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      // To be told to stop is how a portal ends: nothing was interrupted.
      process.removeAllListeners(signal);
      process.once(signal, () => stop());
    }
  });
  stopMails();
  stopTidying();
  await portal.app.close();
  lock.release();
  return 0;
}

export interface UserOptions {
  add?: string;
  name?: string;
  role?: string;
  agency?: string;
  link?: string;
  disable?: string;
  enable?: string;
}

/** Lists the portal's accounts, or changes one: for whoever has lost every way in. */
export async function portalUserCommand(
  context: CommandContext,
  o: UserOptions,
): Promise<ExitCode> {
  const { workspace, output } = context;
  const settings = readSettings(workspace);
  const portal = await portalApp({
    folder: workspace,
    origin: settings.desk.portal_origin ?? "http://localhost:3100",
  });
  try {
    const link = change(portal, o);
    if (link) output.print(`once: ${link}`);
    const shown = portal.store.accounts().map(({ email, name, role, agency_id, is_disabled }) => ({
      email,
      name,
      role,
      agency_id,
      is_disabled: is_disabled === 1,
    }));
    if (context.json) output.print(JSON.stringify(shown, null, 2));
    else
      for (const a of shown)
        output.print(
          `${a.email}  ${a.name}  ${a.role}${a.agency_id ? ` of ${a.agency_id}` : ""}${a.is_disabled ? ", disabled" : ""}`,
        );
    return 0;
  } finally {
    await portal.app.close();
  }
}

function change(portal: Portal, o: UserOptions): string | null {
  const { store, note, desk } = portal;
  const known = (email: string) => {
    const account = store.accountOf(email);
    if (!account) throw new CommandError(`${email}: no account has this address`);
    return account;
  };
  if (o.add !== undefined) {
    const role = roles.find((r): r is Role => r === o.role);
    if (!role) throw new CommandError(`--role is one of ${roles.join(", ")}`, 2);
    if (!/^[^\s@<>,;"]+@[^\s@<>,;"]+$/.test(o.add))
      throw new CommandError(`${o.add}: not a mail address`, 2);
    if (store.accountOf(o.add))
      throw new CommandError(`${o.add}: there is an account with this address`);
    const agency_id = o.agency ?? null;
    if (agencyRoles.includes(role) !== (agency_id !== null))
      throw new CommandError("--agency is for accounts of agencies, and they need it", 2);
    if (agency_id !== null) desk.records.agencies.get(agency_id);
    const account = store.addAccount({ email: o.add, name: o.name ?? o.add, role, agency_id });
    note("portal_account_made", { account: account.email, role, agency_id, by: "docket" });
    return inviteLink(portal, account);
  }
  if (o.link !== undefined) {
    const account = known(o.link);
    note("portal_link_made", { account: account.email, by: "docket" });
    return inviteLink(portal, account);
  }
  for (const [email, isDisabled] of [
    [o.disable, true],
    [o.enable, false],
  ] as const)
    if (email !== undefined) {
      const account = known(email);
      store.setDisabled(account.id, isDisabled);
      note(isDisabled ? "portal_account_disabled" : "portal_account_enabled", {
        account: account.email,
        by: "docket",
      });
    }
  return null;
}
