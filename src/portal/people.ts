import { html, type Markup } from "../html.ts";
import { isOfAgency } from "../demands/requester.ts";
import { agencyRegistered } from "../records/agencies.ts";
import { roles, type Account, type Role } from "../workspace/portal-store.ts";
import { agencyRoles, Refusal } from "./access.ts";
import { buttonForm, csrfField, field, select, time, type PageContext } from "./layout.ts";
import { accountOf, text, type Portal } from "./portal.ts";

/** Days for which an invitation holds. */
const invitationDays = 7;

/** Makes the one-time link of an account. */
export function inviteLink(
  { store, now, origin }: Pick<Portal, "store" | "now" | "origin">,
  account: Account,
): string {
  const until = new Date(now().getTime() + invitationDays * 86_400_000).toISOString();
  return `${origin}/invitation/${store.invite(account.id, until)}`;
}

/** Accounts, agencies and the log: for administrators; for supervisors, their agency's accounts. */
export function peopleRoutes(portal: Portal): void {
  const { app, store, desk, now, note, show } = portal;
  const keepers: readonly Role[] = ["administrator", "agency_supervisor"];
  const administrator = { config: { access: ["administrator"] as const } };
  const zone = desk.settings.desk.time_zone;

  /** The accounts that somebody keeps. */
  const keptBy = (keeper: Account) =>
    keeper.role === "administrator" ? store.accounts() : store.accountsOf(keeper.agency_id!);
  const rolesOf = (keeper: Account): readonly Role[] =>
    keeper.role === "administrator" ? roles : agencyRoles;

  const people = (
    context: PageContext,
    keeper: Account,
    link?: { to: string; address: string },
    fault?: string,
  ): Markup => html`<h1>People</h1>
${link && html`<p class="notice">Send this link to ${link.to}. It works once, within ${invitationDays} days, and is not shown again:<br><code>${link.address}</code></p>`}
<div class="scroll" tabindex="0"><table><thead><tr><th>Name</th><th>E-mail address</th><th>Role</th><th>Agency</th><th>Can sign in</th><th>Actions</th></tr></thead><tbody>
${keptBy(keeper).map(
  (
    account,
  ) => html`<tr><td>${account.name}</td><td>${account.email}</td><td>${account.role.replace("_", " ")}</td><td>${account.agency_id ?? ""}</td>
<td>${account.is_disabled ? "no" : account.password_hash || store.passkeysOf(account.id).length > 0 ? "yes" : "not yet"}</td>
<td>${account.id !== keeper.id && [buttonForm(context, `/people/${account.id}/invite`, "New link"), buttonForm(context, `/people/${account.id}/${account.is_disabled ? "enable" : "disable"}`, account.is_disabled ? "Enable" : "Disable")]}</td></tr>`,
)}</tbody></table></div>
<h2>Add a person</h2>
<form method="post" action="/people">${csrfField(context)}
${field({ name: "name", label: "Name", required: true, fault })}
${field({ name: "email", label: "E-mail address", type: "email", required: true })}
${select({ name: "role", label: "Role", options: rolesOf(keeper).map((role) => [role, role.replace("_", " ")]) })}
${keeper.role === "administrator" && select({ name: "agency_id", label: "Agency", hint: "Of an agency's account.", options: [["", "none"], ...desk.records.agencies.all().map((a) => [a.agency_id, a.name] as const)] })}
<button>Add and make a link</button></form>`;

  app.get("/people", { config: { access: keepers } }, (request, reply) =>
    show(request, reply, "People", (context) => people(context, accountOf(request)), {
      wide: true,
    }),
  );

  app.post(
    "/people",
    { config: { access: keepers }, preHandler: portal.csrf },
    (request, reply) => {
      const keeper = accountOf(request);
      const [name, email] = [
        text(request.body, "name").slice(0, 200),
        text(request.body, "email").toLowerCase(),
      ];
      const role = rolesOf(keeper).find((r) => r === text(request.body, "role"));
      if (!role) throw new Refusal(400, "There is no such role.");
      const agency_id =
        keeper.role === "administrator"
          ? text(request.body, "agency_id") || null
          : keeper.agency_id;
      const fault =
        !name || !/^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;"]+$/.test(email) || email.length > 254
          ? "Give a name and a mail address."
          : store.accountOf(email)
            ? "There is an account with this address."
            : agencyRoles.includes(role) !== (agency_id !== null) ||
                (agency_id !== null && !desk.records.agencies.find(agency_id))
              ? "An agency's account needs a registered agency; the desk's own have none."
              : agency_id !== null && !isOfAgency(email, desk.records.agencies.get(agency_id))
                ? "The mail address is not in a domain of the agency."
                : undefined;
      if (fault)
        return show(
          request,
          reply,
          "People",
          (context) => people(context, keeper, undefined, fault),
          { status: 400, wide: true },
        );
      const account = store.addAccount({ name, email, role, agency_id });
      note("portal_account_made", { account: email, role, agency_id, by: keeper.email });
      const link = { to: email, address: inviteLink(portal, account) };
      return show(request, reply, "People", (context) => people(context, keeper, link), {
        wide: true,
      });
    },
  );

  const kept = (request: { params: { id: string } }, keeper: Account): Account => {
    const account = store.account(Number(request.params.id));
    if (!account || account.id === keeper.id || !keptBy(keeper).some(({ id }) => id === account.id))
      throw new Refusal(404, "There is no such account.");
    return account;
  };
  app.post<{ Params: { id: string } }>(
    "/people/:id/invite",
    { config: { access: keepers }, preHandler: portal.csrf },
    (request, reply) => {
      const keeper = accountOf(request);
      const account = kept(request, keeper);
      note("portal_link_made", { account: account.email, by: keeper.email });
      const link = { to: account.email, address: inviteLink(portal, account) };
      return show(request, reply, "People", (context) => people(context, keeper, link), {
        wide: true,
      });
    },
  );
  for (const [path, isDisabled] of [
    ["disable", true],
    ["enable", false],
  ] as const)
    app.post<{ Params: { id: string } }>(
      `/people/:id/${path}`,
      { config: { access: keepers }, preHandler: portal.csrf },
      (request, reply) => {
        const keeper = accountOf(request);
        const account = kept(request, keeper);
        store.setDisabled(account.id, isDisabled);
        note(isDisabled ? "portal_account_disabled" : "portal_account_enabled", {
          account: account.email,
          by: keeper.email,
        });
        return reply.redirect("/people", 303);
      },
    );

  const agencies = (context: PageContext, fault?: string): Markup => html`<h1>Agencies</h1>
<div class="scroll" tabindex="0"><table><thead><tr><th>Id</th><th>Name</th><th>Mail domains</th><th>Published number</th><th class="n">Keys</th></tr></thead><tbody>
${desk.records.agencies.all().map((a) => html`<tr><td>${a.agency_id}</td><td>${a.name}</td><td>${a.domains.join(", ")}</td><td>${a.published_number}</td><td class="n">${a.keys.filter((key) => key.revoked_at === null).length}</td></tr>`)}
</tbody></table></div>
<h2>Register an agency</h2>
<p class="quiet">Keys that agencies sign demands with are added by <code>docket demand agency</code>, after a call back.</p>
<form method="post" action="/agencies">${csrfField(context)}
${field({ name: "agency_id", label: "Id", hint: "Letters, digits, dots and hyphens; it stays.", required: true, fault })}
${field({ name: "name", label: "Name as it is published", required: true })}
${field({ name: "domains", label: "Mail domains of its staff", hint: "Separated by blanks, such as ag.ks.gov. Anybody with an address there is taken for its staff.", required: true })}
${field({ name: "published_number", label: "Published telephone number, and where it is published", required: true })}
<button>Register</button></form>`;
  app.get("/agencies", administrator, (request, reply) =>
    show(request, reply, "Agencies", (context) => agencies(context), { wide: true }),
  );
  app.post("/agencies", { ...administrator, preHandler: portal.csrf }, (request, reply) => {
    const [agency_id, name, number] = ["agency_id", "name", "published_number"].map((f) =>
      text(request.body, f).slice(0, 300),
    ) as [string, string, string];
    const domains = text(request.body, "domains")
      .toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean);
    const isRight =
      /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(agency_id) &&
      name &&
      domains.length > 0 &&
      domains.every((d) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(d));
    if (!isRight)
      return show(
        request,
        reply,
        "Agencies",
        (context) => agencies(context, "Id, name or a mail domain cannot be used."),
        { status: 400, wide: true },
      );
    const by = accountOf(request).email;
    desk.decide(now(), () => [
      agencyRegistered({ agency_id, name, domains, published_number: number || null, by }),
    ]);
    return reply.redirect("/agencies", 303);
  });

  app.get("/log", administrator, (request, reply) => {
    const events = desk.records.log.slice(-500).reverse();
    return show(
      request, reply, "Log",
      () => html`<h1>Log</h1><p>Accounts and sign-ins, the newest 500. What happens to demands is on their own pages.</p>
<div class="scroll" tabindex="0"><table><thead><tr><th>When</th><th>What</th><th>Who</th><th>Details</th></tr></thead><tbody>
${events.map(({ at, kind, body }) => {
  const { account, by, ...rest } = body as { account?: string; by?: string };
  return html`<tr><td>${time(at, zone)}</td><td>${kind.replace(/^portal_/, "").replaceAll("_", " ")}</td><td>${by ?? account}</td><td>${JSON.stringify(by ? { account, ...rest } : rest)}</td></tr>`;
})}</tbody></table></div>`,
      { wide: true },
    ); // prettier-ignore
  });

  app.get("/mails", administrator, (request, reply) =>
    show(
      request, reply, "Mails",
      () => html`<h1>Mails</h1><p>${desk.settings.desk.smtp ? "The newest 200 mails." : "No mail server is configured: mails wait here."}</p>
<div class="scroll" tabindex="0"><table><thead><tr><th>Made</th><th>To</th><th>Subject</th><th>State</th></tr></thead><tbody>
${store.mails().map((mail) => html`<tr><td>${time(mail.made_at, zone)}</td><td>${mail.to_address}</td><td>${mail.subject}</td><td>${mail.sent_at ? html`sent ${time(mail.sent_at, zone)}` : mail.error ? `tried ${mail.attempts} times: ${mail.error}` : "waiting"}</td></tr>`)}
</tbody></table></div>`,
      { wide: true },
    )); // prettier-ignore
}
