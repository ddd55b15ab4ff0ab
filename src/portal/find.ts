import type { Held, HeldCampaign, HeldProvider } from "../demands/held.ts";
import { html, type Markup } from "../html.ts";
import { field, csrfField, type PageContext } from "./layout.ts";

/** Results of each kind that are shown. */
const mostFound = 50;

/** A campaign in words, for somebody who knows it by what it says. */
export const campaignWords = (c: HeldCampaign): string =>
  [
    c.label ?? "without a title",
    c.first_day && (c.first_day === c.last_day ? c.first_day : `${c.first_day} to ${c.last_day}`),
    c.calls > 0
      ? `${c.calls.toLocaleString("en-US")} ${c.calls === 1 ? "call" : "calls"} in records`
      : "no call in records",
    c.callbacks.length > 0 && `asks to call ${c.callbacks.slice(0, 3).join(", ")}`,
  ]
    .filter(Boolean)
    .join("; ");

const plain = (text: string): string => text.toLowerCase().normalize("NFKD");

/** Titles of the campaigns that a scope names: ids alone say nothing to a person. */
export function campaignTitles(ids: readonly string[], held: Held | null): Markup {
  const named = ids.slice(0, mostFound).flatMap((id) => held?.campaigns.get(id) ?? []);
  return html`${named.length > 0 && html`<ul class="quiet">${named.map((c) => html`<li>${c.campaign_id}: ${campaignWords(c)}</li>`)}</ul>`}`;
}

/** Those that have every word of a question, in any of their texts. */
function matching<Item>(all: Iterable<Item>, q: string, textOf: (item: Item) => string): Item[] {
  const words = plain(q).split(/\s+/).filter(Boolean);
  const found: Item[] = [];
  for (const item of all) {
    const text = plain(textOf(item));
    if (words.every((word) => text.includes(word))) found.push(item);
  }
  return found;
}

/** Campaigns and providers by name, each with a button that puts it into a demand. */
export function findPage(
  context: PageContext,
  { held, q, draft }: { held: Held | null; q: string; draft: number | null },
): Markup {
  if (!held)
    return html`<h1>Find</h1><p>Nothing is analyzed here yet, or the analysis is being replaced. Try again in a minute.</p>`;
  const campaigns = matching(
    held.campaigns.values(),
    q,
    (c) => `${c.campaign_id} ${c.label} ${c.category} ${c.callbacks.join(" ")}`,
  );
  const providers =
    q === ""
      ? []
      : matching(held.providers.values(), q, (p) => `${p.provider_id} ${p.name} ${p.frn}`);
  const take = (list: "campaign_ids" | "provider_ids", id: string) =>
    draft === null
      ? html`<a href="/demands/new?${list}=${encodeURIComponent(id)}">New demand for it</a>`
      : html`<form method="post" action="/drafts/${draft}/add" class="inline">${csrfField(context)}<input type="hidden" name="${list}" value="${id}"><button class="second">Put into the draft</button></form>`;
  const more = (n: number) =>
    n > mostFound &&
    html`<p class="quiet">${n.toLocaleString("en-US")} found, ${mostFound} shown: add a word.</p>`;
  return html`<h1>Find campaigns and providers</h1>
<form method="get" action="/find">${draft !== null && html`<input type="hidden" name="draft" value="${draft}">`}${field({ name: "q", label: "Words of its title, a call-back number, or a provider’s name or FRN", value: q })}<button>Find</button></form>
${draft !== null && html`<p><a href="/drafts/${draft}">Back to the draft</a></p>`}
<h2>Campaigns</h2>
${campaigns.length === 0 ? html`<p>None found.</p>` : html`<ul class="found">${campaigns.slice(0, mostFound).map((c) => html`<li><strong>${c.label ?? c.campaign_id}</strong> <code>${c.campaign_id}</code><br>${campaignWords({ ...c, label: c.category?.replaceAll("_", " ") ?? "no pretext known" })}<br>${take("campaign_ids", c.campaign_id)}</li>`)}</ul>`}${more(campaigns.length)}
<h2>Providers</h2>
${q === "" ? html`<p>Write a part of a provider’s name.</p>` : providers.length === 0 ? html`<p>None found.</p>` : html`<ul class="found">${providers.slice(0, mostFound).map((p) => html`<li><strong>${providerName(p)}</strong> <code>${p.provider_id}</code>${p.frn && `, FRN ${p.frn}`}<br>${take("provider_ids", p.provider_id)}</li>`)}</ul>`}${more(providers.length)}`;
}

const providerName = (p: HeldProvider): string => p.name ?? p.provider_id;
