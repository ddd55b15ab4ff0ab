import type { Random } from "../random.ts";
import { isForeign } from "./numbers.ts";
import type { Network } from "./network.ts";
import type { Script } from "./scripts.ts";

/** One way of a sender's calls into the US network, and the days on which it is used. */
export interface Path {
  /** First US provider; -1: the one that serves the caller's own line. */
  first: number;
  foreign: number;
  /** Key of the customer at the first provider; 0: one customer per calling line. */
  customer: number;
  from: number;
  to: number;
  weight: number;
  /** Shares of the signed calls with attestation A, B and C. */
  attest: readonly [number, number, number];
}

/** One script of a sender, or one kind of ordinary traffic. */
export interface Unit {
  index: number;
  kind: string;
  sender: string;
  campaign: string;
  script: Script | undefined;
  brand: string;
  callback: number;
  /** Seed of its recordings: two who bought a message from one seller play the same audio. */
  voice: number;
  /** A person or a synthetic voice speaks, instead of a recording. */
  live: boolean;
  bulk: boolean;
  shortRing: boolean;
  /** How far the people called are such that a listening line can be among them. */
  exposure: number;
  paths: Path[];
}

export interface Talk {
  /** Share that hangs up early, and how soon on average. */
  early: number;
  earlyMean: number;
  /** Share that goes on to a conversation, and its median. */
  talks: number;
  median: number;
  spread: number;
  /** Length of the message that the others hear. */
  length: number;
}

export const outcomes = ["answered", "no_answer", "busy", "failed", "blocked"] as const;

/** All calls of a world, as columns. */
export class Calls {
  count = 0;
  readonly start: Float64Array;
  readonly caller: Float64Array;
  readonly callee: Float64Array;
  readonly duration: Float32Array;
  readonly unit: Uint32Array;
  readonly path: Uint8Array;
  readonly outcome: Uint8Array;

  constructor(capacity: number) {
    this.start = new Float64Array(capacity);
    this.caller = new Float64Array(capacity);
    this.callee = new Float64Array(capacity);
    this.duration = new Float32Array(capacity);
    this.unit = new Uint32Array(capacity);
    this.path = new Uint8Array(capacity);
    this.outcome = new Uint8Array(capacity);
  }

  get room(): number {
    return this.start.length - this.count;
  }

  add(
    unit: number,
    path: number,
    start: number,
    caller: number,
    callee: number,
    outcome: number,
    duration: number,
  ): void {
    const i = this.count++;
    this.unit[i] = unit;
    this.path[i] = path;
    this.start[i] = start;
    this.caller[i] = caller;
    this.callee[i] = callee;
    this.outcome[i] = outcome;
    this.duration[i] = outcome === 0 ? duration : 0;
  }

  /** Places of the calls in the order of their times. */
  inOrder(): Uint32Array {
    const order = new Uint32Array(this.count);
    for (let i = 0; i < this.count; i++) order[i] = i;
    const start = this.start;
    return order.sort((a, b) => (start[a] ?? 0) - (start[b] ?? 0) || a - b);
  }
}

export type Shape = "even" | "pace" | "bursts" | "blast" | "peaks";

/** How a sender dials. */
export interface Plan {
  unit: Unit;
  size: number;
  dayWeight: (day: number) => number;
  /** Calling hours: the called party's where `local`, Eastern time otherwise. */
  hours: readonly [number, number];
  local: boolean;
  shape: Shape;
  callee: (k: number) => number;
  caller: (callee: number, day: number) => number;
  answer: number;
  busy: number;
  failed: number;
  talk: Talk;
  /** Chance that a person called rings back the number seen or told. */
  ringsBack: number;
}

export interface Calendar {
  firstDay: number;
  days: number;
}

/** 0 for Sunday. */
export const weekday = (calendar: Calendar, day: number): number =>
  new Date((calendar.firstDay + day * 86400) * 1000).getUTCDay();

export function talkTime(talk: Talk, random: Random): number {
  const u = random.next();
  if (u < talk.early) return 1 + random.exponential(talk.earlyMean);
  if (u < talk.early + talk.talks) {
    return Math.min(14400, 2 + talk.median * Math.exp(random.normal(0, talk.spread)));
  }
  const heard = random.chance(0.7) ? 1 + random.normal(0, 0.05) : random.between(0.25, 1.3);
  return Math.max(1, talk.length * heard);
}

/** Places within a day's calling hours, in order, from 0 to 1. */
function fractions(shape: Shape, count: number, random: Random): number[] {
  const sessions = 1 + random.below(4);
  const starts = Array.from({ length: sessions }, () => random.between(0, 0.92));
  const width = shape === "blast" ? random.between(0.003, 0.015) : random.between(0.01, 0.07);
  const places = Array.from({ length: count }, (_, i) => {
    if (shape === "pace") return (i + random.next()) / count;
    if (shape === "blast") return (starts[0] ?? 0) + width * random.next() ** 1.5;
    if (shape === "bursts") return random.pick(starts) + width * random.next();
    if (shape === "even") return random.next();
    const peak = random.normal(random.chance(0.55) ? 0.22 : 0.68, 0.13);
    return peak < 0 || peak >= 1 ? random.next() : peak;
  });
  return places.sort((a, b) => a - b);
}

function pathOn(unit: Unit, day: number, random: Random): number {
  let total = 0;
  for (const path of unit.paths) if (day >= path.from && day <= path.to) total += path.weight;
  if (total === 0) return 0;
  let left = random.next() * total;
  for (const [i, path] of unit.paths.entries()) {
    if (day < path.from || day > path.to) continue;
    left -= path.weight;
    if (left <= 0) return i;
  }
  return unit.paths.length - 1;
}

/** Places all calls of a plan, and those of people who ring back. */
export function dial(
  plan: Plan,
  callBacks: Unit,
  calls: Calls,
  calendar: Calendar,
  network: Network,
  random: Random,
): void {
  const end = calendar.firstDay + calendar.days * 86400;
  const weights = Array.from(
    { length: calendar.days },
    (_, day) => plan.dayWeight(day) * Math.exp(random.normal(0, 0.35)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  const { unit, hours } = plan;
  let reached = 0;
  let placed = 0;
  weights.forEach((weight, day) => {
    reached += weight;
    const today = Math.min(Math.round((reached / total) * plan.size) - placed, calls.room);
    if (today <= 0) return;
    for (const fraction of fractions(plan.shape, today, random)) {
      if (calls.room === 0) return;
      const callee = plan.callee(placed++);
      const caller = plan.caller(callee, day);
      const zone = plan.local ? network.hoursAt(callee) : -5;
      const start =
        calendar.firstDay +
        day * 86400 +
        (hours[0] + fraction * (hours[1] - hours[0]) - zone) * 3600;
      const u = random.next();
      const outcome =
        u < plan.answer
          ? 0
          : u < plan.answer + plan.busy
            ? 2
            : u < plan.answer + plan.busy + plan.failed
              ? 3
              : 1;
      calls.add(
        unit.index,
        pathOn(unit, day, random),
        start,
        caller,
        callee,
        outcome,
        talkTime(plan.talk, random),
      );
      if (plan.ringsBack === 0 || outcome > 1 || !random.chance(plan.ringsBack)) continue;
      const target =
        unit.callback > 0 && outcome === 0 && random.chance(0.7) ? unit.callback : caller;
      const later = start + 20 + random.exponential(random.chance(0.7) ? 600 : 14000);
      if (target < 2e9 || target === callee || later > end || calls.room === 0) continue;
      const reachedBack = isForeign(target) || target === unit.callback ? 0.75 : 0.35;
      const answered = random.chance(reachedBack) ? 0 : random.below(3) + 1;
      calls.add(callBacks.index, 0, later, callee, target, answered, 5 + random.exponential(60));
    }
  });
}
