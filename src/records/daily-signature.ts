import { createPublicKey, verify } from "node:crypto";
import { CommandError } from "../errors.ts";
import type { Event, NewEvent, Place } from "../workspace/event-log.ts";

/** That the chain of events stood at a place on a day: signed, so that a whole chain made anew is found out. */
export interface ChainSignature {
  /** UTC day. */
  day: string;
  seq: number;
  hash: string;
  key_id: string;
  public_key: string;
  /** Ed25519 over `message`, base64. */
  signature: string;
}

const kind = "chain_signed";

const message = ({ day, seq, hash }: Pick<ChainSignature, "day" | "seq" | "hash">) =>
  Buffer.from(`robocall-docket chain ${day} ${seq} ${hash}\n`);

export const chainSignatures = (events: readonly Event[]): ChainSignature[] =>
  events.filter((event) => event.kind === kind).map((event) => event.body as ChainSignature);

/** The signature of the chain as it stands, as an event, where the last one is of a day before. */
export function dailySignature(
  last: ChainSignature | undefined,
  place: Place,
  at: Date,
  key: { key_id: string; public_key: string; sign: (bytes: Uint8Array) => Buffer },
): NewEvent[] {
  const day = at.toISOString().slice(0, 10);
  if (place.seq === 0 || (last && last.day >= day)) return [];
  const signed = { day, seq: place.seq, hash: place.hash };
  const signature = key.sign(message(signed)).toString("base64");
  const body: ChainSignature = {
    ...signed,
    key_id: key.key_id,
    public_key: key.public_key,
    signature,
  };
  return [{ kind, body }];
}

/**
 * Checks every signature of a chain against the event that it names; throws at the first that does not fit. `known` are the
 * keys of the workspace, by id: a signature by another key proves nothing, and one that is not there is not checked.
 */
export function checkChainSignatures(
  events: readonly Event[],
  file: string,
  known: ReadonlyMap<string, string> = new Map(),
): number {
  const signatures = chainSignatures(events);
  for (const signature of signatures) {
    const event = events[signature.seq - 1];
    const own = known.get(signature.key_id);
    if (known.size > 0 && own === undefined)
      throw new CommandError(
        `${file}: the signature of ${signature.day} is by the key ${signature.key_id}, which is not in keys/: restore its public half, or the records`,
      );
    const isValid =
      (own === undefined || own === signature.public_key) &&
      event?.hash === signature.hash &&
      verify(
        null,
        message(signature),
        createPublicKey(signature.public_key),
        Buffer.from(signature.signature, "base64"),
      );
    if (!isValid)
      throw new CommandError(
        `${file}: the signature of ${signature.day} does not fit event ${signature.seq}: the records were changed; restore them from a backup`,
      );
  }
  return signatures.length;
}
