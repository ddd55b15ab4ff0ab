import { jurisdictions } from "../data/jurisdictions.ts";
import type { Held } from "../demands/held.ts";
import { recordWords, typeWords } from "../demands/note.ts";
import { html, type Markup } from "../html.ts";
import { recordClasses } from "../records/demand-types.ts";
import type { Draft } from "../workspace/portal-store.ts";
import { idsIn, type Answers, type textFields } from "./draft-answers.ts";
import { campaignTitles } from "./find.ts";
import { boxes, csrfField, field, select, time, zones, type PageContext } from "./layout.ts";

export interface DraftPage {
  /** Null before it was saved. */
  draft: Draft | null;
  answers: Answers;
  /** By field; empty where nothing was checked. */
  faults?: ReadonlyMap<string, string>;
  held: Held | null;
  /** Zone of the desk, in which times of the page are shown. */
  zone: string;
  /** What was just done with it. */
  said?: string | undefined;
}

/** The form that writes a demand as data, for an office that has no programmer. */
export function draftForm(
  context: PageContext,
  { draft, answers: a, faults = new Map(), held, zone, said }: DraftPage,
): Markup {
  const f = (name: (typeof textFields)[number], label: string, rest: object = {}) =>
    field({ name, label, value: a[name], fault: faults.get(name), ...rest });
  const group = (
    name: "states" | "records",
    legend: string,
    hint: string,
    options: readonly (readonly [string, string])[],
  ) =>
    html`${faults.get(name) && html`<p class="fault" id="${name}">${faults.get(name)}</p>`}${boxes({ name, legend, hint, chosen: a[name], options })}`;
  const find = draft
    ? html`<a href="/find?draft=${draft.id}">Find campaigns and providers by name</a>; save the draft first.`
    : html`Save the draft, and a link here finds campaigns and providers by name.`;
  const covers = held?.covers;
  return html`<h1>${draft ? "Draft of a demand" : "New demand"}</h1>
${said && html`<p class="notice" role="status">${said}</p>`}
${
  faults.size > 0 &&
  html`<div class="notice alarm" role="alert"><p>Not sent yet. ${faults.size === 1 ? "One thing is to be put right:" : `${faults.size} things are to be put right:`}</p>
<ul>${[...faults].map(([name, fault]) => html`<li><a href="#${name}">${fault}</a></li>`)}</ul></div>`
}
<p class="quiet">All parts are needed, unless they say “optional”. Nothing is sent before you have seen a summary.</p>
<form method="post" action="${draft ? `/drafts/${draft.id}` : "/drafts"}" enctype="multipart/form-data">${csrfField(context)}${draft && html`<input type="hidden" name="changed_at" value="${draft.changed_at}">`}
<h2>The demand</h2>
${f("demand_id", "Your file number", { hint: "Each demand has one of its own." })}
${select({ name: "type", label: "Kind", value: a.type, options: Object.entries(typeWords) })}
${f("matter", "Matter")}
${f("authority", "Authority", { hint: "Statute or rule with its number, such as K.S.A. 50-631." })}
<div class="pair">${f("issued_on", "Issued on", { type: "date" })}${f("served_at", "Served on", { type: "date" })}${f("return_by", "Return by", { type: "date" })}</div>
<div class="pair">${f("signatory_name", "Signed by")}${f("signatory_title", "Title")}</div>
<div class="pair">${f("contact_name", "Contact")}${f("contact_email", "E-mail address", { type: "email", hint: "At your agency." })}</div>
${field({ name: "document", label: "Signed demand (PDF)", type: "file", fault: faults.get("document"), hint: draft?.document_name ? `Attached: ${draft.document_name}, SHA-256 ${draft.document_sha256!.slice(0, 16)}…` : "We never open it; we keep it and its hash." })}
<h2>What you ask for</h2>
${group(
  "records",
  "Records",
  "Call records are what providers recorded of calls; campaigns and providers are what we found.",
  recordClasses.map((r) => [r, recordWords[r]!]),
)}
<div class="pair">${f("from", "From", { type: "date" })}${f("to", "To, and including", { type: "date" })}</div>
${covers?.from && covers.to && html`<p class="hint">Call records and tracebacks are held from ${covers.from.slice(0, 10)} to ${covers.to.slice(0, 10)}.</p>`}
${select({ name: "time_zone", label: "Time zone of these days", value: a.time_zone, options: zones })}
<h2>Scope</h2>
<p id="scope">What you fill in limits together: a record must fit each part that is not empty. At least one part is needed.</p>
${faults.get("scope") && html`<p class="fault">${faults.get("scope")}</p>`}
${f("campaign_ids", "Campaigns (optional)", { hint: html`Ids such as c4b4307eef7, with blanks between. ${find}` })}
${campaignTitles(idsIn(a.campaign_ids), held)}
${f("numbers", "Calling numbers (optional)", { rows: 3, hint: "As displayed to the called person, one in a line. They are often spoofed." })}
${f("callback_numbers", "Call-back numbers (optional)", { rows: 2, hint: "Numbers that the calls ask to call." })}
${f("provider_ids", "Providers (optional)", { hint: html`Ids, with blanks between. ${find}` })}
${f("called_numbers", "Called numbers (optional)", { rows: 2, hint: "For instance of people who complained to you. We hold called numbers scrambled; only numbers that you name can be found." })}
<details${a.states.length > 0 || faults.has("states") ? html` open` : ""}><summary>States and territories of the called numbers (optional): ${a.states.length === 0 ? "none chosen" : `${a.states.length} chosen`}</summary>
${group(
  "states",
  "Calls to",
  "State of the called number, by its area code.",
  jurisdictions.map(({ state, name }) => [state, name]),
)}</details>
<h2>Delivery</h2>
${select({
  name: "format",
  label: "Form of the records",
  value: a.format,
  options: [
    ["both", "CSV and Parquet"],
    ["csv", "CSV"],
    ["parquet", "Parquet"],
  ],
})}
${f("encrypt_to", "Key to seal the response to (optional)", { hint: "An age recipient (age1…), if your technicians gave you one." })}
${f("confidentiality", "Confidentiality (optional)", { rows: 2 })}
<p><button name="do" value="save" class="second">Save the draft</button> <button name="do" value="send">Check and send</button></p>
</form>
${
  draft &&
  html`<p class="quiet">Changed ${time(draft.changed_at, zone)}.</p>
<details><summary>Remove the draft</summary><form method="post" action="/drafts/${draft.id}/remove">${csrfField(context)}<p>What you wrote is gone then.</p><button class="second">Remove it</button></form></details>`
}`;
}
