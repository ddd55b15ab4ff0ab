import type { Random } from "../random.ts";

export type Role = "originating" | "gateway" | "intermediate" | "terminating" | "foreign";

/** A provider: what it is, and the habits of its switch, which shape the records it exports. */
export interface Provider {
  index: number;
  id: string;
  /** A second id, after a merger or a change of name: some neighbors go on using it. */
  secondId: string;
  name: string;
  role: Role;
  country: string;
  conduct: "ordinary" | "lax" | "complicit" | "careless_signer";
  large: boolean;
  exports: boolean;
  clockOffset: number;
  clockDrift: number;
  numberStyle: number;
  utcOffset: number;
  milliseconds: boolean;
  callIdStyle: number;
  trunkStyle: number;
  customerStyle: number;
  keepsSignature: boolean;
  keepsOrigid: boolean;
  keepsCustomer: boolean;
  keepsSip: boolean;
  keepsUnansweredDuration: boolean;
  namesHomeCountry: boolean;
  billed: boolean;
  optional: {
    times: boolean;
    kind: boolean;
    refs: boolean;
    attempts: boolean;
    cause: boolean;
    out: boolean;
  };
  /** Share of its own customers' calls, and of unsigned transit calls, that it signs. */
  signsOwn: number;
  signsTransit: number;
  origidPer: "provider" | "customer" | "trunk" | "call";
  /** Share of transit calls whose caller it withholds or replaces by a number of its own. */
  rewrites: number;
  dropsSignatures: boolean;
  routeFailures: number;
}

/** Founds the providers of a world: foreign ones, gateways, resellers, tandems and carriers of very uneven size. */
export function foundProviders(
  random: Random,
  { hard, exporting }: { hard: boolean; exporting: number },
): Provider[] {
  const providers: Provider[] = [];
  const used = new Set<string>();
  const found = (role: Role, count: number, more: (i: number) => Partial<Provider>): void => {
    for (let i = 0; i < count; i++) {
      let id = "";
      while (id === "" || used.has(id)) id = `P${1000 + random.below(9000)}`;
      used.add(id);
      const small = role === "originating";
      providers.push({
        index: providers.length,
        id,
        secondId: "",
        role,
        country: "US",
        conduct: "ordinary",
        large: false,
        name: `${random.pick(nameStarts)} ${random.pick(nameEnds)}`,
        exports: false,
        clockOffset: random.chance(0.7) ? random.normal(0, 0.4) : random.normal(0, 4),
        clockDrift: random.chance(0.75) ? 0 : random.normal(0, 0.08),
        numberStyle: random.below(3),
        utcOffset: random.chance(0.45) ? 0 : random.pick([-8, -7, -6, -5, -4]),
        milliseconds: random.chance(0.35),
        callIdStyle: random.below(4),
        trunkStyle: random.below(5),
        customerStyle: random.below(3),
        keepsSignature: random.chance(0.85),
        keepsOrigid: random.chance(hard ? 0.55 : 0.75),
        keepsCustomer: random.chance(0.85),
        keepsSip: random.chance(0.8),
        keepsUnansweredDuration: random.chance(0.8),
        namesHomeCountry: random.chance(0.25),
        billed: random.chance(small ? 0.25 : 0.1),
        optional: {
          times: random.chance(0.3),
          kind: random.chance(0.4),
          refs: random.chance(hard ? 0.15 : 0.35),
          attempts: random.chance(0.4),
          cause: random.chance(0.25),
          out: random.chance(0.3),
        },
        signsOwn: 0,
        signsTransit: 0,
        rewrites: 0,
        dropsSignatures: false,
        routeFailures: random.between(0.01, 0.1),
        origidPer: hard
          ? random.pick(["call", "call", "trunk", "customer"] as const)
          : random.pick(["call", "trunk", "customer", "customer", "provider"] as const),
        ...more(i),
      });
    }
  };
  const conducts = (list: Provider["conduct"][]) => (i: number) => list[i] ?? "ordinary";
  const atReseller = conducts([
    "complicit",
    "lax",
    "careless_signer",
    "lax",
    "complicit",
    "lax",
    "careless_signer",
  ]);
  const atGateway = conducts(["complicit", "lax", "careless_signer"]);
  found("terminating", 6, () => ({ large: true, signsOwn: 0.97 }));
  found("terminating", 10 + random.below(5), () => ({ signsOwn: random.pick([0, 0.5, 0.9]) }));
  found("originating", 3, () => ({ large: true, signsOwn: 0.95 })); // communications platforms
  found("originating", 14 + random.below(5), (i) => ({
    conduct: atReseller(i),
    signsOwn: atReseller(i) === "careless_signer" ? 0.93 : random.pick([0, 0.3, 0.8, 0.95]),
  }));
  found("intermediate", 6, () => ({
    large: true,
    signsTransit: random.pick([0, 0, 0.3, 0.6]),
    dropsSignatures: random.chance(0.25),
  }));
  found("intermediate", 6 + random.below(5), (i) => ({
    signsTransit: random.pick([0, 0.3, 0.8]),
    dropsSignatures: random.chance(0.3),
    conduct: i === 0 ? "lax" : "ordinary",
    rewrites: i < (hard ? 4 : 1) ? (hard ? 0.25 : 0.03) : 0,
  }));
  found("gateway", 6 + random.below(3), (i) => ({
    conduct: atGateway(i),
    signsOwn: random.pick([0.4, 0.8, 0.95]),
  }));
  found("foreign", 11 + random.below(6), () => ({ country: random.pick(countries) }));
  // Two of the largest carriers always take part, who else does is chance.
  const domestic = providers.filter((p) => p.role !== "foreign");
  const willing = [...domestic.slice(0, 2), ...random.shuffled(domestic.slice(2))];
  for (const provider of willing.slice(
    0,
    Math.round(domestic.length * exporting * (hard ? 0.5 : 1)),
  ))
    provider.exports = true;
  for (const provider of random.shuffled(domestic).slice(0, 3))
    provider.secondId = `P${10000 + random.below(9000)}`;
  return providers;
}

// prettier-ignore
const nameStarts = "Aurora,Beacon,Cobalt,Delta Ridge,Echo,Falcon,Granite,Helios,Inland,Juniper,Keystone,Lumina,Mesa,Nimbus,Orchard,Pinnacle,Quartz,Ravine,Sierra,Tundra,Union Hill,Vantage,Willow,Xenon,Yucca,Zephyr".split(",");
// prettier-ignore
const nameEnds = "Telecom,Voice LLC,Communications Inc,Networks,VoIP,Telephone Cooperative,Carrier Services,Wireless,Cable,Wholesale,Connect,Exchange".split(",");
const countries = "IN,IN,PK,PH,GB,CA,HK,JM,DE,MX,DO,LT,CY,EG,CO".split(",");
