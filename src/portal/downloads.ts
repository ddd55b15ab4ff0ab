import { createReadStream, existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { act } from "../demands/review.ts";
import { agencyRoles, mustSee, Refusal } from "./access.ts";
import { accountOf, type Portal } from "./portal.ts";

/** Minutes for which a link to a download holds. It works once, and for the account that it was made for. */
const linkMinutes = 10;

const forms: Record<string, string> = {
  zip: "",
  age: ".age",
  sha256: ".sha256",
  sig: ".sha256.sig",
  tsr: ".tsr",
};

/** The place of a form of a production; refuses what is not there. */
export function productionFile(
  { desk }: Pick<Portal, "desk">,
  number: string,
  no: number,
  form: string,
): { path: string; name: string } {
  const production = desk.records.demands.find(number)?.productions.find((p) => p.no === no);
  const ending = forms[form];
  if (!production || ending === undefined) throw new Refusal(404, "There is no such response.");
  // What is sealed to a key leaves the desk sealed.
  if (production.is_sealed && form === "zip")
    throw new Refusal(404, "This response is sealed: download it sealed.");
  const name = `${production.file}${ending}`;
  const path = join(desk.folder, "demands", number, name);
  if (!existsSync(path)) throw new Refusal(404, "This file is not there. Write to the desk.");
  return { path, name };
}

/** Downloads: a button makes a link that works once. */
export function downloadRoutes(portal: Portal): void {
  const { app, desk, store, now } = portal;
  const agency = { config: { access: agencyRoles } };

  app.post<{ Params: { number: string; no: string; form: string } }>(
    "/demands/:number/links/:no/:form",
    { ...agency, preHandler: portal.csrf },
    (request, reply) => {
      const account = accountOf(request);
      const { number, form } = request.params;
      const entry = mustSee(account, desk.records.demands.find(number));
      if (entry.state === "withdrawn") throw new Refusal(409, "The demand was withdrawn.");
      const production = Number(request.params.no);
      productionFile(portal, number, production, form);
      const until = new Date(now().getTime() + linkMinutes * 60_000).toISOString();
      const token = store.addLink({ account_id: account.id, number, production, form }, until);
      return reply.redirect(`/downloads/${token}`, 303);
    },
  );

  // Asking for the head alone must not use the link up.
  const once = { ...agency, exposeHeadRoute: false };
  app.get<{ Params: { token: string } }>("/downloads/:token", once, (request, reply) => {
    const account = accountOf(request);
    const link = store.useLink(request.params.token, account.id, now());
    if (!link)
      throw new Refusal(
        404,
        "This link was used or has expired. Open the demand and press the button again.",
      );
    mustSee(account, desk.records.demands.find(link.number));
    const { path, name } = productionFile(portal, link.number, link.production, link.form);
    act(desk, link.number, { kind: "demand_downloaded", by: account.email, text: name }, now());
    return reply
      .type("application/octet-stream")
      .header("content-disposition", `attachment; filename="${name}"`)
      .header("content-length", statSync(path).size)
      .send(createReadStream(path));
  });
}
