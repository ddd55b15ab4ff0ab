import { Random } from "./random.ts";
import { subscriber, type SimulatedCampaign, type World } from "./world.ts";

export type CallKind =
  "people" | "reminder" | "school" | "political" | "two_factor" | "call_back" | "illegal";

/** One real call, with its attempts over one route or two. */
export interface SimulatedCall {
  /** Seconds since 1970, UTC, as it happened. */
  at: number;
  kind: CallKind;
  campaign: SimulatedCampaign | null;
  calling: number;
  called: number;
  foreign: number | null;
  customer: string;
  /** Providers in order from the first in the US to the last, for each route tried. */
  routes: number[][];
  duration: number;
  disposition: "answered" | "no_answer" | "busy" | "failed";
  attestation: "A" | "B" | "C" | "";
}

const lawful: [CallKind, number][] = [
  ["people", 0.72],
  ["reminder", 0.12],
  ["two_factor", 0.07],
  ["political", 0.04],
  ["school", 0.04],
  ["call_back", 0.01],
];
const illegalShare = 0.12;

// Calls by hour of the day (UTC): few in the American night.
const hours = [5, 4, 3, 2, 1, 1, 1, 1, 1, 1, 2, 3, 6, 8, 9, 10, 10, 10, 9, 9, 9, 8, 8, 7];
const hourTotal = hours.reduce((sum, h) => sum + h, 0);

/** Makes the calls of a world, day by day and hour by hour, about in the order of time. */
export class Traffic {
  readonly #world: World;
  readonly #random: Random;
  readonly #routes = new Map<number, number[][]>();
  readonly #schools: number[];
  readonly #stormTargets: number[];

  constructor(world: World) {
    this.#world = world;
    this.#random = new Random(world.seed + 1);
    this.#schools = Array.from({ length: 200 }, () => subscriber(this.#random, world));
    this.#stormTargets = Array.from({ length: 20 }, () => subscriber(this.#random, world));
  }

  *calls(total: number): Generator<SimulatedCall> {
    const { days, start } = this.#world;
    let made = 0;
    for (let day = 0; day < days; day++) {
      const campaigns = this.#active(day);
      for (let hour = 0; hour < 24; hour++) {
        const isLast = day === days - 1 && hour === 23;
        const share = (day + (sumBefore(hour) + (hours[hour] as number)) / hourTotal) / days;
        const until = isLast ? total : Math.round(total * share);
        const count = until - made;
        made = until;
        const times = new Float64Array(count);
        for (let i = 0; i < count; i++) times[i] = this.#random.next() * 3600;
        times.sort();
        for (const second of times) {
          yield this.#call(start + day * 86400 + hour * 3600 + second, day, campaigns);
        }
      }
    }
  }

  #active(day: number): { campaign: SimulatedCampaign; until: number }[] {
    const { days, campaigns } = this.#world;
    const part = day / days;
    let sum = 0;
    return campaigns.flatMap((campaign, k) => {
      const isOn =
        campaign.kind === "returning"
          ? part < 0.3 || part > 0.7
          : campaign.kind === "burst"
            ? day % 7 === k % 7
            : part >= (k % 5) * 0.08;
      if (!isOn) return [];
      sum += campaign.weight * (campaign.kind === "burst" ? 5 : 1);
      return [{ campaign, until: sum }];
    });
  }

  #call(
    at: number,
    day: number,
    campaigns: readonly { campaign: SimulatedCampaign; until: number }[],
  ): SimulatedCall {
    const random = this.#random;
    if (campaigns.length > 0 && random.chance(illegalShare)) {
      const at_ = random.next() * (campaigns.at(-1)?.until ?? 0);
      const found = campaigns.find(({ until }) => at_ < until) ?? campaigns[0];
      if (found) return this.#illegalCall(at, day, found.campaign);
    }
    let share = random.next();
    const kind = lawful.find(([, weight]) => (share -= weight) < 0)?.[0] ?? "people";
    return this.#lawfulCall(at, kind);
  }

  #illegalCall(at: number, day: number, campaign: SimulatedCampaign): SimulatedCall {
    const random = this.#random;
    const world = this.#world;
    const state = campaign.states ? random.pick(campaign.states) : undefined;
    const called = subscriber(random, world, state);
    const part = Math.min(0.999, day / world.days);
    const entry =
      campaign.entries[Math.floor(part * campaign.entries.length)] ?? campaign.entries[0];
    if (!entry) throw new Error(`${campaign.id}: no entry`);
    const answered = random.chance(0.35);
    return {
      at,
      kind: "illegal",
      campaign,
      calling: this.#callingNumber(campaign, called, day),
      called,
      foreign: entry.foreign,
      customer: entry.customer,
      routes: this.#routesFor(entry.first, called, true),
      duration: answered ? Math.min(900, 1 + random.exponential(18)) : 0,
      disposition: answered ? "answered" : random.chance(0.8) ? "no_answer" : "busy",
      attestation: this.#attestation(entry.first, entry.foreign !== null, true),
    };
  }

  #callingNumber(campaign: SimulatedCampaign, called: number, day: number): number {
    const random = this.#random;
    switch (campaign.kind) {
      case "neighbour":
        return called - (called % 10000) + random.below(10000);
      case "invalid_numbers":
        return random.chance(0.5)
          ? 10000000000 + (200 + random.below(800)) * 1e7 + 1e6 + random.below(900000)
          : 10000000000 + random.pick([211, 311, 411, 511]) * 1e7 + 2e6 + random.below(7e6);
      case "daily_rotation":
        return campaign.numbers[(day * 2 + random.below(2)) % campaign.numbers.length] as number;
      default:
        return random.pick(campaign.numbers);
    }
  }

  #lawfulCall(at: number, kind: CallKind): SimulatedCall {
    const random = this.#random;
    const world = this.#world;
    const first = world.originating[3 + random.below(world.originating.length - 3)] as number;
    const bulk = kind === "reminder" || kind === "two_factor" || kind === "political";
    const called =
      kind === "call_back" ? random.pick(this.#stormTargets) : subscriber(random, world);
    const calling =
      kind === "school"
        ? random.pick(this.#schools)
        : bulk
          ? (this.#schools[random.below(40)] as number)
          : subscriber(random, world);
    const answered = random.chance(kind === "people" ? 0.65 : 0.55);
    const mean = {
      people: 190,
      reminder: 25,
      school: 35,
      political: 20,
      two_factor: 12,
      call_back: 40,
      illegal: 0,
    }[kind];
    return {
      at,
      kind,
      campaign: null,
      calling,
      called,
      foreign: null,
      customer: bulk || kind === "school" ? `B${first}${calling % 97}` : "",
      routes: this.#routesFor(first, called, false),
      duration: answered ? Math.min(7200, 2 + random.exponential(mean)) : 0,
      disposition: answered
        ? "answered"
        : random.chance(0.7)
          ? "no_answer"
          : random.chance(0.5)
            ? "busy"
            : "failed",
      attestation: this.#attestation(first, false, false),
    };
  }

  /** One route, or two where the first fails: least-cost routing prefers one of three. */
  #routesFor(first: number, called: number, isIllegal: boolean): number[][] {
    const random = this.#random;
    const { terminating } = this.#world;
    const block = Math.floor(called / 10000);
    const last = terminating[(Math.imul(block, 0x9e3779b1) >>> 8) % terminating.length] as number;
    const key = (first * 1000 + last) * 2 + (isIllegal ? 1 : 0);
    let routes = this.#routes.get(key);
    if (!routes) {
      routes = Array.from({ length: 3 }, () => this.#route(first, last, isIllegal));
      this.#routes.set(key, routes);
    }
    const share = random.next();
    const chosen = routes[share < 0.7 ? 0 : share < 0.9 ? 1 : 2] as number[];
    if (chosen.length > 2 && random.chance(isIllegal ? 0.04 : 0.01)) {
      const other = routes[(routes.indexOf(chosen) + 1) % 3] as number[];
      // The first route is given up somewhere before its end.
      return [chosen.slice(0, 2 + random.below(chosen.length - 2)), other];
    }
    return [chosen];
  }

  #route(first: number, last: number, isIllegal: boolean): number[] {
    const random = this.#random;
    const { intermediates } = this.#world;
    const hops = isIllegal ? 1 + random.below(4) : random.below(3);
    const between: number[] = [];
    while (between.length < hops) {
      // Some carry far more than others.
      const next = intermediates[Math.floor(random.next() ** 1.7 * intermediates.length)] as number;
      if (!between.includes(next)) between.push(next);
    }
    return [first, ...between, last];
  }

  #attestation(first: number, isForeign: boolean, isIllegal: boolean): "A" | "B" | "C" | "" {
    const random = this.#random;
    const provider = this.#world.providers[first];
    if (!provider?.signs) return "";
    if (isForeign) return random.chance(0.85) ? "C" : "A";
    if (!isIllegal) return random.chance(0.85) ? "A" : "B";
    return random.chance(0.3) ? "A" : random.chance(0.7) ? "B" : "C";
  }
}

const sumBefore = (hour: number) => hours.slice(0, hour).reduce((sum, h) => sum + h, 0);
