import { csvText } from "../../src/csv.ts";
import type { OpenRequest } from "../../src/data/reads/traces.ts";
import { askedFor } from "../../src/facts/wording/tracing.ts";
import { html } from "../../src/html.ts";

const columns = [
  "request_id", "provider_id", "provider_name", "contact_email", "call_time_utc", "calling_number", "called_npa_nxx",
  "record_of", "record_id", "asked_for", "calls_it_stands_for", "calls_under_ten_days",
  "campaigns", "answer_due_utc",
] as const; // prettier-ignore

const cells = (r: OpenRequest) => [
  r.request_id, r.provider_id, r.name, r.contact_email, r.example_at, r.calling_number, r.called_npa_nxx,
  r.example_provider_id, r.example_call_id, askedFor(r.asked_for), r.calls, r.calls_recent,
  r.campaigns, r.due_at,
]; // prettier-ignore

/** Open traceback requests as a CSV that a portal could take. */
export const requestsCsv = (requests: readonly OpenRequest[]): string =>
  csvText(columns, requests.map(cells));

/** The same as a page to print and send, one request to a sheet. */
export function requestsPage(
  requests: readonly OpenRequest[],
  publisher: string,
  isSimulated: boolean,
): string {
  const sheets = requests.map(
    (r) =>
      html`<article><h2>Traceback request ${r.request_id}</h2><p>To ${r.name ?? r.provider_id} (${r.provider_id})${r.contact_email && html`, ${r.contact_email}`}. From ${publisher}.</p><p>Please send us ${askedFor(r.asked_for)}.</p><dl><dt>Time of the call</dt><dd>${r.example_at} UTC, by the clock of ${r.example_provider_id}</dd><dt>Calling number shown</dt><dd>${r.calling_number ?? "none"}</dd><dt>Called number</dt><dd>begins with ${r.called_npa_nxx ?? "(not known)"}; ${r.example_provider_id} holds it in its record ${r.example_call_id}</dd><dt>Stands for</dt><dd>${r.calls} calls whose records stop with you, ${r.calls_recent} of them less than ten days old when this was written</dd>${r.due_at && html`<dt>Answer due</dt><dd>${r.due_at} UTC (47 CFR 64.1200(n)(1): 24 hours, business days)</dd>`}</dl><p>A request is not an accusation: carrying a call says nothing about a provider’s conduct.</p></article>`,
  );
  return `<!doctype html>${html`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Traceback requests</title><style>body{font:16px/1.5 Georgia,serif;max-width:42rem;margin:2rem auto;padding:0 1rem}dt{font-weight:bold}dd{margin:0 0 .5rem}.band{color:#b3401a;border-block:1px solid #b3401a;padding:4px 0}article{break-after:page;border-top:1px solid #767676;padding-top:1rem}</style></head><body><h1>Open traceback requests</h1>${isSimulated && html`<p class="band">Simulated data: the calls and providers are invented. Do not send these requests.</p>`}${sheets}</body></html>`.toString()}\n`;
}
