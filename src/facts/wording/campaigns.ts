import { isShown } from "../disclosure/rules.ts";
import type { CampaignFacts, Count, Facts } from "../types.ts";
import { callCountSentence, entrySentence } from "./campaign-calls.ts";
import { counted, formatCount, joinWords, monthName } from "./format.ts";

/** Recordings of a campaign: small numbers are given as a range to the public. */
export const recordingCount = (count: Count): string =>
  isShown(count) ? formatCount(count) : "3 to 10";

export function campaignHeadline(c: CampaignFacts, month: string): string {
  if (c.calls && c.recordings === 0)
    return `${callCountSentence(c.calls)} ${entrySentence(c.calls)} Nothing of it was recorded.`;
  const heard = `Heard in ${recordingCount(c.recordings)} ${c.recordings === 1 ? "recording" : "recordings"}`;
  const versions =
    c.versions === null
      ? ""
      : c.versions > 1
        ? `, in ${counted(c.versions, "version")} of one script`
        : c.recordings === 1
          ? ""
          : ", word for word the same";
  const calls = c.calls ? `${callCountSentence(c.calls)} ${entrySentence(c.calls)} ` : "";
  return `${calls}${heard}${versions}. ${complaintsSentence(c, month)}`;
}

function complaintsSentence(c: CampaignFacts, month: string): string {
  const period = monthName(month);
  if (c.callbacks.length === 0) return "It gives no number that complaints could be matched to.";
  if (c.complaints === 0) return `No complaint of ${period} names its numbers.`;
  if (!isShown(c.complaints))
    return `Complaints of ${period} name its numbers; the count is withheld.`;
  return `${counted(c.complaints, "complaint")} of ${period} ${c.complaints === 1 ? "names" : "name"} its numbers.`;
}

const orWords = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;

/** Whom it speaks as, and whom it only names. */
export function partiesSentence(c: CampaignFacts): string {
  const claims =
    c.brands.length > 0
      ? `The recordings claim to speak for ${orWords(c.brands)}. Who placed the calls is not verified, and nothing here suggests that ${c.brands.length === 1 ? "this party" : "any of them"} did.`
      : "The words that are shown claim to speak for no company or agency on our list.";
  const mentions = c.mentions.length > 0 ? ` It also mentions ${joinWords(c.mentions)}.` : "";
  return claims + mentions;
}

const supports: Readonly<Record<string, string>> = {
  weak: "Weak: fewer than three recordings.",
  fair: "Fair: three recordings or more, but not eleven in three versions.",
  strong: "Strong: eleven recordings or more, in three versions or more.",
};

export const supportSentence = (code: string): string => supports[code] ?? code;

export function campaignListSentence(facts: Facts): string {
  const shown = facts.campaigns.length;
  if (!facts.has_recordings) return "No recordings are loaded.";
  const left =
    facts.campaigns_not_shown > 0
      ? ` ${counted(facts.campaigns_not_shown, "other script")}, heard in fewer places, ${facts.campaigns_not_shown === 1 ? "is" : "are"} not shown.`
      : "";
  const where = isShown(facts.recordings)
    ? `In ${counted(facts.recordings, "recording")}`
    : "In the recordings";
  return `${where} we find ${counted(shown, "script")} heard on at least three lines or from three sources.${left}`;
}

export const campaignCaution =
  "Where only recordings tell of it, a campaign is a script: the same words, with different names and amounts. Two callers who bought the same script would look like one campaign; one caller with two scripts would look like two.";

/** Whether calls can be matched to a script, in one true sentence. */
export const campaignCallsSentence = (facts: Facts, c: CampaignFacts): string =>
  c.calls
    ? ""
    : facts.has_calls && facts.audience === "public"
      ? "What call records show of it is in the editions for offices."
      : facts.has_calls
        ? "The number of calls is not known: no loaded call record can be matched to a script."
        : "The number of calls is not known: no call records are loaded.";

export const scriptNote =
  "Words that at least half of its versions share; “[…]” marks what varies. Transcribed by speech-to-text.";

export const undatedNote =
  "Recordings without a date show that a script was used, not when: some are from years other than those of the complaints. A complaint that names a script’s number is not shown to be about that script.";
