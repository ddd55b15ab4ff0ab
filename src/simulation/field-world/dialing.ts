import type { Random } from "../random.ts";
import { mix } from "./numbers.ts";
import type { Talk, Plan } from "./calls.ts";
import type { Script } from "./scripts.ts";
import { type Senders, promptTalk, agentTalk, foreignNumber } from "./senders.ts";

// prettier-ignore
export const patterns = ["snowshoe", "neighbor", "number_block", "fixed_spoof", "impersonation", "invalid_caller", "one_ring", "sequential", "press_one", "ai_agent", "low_and_slow", "storm", "after_hours", "live_center", "snowshoe", "press_one", "mirror"] as const;
export type Pattern = (typeof patterns)[number];

/** Whom the illegal campaigns call, which number they show, and how long their calls last. */
export class Dialing {
  readonly #senders: Senders;
  readonly #random: Random;
  readonly #spoofable: readonly number[];

  constructor(senders: Senders, random: Random, spoofable: readonly number[]) {
    this.#senders = senders;
    this.#random = random;
    this.#spoofable = spoofable;
  }

  talk(kind: Pattern, goodList: boolean, script: Script): Talk {
    const random = this.#random;
    if (kind === "one_ring")
      return { early: 1, earlyMean: 1.5, talks: 0, median: 1, spread: 0, length: 1 };
    if (kind === "ai_agent") return agentTalk(random.between(45, 110), 0.4);
    if (kind === "live_center") return agentTalk(random.between(120, 320), 0.45);
    const length = script.sentences.join(" ").split(" ").length / 2.6;
    return promptTalk(
      length,
      goodList ? 0.4 : random.between(0.5, 0.75),
      random.between(0.003, 0.05),
    );
  }

  callees(
    kind: Pattern,
    states: string[] | undefined,
    size: number,
    goodList: boolean,
  ): Plan["callee"] {
    const random = this.#random;
    const senders = this.#senders;
    if (kind === "sequential" || kind === "mirror") {
      const run = 200 + random.below(1500);
      let at = senders.anyNumber(states);
      return (k) => {
        at =
          k % run === 0
            ? senders.anyNumber(states)
            : at + 1 + (random.chance(0.2) ? random.below(3) : 0);
        return senders.network.inService(Math.floor(at / 10000))
          ? at
          : (at = senders.anyNumber(states));
      };
    }
    if (!goodList)
      return () => (random.chance(0.45) ? senders.line(states) : senders.anyNumber(states));
    const leads = Array.from(
      { length: Math.max(40, Math.round(size / random.between(1.1, 3))) },
      () => senders.line(states),
    );
    return () => random.pick(leads);
  }

  callers(kind: Pattern, size: number): Plan["caller"] {
    const random = this.#random;
    const senders = this.#senders;
    const { network } = senders;
    const withheld = random.chance(0.2) ? random.between(0.01, 0.08) : 0;
    const or =
      (caller: Plan["caller"]): Plan["caller"] =>
      (callee, day) =>
        random.chance(withheld) ? random.below(4) : caller(callee, day);
    const key = random.below(1_000_000_000);
    // A number of a pool too large to keep, the same each time it is asked for.
    const scattered = (i: number): number =>
      (network.exchanges[mix(key, i) % network.exchanges.length]?.npaNxx ?? 201_200) * 10000 +
      (mix(key, i, 2) % 10000);
    switch (kind) {
      case "neighbor": {
        const same = random.between(0.6, 0.97);
        return or(
          (callee) =>
            (random.chance(same)
              ? Math.floor(callee / 10000)
              : network.near(Math.floor(callee / 10000), random)) *
              10000 +
            random.below(10000),
        );
      }
      case "number_block": {
        const blocks = Array.from(
          { length: 1 + random.below(4) },
          () => Math.floor(senders.anyNumber() / 1000) * 1000,
        );
        const width = random.pick([100, 300, 1000]);
        return or(() => random.pick(blocks) + random.below(width));
      }
      case "fixed_spoof": {
        const number = senders.line();
        return or(() => number);
      }
      case "impersonation": {
        const numbers = Array.from({ length: 1 + random.below(4) }, () =>
          random.chance(0.6) ? random.pick(this.#spoofable) : senders.tollFree(),
        );
        return or(() => random.pick(numbers));
      }
      case "invalid_caller": {
        const rate = random.between(0.4, 0.95);
        return (callee) => (random.chance(rate) ? this.#invalid() : scattered(callee % 997));
      }
      case "one_ring": {
        const code = random.pick(["232", "216", "252", "675", "371", "1876", "1473", "1809"]);
        const numbers = Array.from({ length: 5 + random.below(40) }, () =>
          code.length === 4
            ? 1e10 + Number(code.slice(1)) * 1e7 + 2_000_000 + random.below(7_000_000)
            : foreignNumber(code, random.below(900_000_000)),
        );
        return () => random.pick(numbers);
      }
      case "mirror":
        return or((callee) => (random.chance(0.7) ? callee : callee + 1));
      case "press_one":
      case "ai_agent": {
        const pool = 50 + random.below(250);
        const perDay = Math.max(5, Math.round(pool / 8));
        return or((_, day) => scattered((day * 3 + random.below(perDay)) % pool));
      }
      case "sequential":
      case "live_center":
      case "low_and_slow": {
        const pool = 2 + random.below(25);
        return or(() => scattered(random.below(pool)));
      }
      case "after_hours":
      case "storm": {
        const pool = Math.max(10, Math.round(size / random.between(4, 30)));
        return or(() => scattered(random.below(pool)));
      }
      case "snowshoe": {
        const pool = Math.max(50, Math.round(size / random.between(1, 2)));
        const areas = random.chance(0.4)
          ? Array.from({ length: 3 + random.below(6) }, () => senders.anyNumber())
          : [];
        return or(() => {
          const i = random.below(pool);
          const area = areas[i % areas.length];
          return area === undefined
            ? scattered(i)
            : Math.floor(area / 10000) * 10000 + (mix(key, i, 3) % 10000);
        });
      }
    }
  }

  /** Numbers that cannot be: a wrong form, an area or exchange that nobody was given. */
  #invalid(): number {
    const random = this.#random;
    if (random.chance(0.12)) return random.below(10);
    if (random.chance(0.3)) return random.below(2e9) + 100;
    for (;;) {
      const npaNxx = (200 + random.below(800)) * 1000 + random.below(1000);
      if (!this.#senders.network.inService(npaNxx)) return npaNxx * 10000 + random.below(10000);
    }
  }
}
