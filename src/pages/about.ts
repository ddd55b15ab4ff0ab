import { correctionSentence, editionName, publisherSentence } from "../facts/wording/limits.ts";
import type { Facts } from "../facts/types.ts";
import { html } from "../html.ts";
import { simulatedBand, type Page } from "./parts.ts";

/** Who publishes this, in which edition, and what was corrected. */
export function aboutPage(facts: Facts): Page {
  const { corrections_log: corrections } = facts.publisher;
  return {
    path: "/about",
    title: "About this site",
    description: publisherSentence(facts),
    body: html`<h1>About this site</h1>${simulatedBand(facts.is_demonstration)}<p class="lede">${publisherSentence(facts)}</p><p>${editionName(facts)}. Robocall Docket reads complaints, recordings and call records of robocalls, finds the scripts behind them, traces calls through the providers that carried them, and publishes what it finds by state. The program is open source (Apache-2.0); whoever runs it is responsible for what is published with it.</p>
<h2 id="corrections">Corrections</h2><p>${correctionSentence(facts)}</p>${
      corrections.length === 0
        ? html`<p>No correction has been published with this copy.</p>`
        : html`<ul>${corrections.map((c) => html`<li><strong>${c.date}</strong>: ${c.text}</li>`)}</ul>`
    }
<h2 id="changes">Numbers that changed</h2><p>The change log of the program (CHANGELOG.md, under “Method changes”) lists every published number that a new version moved, and why. This edition: method version ${facts.method_version}, inputs ${facts.inputs_sha256.slice(0, 12)}.</p>
<h2 id="cite">How to cite</h2><p>Name the publisher, the title of the page, the month, the method version and the start of the inputs’ hash; both are in the footer of every page.</p>`,
  };
}
