import { describe, expect, it } from "vitest";
import type { ActionEffectRow } from "../../src/data/reads/effects.ts";
import { actionsFor, withRetractions } from "../../src/facts/ecosystem.ts";
import { monthFacts } from "../../src/facts/month.ts";
import { effectsPage } from "../../src/pages/ecosystem.ts";
import { providerPage, providerPath } from "../../src/pages/provider.ts";
import { standingPage } from "../../src/pages/standing.ts";
import type { MonthRows } from "../../src/data/reads/month.ts";
import { complaintsOf, monthRows } from "../facts/literal-rows.ts";

const hostile = "<script>alert(1)</script>";

const action = (more: Partial<ActionEffectRow>): ActionEffectRow => ({
  action_id: "1", action_date: "2024-03-05", provider_id: "P1", name: "Alpha Voice", kind: "letter", issued_by: "State AG",
  document: "Letter 1", document_url: "https://ag.example.gov/1.pdf", is_simulated: false, is_contradicted: false, before: 30, after: 9, after_days: 120,
  expected: 20, ratio: 0.45, ratio_low: 0.3, ratio_high: 0.7, has_left: false, moved_campaigns: 2, ...more,
}); // prettier-ignore

const standing = { provider_id: "P1", name: "Alpha Voice", class: "a", role: "originating", window_from: "2023-04-01", window_to: "2024-03-31",
  n: 20, k: 9, rate_low: 0.3, rate_high: 0.6, probability: 0.99, tier: "listed", stable_share: 0.95, days: 9, campaigns: 4, sources: 2, months: null,
  by_calls: null, by_tracebacks: null, again_after_notice: null, calls: null, campaign_calls: null, pending: 0, barred: 0, astray: null, gap_calls: null,
} as const; // prettier-ignore

/** Sent on a Tuesday. */
const sent = {
  provider_id: "P1", parent_id: null, calls: 12, status: "sent", sent_at: "2024-03-05 15:00:00", due_at: "2024-03-06 15:00:00",
  acknowledged_at: null, answered_at: null, response: null, named: null, time_zone: "America/New_York", as_of: "2024-03-11 15:00:00",
} as const; // prettier-ignore

const rows = (): MonthRows =>
  monthRows(complaintsOf(20, { state: "KS" }), {
    standing: [standing],
    actions: [action({}), action({ action_id: "2", name: "Beta Talk", provider_id: "P2", document_url: null })],
    statements: [{ provider_id: "P1", kind: "reply", class: null, text: hostile, stated_by: "A. Analyst", stated_at: "2024-04-01T10:00:00Z" }],
    providers: {
      providers: [{ provider_id: "P1", name: "Alpha Voice", frn: "0000000001", ocn: null, country: "US", role: "originating", rmd_status: "listed", filing_number: "RMD1", contact_email: null, previous_names: null, filing_name: "Other Name Inc", filing_country: "United States of America",
        rmd_contact_name: "Ann Ops", rmd_contact_title: "Counsel, Legal", rmd_contact_address: "1 Main St", rmd_contact_reach: "785-296-2215 ext. 9" }],
      neighbors: [{ provider_id: "P1", other_id: "P2", other_name: "Beta Talk", is_acceptor: true, calls: 400, campaign_calls: 120, campaigns: 3 }],
      campaigns: [], response_times: [], traffic: [], facts: [],
      sent_requests: [
        { ...sent, request_id: "TR-1", status: "answered", answered_at: "2024-03-07 12:00:00", response: "upstream_identified", named: "P9" },
        { ...sent, request_id: "TR-2", parent_id: "TR-1" },
        { ...sent, request_id: "TR-3", due_at: "2024-03-12 16:00:00" },
      ],
      requests: [{ provider_id: "P1", traceback_id: "T1", hop_no: 1, request_sent_at: "2024-03-05 10:00:00", outcome: "answered", lack: "no_record", identified_as: null, campaign_label: hostile, requested_by: "ITG", is_astray: false }],
    },
  }); // prettier-ignore

const factsFor = (audience: "public" | "office", from = rows()) =>
  monthFacts(from, {
    audience,
    is_demonstration: false,
    publisher: {
      office: null,
      contact: null,
      license: null,
      corrections: null,
      corrections_log: [],
    },
    method_sha256: "0".repeat(64),
  }).facts;

describe("pages about providers", () => {
  it("name a provider to the public only where a published document does, and say nothing of what followed", () => {
    const facts = factsFor("public");
    expect(facts.standing).toEqual([]);
    expect(facts.ecosystem).toBe(null);
    const text = effectsPage(facts).body.text;
    expect(text).toContain("Alpha Voice");
    expect(text).toContain("https://ag.example.gov/1.pdf");
    for (const hidden of ["Beta Talk", "expected", "Ratio", "Listed", "interval"]) expect(text).not.toContain(hidden);
    expect(JSON.stringify(facts)).not.toContain("Beta Talk");
  });

  it("show an office what a provider said beside what is said of it, and run nothing that it wrote", () => {
    const facts = factsFor("office");
    const page = providerPage(facts, facts.ecosystem!, facts.ecosystem!.pages.providers[0]!);
    expect(page.path).toBe(providerPath("P1"));
    for (const shown of ["Listed in 1 class of four", "20 requests", "Beta Talk", "no record of the call", "Ratio 0.45", "filed as Other Name Inc, United States of America",
      "Ann Ops; Counsel, Legal; 1 Main St; 785-296-2215 ext. 9", "Of 3 requests: 1 answered, 2 open. Late: 2, by up to 3.0 days (only business days count).",
      "21.0 hours late", "3.0 days late, still open", "not due yet", "upstream identified: P9", "TR-2, after TR-1", "Write to the office", "export case"])
      expect(page.body.text).toContain(shown);
    expect(page.body.text).toContain("&lt;script&gt;");
    expect(page.body.text).not.toContain("<script>");
    expect(standingPage(facts).body.text).toContain(`href="${providerPath("P1")}"`);
  });

  it("stand apart for ids that differ in capitals or signs alone", () => {
    const paths = ["abc", "ABC", "a/b", "a-b", "../x", ""].map(providerPath);
    expect(new Set(paths).size).toBe(paths.length);
    for (const path of paths) expect(path).toMatch(/^\/providers\/[a-z0-9-]+$/);
  });

  it("say that a listing was taken back, until it is set in place again", () => {
    const say = (kind: "retracted" | "reinstated") => ({ provider_id: "P1", kind, class: "a", text: "", stated_by: "", stated_at: "" });
    expect(withRetractions([standing], [say("retracted")])[0]!.tier).toBe("retracted");
    expect(withRetractions([standing], [{ ...say("retracted"), class: "b" }])[0]!.tier).toBe("listed");
    expect(withRetractions([standing], [say("retracted"), say("reinstated")])[0]!.tier).toBe("listed");
  });

  it("leave simulated actions out of the public edition", () => {
    expect(actionsFor([action({ is_simulated: true })], "public", false)).toEqual([]);
    expect(actionsFor([action({ is_simulated: true })], "public", true)).toHaveLength(1);
  });
}); // prettier-ignore
