import { mix, share } from "./numbers.ts";
import { type Unit, type Talk, talkTime } from "./calls.ts";
import { type Senders, ownLine, foreignNumber } from "./senders.ts";

const peopleTalk: Talk = {
  early: 0.08,
  earlyMean: 7,
  talks: 0.92,
  median: 78,
  spread: 1.35,
  length: 60,
};

const countryCodes = ["44", "52", "91", "63", "49", "57", "234", "33"];

/** Calls that nobody places in bulk. */
export class Ordinary {
  readonly #senders: Senders;

  constructor(senders: Senders) {
    this.#senders = senders;
  }

  /** Ordinary people, businesses and whoever calls them, until the world is full. */
  run(): void {
    const room = this.#senders.calls.room;
    const storms = this.#senders.unit({ kind: "call_in_storm", paths: [ownLine()] });
    this.#storms(storms, Math.round(room * 0.012));
    this.#business(Math.round(room * 0.3));
    this.#abroad(Math.round(room * 0.04));
    const people = this.#senders.unit({ kind: "people", exposure: 0.3, paths: [ownLine()] });
    while (this.#senders.calls.room > 0) this.#personCalls(people);
  }

  #when(hour: number, zone: number): number {
    const { random, calendar } = this.#senders;
    const day = random.below(calendar.days);
    return calendar.firstDay + day * 86400 + (hour - zone) * 3600;
  }

  #personCalls(unit: Unit): void {
    const { random, network, calls } = this.#senders;
    const lines = network.lines;
    // Some people call a lot, most seldom; each has a few others whom it calls again and again.
    const person = mix(Math.floor(lines.length * random.next() ** 2.2), 31) % lines.length;
    const contact = Math.floor(9 * random.next() ** 2.5);
    const near = share(person, contact, 7);
    const other =
      near < 0.72
        ? (person + 1 + (mix(person, contact, 8) % 90)) % lines.length
        : mix(person, contact, 9) % lines.length;
    const [from, to] = random.chance(0.5) ? [person, other] : [other, person];
    const caller = lines[from] ?? 0;
    const callee = random.chance(0.03)
      ? this.#senders.anyNumber([network.stateOf(caller)])
      : (lines[to] ?? 0);
    const hour = random.chance(0.06)
      ? random.between(0, 24)
      : 8 + 14 * ((random.next() + random.next() + random.next()) / 3);
    const start = this.#when(hour, network.hoursAt(caller));
    const u = random.next();
    const outcome = u < 0.68 ? 0 : u < 0.72 ? 2 : u < 0.74 ? 3 : 1;
    calls.add(unit.index, 0, start, caller, callee, outcome, talkTime(peopleTalk, random));
    if (outcome === 0 || !random.chance(0.25)) return;
    const again = start + random.exponential(900);
    if (calls.room > 0)
      calls.add(
        unit.index,
        0,
        again,
        caller,
        callee,
        random.chance(0.5) ? 0 : 1,
        talkTime(peopleTalk, random),
      );
  }

  /** Offices with blocks of numbers: calls out, calls in, and lines for customers with very many calls. */
  #business(total: number): void {
    const { random, network, calls } = this.#senders;
    const outward = this.#senders.providers("originating").map((provider) =>
      this.#senders.unit({
        kind: "business",
        exposure: 0.2,
        paths: [{ ...ownLine(), first: provider.index, attest: [0.85, 0.1, 0.02] }],
      }),
    );
    const ownCarrier = this.#senders.unit({ kind: "business", exposure: 0.2, paths: [ownLine()] });
    const inward = this.#senders.unit({ kind: "to_business", paths: [ownLine()] });
    const offices = Array.from({ length: Math.max(20, Math.round(total / 60)) }, () => {
      const main = random.chance(0.12) ? this.#senders.tollFree() : this.#senders.anyNumber();
      const block = Math.min(40, 1 + Math.floor(random.exponential(5)));
      return {
        main: main - (main % 100),
        block,
        unit: random.chance(0.5) ? ownCarrier : random.pick(outward),
        people: Array.from({ length: 4 + random.below(40) }, () =>
          this.#senders.line([network.stateOf(main) || "TX"]),
        ),
      };
    });
    for (let i = 0; i < total && calls.room > 0; i++) {
      const office = offices[Math.floor(offices.length * random.next() ** 2.6)] ?? offices[0];
      if (!office) return;
      const known = random.pick(office.people);
      const start = this.#when(
        random.chance(0.9) ? random.between(8, 18) : random.between(6, 23),
        network.hoursAt(office.main),
      );
      const dow = new Date(start * 1000).getUTCDay();
      if ((dow === 0 || dow === 6) && random.chance(0.7)) continue;
      const outcome = random.chance(0.74) ? 0 : random.chance(0.8) ? 1 : 2;
      const duration = talkTime(peopleTalk, random) * 1.3;
      if (random.chance(0.55)) {
        const shown = random.chance(0.5) ? office.main : office.main + random.below(office.block);
        calls.add(
          office.unit.index,
          0,
          start,
          shown,
          random.chance(0.7) ? known : this.#senders.line(),
          outcome,
          duration,
        );
      } else {
        calls.add(
          inward.index,
          0,
          start,
          random.chance(0.5) ? known : this.#senders.line(),
          office.main,
          outcome === 1 && random.chance(0.6) ? 0 : outcome,
          duration,
        );
      }
    }
  }

  /** Calls from and to other countries; some come from US numbers that roam. */
  #abroad(total: number): void {
    const { random, network, calls } = this.#senders;
    const foreign = this.#senders.providers("foreign");
    const inward = this.#senders.unit({
      kind: "from_abroad",
      paths: foreign.flatMap((p) =>
        network.gatewaysOf(p.index).map((first) => ({
          ...ownLine(),
          first,
          foreign: p.index,
          attest: [0.01, 0.04, 0.85] as const,
        })),
      ),
    });
    const outward = this.#senders.unit({ kind: "to_abroad", paths: [ownLine()] });
    for (let i = 0; i < total && calls.room > 0; i++) {
      const there = foreignNumber(random.pick(countryCodes), mix(random.below(total), 13));
      const here = this.#senders.line();
      const start = this.#when(random.between(6, 24), -5);
      const outcome = random.chance(0.6) ? 0 : 1;
      const duration = talkTime(peopleTalk, random) * 1.6;
      if (random.chance(0.55))
        calls.add(
          inward.index,
          random.below(inward.paths.length),
          start,
          random.chance(0.15) ? this.#senders.line() : there,
          here,
          outcome,
          duration,
        );
      else calls.add(outward.index, 0, start, here, there, outcome, duration);
    }
  }

  /** Very many callers to one number within minutes: a radio contest, a ticket sale, an outage line. */
  #storms(unit: Unit, total: number): void {
    const { random, calls } = this.#senders;
    for (let left = total; left > 0;) {
      const size = Math.min(left, 30 + Math.floor(random.exponential(Math.max(60, total / 6))));
      left -= size;
      const target = random.chance(0.5) ? this.#senders.tollFree() : this.#senders.anyNumber();
      const states = this.#senders.someStates(1 + random.below(3));
      const start = this.#when(random.between(7, 20), -5);
      const length = random.between(240, 5400);
      for (let i = 0; i < size && calls.room > 0; i++) {
        const outcome = random.chance(0.35) ? 0 : 2;
        calls.add(
          unit.index,
          0,
          start + length * random.next() ** 2,
          this.#senders.line(states),
          target,
          outcome,
          10 + random.exponential(50),
        );
      }
    }
  }
}
