import { Random } from "../random.ts";
import { mix, share } from "./numbers.ts";
import { type Provider, foundProviders } from "./providers.ts";

export interface Exchange {
  npaNxx: number;
  state: string;
}

// prettier-ignore
const standardOffset: Readonly<Record<string, number>> = { AK: -9, AL: -6, AR: -6, AZ: -7, CA: -8, CO: -7, HI: -10, IA: -6, ID: -7, IL: -6, KS: -6, LA: -6, MN: -6, MO: -6, MS: -6, MT: -7, ND: -6, NE: -6, NM: -7, NV: -8, OK: -6, OR: -8, SD: -6, TN: -6, TX: -6, UT: -7, WA: -8, WI: -6, WY: -7, PR: -4, VI: -4, GU: 10, MP: 10, AS: -11 };
const withoutDaylightTime = new Set(["AZ", "HI", "PR", "VI", "GU", "MP", "AS"]);

/** The network of one world: exchanges, the people who live there, the providers and how they reach each other. */
export class Network {
  readonly exchanges: readonly Exchange[];
  readonly providers: readonly Provider[];
  readonly states: string[];
  /** Lines of ordinary people, in the order of their exchanges, states in a row. */
  readonly lines: Float64Array;
  readonly #stateOf = new Uint8Array(1_000_000).fill(255);
  readonly #ownerOf = new Int16Array(1_000_000).fill(-1);
  readonly #hours: number[];
  readonly #span = new Map<string, [number, number]>();
  readonly #exchangeSpan = new Map<string, [number, number]>();
  readonly #downstream: number[][] = [];
  readonly #reaches: Uint8Array[] = [];
  readonly #terminators: Provider[];
  readonly #business: Provider[];

  constructor(
    exchanges: readonly Exchange[],
    people: number,
    options: { seed: number; hard: boolean; exporting: number; summer: boolean },
  ) {
    const random = new Random(options.seed * 131 + 1);
    this.exchanges = [...exchanges].sort((a, b) =>
      a.state < b.state ? -1 : a.state > b.state ? 1 : a.npaNxx - b.npaNxx,
    );
    this.states = [...new Set(this.exchanges.map((exchange) => exchange.state))];
    this.#hours = this.states.map(
      (state) =>
        (standardOffset[state] ?? -5) + (options.summer && !withoutDaylightTime.has(state) ? 1 : 0),
    );
    const place = new Map(this.states.map((state, i) => [state, i]));
    this.exchanges.forEach((exchange, i) => {
      this.#stateOf[exchange.npaNxx] = place.get(exchange.state) ?? 0;
      const span = this.#exchangeSpan.get(exchange.state);
      this.#exchangeSpan.set(exchange.state, [span?.[0] ?? i, i + 1]);
    });
    this.lines = this.#populate(people, random);
    this.providers = foundProviders(random, options);
    this.#terminators = this.providers.filter((p) => p.role === "terminating");
    this.#business = this.providers.filter((p) => p.role === "originating");
    this.#connect(random);
  }

  /** People live in some exchanges only, and a rural exchange has far fewer of them than a city's. */
  #populate(people: number, random: Random): Float64Array {
    const lines: number[] = [];
    const perExchange = 30;
    const stay = Math.min(1, people / perExchange / this.exchanges.length);
    for (const { npaNxx, state } of this.exchanges) {
      if (!random.chance(stay)) continue;
      const first = lines.length;
      const count = Math.max(2, Math.round(perExchange * Math.exp(random.normal(-0.3, 0.8))));
      const taken = new Set<number>();
      while (taken.size < count) taken.add(npaNxx * 10000 + random.below(10000));
      lines.push(...[...taken].sort((a, b) => a - b));
      this.#span.set(state, [this.#span.get(state)?.[0] ?? first, lines.length]);
    }
    return Float64Array.from(lines);
  }

  /** Who hands calls to whom: small terminating carriers are reached through few tandems only. */
  #connect(random: Random): void {
    const tandems = this.providers.filter((p) => p.role === "intermediate");
    const gateways = this.providers.filter((p) => p.role === "gateway");
    for (const p of this.providers) {
      const others = random.shuffled(tandems.filter((t) => t !== p));
      const fewLarge = random.shuffled(tandems.filter((t) => t.large)).slice(0, 2);
      const chosen =
        p.role === "foreign"
          ? random.shuffled(gateways).slice(0, 1 + random.below(3))
          : [...new Set([...(p.large ? fewLarge : []), ...others.slice(0, 2 + random.below(3))])];
      this.#downstream.push(chosen.map((t) => t.index));
      const reach = new Uint8Array(this.providers.length);
      for (const to of this.providers) {
        if (to === p || to.role === "foreign" || to.role === "intermediate") continue;
        const easy = to.large ? 0.85 : to.role === "terminating" ? 0.3 : 0.45;
        const peers = p.large && to.large && p.role !== "gateway" ? 0.9 : 0;
        reach[to.index] = random.chance(p.role === "intermediate" ? easy : peers) ? 1 : 0;
      }
      this.#reaches.push(reach);
    }
    for (const to of this.providers) {
      if (to.role === "foreign" || to.role === "intermediate") continue;
      for (const t of random.shuffled(tandems).slice(0, 2)) this.#setReach(t.index, to.index);
    }
  }

  #setReach(from: number, to: number): void {
    const row = this.#reaches[from];
    if (row) row[to] = 1;
  }

  provider(index: number): Provider {
    const provider = this.providers[index];
    if (!provider) throw new Error(`no provider ${index}`);
    return provider;
  }

  gatewaysOf(foreign: number): readonly number[] {
    return this.#downstream[foreign] ?? [];
  }

  stateOf(number: number): string {
    return this.states[this.#stateOf[Math.floor(number / 10000)] ?? 255] ?? "";
  }

  /** Hours from UTC where a number is at home; Eastern for those without a place. */
  hoursAt(number: number): number {
    return this.#hours[this.#stateOf[Math.floor(number / 10000) % 1_000_000] ?? 255] ?? -5;
  }

  inService(npaNxx: number): boolean {
    return this.#stateOf[npaNxx] !== 255;
  }

  /** The provider of a number: fixed by its exchange. Large carriers are everywhere, small ones in a few states. */
  ownerOf(number: number): number {
    const npaNxx = Math.floor(number / 10000) % 1_000_000;
    const known = this.#ownerOf[npaNxx] ?? -1;
    if (known >= 0) return known;
    const state = this.#stateOf[npaNxx] ?? 255;
    // Toll-free numbers and those of businesses belong to whoever sells lines to businesses.
    if (state === 255 || share(npaNxx, 77) < 0.12) {
      const owner = this.#business[mix(npaNxx, 5) % this.#business.length]?.index ?? 0;
      this.#ownerOf[npaNxx] = owner;
      return owner;
    }
    let best = 0;
    let bestKey = -1;
    for (const p of this.#terminators) {
      const presence = p.large
        ? 0.4 + 2 * share(p.index, 9)
        : share(p.index, state, 3) < 0.12
          ? 0.9
          : 0.003;
      const key = share(npaNxx, p.index, 11) ** (1 / presence);
      if (key > bestKey) [best, bestKey] = [p.index, key];
    }
    this.#ownerOf[npaNxx] = best;
    return best;
  }

  /** First and past-the-last line of some state's people. */
  linesIn(state: string): readonly [number, number] {
    return this.#span.get(state) ?? [0, this.lines.length];
  }

  exchangeIn(states: readonly string[] | undefined, random: Random): number {
    const [from, to] = (states && this.#exchangeSpan.get(random.pick(states))) ?? [
      0,
      this.exchanges.length,
    ];
    return this.exchanges[from + random.below(to - from)]?.npaNxx ?? 201_200;
  }

  /** Another exchange of the same area code, near the given one in number. */
  near(npaNxx: number, random: Random): number {
    for (let tries = 0; tries < 12; tries++) {
      const other = Math.floor(npaNxx / 1000) * 1000 + 200 + random.below(800);
      if (this.inService(other)) return other;
    }
    return npaNxx;
  }

  /**
   * From the first US provider to the last, by what is cheapest for that destination on that day; not by the carrier to
   * avoid, which has just refused the call, where there is another.
   */
  route(first: number, last: number, day: number, random: Random, avoid = -1): number[] {
    const path = [first];
    let here = first;
    while (here !== last) {
      const direct = this.#reaches[here]?.[last] === 1;
      if (direct && (path.length >= 4 || random.chance(path.length === 1 ? 0.8 : 0.55))) break;
      const options = (this.#downstream[here] ?? []).filter(
        (next) => !path.includes(next) && next !== last,
      );
      if (here === first && options.length > 1 && options.includes(avoid))
        options.splice(options.indexOf(avoid), 1);
      if (direct && options.length === 0) break;
      if (path.length >= 4 || options.length === 0) {
        const tandem = this.providers.filter(
          (p) =>
            p.role === "intermediate" && this.#reaches[p.index]?.[last] && !path.includes(p.index),
        );
        if (tandem.length > 0) path.push(random.pick(tandem).index);
        break;
      }
      let next = random.pick(options);
      if (random.chance(0.7)) {
        // Rate decks change from day to day, and by destination.
        let least = Infinity;
        for (const option of options) {
          const price =
            share(here, option) + 0.5 * share(option, last, day) + 0.3 * share(option, last);
          if (price < least) [next, least] = [option, price];
        }
      }
      path.push(next);
      here = next;
    }
    if (path.at(-1) !== last) path.push(last);
    return path;
  }
}
