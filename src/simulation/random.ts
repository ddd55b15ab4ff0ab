import {
  randomBeta,
  randomExponential,
  randomLcg,
  randomNormal,
  randomPoisson,
  shuffler,
} from "d3";

/**
 * A seeded generator: the same seed gives the same world on every machine. It is d3's linear congruential one, whose low
 * bits repeat soon and which comes round after 2^32 draws. All that is drawn here goes by the upper bits, an id by those
 * of several draws; a call takes some 20 draws of the busiest stream, so that ids stay apart for 200 million calls.
 */
export class Random {
  /** From 0 to under 1. */
  readonly next: () => number;
  readonly #standardNormal: () => number;

  constructor(seed: number) {
    this.next = randomLcg(scattered(seed));
    this.#standardNormal = randomNormal.source(this.next)();
  }

  /** A whole number from 0 to under n. */
  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  between(low: number, high: number): number {
    return low + this.next() * (high - low);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }

  normal(mean: number, deviation: number): number {
    return mean + deviation * this.#standardNormal();
  }

  exponential(mean: number): number {
    return randomExponential.source(this.next)(1 / mean)();
  }

  beta(a: number, b: number): number {
    return randomBeta.source(this.next)(a, b)();
  }

  poisson(mean: number): number {
    return randomPoisson.source(this.next)(mean)();
  }

  shuffled<T>(items: readonly T[]): T[] {
    return shuffler(this.next)([...items]);
  }

  /** A UUID of version 4, from the upper 16 bits of eight draws. */
  uuid(): string {
    let hex = "";
    while (hex.length < 32) hex += this.below(0x10000).toString(16).padStart(4, "0");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
}

/** Streams of one world have seeds in a row: without this (murmur's last steps) they would start with like draws. */
function scattered(seed: number): number {
  let h = Math.imul(seed ^ (seed >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
