import { campaignThresholds as limits } from "./thresholds.ts";

export type CampaignStatus = "emerging" | "active" | "dormant" | "ended" | "undated";

const day = 86_400_000;

/**
 * Where a campaign stands on the day the data end. `undated` where none of its reports carries a date: a
 * published recording without a date says that a script was used, not when.
 * `coveredDays` holds every day with data as YYYY-MM-DD.
 */
export function campaignStatus(
  firstSeen: string | null,
  lastSeen: string | null,
  dataThrough: string | null,
  coveredDays: ReadonlySet<string>,
): CampaignStatus {
  if (!firstSeen || !lastSeen || !dataThrough) return "undated";
  const end = Date.parse(dataThrough.slice(0, 10));
  const silent = (end - Date.parse(lastSeen.slice(0, 10))) / day;
  const age = (end - Date.parse(firstSeen.slice(0, 10))) / day;
  if (silent > limits.endedDays.value) return "ended";
  if (silent > limits.dormantDays.value) return "dormant";
  if (age > limits.emergingDays.value) return "active";
  const first = Date.parse(firstSeen.slice(0, 10));
  let covered = 0;
  for (let before = 1; before <= 28; before++) {
    if (coveredDays.has(new Date(first - before * day).toISOString().slice(0, 10))) covered++;
  }
  return covered >= limits.emergingCoverage.value ? "emerging" : "active";
}
