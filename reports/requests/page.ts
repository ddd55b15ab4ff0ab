import { csvText } from "../../src/csv.ts";
import type { RequestOnRecord } from "../../src/data/reads/requests.ts";
import { askedFor } from "../../src/facts/wording/tracing.ts";
import { html, type Markup } from "../../src/html.ts";

/** Who sends the requests, from the settings. */
export interface Requester {
  office: string;
  official: string;
  title: string;
  authority: string;
  entitled_as: "law_enforcement" | "commission" | "consortium" | null;
  reply_to: string;
  matter: string | null;
}

const columns = [
  "request_id", "status", "provider_id", "provider_name", "frn", "rmd_filing", "rmd_status", "contact_email",
  "rmd_contact_name", "rmd_contact_title", "rmd_contact_address", "rmd_contact_phone_or_email", "named_by",
  "asked_for", "calls_it_stands_for", "calls_under_ten_days", "campaigns", "after_request", "sent_utc", "answer_due_utc",
] as const; // prettier-ignore

const cells = (r: RequestOnRecord) => [
  r.request_id, r.status, r.provider_id, r.name, r.frn, r.filing_number, r.rmd_status, r.contact_email,
  r.rmd_contact_name, r.rmd_contact_title, r.rmd_contact_address, r.rmd_contact_reach, r.downstream_id,
  askedFor(r.asked_for), r.calls, r.calls_recent, r.campaigns, r.parent_id, r.sent_at, r.due_at,
]; // prettier-ignore

/** Open traceback requests, one in a line. */
export const requestsCsv = (requests: readonly RequestOnRecord[]): string =>
  csvText(columns, requests.map(cells));

/** The calls that requests are about, one in a line: times as the record has them and by the middle clock. */
export const examplesCsv = (requests: readonly RequestOnRecord[]): string =>
  csvText(
    [
      "request_id", "record_of", "record_id", "time_as_recorded_utc", "time_corrected_utc", "calling_number",
      "called_npa_nxx", "attestation", "origid",
    ],
    requests.flatMap((r) =>
      r.examples.map((e) => [
        r.request_id, e.provider_id, e.call_id, e.at, e.corrected_at, e.calling_number, e.called_npa_nxx, e.attestation, e.origid,
      ]),
    ),
  ); // prettier-ignore

/** What is to be answered, to be filled in: loads again as it comes back (the format traceback-hops). */
export const answersCsv = (requests: readonly RequestOnRecord[]): string =>
  csvText(
    [
      "traceback_id", "hop_no", "provider_id", "country", "role", "request_sent_at", "responded_at", "response",
      "upstream_provider_id", "customer_name", "customer_country", "customer_action", "comment",
    ],
    requests.map((r) => [
      r.request_id, 0, r.provider_id, null, null, r.sent_at === null ? null : `${r.sent_at.replace(" ", "T")}Z`, null, null,
      null, null, null, null, null,
    ]),
  ); // prettier-ignore

const entitledWords = {
  law_enforcement: "civil or criminal law enforcement",
  commission: "the Federal Communications Commission",
  consortium: "the registered traceback consortium",
} as const;

/** Open requests as pages to print and send, one to a sheet. */
export function requestsPage(
  requests: readonly RequestOnRecord[],
  requester: Requester | null,
  isSimulated: boolean,
): string {
  const sheets = requests.map((r) => sheet(r, requester));
  return `<!doctype html>${html`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Traceback requests</title><style>body{font:16px/1.5 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem}dt{font-weight:bold}dd{margin:0 0 .5rem}table{border-collapse:collapse;font-size:14px;width:100%}th,td{text-align:left;vertical-align:top;border-bottom:1px solid #999;padding:3px 8px 3px 0;overflow-wrap:anywhere}.band{color:#b3401a;border-block:1px solid #b3401a;padding:4px 0}article{break-after:page;border-top:1px solid #767676;padding-top:1rem}</style></head><body><h1>Open traceback requests</h1>${isSimulated && html`<p class="band">Simulated data: the calls and providers are invented. Do not send these requests.</p>`}${sheets}</body></html>`.toString()}\n`;
}

/** Who named the receiver, where that is the same for every call listed. */
function namedBy(r: RequestOnRecord): Markup | null {
  if (r.downstream_id === null) return null;
  const isSure = r.parent_id !== null || r.examples.every((e) => e.provider_id === r.downstream_id);
  if (!isSure) return html`The records below, of the providers named in the table, lead to you.`;
  return html`${r.downstream_name ?? r.downstream_id} (${r.downstream_id}) names you as the provider that handed ${r.examples.length === 1 ? "the call" : "the calls"} below to it${r.parent_id && html`, in its answer to our request ${r.parent_id}`}.`;
}

function sheet(r: RequestOnRecord, requester: Requester | null): Markup {
  const filed = [
    r.frn && `FRN ${r.frn}`,
    r.filing_number && `Robocall Mitigation Database ${r.filing_number}`,
    r.rmd_status && `status there: ${r.rmd_status}`,
  ].filter(Boolean);
  const served = [
    r.rmd_contact_name,
    r.rmd_contact_title,
    r.rmd_contact_address,
    r.rmd_contact_reach,
  ].filter((part) => part !== null);
  return html`<article><h2>Traceback request ${r.request_id}</h2>
<p>To ${r.name ?? r.provider_id} (${r.provider_id})${r.contact_email && html`, ${r.contact_email}`}${filed.length > 0 && html`. ${filed.join(", ")}`}.${served.length > 0 && html` Attention: ${served.join("; ")}.`}</p>
${requester ? html`<p>From ${requester.office}: ${requester.official}, ${requester.title}. Authority: ${requester.authority}.${requester.matter && html` Matter: ${requester.matter}.`}</p>` : html`<p>From ______________________ (office, official, title, authority: set “requester” in docket.json)</p>`}
<p>Please send us ${askedFor(r.asked_for)}. ${namedBy(r)}</p>
<table><thead><tr><th>Record</th><th>Time as recorded, UTC</th><th>Corrected for the clock</th><th>Calling number shown</th><th>Called number</th><th>STIR/SHAKEN</th></tr></thead><tbody>${r.examples.map((e) => html`<tr><td>${e.provider_id} ${e.call_id}</td><td>${e.at}</td><td>${e.corrected_at ?? "not known"}</td><td>${e.calling_number ?? "none"}</td><td>begins with ${e.called_npa_nxx ?? "(not known)"}</td><td>${e.attestation ? `attestation ${e.attestation}` : "none"}${e.origid && `, origid ${e.origid}`}</td></tr>`)}</tbody></table>
<p>We hold called numbers as keys. The provider of each record has the number in it, and can give it to you.</p>
<dl><dt>Please answer with</dt><dd>The upstream provider that sent you each call, or your customer: name, address, country, contact, IP address or trunk of the call, since when you serve it, and what you did about it (none, warned, terminated, under review). If you have no record, please say so.</dd>
<dt>How</dt><dd>In the columns of answers.csv (format <code>traceback-hops</code>), or in writing, naming ${r.request_id}${requester && html`, to ${requester.reply_to}`}.</dd>
<dt>Why</dt><dd>${r.calls} calls end with you in the records that we hold; up to ten are listed here, ${r.calls_recent} of them less than ten days old when this was drafted${r.campaigns > 0 && html`; the displayed numbers are reported in ${r.campaigns} campaigns`}.</dd>
<dt>When</dt><dd>${requester?.entitled_as ? html`Within 24 hours, in business days of your office (47 CFR 64.1200(n)(1)); we ask as ${entitledWords[requester.entitled_as]}.${r.due_at && html` Due ${r.due_at} UTC, counted from ${r.sent_at} UTC.`}` : "As soon as you can. No rule that we know obliges you to answer us: 47 CFR 64.1200(n)(1) names the Commission, law enforcement and the registered traceback consortium."}</dd>
<dt>Meanwhile</dt><dd>Please keep the records of these calls, and do not tell the customer of this request before you have answered.</dd></dl>
<p>A request is not an accusation: carrying a call says nothing about a provider’s conduct.</p></article>`;
}
