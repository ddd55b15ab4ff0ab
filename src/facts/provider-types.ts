import type { ActionEffectRow, EffectGroupRow } from "../data/reads/effects.ts";
import type { PhoenixLead, ReviewedLink } from "../data/reads/identity.ts";
import type { ProviderPages } from "../data/reads/provider-pages.ts";
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
  /** Replies and retractions, in order. */
  statements: StatementRow[];
}

export type WebLink = WebRows["links"][number];
export type Neighbor = ProviderPages["neighbors"][number];
export type ProviderFacts = ProviderPages["providers"][number];
export type CarriedCampaign = ProviderPages["campaigns"][number];
export type ProviderRequest = ProviderPages["requests"][number];
export type AgencyAction = ActionEffectRow;
export type CompanyMatch = ReviewedLink;
export type SourceFacts = ProviderPages["facts"][number];
export type Signer = SignerRow;
export type { PhoenixLead } from "../data/reads/identity.ts";
