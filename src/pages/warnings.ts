import { originName, percent, reasonName } from "../facts/wording/campaign-calls.ts";
import {
  counted,
  formatCount,
  formatNumber,
  minuteName,
  monthName,
} from "../facts/wording/format.ts";
import type { EarlyWarning, Facts } from "../facts/types.ts";
import { html } from "../html.ts";
import { callSource, campaignPath, table, type Page } from "./parts.ts";

/** Callers who were warned of in the month, as soon as enough was known of them. */
export function warningsPage(facts: Facts): Page {
  const title = `Early warnings, ${monthName(facts.month)}`;
  const warnings = facts.early_warnings;
  const named = warnings.filter((w) => w.campaign_id !== null).length;
  const lede = `${counted(warnings.length, "caller was", "callers were")} warned of in the first hours or days of calling; ${formatCount(named)} turned out to belong to a campaign.`;
  const shown = new Set(facts.campaigns.map((c) => c.campaign_id));
  return {
    path: "/warnings",
    title,
    description: lede,
    body: html`<h1>${title}</h1><p class="lede">${lede}</p><p>Each row says what was known when the warning was raised. Later records are not in it. A warning is a lead for a person to check: nobody can say from these records that a call was illegal. <a href="/methods#campaign-calls">How warnings are raised</a>.</p>${table<EarlyWarning>(
      "Early warnings, the latest first",
      [
        { head: "Raised (UTC)", cell: (w) => minuteName(w.raised_at), sort: (w) => w.raised_at, isHead: true },
        { head: "Caller", cell: callerOf },
        { head: "First call (UTC)", cell: (w) => minuteName(w.first_at), sort: (w) => w.first_at },
        { head: "Calls by then", cell: (w) => formatCount(w.calls), sort: (w) => w.calls, isNumber: true },
        { head: "Probability then", cell: (w) => percent(w.probability), sort: (w) => w.probability, isNumber: true },
        { head: "Why", cell: (w) => html`<ul>${w.reasons.map((r) => html`<li>${reasonName(r)}</li>`)}</ul>` },
        { head: "Campaign", cell: (w) => (w.campaign_id === null ? "none found" : shown.has(w.campaign_id) ? html`<a href="${campaignPath(w.campaign_id)}">${w.campaign_id}</a>` : w.campaign_id) },
      ],
      warnings,
    )}<p class="source">${callSource(facts)}</p>`,
  };
} // prettier-ignore

/** Who was warned of: what is known of a caller, and the provider at which its calls enter. */
function callerOf(w: EarlyWarning): string {
  const at = w.provider_name ?? w.provider_id ?? "a provider that is not named";
  if (w.calling_number) return `${formatNumber(w.calling_number)}, displayed at ${at}`;
  return w.customer_id
    ? `customer ${w.customer_id} of ${at}`
    : `${originName(w.origin_kind)}, ${at}`;
}
