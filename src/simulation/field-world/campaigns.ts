import { Random } from "../random.ts";
import { type Path, type Unit, type Shape, weekday } from "./calls.ts";
import { type Script, illegalScripts } from "./scripts.ts";
import type { Senders } from "./senders.ts";
import { patterns, type Pattern, Dialing } from "./dialing.ts";

export interface Campaign {
  id: string;
  kind: string;
  unit: Unit;
}

/** What the campaigns of one operation have in common. */
interface Operation {
  sender: string;
  paths: Path[];
  callback: number;
  /** All its messages tell the number to call back. */
  tellsNumber: boolean;
}

const tellsNumber = (script: Script): boolean =>
  script.sentences.some((sentence) => sentence.includes("{callback}"));

const spanishStates = ["TX", "FL", "CA", "NY", "NJ", "AZ", "PR", "NM", "IL"];

/** Plans and dials the illegal campaigns. */
export class Campaigns {
  readonly all: Campaign[] = [];
  readonly #senders: Senders;
  readonly #hard: boolean;
  readonly #random: Random;
  readonly #days: number;
  readonly #dialing: Dialing;

  constructor(senders: Senders, hard: boolean, seed: number, spoofable: readonly number[]) {
    this.#senders = senders;
    this.#hard = hard;
    this.#random = new Random(seed * 131 + 3);
    this.#dialing = new Dialing(senders, this.#random, spoofable);
    this.#days = senders.calendar.days;
  }

  run(budget: number): void {
    const random = this.#random;
    const count = Math.max(1, Math.min(15 + random.below(21), Math.floor(budget / 350)));
    const sizes = this.#sizes(budget, count);
    const kinds: Pattern[] = [
      ...random.shuffled(patterns),
      ...random.shuffled(patterns),
      ...random.shuffled(patterns),
    ];
    if (this.#hard) for (let i = 2; i < kinds.length; i += 4) kinds[i] = "snowshoe";
    // A campaign without a message cannot show what two have in common by theirs.
    const ring = kinds.indexOf("one_ring");
    const other = 4 + random.below(6);
    if (ring < 4 || (ring > 9 && ring < 13))
      [kinds[ring], kinds[other]] = [kinds[other] ?? "storm", "one_ring"];
    // Who calls low and slow, or with the called party's own number, stays small by nature.
    for (const [i, size] of sizes.entries()) {
      const small = kinds[i] === "low_and_slow" || kinds[i] === "mirror";
      if (small) sizes[i] = Math.min(size, 150 + random.below(250));
    }
    const scripts = [...random.shuffled(illegalScripts), ...random.shuffled(illegalScripts)];
    let next = 0;
    const campaign = (operation: Operation, script?: Script, voice?: number): void => {
      const size = sizes[next];
      const kind = kinds[next];
      if (size === undefined || kind === undefined) return;
      this.#dial(
        kind,
        size,
        operation,
        script ??
          (operation.tellsNumber ? random.pick(tellingNumber) : scripts[next]) ??
          random.pick(illegalScripts),
        voice,
      );
      next++;
    };

    const tellingNumber = illegalScripts.filter(tellsNumber);
    const severalScripts = this.#operation([this.#entry()], true);
    campaign(severalScripts);
    campaign(severalScripts);
    // Two buyers of one lead seller's recording: own numbers to call back, own providers.
    const sold = random.pick(tellingNumber);
    const voice = 500_000 + random.below(100_000);
    campaign(this.#operation([this.#entry()], true), sold, voice);
    campaign(this.#operation([this.#entry()], true), sold, voice);
    // One operation leaves its provider mid-month, another uses two at once, a third does both.
    const half = this.#days * random.between(0.35, 0.65);
    campaign(
      this.#operation([
        { ...this.#entry(), to: half },
        { ...this.#entry(), from: half },
      ]),
    );
    campaign(
      this.#operation([this.#entry(), { ...this.#entry(), weight: random.between(0.3, 1) }]),
    );
    campaign(
      this.#operation([
        this.#entry(),
        { ...this.#entry(), to: half },
        { ...this.#entry(), from: half },
      ]),
    );
    // Unrelated operations that reach the network as one customer of a reseller.
    const together = this.#reseller(1);
    for (let i = 0; i < 3; i++) campaign(this.#operation([{ ...together }]));
    const third = this.#operation([this.#entry(), this.#entry()], true);
    for (let i = 0; i < 3; i++) campaign(third);
    while (next < count) campaign(this.#operation([this.#entry()]));
  }

  /** Heavy-tailed: few campaigns place most calls, though none more than some 15 percent where there are many. */
  #sizes(budget: number, count: number): number[] {
    const random = this.#random;
    const raw = Array.from({ length: count }, () => (1 - random.next()) ** -1.1);
    const most = Math.max(0.15 * budget, budget / count);
    const sizes = raw.map(() => Math.min(150, budget / count));
    // What the cap cuts off goes to the others, in a few rounds.
    for (let round = 0; round < 12; round++) {
      const left = budget - sizes.reduce((sum, size) => sum + size, 0);
      const open = raw.map((weight, i) => ((sizes[i] ?? 0) < most ? weight : 0));
      const total = open.reduce((sum, weight) => sum + weight, 0);
      if (left < 1 || total === 0) break;
      open.forEach(
        (weight, i) => (sizes[i] = Math.min(most, (sizes[i] ?? 0) + (left * weight) / total)),
      );
    }
    return sizes.map(Math.round);
  }

  #operation(paths: Path[], callback = false): Operation {
    const number = this.#random.chance(0.5) ? this.#senders.tollFree() : this.#senders.anyNumber();
    return {
      sender: this.#senders.newSender(),
      tellsNumber: callback,
      paths,
      callback: callback || this.#random.chance(0.75) ? number : 0,
    };
  }

  #entry(): Path {
    return this.#random.chance(0.45) ? this.#gateway() : this.#reseller();
  }

  #gateway(): Path {
    const random = this.#random;
    const { network } = this.#senders;
    const pairs = this.#senders
      .providers("foreign")
      .flatMap((p) =>
        network
          .gatewaysOf(p.index)
          .map((gateway) => ({ foreign: p.index, gateway: network.provider(gateway) })),
      );
    const lax = pairs.filter((pair) => pair.gateway.conduct !== "ordinary");
    const pair = random.pick(lax.length > 0 && random.chance(0.7) ? lax : pairs);
    const careless = pair.gateway.conduct === "careless_signer";
    return {
      first: pair.gateway.index,
      foreign: pair.foreign,
      customer: 0,
      from: 0,
      to: 1e6,
      weight: 1,
      attest: careless ? [0.5, 0.3, 0.15] : [0.02, 0.08, 0.8],
    };
  }

  #reseller(shared = this.#hard ? 0.8 : 0.5): Path {
    const random = this.#random;
    const u = random.next();
    const providers = this.#senders.providers("originating", (p) =>
      u < 0.82 ? p.conduct !== "ordinary" : u < 0.94 ? !p.large : p.large,
    );
    const provider = random.pick(providers);
    const attest = {
      complicit: [0.3, 0.5, 0.1],
      careless_signer: [0.64, 0.28, 0.05],
      lax: [0.1, 0.55, 0.25],
      ordinary: [0.15, 0.7, 0.1],
    } as const;
    const customer = this.#senders.customer(provider, shared);
    return {
      first: provider.index,
      foreign: -1,
      customer,
      from: 0,
      to: 1e6,
      weight: 1,
      attest: attest[provider.conduct],
    };
  }

  /** The days of a campaign: all month, new, over, with a pause, or a few days only. */
  #life(): (day: number) => boolean {
    const random = this.#random;
    const days = this.#days;
    const u = random.next();
    if (u < 0.34) return () => true;
    const week = Math.max(0, days - 1 - random.below(7));
    if (u < 0.48) return (day) => day >= week;
    const over = days * random.between(0.2, 0.52);
    if (u < 0.63) return (day) => day <= over;
    const from = days * random.between(0.1, 0.6);
    if (u < 0.75) return (day) => day >= from;
    const pause = Math.max(4, days * random.between(0.2, 0.4));
    if (u < 0.88) return (day) => day < from || day > from + pause;
    return (day) => day >= Math.floor(from) && day <= from + 4;
  }

  #dial(kind: Pattern, size: number, operation: Operation, script: Script, voice?: number): void {
    const random = this.#random;
    const senders = this.#senders;
    const live = kind === "ai_agent" || kind === "live_center";
    const silent = kind === "one_ring";
    const says = tellsNumber(script);
    const paths =
      silent || kind === "impersonation"
        ? [...operation.paths.filter((p) => p.foreign >= 0), this.#gateway()].slice(0, 1)
        : operation.paths;
    const unit = senders.unit({
      kind: "illegal",
      sender: operation.sender,
      script: silent ? undefined : script,
      callback: silent || !says ? 0 : operation.callback,
      live,
      bulk: true,
      shortRing: silent,
      exposure: 1,
      paths,
    });
    if (voice !== undefined) unit.voice = voice;
    senders.illegalPaths.push(...paths);
    const spanish = script.language === "es";
    const states =
      spanish || random.chance(0.4)
        ? Array.from({ length: 2 + random.below(8) }, () =>
            spanish ? random.pick(spanishStates) : senders.network.stateOf(senders.line()),
          )
        : undefined;
    const goodList = !silent && kind !== "sequential" && random.chance(0.3);
    if (goodList) unit.exposure = 0.5;
    const alive = kind === "low_and_slow" ? () => true : this.#life();
    const weekends = random.chance(0.5) ? random.between(0.4, 1) : 0.03;
    const early = random.pick([
      [9, 19],
      [8, 20.5],
      [10, 17],
      [11, 22],
    ] as const);
    const shapes: Partial<Record<Pattern, Shape>> = {
      storm: "blast",
      sequential: "pace",
      low_and_slow: "even",
    };
    senders.dial({
      unit,
      size,
      shape: shapes[kind] ?? random.pick(["even", "pace", "pace", "bursts", "peaks"]),
      dayWeight: (day) =>
        alive(day) ? ([0, 6].includes(weekday(senders.calendar, day)) ? weekends : 1) : 0,
      hours: kind === "after_hours" ? [20.8, 26] : early,
      local: kind === "after_hours" || random.chance(0.5),
      callee: this.#dialing.callees(kind, states, size, goodList),
      caller: this.#dialing.callers(kind, size),
      answer: silent
        ? 0.04
        : goodList
          ? random.between(0.45, 0.66)
          : live
            ? random.between(0.2, 0.4)
            : random.between(0.1, 0.42),
      busy: random.between(0.01, 0.05),
      failed: goodList ? 0.03 : random.between(0.05, 0.25),
      talk: this.#dialing.talk(kind, goodList, script),
      ringsBack: silent
        ? 0.07
        : unit.callback > 0 || kind === "fixed_spoof"
          ? kind === "fixed_spoof"
            ? random.between(0.05, 0.2)
            : random.between(0.02, 0.09)
          : 0.006,
    });
    this.all.push({ id: `C${String(this.all.length + 1).padStart(3, "0")}`, kind, unit });
    unit.campaign = this.all.at(-1)?.id ?? "";
  }
}
