import type { ActionEffectRow, EffectGroupRow } from "../data/reads/effects.ts";
import type { PhoenixLead, ReviewedLink } from "../data/reads/identity.ts";
import type { ProviderPages, SentRequestRow } from "../data/reads/provider-pages.ts";
import type { StatementRow } from "../data/reads/provider-records.ts";
import type { SignerRow } from "../data/reads/signers.ts";
import type { WebRows } from "../data/reads/web.ts";

/** What an office reads of providers beside their standing. */
export interface Ecosystem {
  pages: ProviderPages;
  web: WebRows;
  /** Of the month. */
  signers: SignerRow[];
  effect_groups: EffectGroupRow[];
  matches: ReviewedLink[];
  phoenix_leads: PhoenixLead[];
  sent_requests: SentRequest[];
  /** Replies and retractions, in order. */
  statements: StatementRow[];
}

export type WebLink = WebRows["links"][number];
export type Neighbor = ProviderPages["neighbors"][number];
export type ProviderFacts = ProviderPages["providers"][number];
export type CarriedCampaign = ProviderPages["campaigns"][number];
export type ProviderRequest = ProviderPages["requests"][number];
/** A request of our own, with how late its answer is. */
export interface SentRequest extends SentRequestRow {
  /** Hours of business days after it was due, of the answer or, where there is none, so far; 0 where it is in time. */
  late_h: number;
}
export type AgencyAction = ActionEffectRow;
export type CompanyMatch = ReviewedLink;
export type SourceFacts = ProviderPages["facts"][number];
export type Signer = SignerRow;
export type { PhoenixLead } from "../data/reads/identity.ts";
