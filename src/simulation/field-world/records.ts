import { Random } from "../random.ts";
import { CsvFile } from "../csv-file.ts";
import { mix, share, hashedUuid, isForeign } from "./numbers.ts";
import type { Provider } from "./providers.ts";
import type { Network } from "./network.ts";
import type { Path, Unit } from "./calls.ts";
import {
  sipCodes,
  type WorldCall,
  type Signature,
  type Leg,
  recordRow,
  header,
  customerName,
  trunkName,
  callId,
} from "./rows.ts";

/** How a call came through: its routes, and what the last provider saw. */
export interface Passage {
  routes: string;
  first: Provider;
  customer: string;
  caller: number;
  attestation: string;
  outcome: number;
}

interface Export {
  file: CsvFile;
  name: string;
  repeats: number;
  duplicates: number;
  sequence: number;
}

const unsigned: Signature = { level: "", origid: "", signer: "" };

/** Sends calls through the network and writes what the exporting providers on their way record of them. */
export class Records {
  readonly exports = new Map<number, Export>();
  legs = 0;
  readonly #network: Network;
  readonly #legFile: CsvFile;
  readonly #random: Random;
  readonly #firstDay: number;
  readonly #neverCalls: ReadonlySet<number>;
  readonly #bulkApart: number;
  readonly #trunks = new Map<number, string>();
  readonly #outward: { gateway: number; foreign: Provider | undefined }[];

  constructor(
    network: Network,
    folder: string,
    options: { seed: number; hard: boolean; firstDay: number; neverCalls: ReadonlySet<number> },
  ) {
    this.#network = network;
    this.#random = new Random(options.seed * 131 + 4);
    this.#firstDay = options.firstDay;
    this.#neverCalls = options.neverCalls;
    this.#bulkApart = options.hard ? 0.4 : 0.8;
    this.#outward = network.providers
      .filter((p) => p.role === "gateway")
      .map(({ index }) => ({
        gateway: index,
        foreign: network.providers.find(
          (p) => p.role === "foreign" && network.gatewaysOf(p.index).includes(index),
        ),
      }));
    this.#legFile = new CsvFile(
      `${folder}/truth/legs.csv`,
      "provider_id,call_id,call_no,attempt_no,position",
    );
    for (const p of network.providers) {
      if (!p.exports) continue;
      const name = `calls-${p.id}.csv`;
      this.exports.set(p.index, {
        name,
        file: new CsvFile(`${folder}/exports/${name}`, header(p)),
        repeats: this.exports.size % 9 === 4 ? 0.001 : 0,
        duplicates: 0,
        sequence: 1000 + this.#random.below(100_000),
      });
    }
  }

  close(): void {
    this.#legFile.close();
    for (const { file } of this.exports.values()) file.close();
  }

  carry(call: WorldCall): Passage {
    const random = this.#random;
    const network = this.#network;
    const { path, unit, caller, callee } = call;
    const first = network.provider(path.first >= 0 ? path.first : network.ownerOf(caller));
    const abroad = isForeign(callee);
    // A country's calls go out by one gateway; all else goes to the provider of the number.
    const out = abroad
      ? this.#outward[mix(Math.floor(callee / 1e9), 3) % this.#outward.length]
      : undefined;
    const last = out ? out.gateway : network.ownerOf(callee);
    const beyond = out?.foreign;
    const day = Math.floor((call.start - this.#firstDay) / 86400);
    const customer =
      path.customer > 0
        ? path.customer
        : path.foreign >= 0
          ? 0
          : unit.kind === "business"
            ? Math.floor(caller / 100)
            : caller;
    let outcome = call.outcome;
    if (this.#neverCalls.has(caller) && random.chance(0.3)) outcome = 4;
    else if (unit.bulk && outcome === 1 && random.chance(0.04)) outcome = 4;

    const source = path.foreign >= 0 ? network.provider(path.foreign) : undefined;
    const signature = this.#signed(first, path, customer, source);
    const customerId = customer > 0 ? customerName(first, customer) : "";
    // Some people withhold their number, always or now and then.
    const withheld = !unit.bulk && !abroad && (share(caller, 61) < 0.006 || random.chance(0.005));
    const shown = withheld ? 0 : caller;
    const passage: Passage = {
      routes: "",
      first,
      customer: customerId,
      caller: shown,
      attestation: "",
      outcome,
    };
    let at = call.start;
    let avoid = -1;
    for (let attempt = 1; ; attempt++) {
      const route = network.route(first.index, last, day, random, avoid);
      const breaks =
        attempt < 4 &&
        route.length > 2 &&
        random.chance(network.provider(route[1] ?? last).routeFailures);
      if (breaks) route.length = random.chance(0.7) ? 2 : Math.min(3, route.length - 1);
      at = this.#attempt(
        call,
        route,
        breaks,
        attempt,
        at,
        passage,
        signature,
        source,
        breaks ? undefined : beyond,
      );
      passage.routes += `${attempt > 1 ? "|" : ""}${route.map((i) => network.provider(i).id).join(">")}`;
      if (!breaks) return passage;
      avoid = route[1] ?? -1;
    }
  }

  #signed(first: Provider, path: Path, customer: number, source: Provider | undefined): Signature {
    const random = this.#random;
    if (!random.chance(first.signsOwn)) return unsigned;
    const u = random.next();
    const [a, b, c] = path.attest;
    const level = u < a ? "A" : u < a + b ? "B" : u < a + b + c ? "C" : "";
    if (level === "") return unsigned;
    return { level, signer: first.id, origid: this.#origid(first, customer, source) };
  }

  #origid(signer: Provider, customer: number, source: Provider | undefined): string {
    if (signer.origidPer === "call") return this.#random.uuid();
    if (signer.origidPer === "provider") return hashedUuid(signer.index + 1, 1);
    if (signer.origidPer === "customer" && customer > 0)
      return hashedUuid(signer.index + 1, customer);
    return hashedUuid(signer.index + 1, source ? source.index + 7000 : (customer % 4) + 9000);
  }

  /** One attempt along a route: every provider on it sees the call a little later than the one before. */
  #attempt(
    call: WorldCall,
    route: readonly number[],
    breaks: boolean,
    attempt: number,
    at: number,
    passage: Passage,
    signed: Signature,
    source: Provider | undefined,
    beyond: Provider | undefined,
  ): number {
    const random = this.#random;
    const network = this.#network;
    const { unit, callee } = call;
    const outcome = breaks ? 3 : passage.outcome;
    const ring = unit.shortRing
      ? 1 + random.next() * 2
      : outcome === 1
        ? 12 + random.next() * 18
        : outcome === 0
          ? 2 + random.next() * 16
          : 1;
    let signature = signed;
    let caller = passage.caller;
    let time = at;
    let reference = (call.callNo * 8 + attempt) * 16;
    for (let i = 0; i < route.length; i++) {
      const provider = network.provider(route[i] ?? 0);
      const upstream = i > 0 ? network.provider(route[i - 1] ?? 0) : source;
      const next = route[i + 1];
      const downstream = next !== undefined ? network.provider(next) : beyond;
      if (i > 0 && signature.level === "" && random.chance(provider.signsTransit)) {
        const level = provider.conduct === "lax" && random.chance(0.4) ? "B" : "C";
        signature = { level, signer: provider.id, origid: this.#origid(provider, 0, upstream) };
      }
      const callerIn = caller;
      if (i > 0 && provider.rewrites > 0 && random.chance(provider.rewrites))
        caller = this.#replaced(provider, callee);
      // Some switches keep the reference they received; all others make their own for the onward call.
      const received = i > 0 ? reference : 0;
      if (i === 0 || share(provider.index, 3) > 0.25) reference++;
      const log = this.exports.get(provider.index);
      if (log)
        this.#write(log, provider, {
          call,
          attempt,
          position: i + 1,
          final: !breaks,
          upstream,
          downstream,
          time,
          caller: callerIn,
          callerOut: caller,
          outcome,
          ring,
          signature,
          received,
          reference,
          customer: i === 0 && !source ? passage.customer : "",
          code: breaks ? random.pick([503, 503, 500, 408]) : random.pick(sipCodes[outcome] ?? [0]),
        });
      if (i < route.length - 1 && provider.dropsSignatures && random.chance(0.85))
        signature = unsigned;
      time += 0.04 + random.exponential(0.35);
    }
    if (!breaks) {
      passage.caller = caller;
      passage.attestation = signature.level;
    }
    return time + (breaks ? 0.3 + random.exponential(1.5) : 0);
  }

  /** A number of the provider's own, in the called area where that is cheaper, or none at all. */
  #replaced(provider: Provider, callee: number): number {
    if (this.#random.chance(0.3)) return this.#random.below(2);
    const npaNxx = this.#network.near(Math.floor(callee / 10000) % 1_000_000, this.#random);
    return npaNxx * 10000 + (mix(provider.index, npaNxx, this.#random.below(3)) % 10000);
  }

  #trunk(upstream: Provider | undefined, provider: Provider, unit: Unit, customer: string): string {
    if (!upstream)
      return customer && share(provider.index, 17) < 0.5
        ? trunkName(
            provider,
            mix(provider.index, customer.charCodeAt(customer.length - 1) % 6),
            undefined,
          )
        : "";
    // Wholesale buyers send dialers' traffic, lawful or not, by trunks of their own where they have several.
    const several = mix(upstream.index, provider.index, 21) % 3;
    const apart = unit.bulk && several > 0 && this.#random.chance(this.#bulkApart);
    const variant = apart ? 1 + (mix(upstream.index, provider.index, unit.index) % several) : 0;
    const key = (upstream.index * 256 + provider.index) * 4 + variant;
    let name = this.#trunks.get(key);
    if (name === undefined)
      this.#trunks.set(key, (name = trunkName(provider, mix(key, 99), upstream)));
    return name;
  }

  #write(log: Export, p: Provider, leg: Leg): void {
    const random = this.#random;
    const days = (leg.time - this.#firstDay) / 86400;
    const time = leg.time + p.clockOffset + p.clockDrift * days;
    const id = callId(p, ++log.sequence, time);
    const trunk = this.#trunk(leg.upstream, p, leg.call.unit, leg.customer);
    const row = recordRow(p, leg, id, time, trunk, random);
    log.file.line(row);
    if (log.repeats > 0 && random.chance(log.repeats)) {
      log.file.line(row);
      log.duplicates++;
    }
    this.legs++;
    this.#legFile.line([p.id, id, leg.call.callNo, leg.attempt, leg.position].join(","));
  }
}
