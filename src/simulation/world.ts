import { trueRates, type TrueRates } from "./conduct.ts";
import { Random } from "./random.ts";

export type Role = "foreign" | "gateway" | "originating" | "intermediate" | "terminating";

/** How a provider answers tracebacks: the four kinds of non-cooperation of the attorneys general, and none. */
export type Conduct =
  | "cooperative"
  /** (a) does not take part in traceback */
  | "silent"
  /** (b) originates or accepts illegal calls again and again */
  | "repeat_originator"
  /** (c) is regularly the US point of entry of foreign ones */
  | "regular_gateway"
  /** (d) cannot produce records again and again */
  | "without_records";

export interface SimulatedProvider {
  index: number;
  id: string;
  /** A second id under which a part of its records and hand-overs stand. */
  secondId: string | null;
  name: string;
  role: Role;
  country: string;
  conduct: Conduct;
  exports: boolean;
  /** Seconds that its clock is ahead, and by which it gains in a day. */
  clockOffset: number;
  clockDrift: number;
  hasMilliseconds: boolean;
  utcOffsetHours: number;
  timeZone: string;
  numberFormat: "e164" | "eleven" | "national" | "zeros";
  /** Share of its rows on which the hand-over ids are missing. */
  missingHandOver: number;
  /** It replaces the calling number of a part of the calls that it passes on. */
  rewritesCallers: boolean;
  signs: boolean;
}

export type CampaignKind =
  | "snowshoe"
  | "neighbour"
  | "daily_rotation"
  | "spoofed_enterprise"
  | "invalid_numbers"
  | "burst"
  | "low_and_slow"
  | "migrating"
  | "returning";

export interface SimulatedCampaign {
  id: string;
  kind: CampaignKind;
  label: string;
  script: string;
  /** Share of the illegal calls. */
  weight: number;
  /** Providers that it enters by, in the order of time: originators, or a foreign provider and a gateway. */
  entries: { foreign: number | null; first: number; customer: string }[];
  callback: number;
  numbers: number[];
  states: string[] | null;
}

export interface Exchange {
  npaNxx: number;
  state: string;
}

export interface World {
  seed: number;
  days: number;
  /** Midnight UTC of the first day, in seconds. */
  start: number;
  providers: SimulatedProvider[];
  /** What each provider truly does when it is asked, by its index. */
  rates: TrueRates[];
  campaigns: SimulatedCampaign[];
  exchanges: readonly Exchange[];
  exchangesOf: Map<string, Exchange[]>;
  /** Intermediates in the order of how much passes through them. */
  intermediates: number[];
  terminating: number[];
  originating: number[];
}

export interface WorldOptions {
  seed: number;
  days: number;
  from: string;
  /** Share of the domestic providers that export their records. */
  exporting: number;
  /** More garbled numbers, rewritten callers and missing hand-over ids. */
  hard: boolean;
  /** Each provider answers tracebacks by rates of its own, drawn from Beta distributions. */
  graded?: boolean;
}

const zones: [hours: number, name: string][] = [
  [-5, "America/New_York"],
  [-6, "America/Chicago"],
  [-7, "America/Denver"],
  [-8, "America/Los_Angeles"],
  [0, "Etc/UTC"],
];
const foreignCountries = ["IN", "PK", "PH", "GB", "PA", "DO", "MX", "HK"];

const roleCounts: [Role, number][] = [
  ["foreign", 8],
  ["gateway", 6],
  ["originating", 14],
  ["intermediate", 10],
  ["terminating", 12],
];

const pretexts: [label: string, script: string][] = [
  [
    "SSA suspension",
    "This is the Social Security Administration. Your social security number has been suspended because of suspicious activity. Press 1 to speak to an officer or call CALLBACK.",
  ],
  [
    "Amazon order",
    "This call is from Amazon. An order of 1,499 dollars for an iPhone was placed on your account. If you did not make this purchase press 1 or call us at CALLBACK.",
  ],
  [
    "Auto warranty",
    "We have been trying to reach you concerning your car's extended warranty. Press 2 to speak to a specialist before we close your file.",
  ],
  [
    "Utility shut-off",
    "This is your electric utility. Your service will be disconnected in thirty minutes for non payment. Call CALLBACK now to avoid disconnection.",
  ],
  [
    "Student loan relief",
    "You have been pre approved for student loan forgiveness. Your file will be closed today. Call back at CALLBACK.",
  ],
  [
    "Bank card interest",
    "This is the card member services. You qualify for an interest rate reduction. Press 1 now to lower your rate.",
  ],
  [
    "IRS tax debt",
    "This is an important message from the tax resolution department about your back taxes. Return the call at CALLBACK to avoid a levy.",
  ],
  [
    "Medicare brace",
    "Medicare now covers a back brace at no cost to you. Press 1 to speak to a health advisor.",
  ],
  [
    "Customs parcel",
    "The customs and border protection has intercepted a parcel in your name with drugs. Press 1 to speak to an agent or call CALLBACK.",
  ],
];

/** Makes the providers and campaigns of a world. Names say that they are simulated. */
export function makeWorld(options: WorldOptions, exchanges: readonly Exchange[]): World {
  const random = new Random(options.seed);
  const providers = makeProviders(random, options);
  const of = (role: Role) => providers.filter((p) => p.role === role).map((p) => p.index);
  const exchangesOf = new Map<string, Exchange[]>();
  for (const exchange of exchanges) {
    const list = exchangesOf.get(exchange.state);
    if (list) list.push(exchange);
    else exchangesOf.set(exchange.state, [exchange]);
  }
  const world: World = {
    seed: options.seed,
    days: options.days,
    start: Date.parse(`${options.from}T00:00:00Z`) / 1000,
    providers,
    rates: trueRates(providers, options.graded ?? false, options.seed),
    campaigns: [],
    exchanges,
    exchangesOf,
    intermediates: of("intermediate"),
    terminating: of("terminating"),
    originating: of("originating"),
  };
  world.campaigns.push(...makeCampaigns(random, world));
  return world;
}

function makeProviders(random: Random, options: WorldOptions): SimulatedProvider[] {
  const providers: SimulatedProvider[] = [];
  for (const [role, count] of roleCounts) {
    for (let k = 0; k < count; k++) {
      const index = providers.length;
      const [hours, timeZone] = random.pick(zones);
      const id = `SIM${String(index + 1).padStart(3, "0")}`;
      providers.push({
        index,
        id,
        secondId: role === "intermediate" && k === 3 ? `${id}B` : null,
        name: `Simulated ${role} provider ${k + 1}`,
        role,
        country: role === "foreign" ? (foreignCountries[k] as string) : "US",
        conduct: conductOf(role, k),
        exports: false,
        clockOffset: role === "terminating" && k === 5 ? 190 : random.between(-8, 8),
        clockDrift: random.chance(0.3) ? random.between(-0.15, 0.15) : 0,
        hasMilliseconds: random.chance(0.3),
        utcOffsetHours: hours,
        timeZone,
        numberFormat: random.pick(
          options.hard
            ? (["e164", "eleven", "national", "zeros"] as const)
            : (["e164", "e164", "eleven", "national"] as const),
        ),
        missingHandOver: options.hard ? 0.1 : random.chance(0.3) ? 0.01 : 0,
        rewritesCallers: role === "intermediate" && (options.hard ? k % 3 === 1 : k === 1),
        signs: role === "originating" ? k % 4 !== 3 : role === "gateway",
      });
    }
  }
  // Each role has its share of exporters, so that no seed makes all terminating providers silent.
  for (const [role] of roleCounts.slice(1)) {
    const members = random.shuffled(providers.filter((p) => p.role === role));
    members.slice(0, Math.round(members.length * options.exporting)).forEach((p) => {
      p.exports = true;
    });
  }
  return providers;
}

function conductOf(role: Role, k: number): Conduct {
  if (role === "gateway") return k < 3 ? "regular_gateway" : "cooperative";
  if (role === "originating" && k < 3) return "repeat_originator";
  if (role === "originating" && k === 4) return "silent";
  if (role === "intermediate" && k === 7) return "silent";
  if (role === "intermediate" && k === 8) return "without_records";
  if (role === "originating" && k === 6) return "without_records";
  return "cooperative";
}

const kinds: CampaignKind[] = [
  "snowshoe",
  "neighbour",
  "daily_rotation",
  "spoofed_enterprise",
  "invalid_numbers",
  "burst",
  "low_and_slow",
  "migrating",
  "returning",
];

function makeCampaigns(random: Random, world: World): SimulatedCampaign[] {
  const gateways = world.providers.filter((p) => p.role === "gateway");
  const foreign = world.providers.filter((p) => p.role === "foreign");
  const tollFree = [800, 833, 844, 855, 866, 877, 888];
  return Array.from({ length: 24 }, (_, k) => {
    const kind = kinds[k % kinds.length] as CampaignKind;
    const isForeign = k % 2 === 0;
    const entry = (shift: number) => {
      const gateway = gateways[random.chance(0.75) ? shift % 3 : random.below(gateways.length)];
      const originator = world.originating[random.chance(0.7) ? shift % 3 : random.below(14)];
      return {
        foreign: isForeign ? random.pick(foreign).index : null,
        first: (isForeign ? gateway?.index : originator) ?? 0,
        customer: `C${1000 + random.below(9000)}`,
      };
    };
    const entries = [entry(k)];
    if (kind === "migrating") entries.push(entry(k + 1), entry(k + 2));
    const [label, script] = pretexts[k % pretexts.length] as [string, string];
    return {
      id: `sim-campaign-${String(k + 1).padStart(2, "0")}`,
      kind,
      label,
      script,
      weight: kind === "low_and_slow" ? 0.15 : random.between(0.5, 2),
      entries,
      callback: (1000 + random.pick(tollFree)) * 1e7 + 2000000 + random.below(7999999),
      numbers: campaignNumbers(random, world, kind),
      states: random.chance(0.4)
        ? random.shuffled([...world.exchangesOf.keys()]).slice(0, 4)
        : null,
    };
  });
}

/** Numbers that a campaign shows over and over; none for those that make a new one for every call. */
function campaignNumbers(random: Random, world: World, kind: CampaignKind): number[] {
  const counts: Partial<Record<CampaignKind, number>> = {
    snowshoe: 400,
    daily_rotation: 60,
    spoofed_enterprise: 2,
    burst: 8,
    low_and_slow: 3,
    migrating: 40,
    returning: 25,
  };
  return Array.from({ length: counts[kind] ?? 0 }, () => subscriber(random, world));
}

/** A number of some US subscriber, as an E.164 integer. */
export function subscriber(random: Random, world: World, state?: string): number {
  const list = state === undefined ? world.exchanges : world.exchangesOf.get(state);
  const exchange = (list ?? world.exchanges)[random.below((list ?? world.exchanges).length)];
  return (1000000 + (exchange?.npaNxx ?? 212555)) * 10000 + random.below(10000);
}
