import { join } from "node:path";
import { CsvFile, isoTime } from "./csv-file.ts";
import { Random } from "./random.ts";
import type { SimulatedCall } from "./traffic.ts";
import type { SimulatedProvider, World } from "./world.ts";

const header =
  "call_id,provider_id,start_time,calling_number,called_number,duration_s,disposition,sip_code,ingress_provider_id," +
  "ingress_trunk,ingress_country,customer_id,egress_provider_id,attestation,origid,signer_id,simulated";
const callIdColumns = ",ingress_call_ref,egress_call_ref";

/** Share of pairs of providers with a relay between them that gives each side a Call-ID of its own. */
const relayShare = 0.05;

const sipCodes = { answered: 200, no_answer: 480, busy: 486, failed: 503, blocked: 603 };

/** What a file of exports holds, by which a load of it is judged. */
export interface FileTruth {
  file: string;
  format: string;
  rows: number;
  loaded: number;
  duplicate: number;
  rejected: number;
}

export interface LegWritten {
  providerId: string;
  callId: string;
  position: number;
  attempt: number;
}

interface Output {
  path: string;
  /** Opened with the first row: a provider that no call passed exports nothing. */
  file: CsvFile | null;
  truth: FileTruth;
  calls: number;
}

/** Writes each call as the exporting providers on its way recorded it: by their clocks, in their spellings, with dirt. */
export class CarrierFiles {
  readonly #world: World;
  readonly #random: Random;
  readonly #outputs = new Map<number, Output>();
  readonly #dirt: number;
  readonly #rewriteShare: number;
  readonly #garbleShare: number;
  readonly #callIds: CallIds | null;

  constructor(
    world: World,
    folder: string,
    options: { dirt: number; hard: boolean; callIds: number },
  ) {
    this.#world = world;
    this.#random = new Random(world.seed + 2);
    this.#callIds = options.callIds > 0 ? new CallIds(world, options.callIds) : null;
    this.#dirt = options.dirt;
    this.#rewriteShare = options.hard ? 0.15 : 0.04;
    this.#garbleShare = options.hard ? 0.03 : 0.005;
    const month = new Date(world.start * 1000).toISOString().slice(0, 7);
    for (const provider of world.providers.filter((p) => p.exports)) {
      const name = `carrier-cdr-${provider.id}-${month}.csv`;
      this.#outputs.set(provider.index, {
        path: join(folder, name),
        file: null,
        truth: { file: name, format: "carrier-cdr", rows: 0, loaded: 0, duplicate: 0, rejected: 0 },
        calls: 0,
      });
    }
  }

  /** Writes the legs of a call, tried again at times, and says where each of them stands. */
  write(call: SimulatedCall): LegWritten[] {
    const legs: LegWritten[] = [];
    const random = this.#random;
    const tries = call.disposition !== "answered" && random.chance(0.05) ? 2 : 1;
    let at = call.at;
    for (let attempt = 0; attempt < tries; attempt++) {
      for (const [k, route] of call.routes.entries()) {
        const isLast = k === call.routes.length - 1;
        this.#writeRoute(call, route, at, isLast, attempt * 2 + k, legs);
        at += random.between(0.3, 2);
      }
      at += random.between(4, 40);
    }
    return legs;
  }

  #writeRoute(
    call: SimulatedCall,
    route: readonly number[],
    at: number,
    isLast: boolean,
    attempt: number,
    legs: LegWritten[],
  ): void {
    const random = this.#random;
    const { providers } = this.#world;
    const ids = route.map((index) => this.#idOf(providers[index] as SimulatedProvider));
    let calling = call.calling;
    let attestation: string = call.attestation;
    let signer = attestation === "" ? "" : (ids[0] as string);
    const origid = random.uuid();
    let moment = at;
    const disposition = isLast ? call.disposition : random.chance(0.6) ? "blocked" : "failed";
    const callIds = this.#callIds?.onRoute(route);
    for (const [position, index] of route.entries()) {
      const provider = providers[index] as SimulatedProvider;
      moment += 0.02 + random.exponential(0.25);
      // Some who pass an unsigned call on sign it themselves: the signer is then not the originator.
      if (attestation === "" && position > 0 && position < route.length - 1 && index % 3 === 0) {
        attestation = "C";
        signer = ids[position] as string;
      }
      const output = this.#outputs.get(index);
      if (output) {
        const foreign =
          position === 0 && call.foreign !== null ? providers[call.foreign] : undefined;
        const callId = this.#callId(provider, output);
        const lost = random.chance(provider.missingHandOver);
        const ingress = foreign ? foreign.id : position > 0 ? (ids[position - 1] as string) : "";
        const egress = position < route.length - 1 ? (ids[position + 1] as string) : "";
        this.#writeRow(output, [
          callId,
          ids[position] as string,
          isoTime(this.#clock(provider, moment), provider.utcOffsetHours, provider.hasMilliseconds),
          random.chance(this.#garbleShare) ? "anonymous" : spelled(calling, provider.numberFormat),
          spelled(call.called, provider.numberFormat),
          disposition === "answered"
            ? call.duration.toFixed(provider.hasMilliseconds ? 1 : 0)
            : "0",
          disposition,
          String(sipCodes[disposition]),
          lost ? "" : ingress,
          lost || ingress === "" ? "" : `tg${(index + (route[position - 1] ?? 0)) % 9}`,
          lost || ingress === "" ? "" : (foreign?.country ?? "US"),
          position === 0 && !foreign ? call.customer : "",
          lost ? "" : egress,
          attestation,
          attestation === "" ? "" : origid,
          signer,
          "true",
          ...(callIds ? [callIds[position]?.received ?? "", callIds[position]?.sent ?? ""] : []),
        ]);
        legs.push({ providerId: ids[position] as string, callId, position, attempt });
      }
      if (provider.rewritesCallers && random.chance(this.#rewriteShare)) {
        calling = 19000000000 - (index + 1) * 1e7 + 2000000 + random.below(1000);
      }
    }
  }

  #idOf(provider: SimulatedProvider): string {
    return provider.secondId !== null && this.#random.chance(0.3) ? provider.secondId : provider.id;
  }

  #clock(provider: SimulatedProvider, moment: number): number {
    const day = (moment - this.#world.start) / 86400;
    return moment + provider.clockOffset + provider.clockDrift * day;
  }

  #callId(provider: SimulatedProvider, output: Output): string {
    // Multiplication by an odd number visits every value once: ids that do not repeat and do not count.
    const n = BigInt.asUintN(48, BigInt(++output.calls) * 0x5deece66dn + BigInt(provider.index));
    return `${provider.id.slice(3)}-${n.toString(16).padStart(12, "0")}`;
  }

  #writeRow(output: Output, cells: string[]): void {
    const { truth } = output;
    const file = (output.file ??= new CsvFile(
      output.path,
      this.#callIds ? header + callIdColumns : header,
    ));
    const line = cells.join(",");
    file.line(line);
    truth.rows++;
    truth.loaded++;
    if (!this.#random.chance(this.#dirt)) return;
    switch (this.#random.below(4)) {
      case 0:
        file.line(line);
        truth.rows++;
        truth.duplicate++;
        return;
      case 1:
        file.line(line.split(",").slice(0, 9).join(","));
        break;
      case 2:
        file.line([`${cells[0]}x`, cells[1], "0001-01-01T00:00:00Z", ...cells.slice(3)].join(","));
        break;
      default:
        file.line([`${cells[0]}y`, ...cells.slice(1, 5), "-5", ...cells.slice(6)].join(","));
    }
    truth.rows++;
    truth.rejected++;
  }

  close(): FileTruth[] {
    return [...this.#outputs.values()].flatMap(({ file, truth }) => {
      file?.close();
      return file === null ? [] : [truth];
    });
  }
}

interface RecordedCallIds {
  received: string;
  sent: string;
}

/** SIP Call-IDs as the providers record them. Drawn apart from all else, so that a world stays the same without them. */
class CallIds {
  readonly #random: Random;
  readonly #recorders: ReadonlySet<number>;
  readonly #relayed = new Map<string, boolean>();

  constructor(world: World, share: number) {
    this.#random = new Random(world.seed + 6);
    this.#recorders = new Set(
      world.providers.filter(() => this.#random.chance(share)).map((provider) => provider.index),
    );
  }

  /** What each provider of a route writes down; blank where it records none, or there is no other side. */
  onRoute(route: readonly number[]): RecordedCallIds[] {
    const ids = route.map((): RecordedCallIds => ({ received: "", sent: "" }));
    for (const [position, from] of route.slice(0, -1).entries()) {
      const to = route[position + 1] as number;
      const sent = this.#id(from);
      const received = this.#isRelayed(from, to) ? this.#id(to) : sent;
      if (this.#recorders.has(from)) (ids[position] as RecordedCallIds).sent = sent;
      if (this.#recorders.has(to)) (ids[position + 1] as RecordedCallIds).received = received;
    }
    return ids;
  }

  #id(provider: number): string {
    return `${this.#random.uuid()}@192.0.2.${provider % 256}`;
  }

  #isRelayed(from: number, to: number): boolean {
    const pair = `${from} ${to}`;
    let isRelayed = this.#relayed.get(pair);
    if (isRelayed === undefined) {
      isRelayed = this.#random.chance(relayShare);
      this.#relayed.set(pair, isRelayed);
    }
    return isRelayed;
  }
}

function spelled(number: number, format: SimulatedProvider["numberFormat"]): string {
  const digits = String(number);
  switch (format) {
    case "e164":
      return `+${digits}`;
    case "eleven":
      return digits;
    case "national":
      return digits.slice(1);
    case "zeros":
      return `00${digits}`;
  }
}
