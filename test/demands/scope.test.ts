import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { relateScope, type ScopeClass } from "../../src/data/reads/demand-scope.ts";
import { openPublished, type Published } from "../../src/pipeline/published.ts";
import { calledSecretOf } from "../../src/workspace/keys.ts";
import { Workspace } from "../../src/workspace/workspace.ts";
import { deskWithCalls } from "./desks.ts";

interface Call {
  leg_id: string;
  provider_id: string;
  call_id: string;
  at: number | null;
  calling_number: string | null;
  called_state: string | null;
  called_key: string;
  around: (string | null)[];
}
interface Hop {
  traceback_id: string;
  hop_no: number;
  provider_id: string;
  upstream_provider_id: string | null;
}
interface Recording {
  recording_id: string;
  at: number | null;
  called_state: string | null;
  calling_number: string | null;
  callback_number: string | null;
  campaigns: string[];
}
interface Campaign {
  campaign_id: string;
  first: number | null;
  last: number | null;
  states: string[] | null;
  providers: string[];
}
interface Traceback {
  traceback_id: string;
  at: number | null;
  called_state: string | null;
  calling_number: string | null;
  callback_number: string | null;
  campaigns: string[];
  providers: string[];
}

let published: Published;
let desk = "";
let exports = "";
let calls: Call[] = [];
let tracebacks: Traceback[] = [];
let hops: Hop[] = [];
let recordings: Recording[] = [];
let campaignRows: Campaign[] = [];
let providerIds: string[] = [];
/** Campaigns of each call record. */
const campaignsOf = new Map<string, string[]>();
/** Call-back numbers of each campaign. */
let callbacksOf = new Map<string, string[]>();

beforeAll(async () => {
  ({ desk, exports } = await deskWithCalls());
  published = await openPublished(await Workspace.open(desk, { command: "test", mode: "read" }));
  const { session } = published;
  calls = await session.rows<Call>(
    `select leg_id::varchar as leg_id, provider_id, call_id, epoch_ms(started_at) as at, calling_number, called_state,
    called_key::varchar as called_key, [provider_id, ingress_provider_id, egress_provider_id, signer_id] as around from call_legs`,
  );
  const members = await session.rows<{ key: string; campaign_id: string }>(
    "select provider_id || ' ' || call_id as key, campaign_id from campaign_calls",
  );
  for (const { key, campaign_id } of members)
    campaignsOf.set(key, [...(campaignsOf.get(key) ?? []), campaign_id]);
  const found = await session.rows<{ campaign_id: string; callbacks: string[] | null }>(
    "select campaign_id, callbacks from campaigns",
  );
  callbacksOf = new Map(found.map((c) => [c.campaign_id, c.callbacks ?? []]));
  const paths = await session.rows<{ traceback_id: string; key: string }>(
    "select distinct traceback_id, provider_id || ' ' || call_id as key from traceback_paths where call_id is not null",
  );
  const rows = await session.rows<Omit<Traceback, "campaigns" | "providers">>(
    "select traceback_id, epoch_ms(coalesce(call_time, opened_at)) as at, called_state, calling_number, callback_number from tracebacks",
  );
  hops = await session.rows<Hop>(
    "select traceback_id, hop_no, provider_id, upstream_provider_id from traceback_hops",
  );
  const reports = await session.rows<{ id: string; campaign_id: string }>(
    "select source_row_id as id, campaign_id from campaign_reports where source_table = 'recordings'",
  );
  recordings = (
    await session.rows<Omit<Recording, "campaigns">>(
      "select recording_id, epoch_ms(received_at) as at, called_state, calling_number, callback_number from recordings",
    )
  ).map((row) => ({
    ...row,
    campaigns: reports.filter((r) => r.id === row.recording_id).map((r) => r.campaign_id),
  }));
  const carriers = await session.rows<{ campaign_id: string; provider_id: string }>(
    "select campaign_id, provider_id from provider_campaigns",
  );
  campaignRows = (
    await session.rows<Omit<Campaign, "providers">>(
      `select campaign_id, epoch_ms(first_seen::timestamp) as "first", epoch_ms(last_seen::timestamp) as "last", states from campaigns`,
    )
  ).map((row) => ({
    ...row,
    providers: carriers.filter((c) => c.campaign_id === row.campaign_id).map((c) => c.provider_id),
  }));
  providerIds = (await session.rows<{ id: string }>("select provider_id as id from providers")).map(
    ({ id }) => id,
  );
  tracebacks = rows.map((row) => ({
    ...row,
    campaigns: paths
      .filter((p) => p.traceback_id === row.traceback_id)
      .flatMap((p) => campaignsOf.get(p.key) ?? []),
    providers: hops.filter((h) => h.traceback_id === row.traceback_id).map((h) => h.provider_id),
  }));
});

afterAll(() => published.close());

const distinct = <T>(values: (T | null)[]) => [
  ...new Set(values.filter((v): v is T => v !== null)),
];
const some = (values: string[], most: number) =>
  fc.uniqueArray(fc.constantFrom(...values, "none such"), { maxLength: most });
const nothing = {
  states: [],
  numbers: [],
  callback_numbers: [],
  campaign_ids: [],
  provider_ids: [],
  called_numbers: [],
};

async function idsOf(
  classes: ScopeClass[],
  scope: Record<keyof typeof nothing, string[]>,
  window: { from: Date; to: Date },
  id: string,
): Promise<string[]> {
  await relateScope(published.session, { window, scope }, classes);
  const rows = await published.session.rows<{ id: string }>(
    `select ${id}::varchar as id from demand_${classes[0]} where withheld is null`,
  );
  return rows.map((row) => row.id).sort();
}

const dayMs = 86_400_000;
const first = Date.UTC(2024, 2, 1);

describe("the scope of a response", () => {
  it("holds exactly the records of every class that it says", async () => {
    const numbers = distinct(calls.map((c) => c.calling_number));
    const states = distinct(calls.map((c) => c.called_state));
    const providers = distinct(calls.map((c) => c.provider_id));
    const campaigns = [...callbacksOf.keys()];
    const callbacks = distinct([
      ...[...callbacksOf.values()].flat(),
      ...tracebacks.map((t) => t.callback_number),
      ...recordings.map((r) => r.callback_number),
    ]);
    const callsOf = new Map<string, Call[]>();
    for (const call of calls)
      for (const id of campaignsOf.get(`${call.provider_id} ${call.call_id}`) ?? [])
        callsOf.set(id, [...(callsOf.get(id) ?? []), call]);
    const yielded: Partial<Record<ScopeClass, number>> = {};
    await fc.assert(
      fc.asyncProperty(
        some(states, 6),
        some(numbers, 30),
        some(callbacks, 2),
        some(campaigns, 4),
        some(providers, 5),
        fc.integer({ min: -1, max: 31 * 24 }),
        fc.integer({ min: 0, max: 40 * 24 }),
        fc.subarray(["states", "numbers", "callbacks", "campaigns", "providers"], { minLength: 1 }),
        async (s, n, b, k, p, hour, hours, used) => {
          const scope = {
            ...nothing,
            states: used.includes("states") ? s : [],
            numbers: used.includes("numbers") ? n : [],
            callback_numbers: used.includes("callbacks") ? b : [],
            campaign_ids: used.includes("campaigns") ? k : [],
            provider_ids: used.includes("providers") ? p : [],
          };
          const from = first + hour * 3_600_000;
          const to = from + hours * 3_600_000;
          const named = new Set(scope.campaign_ids);
          for (const [id, numbersOf] of callbacksOf)
            if (numbersOf.some((x) => scope.callback_numbers.includes(x))) named.add(id);
          const limitsCampaigns = scope.campaign_ids.length + scope.callback_numbers.length > 0;
          const is = (list: string[], value: string | null) =>
            list.length === 0 || (value !== null && list.includes(value));
          const inTime = (at: number | null) => at !== null && at >= from && at < to;
          const expectedCalls = calls.filter(
            (c) =>
              inTime(c.at) &&
              is(scope.states, c.called_state) &&
              is(scope.numbers, c.calling_number) &&
              (scope.provider_ids.length === 0 ||
                c.around.some((x) => x !== null && scope.provider_ids.includes(x))) &&
              (!limitsCampaigns ||
                (campaignsOf.get(`${c.provider_id} ${c.call_id}`) ?? []).some((x) => named.has(x))),
          );
          const expectedTracebacks = tracebacks.filter(
            (t) =>
              inTime(t.at) &&
              is(scope.states, t.called_state) &&
              is(scope.numbers, t.calling_number) &&
              (scope.provider_ids.length === 0 ||
                t.providers.some((x) => scope.provider_ids.includes(x))) &&
              (!limitsCampaigns ||
                t.campaigns.some((x) => named.has(x)) ||
                (t.callback_number !== null && scope.callback_numbers.includes(t.callback_number))),
          );
          const window = { from: new Date(from), to: new Date(to) };
          const expectedHops = hops.filter(
            (h) =>
              expectedTracebacks.some((t) => t.traceback_id === h.traceback_id) &&
              is(scope.provider_ids, h.provider_id),
          );
          const expectedRecordings = recordings.filter(
            (r) =>
              inTime(r.at) &&
              is(scope.states, r.called_state) &&
              is(scope.numbers, r.calling_number) &&
              scope.provider_ids.length === 0 &&
              (!limitsCampaigns ||
                r.campaigns.some((x) => named.has(x)) ||
                (r.callback_number !== null && scope.callback_numbers.includes(r.callback_number))),
          );
          const expectedCampaigns = campaignRows.filter((c) => {
            const own = callsOf.get(c.campaign_id) ?? [];
            const [start, end] = [c.first ?? c.last, c.last ?? c.first];
            return (
              start !== null &&
              end !== null &&
              start < to &&
              end >= from &&
              (scope.states.length === 0 ||
                (c.states ?? []).some((x) => scope.states.includes(x)) ||
                own.some((call) => inTime(call.at) && is(scope.states, call.called_state))) &&
              (scope.numbers.length === 0 ||
                own.some((call) => is(scope.numbers, call.calling_number))) &&
              (scope.provider_ids.length === 0 ||
                c.providers.some((x) => scope.provider_ids.includes(x))) &&
              (!limitsCampaigns || named.has(c.campaign_id))
            );
          });
          const mentioned = new Set<string | null>(
            scope.provider_ids.length > 0
              ? scope.provider_ids
              : [
                  ...expectedCalls.flatMap((c) => c.around),
                  ...expectedHops.flatMap((h) => [h.provider_id, h.upstream_provider_id]),
                ],
          );
          const expected: Record<ScopeClass, [id: string, ids: string[]]> = {
            calls: ["leg_id", expectedCalls.map((c) => c.leg_id)],
            tracebacks: ["traceback_id", expectedTracebacks.map((t) => t.traceback_id)],
            hops: [
              "traceback_id || ' ' || hop_no",
              expectedHops.map((h) => `${h.traceback_id} ${h.hop_no}`),
            ],
            recordings: ["recording_id", expectedRecordings.map((r) => r.recording_id)],
            campaigns: ["campaign_id", expectedCampaigns.map((c) => c.campaign_id)],
            providers: ["provider_id", providerIds.filter((id) => mentioned.has(id))],
          };
          for (const [records, [id, ids]] of Object.entries(expected)) {
            const found = await idsOf([records as ScopeClass], scope, window, id);
            yielded[records as ScopeClass] = (yielded[records as ScopeClass] ?? 0) + found.length;
            expect(found, records).toEqual(ids.sort());
          }
        },
      ),
      {
        numRuns: 40,
        // Wide ones first: without them chance alone decides whether a class yields anything to compare.
        examples: [
          [states, [], [], [], [], -1, 40 * 24, ["states"]],
          [[], [], [], campaigns, [], -1, 40 * 24, ["campaigns"]],
        ],
      },
    );
    // A class of which no scope yields anything would be compared with nothing.
    for (const [records, n] of Object.entries(yielded)) expect(n, records).toBeGreaterThan(10);
  });

  it("finds no call by a called number without the workspace's secret, and shows none without a mapping", async () => {
    const { session } = published;
    const window = { from: new Date(first - 400 * dayMs), to: new Date(first + 400 * dayMs) };
    const secret = calledSecretOf(desk)!;
    const file = readdirSync(exports).find((name) => name.startsWith("carrier-cdr"))!;
    const [header, row] = readFileSync(join(exports, file), "utf8").split(/\r?\n/);
    const written = row!.split(",")[header!.split(",").indexOf("called_number")]!;
    const called = `+1${written.replace(/\D/g, "").slice(-10)}`;
    const whole = { window, scope: { ...nothing, called_numbers: [called] } };
    const count = async () =>
      (
        await session.rows<{ called_number: string | null }>(
          "select called_number from demand_calls",
        )
      ).map((row) => row.called_number);
    await relateScope(session, whole, ["calls"]);
    expect(await count()).toEqual([]);
    await relateScope(session, { ...whole, secret }, ["calls"]);
    const keyed = await count();
    expect(keyed.length).toBeGreaterThan(0);
    expect(keyed.every((shown) => shown === null)).toBe(true);
    await relateScope(session, { ...whole, secret, opened: [called] }, ["calls"]);
    expect(await count()).toEqual(keyed.map(() => called));
  });

  it("reads the window in its zone, to the end of its last day", async () => {
    const { windowOf } = await import("../../src/demands/demand.ts");
    const window = { from: "2024-03-10", to: "2024-03-10", time_zone: "America/Chicago" };
    // The day on which clocks went forward has 23 hours.
    expect(windowOf({ window })).toEqual({
      from: new Date("2024-03-10T06:00:00Z"),
      to: new Date("2024-03-11T05:00:00Z"),
    });
    const hours = {
      from: "2024-03-10T01:30",
      to: "2024-03-10T03:30",
      time_zone: "America/Chicago",
    };
    expect(windowOf({ window: hours })).toEqual({
      from: new Date("2024-03-10T07:30:00Z"),
      to: new Date("2024-03-10T08:30:00Z"),
    });
  });
});
