import {
  formatCount,
  formatInterval,
  formatRank,
  formatRate,
  formatShare,
  monthName,
  ordinal,
} from "./format.ts";
import type { CampaignFacts, Facts, NationFacts, StateFacts } from "./types.ts";

// Sentences that stand on pages and in briefs alike. Plain text: whoever prints them escapes them.

const plural = (n: number, one: string, many = `${one}s`) => (n === 1 ? one : many);

function coverage(facts: { month: string; days_covered: number; days_in_month: number }): string {
  const month = monthName(facts.month);
  if (facts.days_covered === facts.days_in_month) return `in ${month}`;
  return `on the ${facts.days_covered} ${plural(facts.days_covered, "day")} of ${month} that the loaded files cover`;
}

export function stateHeadline(facts: StateFacts): string {
  const when = coverage(facts);
  if (facts.complaints === 0) {
    return `No complaint about unwanted calls from ${facts.name} was received ${when}.`;
  }
  if (facts.complaints === "withheld" || !facts.rate || !facts.rank) {
    return `Fewer than 11 complaints about unwanted calls from ${facts.name}, or a number withheld to protect one elsewhere, were received ${when}.`;
  }
  return (
    `Consumers in ${facts.name} reported ${formatCount(facts.complaints)} unwanted ${plural(facts.complaints, "call")} ${when}: ` +
    `${formatRate(facts.rate.value)} per 100,000 residents (${formatInterval(facts.rate)}), ${formatRank(facts.rank)}.`
  );
}

export function rankSentence(facts: StateFacts): string | null {
  if (!facts.rank) return null;
  const { low, high, of } = facts.rank;
  if (low === high) return `The rank is certain at 90 % confidence.`;
  return (
    `With 90 % confidence for all ${of} ranks at once, the true rank lies between ${ordinal(low)} and ${ordinal(high)}: ` +
    `small differences between neighbours say nothing.`
  );
}

export function nationHeadline(facts: NationFacts): string {
  const total = facts.complaints === "withheld" ? 0 : facts.complaints;
  return (
    `Consumers reported ${formatCount(total)} unwanted calls to federal agencies ${coverage(facts)}: ` +
    `${formatRate(facts.rate.value)} per 100,000 residents (${formatInterval(facts.rate)}).`
  );
}

export function typeSentence(facts: {
  by_type: StateFacts["by_type"];
  complaints: StateFacts["complaints"];
}): string | null {
  if (facts.complaints === "withheld" || facts.complaints === 0) return null;
  const robocalls = facts.by_type.find((part) => part.label === "robocall");
  if (!robocalls) return null;
  return `${formatCount(robocalls.complaints)} of them (${formatShare(robocalls.complaints, facts.complaints)}) were robocalls, as the consumer told it.`;
}

/** How this month stands beside the one before; says why where that cannot be told. */
export function changeSentence(facts: StateFacts): string {
  const before = facts.history.at(-2);
  if (!before) return "No earlier month is loaded, so there is no change to tell.";
  if (facts.days_covered < facts.days_in_month) {
    return `${monthName(facts.month)} is covered in part, so it cannot be set against ${monthName(before.month)}.`;
  }
  if (
    typeof before.complaints !== "number" ||
    typeof facts.complaints !== "number" ||
    !facts.rate ||
    !before.rate
  ) {
    return "A count is withheld, so there is no change to tell.";
  }
  const change = facts.complaints - before.complaints;
  const apart = facts.rate.low > before.rate.high || facts.rate.high < before.rate.low;
  const size = `${formatCount(Math.abs(change))} ${change < 0 ? "fewer" : "more"} than in ${monthName(before.month)}`;
  return apart
    ? `That is ${size}.`
    : `That is ${size}, which is within what chance alone would do.`;
}

export function topicSentence(
  topics: readonly { label: string; complaints: number }[],
  total: StateFacts["complaints"],
): string | null {
  const stated = topics.filter((t) => t.label !== noTopic && !t.label.startsWith("all other"));
  const [top] = stated;
  if (!top || total === "withheld") return null;
  return `${top.label} was the topic named most: ${formatCount(top.complaints)} ${plural(top.complaints, "complaint")}.`;
}

export const noTopic = "no topic given";

export function campaignHeadline(c: CampaignFacts): string {
  const heard = `Heard in ${formatCount(c.recordings)} published ${plural(c.recordings, "recording")}`;
  const cuts =
    c.recording_groups > 1
      ? `, in ${formatCount(c.recording_groups)} distinct versions of one script`
      : c.recordings > 1
        ? ", all of one recording"
        : "";
  const linked =
    c.complaints === 0
      ? "; no loaded complaint names its numbers"
      : c.complaints === "withheld"
        ? "; fewer than 11 complaints name its call-back numbers"
        : `; ${formatCount(c.complaints)} complaints name its numbers`;
  return `${heard}${cuts}${linked}.`;
}

export function nationCampaignSentence(facts: Facts): string {
  const several = facts.campaigns.filter((c) => c.recordings > 1).length;
  const recordings = facts.campaigns.reduce((sum, c) => sum + c.recordings, 0);
  return (
    `${formatCount(recordings)} published ${plural(recordings, "recording falls", "recordings fall")} into ` +
    `${formatCount(facts.campaigns.length)} ${plural(facts.campaigns.length, "script")}; ` +
    `${formatCount(several)} of these ${plural(several, "was", "were")} heard more than once.`
  );
}
