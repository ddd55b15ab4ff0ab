import { Random } from "../random.ts";
import type { Provider } from "./providers.ts";
import type { Network } from "./network.ts";
import {
  type Path,
  type Unit,
  type Talk,
  type Calls,
  type Plan,
  type Calendar,
  dial,
} from "./calls.ts";

export const promptTalk = (length: number, early = 0.4, talks = 0): Talk => ({
  early,
  earlyMean: 6,
  talks,
  median: 120,
  spread: 0.9,
  length,
});
export const agentTalk = (median: number, early = 0.3): Talk => ({
  early,
  earlyMean: 9,
  talks: 1 - early,
  median,
  spread: 0.9,
  length: 20,
});

/** Everyone who places calls, and the calls themselves. */
export class Senders {
  readonly units: Unit[] = [];
  readonly callBacks: Unit;
  readonly network: Network;
  readonly calls: Calls;
  readonly calendar: Calendar;
  readonly random: Random;
  /** Ways that illegal campaigns use: some lawful senders come by the very same. */
  readonly illegalPaths: Path[] = [];
  #senders = 0;

  constructor(network: Network, calls: Calls, calendar: Calendar, seed: number) {
    this.network = network;
    this.calls = calls;
    this.calendar = calendar;
    this.random = new Random(seed * 131 + 2);
    this.callBacks = this.unit({ kind: "call_back", paths: [ownLine()] });
  }

  unit(of: Partial<Unit>): Unit {
    const unit: Unit = {
      index: this.units.length,
      kind: "",
      sender: "",
      campaign: "",
      script: undefined,
      brand: "",
      callback: 0,
      voice: this.units.length * 7919,
      live: false,
      bulk: false,
      shortRing: false,
      exposure: 0,
      paths: [],
      ...of,
    };
    this.units.push(unit);
    return unit;
  }

  /** Lawful and illegal senders are named alike. */
  newSender(): string {
    return `S${String(++this.#senders).padStart(4, "0")}`;
  }

  dial(plan: Plan): void {
    dial(plan, this.callBacks, this.calls, this.calendar, this.network, this.random);
  }

  line(states?: readonly string[]): number {
    const [from, to] = states
      ? this.network.linesIn(this.random.pick(states))
      : [0, this.network.lines.length];
    return this.network.lines[from + this.random.below(to - from)] ?? 0;
  }

  /** A number in service somewhere: assigned or not. */
  anyNumber(states?: readonly string[]): number {
    return this.network.exchangeIn(states, this.random) * 10000 + this.random.below(10000);
  }

  tollFree(): number {
    const code = this.random.pick([800, 833, 844, 855, 866, 877, 888]);
    return (code * 1000 + 200 + this.random.below(800)) * 10000 + this.random.below(10000);
  }

  someStates(count: number): string[] {
    return Array.from({ length: count }, () => this.network.stateOf(this.line()));
  }

  providers(role: Provider["role"], fits: (p: Provider) => boolean = () => true): Provider[] {
    return this.network.providers.filter((p) => p.role === role && fits(p));
  }

  /**
   * Resellers put several clients under one wholesale customer. The same few keys serve lawful and illegal clients, so
   * that neither the customer nor its trunk tells them apart.
   */
  customer(provider: Provider, shared: number): number {
    return this.random.chance(shared)
      ? 1 + this.random.below(2)
      : 1000 + this.random.below(9_000_000) + provider.index;
  }
}

export const ownLine = (): Path => ({
  first: -1,
  foreign: -1,
  customer: 0,
  from: 0,
  to: 1e6,
  weight: 1,
  attest: [0.96, 0.02, 0.01],
});

export const foreignNumber = (code: string, n: number): number =>
  Number(`${code}${String(100_000_000 + (n % 900_000_000))}`);
