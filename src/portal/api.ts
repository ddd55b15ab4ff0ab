import { createReadStream, readFileSync } from "node:fs";
import type { FastifyRequest } from "fastify";
import { keepFile } from "../demands/files.ts";
import { readStored, receiveDemand } from "../demands/intake.ts";
import { receiptOf } from "../demands/receipt.ts";
import { act } from "../demands/review.ts";
import type { DemandEntry } from "../records/demand-types.ts";
import { clocksOf } from "../demands/clocks.ts";
import { Readable } from "node:stream";
import { agencyRoles, mustSee, Refusal } from "./access.ts";
import { productionFile } from "./downloads.ts";
import { tellAgency, tellDesk } from "./mail.ts";
import { accountOf, text, uploaded, type Portal } from "./portal.ts";

const openapi = readFileSync(new URL("openapi.json", import.meta.url), "utf8");

/** The same operations for programs, with a token: openapi.json describes them. */
export function apiRoutes(portal: Portal): void {
  const { app, desk, jobs, now } = portal;
  const program = { config: { access: agencyRoles, isApi: true } };
  app.get("/api/openapi.json", { config: { access: "anybody", isApi: true } }, (_, reply) =>
    reply.type("application/json; charset=utf-8").send(openapi),
  );
  const entryOf = (request: FastifyRequest): DemandEntry =>
    mustSee(
      accountOf(request),
      desk.records.demands.find((request.params as { number: string }).number),
    );

  const withFiles = { config: { ...program.config, takesFiles: true } };
  app.post("/api/v1/demands", withFiles, async (request, reply) => {
    const account = accountOf(request);
    const body = request.body as Record<string, unknown> | null;
    // The object must come as the bytes that were signed: as a file, or as the text of a field.
    const given = body?.["demand"];
    const objectFile =
      typeof given === "string"
        ? await keepFile(desk.folder, "demand.json", Readable.from([Buffer.from(given)]))
        : uploaded(body, "demand");
    const document = uploaded(body, "document");
    if (!objectFile) throw new Refusal(400, "The part “demand” (the JSON object) is missing.");
    const signature = text(body, "signature");
    const { entry, outcome } = await receiveDemand(
      desk,
      {
        object: readStored(desk, objectFile.sha256),
        objectFile: { ...objectFile, name: "demand.json" },
        signature: signature ? Buffer.from(signature) : null,
        files: document ? [document] : [],
        channel: "api",
        by: account.email,
        agency_id: account.agency_id!,
      },
      now(),
    );
    if (outcome === "accepted") jobs.count(entry.number);
    if (outcome !== "repeated") {
      tellAgency(portal, entry.number);
      tellDesk(portal, entry.number);
    }
    const { bytes, signature: signed } = receiptOf(entry, desk.key);
    return reply.status(outcome === "repeated" ? 200 : 201).send({
      number: entry.number,
      outcome,
      receipt: bytes.toString("base64"),
      receipt_signature: signed.toString("base64"),
    });
  });

  app.get("/api/v1/demands", program, (request) => {
    const all = desk.records.demands.of(accountOf(request).agency_id!);
    const after = text(request.query, "after");
    const from = all.findIndex((entry) => entry.number > after);
    const shown = from < 0 ? [] : all.slice(from, from + 100);
    return { demands: shown.map(brief), next: shown.length === 100 ? shown.at(-1)!.number : null };
  });

  app.get("/api/v1/demands/:number", program, (request) => {
    const entry = entryOf(request);
    const messages = entry.events.filter(({ kind }) => kind === "demand_message");
    return {
      ...brief(entry),
      says: entry.problems,
      proposed_scope: entry.consent ? null : entry.proposed,
      clocks: clocksOf(entry, desk.settings.desk.time_zone, now()),
      messages: messages.map(({ at, body }) => ({ at, by: body.by, text: body.text })),
      responses: entry.productions.map(
        ({ no, rows, withheld, sha256, bytes, is_full, is_sealed, stamped_at }) => ({
          no,
          rows,
          withheld,
          sha256,
          bytes,
          is_full,
          is_sealed,
          stamped_at: stamped_at ?? null,
        }),
      ),
    };
  });

  for (const [path, kind] of [
    ["messages", "demand_message"],
    ["withdraw", "demand_withdrawn"],
    ["consent", "demand_consented"],
  ] as const)
    app.post(`/api/v1/demands/:number/${path}`, program, (request) => {
      const { number } = entryOf(request);
      const said = text(request.body, "text").slice(0, 10_000);
      if (!said) throw new Refusal(400, "The field “text” is empty.");
      const entry = act(desk, number, { kind, by: accountOf(request).email, text: said }, now());
      tellDesk(portal, number);
      return brief(entry);
    });

  app.get<{ Params: { number: string; no: string; form: string } }>(
    "/api/v1/demands/:number/responses/:no/:form",
    program,
    (request, reply) => {
      const entry = entryOf(request);
      if (entry.state === "withdrawn") throw new Refusal(409, "The demand was withdrawn.");
      const { path, name } = productionFile(
        portal,
        entry.number,
        Number(request.params.no),
        request.params.form,
      );
      act(
        desk,
        entry.number,
        { kind: "demand_downloaded", by: accountOf(request).email, text: name },
        now(),
      );
      return reply.type("application/octet-stream").send(createReadStream(path));
    },
  );
}

const brief = (entry: DemandEntry) => ({
  number: entry.number,
  demand_id: entry.demand_id,
  state: entry.state,
  received_at: entry.received_at,
});
