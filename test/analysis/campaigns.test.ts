import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { readFileSync } from "node:fs";
import {
  detectCampaigns,
  readTranscript,
  type Recording,
} from "../../src/analysis/campaigns/index.ts";
import { campaignStatus } from "../../src/analysis/campaigns/status.ts";
import { averageLink } from "../../src/analysis/campaigns/scripts.ts";
import { tokens } from "../../src/analysis/campaigns/tokens.ts";
import { seeded } from "../../bench/make.ts";
import { Random } from "../../src/simulation/random.ts";

function recording(id: string, transcript: string, language = "en"): Recording {
  const spoken = readTranscript(transcript);
  return {
    recording_id: id,
    transcript,
    language,
    audio_fingerprint: null,
    place: id,
    spoken,
    callbacks: spoken.numberCandidates,
  };
}

const warranty =
  "We have been trying to reach you concerning your car's extended warranty. You should have received something in the mail. Press 2 to be removed or press 1 to speak with a warranty specialist.";
const amazon =
  "Hello, this is Amazon. This call is to authorize a payment of $999 for an Apple iPhone 11 Pro using your Amazon account. If you do not authorize this order press 1 or press 2 to authorize this order.";

const partition = (found: ReturnType<typeof detectCampaigns>) =>
  [
    ...new Set(
      found.campaigns.map((c) =>
        found.memberships
          .filter((m) => m.campaign_id === c.campaign_id)
          .map((m) => m.recording_id)
          .sort()
          .join(),
      ),
    ),
  ].sort();

describe("detectCampaigns", () => {
  it("puts two readings of one script with other amounts in one campaign, as two recordings", () => {
    const found = detectCampaigns([
      recording("a", amazon),
      recording(
        "b",
        amazon
          .replace("$999", "$1,499")
          .replace("iPhone 11 Pro", "MacBook Air")
          .replace("Hello, this", "Hi, this call"),
      ),
    ]);
    expect(found.campaigns).toHaveLength(1);
    expect(found.campaigns[0]).toMatchObject({
      recordings: 2,
      recording_groups: 2,
      category: "retail_order",
    });
  });

  it("keeps two scripts apart that share only their instructions", () => {
    expect(
      detectCampaigns([recording("a", amazon), recording("b", warranty)]).campaigns,
    ).toHaveLength(2);
  });

  it("takes a recording that is cut at its start for the same recording", () => {
    const cut = warranty.split(" ").slice(9).join(" ");
    const found = detectCampaigns([recording("a", warranty), recording("b", cut)]);
    expect(new Set(found.memberships.map((m) => m.recording_group)).size).toBe(1);
  });

  it("compares Chinese by characters and Spanish without accents", () => {
    const chinese =
      "这是DHL国际快递最后语音通知 您有一份重要快件派送均无人签收 了解详情请按9 由人工客服为您服务";
    const spanish =
      "Le llamamos por la garantía extendida de su vehículo. Oprima 1 para hablar con un especialista en garantías.";
    const found = detectCampaigns([
      recording("a", chinese, "zh"),
      recording("b", chinese.replace("最后", "最後"), "zh"),
      recording("c", spanish, "es"),
      recording("d", spanish.normalize("NFD").replace(/\p{M}/gu, ""), "es"),
    ]);
    expect(partition(found)).toEqual(["a,b", "c,d"]);
    expect(found.campaigns.map((c) => c.category).sort()).toEqual(["auto_warranty", "delivery"]);
    expect(tokens("Señal 包裹 3")).toEqual(["senal", "包", "裹", "3"]);
  });

  it("joins recordings of equal audio whatever speech-to-text made of them", () => {
    const found = detectCampaigns([
      { ...recording("a", amazon), audio_fingerprint: "f1" },
      { ...recording("b", "completely other words here"), audio_fingerprint: "f1" },
    ]);
    expect(new Set(found.memberships.map((m) => m.recording_group)).size).toBe(1);
  });

  it("keeps a campaign's id when it grows", () => {
    const before = detectCampaigns([recording("m", amazon)]);
    const memory = new Map(before.memberships.map((m) => [m.recording_id, m.campaign_id]));
    const after = detectCampaigns(
      [
        recording("m", amazon),
        recording("n", `${amazon} Thank you and goodbye now.`),
        recording("o", warranty),
      ],
      memory,
    );
    expect(after.memberships.find((m) => m.recording_id === "n")!.campaign_id).toBe(
      before.campaigns[0]!.campaign_id,
    );
  });

  it("does not depend on the order of the recordings", () => {
    const pool = [
      amazon,
      warranty,
      amazon.replace("$999", "$1,200"),
      warranty.slice(60),
      "Press 1. Thank you.",
    ];
    fc.assert(
      fc.property(
        fc.shuffledSubarray(
          pool.map((_, i) => i),
          { minLength: 2 },
        ),
        (picked) => {
          const rows = picked.map((i) => recording(`r${i}`, pool[i]!));
          expect(detectCampaigns(rows)).toEqual(detectCampaigns([...rows].reverse()));
        },
      ),
      { seed: 7, numRuns: 50 },
    );
  });

  it("finds planted scripts under transcription errors and cuts", () => {
    const planted = planted120();
    const found = detectCampaigns(planted.map((p) => recording(p.id, p.text)));
    const campaign = new Map(found.memberships.map((m) => [m.recording_id, m.campaign_id]));
    let both = 0;
    let together = 0;
    let same = 0;
    for (let i = 0; i < planted.length; i++) {
      for (let j = i + 1; j < planted.length; j++) {
        const isSame = planted[i]!.script === planted[j]!.script;
        const isTogether = campaign.get(planted[i]!.id) === campaign.get(planted[j]!.id);
        if (isSame) same++;
        if (isTogether) together++;
        if (isSame && isTogether) both++;
      }
    }
    expect(both / together, "pair precision").toBeGreaterThan(0.97);
    expect(both / same, "pair recall").toBeGreaterThan(0.9);
  });
});

/** Eight scripts of the FTC's set, each re-read fifteen times with errors, cuts and other numbers; seeded. */
function planted120() {
  const file = readFileSync(
    new URL("../../samples/pone-recordings/metadata.csv", import.meta.url),
    "utf8",
  );
  const texts = [...file.matchAll(/^"[^"]*","en","([^"]*)"/gm)].map((m) => m[1]!.trim());
  const begins = [
    "We've been trying to reach you from the dealer", "Hello, this is Amazon. This call is to authorize",
    "Hi there, I'm calling you from Spectrum", "Greetings, this is an automated message from the Disconnection",
    "This is an important call regarding a legal", "Thank you for choosing Hilton Hotels", "Hello, this is Mary Marcello",
    "Hello, this call is from Microsoft Help Center",
  ]; // prettier-ignore
  const scripts = begins.map((start) => texts.find((t) => t.startsWith(start))!);
  expect(scripts.every(Boolean)).toBe(true);
  const random = seeded(11);
  return scripts.flatMap((text, script) =>
    Array.from({ length: 15 }, (_, n) => {
      const words = text.split(" ");
      const from = random() < 0.3 ? Math.floor(random() * words.length * 0.4) : 0;
      const heard = words.slice(from).flatMap((word) => {
        const r = random();
        if (r < 0.03) return [];
        if (r < 0.06) return ["mumble"];
        return [word.replace(/\d/g, () => String(Math.floor(random() * 10)))];
      });
      return { id: `s${script}-${n}`, script, text: heard.join(" ") };
    }),
  );
}

describe("averageLink", () => {
  it("agrees with a brute force on random graphs", () => {
    const random = seeded(3);
    for (let trial = 0; trial < 200; trial++) {
      const size = 2 + Math.floor(random() * 9);
      const edges: [number, number, number][] = [];
      for (let a = 0; a < size; a++) {
        for (let b = a + 1; b < size; b++) if (random() < 0.5) edges.push([a, b, random()]);
      }
      const counts = Array.from({ length: size }, () => 1);
      const fast = averageLink(counts, edges, 0.3).roots;
      expect(groupsOf(fast)).toEqual(groupsOf(bruteForce(size, edges, 0.3)));
    }
  });

  it("breaks ties alike in whatever order the edges come", () => {
    const random = new Random(4);
    for (let trial = 0; trial < 100; trial++) {
      const size = 4 + random.below(12);
      const edges: [number, number, number][] = [];
      for (let a = 0; a < size; a++) {
        for (let b = a + 1; b < size; b++)
          if (random.chance(0.6)) edges.push([a, b, (1 + random.below(4)) / 4]);
      }
      const counts = Array.from({ length: size }, () => 1 + random.below(3));
      const { roots } = averageLink(counts, edges, 0.3);
      for (let n = 0; n < 5; n++)
        expect(averageLink(counts, random.shuffled(edges), 0.3).roots).toEqual(roots);
    }
    expect(averageLink([1, 1, 1], [[1, 2, 0.5], [0, 1, 0.5]], 0.3).roots).toEqual([0, 0, 2]); // prettier-ignore
  });
});

function bruteForce(size: number, edges: [number, number, number][], threshold: number): number[] {
  const weight = new Map(edges.map(([a, b, w]) => [`${a} ${b}`, w]));
  let clusters = Array.from({ length: size }, (_, i) => [i]);
  for (;;) {
    let best: [number, number, number] | undefined;
    for (let i = 0; i < clusters.length; i++) {
      for (let j = i + 1; j < clusters.length; j++) {
        let sum = 0;
        for (const a of clusters[i]!)
          for (const b of clusters[j]!)
            sum += weight.get(`${Math.min(a, b)} ${Math.max(a, b)}`) ?? 0;
        const mean = sum / (clusters[i]!.length * clusters[j]!.length);
        if (mean >= threshold && (!best || mean > best[2] + 1e-12)) best = [i, j, mean];
      }
    }
    if (!best) break;
    const [i, j] = best;
    clusters[i] = [...clusters[i]!, ...clusters[j]!];
    clusters = clusters.filter((_, k) => k !== j);
  }
  const root = new Array<number>(size);
  for (const members of clusters) for (const m of members) root[m] = Math.min(...members);
  return root;
}

const groupsOf = (roots: number[]) =>
  [...new Set(roots)].map((r) => roots.flatMap((x, i) => (x === r ? [i] : [])).join()).sort();

describe("readTranscript", () => {
  it("finds call-back numbers as speech-to-text writes them", () => {
    const numbers = (text: string) => readTranscript(text).numberCandidates;
    expect(numbers("Call us at 833-304-1447. Again 833 304 1447.")).toEqual(["8333041447"]);
    expect(numbers("call 1-800-555-0123 now")).toEqual(["8005550123"]);
    expect(numbers("call us back on 844-2049-279")).toEqual(["8442049279"]);
    expect(numbers("eight three three three zero four one four four seven")).toEqual([
      "8333041447",
    ]);
    expect(numbers("llame al ocho tres tres, tres cero cuatro, uno cuatro cuatro siete")).toEqual([
      "8333041447",
    ]);
    expect(numbers("a payment of $1,499.00 on order 20199921")).toEqual([]);
  });

  it("reads instructions in three languages", () => {
    expect(readTranscript("press the number 5 now").callToAction).toContain("press 5");
    expect(readTranscript("oprima el número 1").callToAction).toContain("press 1");
    expect(readTranscript("了解详情请按9").callToAction).toContain("press 9");
    expect(readTranscript("kindly press one").callToAction).toContain("press 1");
  });
});

describe("campaignStatus", () => {
  const covered = new Set(
    Array.from({ length: 120 }, (_, i) =>
      new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10),
    ),
  );
  it("tells emerging, active, dormant and ended apart by the last day of the data", () => {
    expect(campaignStatus("2024-04-01", "2024-04-04", "2024-04-05", covered)).toBe("emerging");
    expect(campaignStatus("2024-03-01", "2024-04-04", "2024-04-05", covered)).toBe("active");
    expect(campaignStatus("2024-02-01", "2024-03-20", "2024-04-05", covered)).toBe("dormant");
    expect(campaignStatus("2024-01-01", "2024-02-01", "2024-04-05", covered)).toBe("ended");
    expect(campaignStatus(null, null, "2024-04-05", covered)).toBe("undated");
  });
  it("does not call a campaign emerging where nothing was looked at before", () => {
    expect(campaignStatus("2024-01-02", "2024-01-03", "2024-01-03", covered)).toBe("active");
  });
});
