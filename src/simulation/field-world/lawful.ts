import { type Path, type Talk, type Shape, type Plan, weekday } from "./calls.ts";
import { type Script, lawfulScripts, randomBrand } from "./scripts.ts";
import { type Senders, promptTalk, agentTalk } from "./senders.ts";

/** Lawful senders of many calls. */
export class Lawful {
  readonly #senders: Senders;

  constructor(senders: Senders) {
    this.#senders = senders;
  }

  #lawfulPath(kind: string): Path {
    const { random } = this.#senders;
    const always = { from: 0, to: this.#senders.calendar.days, weight: 1 };
    const base = { foreign: -1, ...always };
    const attest = random.pick([
      [0.92, 0.06, 0.01],
      [0.92, 0.06, 0.01],
      [0.6, 0.35, 0.05],
      [0.04, 0.93, 0.02],
    ] as const);
    if (kind === "offshore_service") {
      const used = this.#senders.illegalPaths.filter((path) => path.foreign >= 0);
      if (used.length > 0 && random.chance(0.4)) return { ...random.pick(used), ...always };
      const foreign = random.pick(this.#senders.providers("foreign"));
      const first = random.pick(this.#senders.network.gatewaysOf(foreign.index));
      return { ...base, first, foreign: foreign.index, customer: 0, attest: [0.05, 0.15, 0.75] };
    }
    const used = this.#senders.illegalPaths.filter((path) => path.customer > 0);
    if (used.length > 0 && random.chance(0.09)) return { ...random.pick(used), ...always, attest };
    const u = random.next();
    const large = this.#senders.providers("originating", (p) => p.large);
    const lax = this.#senders.providers("originating", (p) => p.conduct !== "ordinary");
    const plain = this.#senders.providers(
      "originating",
      (p) => p.conduct === "ordinary" && !p.large,
    );
    const carriers = this.#senders.providers("terminating", (p) => p.large);
    const provider = random.pick(u < 0.38 ? large : u < 0.6 ? plain : u < 0.9 ? lax : carriers);
    const shared = provider.conduct === "ordinary" ? 0.05 : 0.5;
    return {
      ...base,
      first: provider.index,
      customer: this.#senders.customer(provider, shared),
      attest,
    };
  }

  /** Callers of a lawful sender: one or a few numbers of its own, or one in each area it calls. */
  #lawfulCallers(pool: number, localPresence: boolean): Plan["caller"] {
    const { random, network } = this.#senders;
    const home = this.#senders.anyNumber();
    const tollFree = random.chance(0.35);
    const first = tollFree ? this.#senders.tollFree() : home - (home % 10000) + random.below(9900);
    const numbers = Array.from({ length: Math.max(1, pool) }, (_, i) =>
      random.chance(0.7) ? first + i : this.#senders.anyNumber(),
    );
    if (!localPresence)
      return (_, day) =>
        numbers[Math.floor(random.next() ** 1.6 * numbers.length + day * 0.1) % numbers.length] ??
        first;
    const perArea = new Map<number, number>();
    return (callee) => {
      const area = Math.floor(callee / 1e7) * 3 + random.below(3);
      let number = perArea.get(area);
      if (number === undefined) {
        number = network.near(Math.floor(callee / 10000), random) * 10000 + random.below(10000);
        perArea.set(area, number);
      }
      return number;
    };
  }

  run(total: number): void {
    const { random } = this.#senders;
    const whole = lawfulKinds.reduce((sum, kind) => sum + kind.weight, 0);
    for (const kind of lawfulKinds) {
      let left = Math.round((total * kind.weight) / whole);
      const most = Math.max(15, Math.round(left / 3));
      const typical = kind.small ?? Math.max(60, 0.9 * Math.sqrt(total));
      while (left > 0) {
        const size = Math.min(
          left,
          most,
          Math.max(15, Math.round(typical * Math.exp(random.normal(0, kind.small ? 0.7 : 1.25)))),
        );
        left -= size;
        this.#bulkSender(kind, size);
      }
    }
  }

  #bulkSender(kind: LawfulKind, size: number): void {
    const { random, network, calendar } = this.#senders;
    const paths = [this.#lawfulPath(kind.kind)];
    if (random.chance(0.15))
      paths.push({ ...this.#lawfulPath(kind.kind), weight: random.between(0.1, 1) });
    const scripts: readonly Script[] = lawfulScripts[kind.says] ?? [];
    const callback = random.chance(0.6)
      ? random.chance(0.5)
        ? this.#senders.tollFree()
        : this.#senders.anyNumber()
      : 0;
    const unit = this.#senders.unit({
      kind: kind.kind,
      sender: this.#senders.newSender(),
      script: scripts.length > 0 ? random.pick(scripts) : undefined,
      brand: randomBrand(random),
      callback,
      live: kind.live ?? false,
      bulk: true,
      exposure: kind.called === "anyone" ? 0.8 : 0.25,
      paths,
    });
    const states = this.#senders.someStates(
      kind.states[0] + random.below(kind.states[1] - kind.states[0] + 1),
    );
    const [from, to] = network.linesIn(states[0] ?? "TX");
    const county = from + random.below(Math.max(1, to - from));
    const reach = Math.min(to - from, Math.max(20, Math.round(size / kind.repeats)));
    const people =
      kind.called === "list"
        ? Array.from({ length: Math.max(5, Math.round(size / kind.repeats)) }, () =>
            this.#senders.line(states),
          )
        : [];
    const callee = (k: number): number => {
      if (kind.called === "list")
        return people[random.chance(0.5) ? k % people.length : random.below(people.length)] ?? 0;
      if (kind.called === "county")
        return (
          network.lines[Math.min(to - 1, Math.max(from, county - (reach >> 1)) + (k % reach))] ?? 0
        );
      return random.chance(0.6) ? this.#senders.line(states) : this.#senders.anyNumber(states);
    };
    const busiest = random.below(calendar.days);
    const rest = random.below(7);
    this.#senders.dial({
      unit,
      size,
      callee,
      answer: Math.min(0.97, kind.answer * random.between(0.75, 1.2)),
      busy: 0.03,
      failed: kind.called === "anyone" ? 0.15 : 0.03,
      caller: this.#lawfulCallers(
        1 + random.below(kind.pool),
        random.chance(kind.localPresence ?? 0),
      ),
      hours: kind.hours,
      local: random.chance(0.75),
      shape: random.pick(kind.shapes),
      talk: kind.talk,
      ringsBack: 0.004,
      dayWeight: (day) => {
        if (kind.days === "once")
          return Math.abs(day - busiest) < 1 || (day + busiest) % 17 === 0 ? 1 : 0;
        if (kind.days === "campaign") return Math.exp(-Math.abs(day - busiest) / 4);
        const dow = weekday(calendar, day);
        if (dow === 0 || dow === 6) return kind.days === "daily" ? 0.7 : 0.02;
        return dow === rest ? 0.5 : 1;
      },
    });
  }
}

interface LawfulKind {
  kind: string;
  weight: number;
  says: string;
  hours: readonly [number, number];
  shapes: readonly Shape[];
  days: "weekdays" | "daily" | "once" | "campaign";
  called: "list" | "county" | "anyone";
  states: readonly [number, number];
  repeats: number;
  pool: number;
  answer: number;
  talk: Talk;
  localPresence?: number;
  live?: boolean;
  /** Typical size where all senders of the kind are small. */
  small?: number;
}

// prettier-ignore
const lawfulKinds: readonly LawfulKind[] = [
  { kind: "pharmacy", weight: 9, says: "pharmacy", hours: [9, 20], shapes: ["even", "peaks"], days: "daily", called: "list", states: [1, 9], repeats: 1.7, pool: 5, answer: 0.6, talk: promptTalk(27, 0.35, 0.05), localPresence: 0.3 },
  { kind: "medical", weight: 9, says: "medical", hours: [9, 18], shapes: ["even", "peaks", "bursts"], days: "weekdays", called: "list", states: [1, 3], repeats: 1.4, pool: 4, answer: 0.6, talk: promptTalk(22, 0.3, 0.08) },
  { kind: "clinic", weight: 5, says: "medical", hours: [9, 18], shapes: ["even", "bursts"], days: "weekdays", called: "list", states: [1, 1], repeats: 1.3, pool: 1, answer: 0.65, talk: promptTalk(20, 0.3), small: 90 },
  { kind: "school", weight: 8, says: "school", hours: [6.3, 11], shapes: ["blast", "bursts"], days: "weekdays", called: "county", states: [1, 1], repeats: 4, pool: 2, answer: 0.68, talk: promptTalk(24, 0.35) },
  { kind: "airline", weight: 3, says: "airline", hours: [5, 23], shapes: ["even", "bursts"], days: "daily", called: "list", states: [8, 25], repeats: 1.5, pool: 2, answer: 0.72, talk: promptTalk(19, 0.25, 0.1) },
  { kind: "bank_fraud", weight: 5, says: "bank_fraud", hours: [6, 23], shapes: ["even"], days: "daily", called: "list", states: [5, 30], repeats: 1.3, pool: 3, answer: 0.5, talk: promptTalk(21, 0.3, 0.18) },
  { kind: "voice_otp", weight: 11, says: "voice_otp", hours: [0, 24], shapes: ["even", "peaks"], days: "daily", called: "list", states: [15, 40], repeats: 2.5, pool: 2, answer: 0.84, talk: promptTalk(17, 0.2) },
  { kind: "political", weight: 8, says: "political", hours: [10, 20.5], shapes: ["bursts", "peaks", "pace"], days: "campaign", called: "anyone", states: [1, 12], repeats: 1, pool: 40, answer: 0.27, talk: promptTalk(31, 0.6), localPresence: 0.4 },
  { kind: "survey", weight: 6, says: "survey", hours: [11, 21], shapes: ["pace", "even"], days: "campaign", called: "anyone", states: [3, 30], repeats: 1, pool: 25, answer: 0.17, talk: promptTalk(45, 0.72, 0.05), localPresence: 0.5 },
  { kind: "debt", weight: 11, says: "debt", hours: [8, 21], shapes: ["pace", "even", "peaks"], days: "weekdays", called: "list", states: [5, 30], repeats: 6, pool: 35, answer: 0.23, talk: promptTalk(24, 0.5, 0.12), localPresence: 0.4 },
  { kind: "payment", weight: 5, says: "payment", hours: [9, 19], shapes: ["even", "bursts"], days: "weekdays", called: "list", states: [2, 20], repeats: 2.5, pool: 6, answer: 0.5, talk: promptTalk(22, 0.4, 0.06) },
  { kind: "call_center", weight: 6, says: "call_center", hours: [9, 20], shapes: ["pace", "even"], days: "weekdays", called: "list", states: [3, 25], repeats: 2.5, pool: 25, answer: 0.34, talk: agentTalk(95), live: true, localPresence: 0.35 },
  { kind: "offshore_service", weight: 5, says: "call_center", hours: [8, 21], shapes: ["pace", "even"], days: "daily", called: "list", states: [6, 30], repeats: 1.6, pool: 6, answer: 0.52, talk: agentTalk(240, 0.2), live: true },
  { kind: "insurance", weight: 3, says: "insurance", hours: [9, 19], shapes: ["even"], days: "weekdays", called: "list", states: [1, 6], repeats: 2, pool: 12, answer: 0.3, talk: agentTalk(60, 0.45), live: true, localPresence: 0.7, small: 350 },
  { kind: "charity", weight: 3, says: "charity", hours: [10, 20], shapes: ["even", "pace"], days: "daily", called: "anyone", states: [1, 8], repeats: 1, pool: 15, answer: 0.22, talk: agentTalk(40, 0.55), live: true },
  { kind: "emergency", weight: 4, says: "emergency", hours: [0, 24], shapes: ["blast"], days: "once", called: "county", states: [1, 1], repeats: 1.6, pool: 1, answer: 0.55, talk: promptTalk(33, 0.3) },
  { kind: "delivery", weight: 6, says: "delivery", hours: [8, 20], shapes: ["even", "peaks"], days: "daily", called: "list", states: [4, 30], repeats: 1.2, pool: 8, answer: 0.64, talk: promptTalk(16, 0.3, 0.04), localPresence: 0.2 },
  { kind: "answering_service", weight: 3, says: "", hours: [7, 22], shapes: ["even"], days: "daily", called: "list", states: [1, 3], repeats: 8, pool: 14, answer: 0.82, talk: agentTalk(65, 0.1), live: true, small: 260 },
];
