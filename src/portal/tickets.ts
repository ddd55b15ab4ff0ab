import { randomBytes } from "node:crypto";

const minutes = 5;
const most = 10_000;

/** Challenges of passkeys: each is taken once, within five minutes. */
export class Tickets {
  readonly #challenges = new Map<string, { challenge: string; until: number }>();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  give(challenge: string): string {
    if (this.#challenges.size >= most)
      this.#challenges.delete(this.#challenges.keys().next().value!);
    const ticket = randomBytes(16).toString("base64url");
    this.#challenges.set(ticket, { challenge, until: this.#now().getTime() + minutes * 60_000 });
    return ticket;
  }

  take(ticket: unknown): string | undefined {
    if (typeof ticket !== "string") return undefined;
    const found = this.#challenges.get(ticket);
    this.#challenges.delete(ticket);
    return found && found.until > this.#now().getTime() ? found.challenge : undefined;
  }
}
