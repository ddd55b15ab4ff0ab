import { html, raw, type Markup } from "../html.ts";
import type { Account } from "../workspace/portal-store.ts";

/** What every page needs to know. */
export interface PageContext {
  /** Null where nobody is signed in. */
  account: Account | null;
  office: string;
  csrf: string;
  /** A demonstration on simulated data. */
  isDemo: boolean;
}

const roleWords: Record<Account["role"], string> = {
  agency_user: "agency",
  agency_supervisor: "agency supervisor",
  reviewer: "desk reviewer",
  administrator: "administrator",
};

const links: Record<Account["role"], readonly (readonly [path: string, name: string])[]> = {
  agency_user: [["/demands", "Demands"], ["/demands/new", "New demand"], ["/find", "Find"], ["/account", "Account"]],
  agency_supervisor: [["/demands", "Demands"], ["/demands/new", "New demand"], ["/find", "Find"], ["/people", "People"], ["/account", "Account"]],
  reviewer: [["/desk", "Desk"], ["/account", "Account"]],
  administrator: [["/people", "People"], ["/agencies", "Agencies"], ["/log", "Log"], ["/mails", "Mails"], ["/account", "Account"]],
}; // prettier-ignore

/** A page. It works without JavaScript; the one script there is serves passkeys. */
export function page(
  context: PageContext,
  title: string,
  body: Markup,
  { wide = false } = {},
): string {
  const { account, office, isDemo } = context;
  return html`${raw("<!doctype html>")}
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} – ${office}</title>
<link rel="stylesheet" href="/assets/portal.css">
</head>
<body>
<a class="skip" href="#main">Skip to the page</a>
${isDemo && html`<p class="band">Demonstration on simulated calls. Nothing here is about anybody.</p>`}
<header>
<p class="office">${office}</p>
${
  account &&
  html`<nav aria-label="Portal"><ul>${links[account.role].map(([path, name]) => html`<li><a href="${path}">${name}</a></li>`)}</ul></nav>
<form method="post" action="/sign-out" class="who"><input type="hidden" name="_csrf" value="${context.csrf}"><span>${account.name}, ${roleWords[account.role]}</span> <button class="plain">Sign out</button></form>`
}
</header>
<main id="main"${wide && raw(' class="wide"')}>
${body}
</main>
</body>
</html>
`.text;
}

/** Time zones that a form offers. */
export const zones: readonly (readonly [string, string])[] = [
  ["America/New_York", "Eastern"], ["America/Chicago", "Central"], ["America/Denver", "Mountain"], ["America/Phoenix", "Arizona"],
  ["America/Los_Angeles", "Pacific"], ["America/Anchorage", "Alaska"], ["Pacific/Honolulu", "Hawaii"],
  ["America/Puerto_Rico", "Atlantic (Puerto Rico, Virgin Islands)"], ["Pacific/Guam", "Guam"], ["Pacific/Pago_Pago", "Samoa"], ["UTC", "UTC"],
]; // prettier-ignore

/** A hidden field that every form carries. */
export const csrfField = ({ csrf }: Pick<PageContext, "csrf">): Markup =>
  html`<input type="hidden" name="_csrf" value="${csrf}">`;

/** A form of one button. */
export const buttonForm = (
  context: PageContext,
  action: string,
  label: string,
  { isSecond = false } = {},
): Markup =>
  html`<form method="post" action="${action}" class="inline">${csrfField(context)}<button${isSecond && raw(' class="second"')}>${label}</button></form>`;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Made once for each zone: making one takes longer than all else of a page. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
  });
  formats.set(zone, made);
  return made;
}

/** A time as the desk's zone shows it, and for machines. */
export const time = (at: string, zone: string): Markup =>
  html`<time datetime="${at}">${formatOf(zone).format(new Date(at))}</time>`;

/** A field with its label, its explanation and its fault. */
export function field(o: {
  name: string;
  label: string;
  value?: string;
  hint?: string | Markup;
  type?: string;
  fault?: string | undefined;
  rows?: number;
  required?: boolean;
  autocomplete?: string;
}): Markup {
  const described = [o.hint && `${o.name}-hint`, o.fault && `${o.name}-fault`]
    .filter(Boolean)
    .join(" ");
  const attributes = html`id="${o.name}" name="${o.name}"${described && html` aria-describedby="${described}"`}${o.fault && raw(' aria-invalid="true"')}${o.required && raw(" required")}${o.autocomplete && html` autocomplete="${o.autocomplete}"`}`;
  return html`<div class="field${o.fault && " at-fault"}"><label for="${o.name}">${o.label}</label>
${o.hint && html`<p class="hint" id="${o.name}-hint">${o.hint}</p>`}
${o.fault && html`<p class="fault" id="${o.name}-fault">${o.fault}</p>`}
${
  o.rows
    ? html`<textarea ${attributes} rows="${o.rows}">${o.value ?? ""}</textarea>`
    : html`<input type="${o.type ?? "text"}" value="${o.value ?? ""}" ${attributes}>`
}</div>`;
}

export function select(o: {
  name: string;
  label: string;
  value?: string;
  hint?: string;
  options: readonly (readonly [value: string, label: string])[];
}): Markup {
  return html`<div class="field"><label for="${o.name}">${o.label}</label>
${o.hint && html`<p class="hint" id="${o.name}-hint">${o.hint}</p>`}
<select id="${o.name}" name="${o.name}"${o.hint && html` aria-describedby="${o.name}-hint"`}>${o.options.map(([value, label]) => html`<option value="${value}"${value === o.value && raw(" selected")}>${label}</option>`)}</select></div>`;
}

/** Boxes of which several may be ticked. */
export function boxes(o: {
  name: string;
  legend: string;
  hint?: string;
  chosen: readonly string[];
  options: readonly (readonly [value: string, label: string])[];
}): Markup {
  return html`<fieldset><legend>${o.legend}</legend>${o.hint && html`<p class="hint">${o.hint}</p>`}<div class="boxes">${o.options.map(
    ([value, label]) =>
      html`<label><input type="checkbox" name="${o.name}" value="${value}"${o.chosen.includes(value) && raw(" checked")}> ${label}</label>`,
  )}</div></fieldset>`;
}
