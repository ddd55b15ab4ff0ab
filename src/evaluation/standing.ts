import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { quotedText } from "../data/sql-text.ts";
import type { Session } from "../data/session.ts";

export interface ClassScores {
  class: string;
  /** US providers that are scored, and those truly of the class. */
  providers: number;
  members: number;
  /** Probability that a member is above one that is none, ties half; null where there is no pair. */
  auc: number | null;
  /** Members among as many providers from the top. */
  precision_at_k: number | null;
  /** Providers listed, and those of them truly below: not of the class. */
  listed: number;
  listed_wrongly: string[];
  /** Providers whose true rate is known and above 0, and those whose 90 % interval holds it. */
  intervals: number;
  covered: number;
  /** The best that anyone could do who knows from which distribution the true rates were drawn; null where none is known. */
  oracle_auc: number | null;
}

/** Least requests of a provider that is scored in classes a and d. */
const leastAsked = 3;

interface Row {
  provider_id: string;
  n: number;
  k: number;
  score: number | null;
  tier: string | null;
  rate_low: number | null;
  rate_high: number | null;
  role: string;
  is_member: boolean;
  rate: number | null;
}

/**
 * Scores provider_standing against a world's truth/providers.csv, class by class; undefined where it says nothing of conduct.
 * The truth says of each provider either its `conduct` or `is_a` to `is_d`, and perhaps its true rates.
 */
export async function evaluateStanding(
  session: Session,
  truth: string,
): Promise<ClassScores[] | undefined> {
  const file = join(truth, "providers.csv");
  if (!existsSync(file)) return undefined;
  await session.run(
    `create or replace temp table truth_providers as select * from read_csv(${quotedText(file)}, header = true, all_varchar = true)`,
  );
  for (const column of [
    "second_id", "conduct", "is_a", "is_b", "is_c", "is_d", "no_response_rate", "no_record_rate",
  ])
    await session.run(`alter table truth_providers add column if not exists ${column} varchar`); // prettier-ignore
  const hyper = hyperparameters(truth);
  const scores: ClassScores[] = [];
  for (const [of, conduct, rate] of [
    ["a", "silent", "no_response_rate"],
    ["b", "repeat_originator", "null"],
    ["c", "regular_gateway", "null"],
    ["d", "without_records", "no_record_rate"],
  ] as const) {
    const rows = await session.rows<Row>(
      `select t.provider_id, coalesce(s.n, 0) as n, coalesce(s.k, 0) as k, s.score, s.tier, s.rate_low, s.rate_high, t.role,
          coalesce(t.is_${of} = '1', t.conduct = '${conduct}', false) as is_member, try_cast(${rate} as double) as rate
      from truth_providers as t
      left join provider_standing as s on s.class = '${of}' and s.provider_id in (t.provider_id, t.second_id)
      where t.country = 'US' order by t.provider_id`,
    );
    const isOfRequests = of === "a" || of === "d";
    const scored = rows.filter((r) => !isOfRequests || r.n >= leastAsked);
    const known = rows.filter((r) => r.rate !== null && r.rate > 0 && r.n > 0);
    const prior = hyper[of];
    const listed = rows.filter((r) => r.tier === "listed");
    scores.push({
      class: of,
      providers: scored.length,
      members: scored.filter((r) => r.is_member).length,
      auc: auc(scored, (r) => r.score ?? 0),
      precision_at_k: precisionAtK(scored),
      listed: listed.length,
      listed_wrongly: listed.filter((r) => !r.is_member).map((r) => r.provider_id),
      intervals: known.length,
      covered: known.filter((r) => r.rate_low! <= r.rate! && r.rate! <= r.rate_high!).length,
      oracle_auc: prior
        ? auc(scored, (r) => {
            const { a, b } = prior[r.role] ?? prior["all"]!;
            return (a + r.k) / (a + b + r.n);
          })
        : null,
    });
  }
  return scores;
}

type Priors = Record<string, { a: number; b: number }>;

/** The Beta distributions that true rates were drawn from, by class and role, where a world says them. */
function hyperparameters(truth: string): Partial<Record<string, Priors>> {
  const file = join(truth, "world.json");
  if (!existsSync(file)) return {};
  const { conduct_priors } = JSON.parse(readFileSync(file, "utf8")) as {
    conduct_priors?: Partial<Record<string, Priors>>;
  };
  return conduct_priors ?? {};
}

function auc(rows: readonly Row[], scoreOf: (row: Row) => number): number | null {
  const members = rows.filter((r) => r.is_member).map(scoreOf);
  const others = rows.filter((r) => !r.is_member).map(scoreOf);
  if (members.length === 0 || others.length === 0) return null;
  let won = 0;
  for (const m of members) for (const o of others) won += m > o ? 1 : m === o ? 0.5 : 0;
  return won / (members.length * others.length);
}

/** Ties at the k-th place count by their share. */
function precisionAtK(rows: readonly Row[]): number | null {
  const k = rows.filter((r) => r.is_member).length;
  if (k === 0) return null;
  const score = (r: Row) => r.score ?? 0;
  const cut = [...rows].sort((a, b) => score(b) - score(a))[k - 1]!;
  const above = rows.filter((r) => score(r) > score(cut));
  const tied = rows.filter((r) => score(r) === score(cut));
  const ofTied = (tied.filter((r) => r.is_member).length / tied.length) * (k - above.length);
  return (above.filter((r) => r.is_member).length + ofTied) / k;
}
