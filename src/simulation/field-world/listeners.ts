import { Random } from "../random.ts";
import { CsvFile, isoTime } from "../csv-file.ts";
import { quotedCell } from "../../csv.ts";
import { mix, share, written } from "./numbers.ts";
import type { Network } from "./network.ts";
import type { Unit, Calls } from "./calls.ts";
import { message, transcribed, ordinaryTalk } from "./scripts.ts";
import type { Passage } from "./records.ts";
import type { WorldCall } from "./rows.ts";

const verdicts = ["scam", "spam", "robocall", "legitimate", "unknown"] as const;
type Chances = readonly [number, number, number, number, number];

/** What each of the two apps makes of a call: the first knows scripts, the second counts its users' taps. */
const illegalVerdicts: readonly Chances[] = [
  [0.56, 0.17, 0.12, 0.02, 0.13],
  [0.22, 0.38, 0.06, 0.05, 0.29],
];
const unlovedVerdicts: readonly Chances[] = [
  [0.03, 0.32, 0.3, 0.12, 0.23],
  [0.06, 0.48, 0.06, 0.1, 0.3],
];
const serviceVerdicts: readonly Chances[] = [
  [0.01, 0.05, 0.32, 0.4, 0.22],
  [0.02, 0.16, 0.07, 0.35, 0.4],
];
const otherVerdicts: readonly Chances[] = [
  [0.004, 0.016, 0.0, 0.3, 0.68],
  [0.01, 0.05, 0.0, 0.24, 0.7],
];
const unloved = new Set([
  "political",
  "survey",
  "debt",
  "call_center",
  "charity",
  "insurance",
  "offshore_service",
]);

/** Two blocking apps and two sources of recordings, and what they hear of the world's calls. */
export class Listeners {
  readonly reports: CsvFile;
  readonly recordings: CsvFile;
  readonly #random: Random;
  readonly #network: Network;
  readonly #hard: boolean;
  readonly #rates = new Map<number, number>();
  /** How often a number was reported: whoever owns or later shows it suffers for it. */
  readonly #reputation = new Map<number, number>();

  constructor(
    network: Network,
    folder: string,
    units: readonly Unit[],
    calls: Calls,
    options: { seed: number; hard: boolean },
  ) {
    this.#random = new Random(options.seed * 131 + 5);
    this.#network = network;
    this.#hard = options.hard;
    this.reports = new CsvFile(
      `${folder}/app-reports.csv`,
      "report_id,app_id,observed_at,calling_number,called_npa_nxx,called_state,verdict,category,action,duration_s,language,transcript,callback_number,audio_fingerprint,attestation,simulated",
    );
    this.recordings = new CsvFile(
      `${folder}/recordings.csv`,
      "recording_id,source_id,received_at,calling_number,called_npa_nxx,called_state,duration_s,language,transcript,callback_number,audio_fingerprint,simulated",
    );
    this.#setRates(units, calls);
  }

  /**
   * Chance of each unit's answered calls to be recorded. Sources transcribe one of many like recordings, so that large
   * senders have fewer than their share.
   */
  #setRates(units: readonly Unit[], calls: Calls): void {
    const answered = new Float64Array(units.length);
    for (let i = 0; i < calls.count; i++) {
      const unit = calls.unit[i] ?? 0;
      if (calls.outcome[i] === 0) answered[unit] = (answered[unit] ?? 0) + 1;
    }
    const target = Math.min(2400, 260 + calls.count / 900);
    const groups: readonly [number, (unit: Unit) => boolean][] = [
      [0.55, (unit) => unit.campaign !== "" && unit.script !== undefined],
      [0.34, (unit) => unit.campaign === "" && unit.script !== undefined],
      [0.11, (unit) => unit.kind === "people" || unit.kind === "business"],
    ];
    for (const [part, belongs] of groups) {
      const members = units.filter((unit) => belongs(unit) && (answered[unit.index] ?? 0) > 0);
      const weight = (unit: Unit): number => (answered[unit.index] ?? 1) ** -0.25 * unit.exposure;
      const total = members.reduce(
        (sum, unit) => sum + weight(unit) * (answered[unit.index] ?? 0),
        0,
      );
      for (const unit of members)
        this.#rates.set(unit.index, Math.min(0.5, (target * part * weight(unit)) / total));
    }
  }

  close(): void {
    this.reports.close();
    this.recordings.close();
  }

  hear(call: WorldCall, passage: Passage): void {
    const state = this.#network.stateOf(call.callee);
    if (state === "" || passage.outcome === 4) return;
    const user = share(call.callee, 401);
    if (user < 0.017) this.#report(call, passage, state, user < 0.01 ? 0 : 1);
    if (passage.outcome !== 0) return;
    const rate = this.#rates.get(call.unit.index) ?? 0;
    if (rate > 0 && this.#random.chance(rate)) this.#recording(call, passage, state);
  }

  /** What is said, by a live voice or one of the sender's few takes, and the number to call back if it was caught. */
  #heard(
    unit: Unit,
    seconds: number,
    cut: number,
    plain: boolean,
  ): { text: string; callback: string; print: string } {
    const random = this.#random;
    if (!unit.script) return { text: ordinaryTalk(random), callback: "", print: "" };
    const take = unit.voice + Math.floor(3 * random.next() ** 2);
    const callback = unit.callback > 0 ? written(unit.callback, 0) : "";
    const said = message(unit.script, new Random(take), random, unit.brand, callback, unit.live);
    const text = transcribed(said, random, { cut, plain, seconds });
    const spoken = unit.script.sentences.some((sentence) => sentence.includes("{callback}"));
    const print = unit.live
      ? ""
      : `afp-${mix(take, 3).toString(16)}${random.chance(0.15) ? random.below(16).toString(16) : "0"}`;
    return { text, callback: spoken && seconds > 8 && random.chance(0.6) ? callback : "", print };
  }

  #report(call: WorldCall, passage: Passage, state: string, app: number): void {
    const random = this.#random;
    const { unit } = call;
    const ordinary = !unit.bulk;
    // Calls from numbers in the user's contacts are not sent in.
    if (ordinary && random.chance(0.7)) return;
    const table =
      unit.campaign !== ""
        ? illegalVerdicts
        : unloved.has(unit.kind)
          ? unlovedVerdicts
          : unit.bulk
            ? serviceVerdicts
            : otherVerdicts;
    const chances = table[app] ?? [0, 0, 0, 0, 1];
    let left = random.next();
    const own = verdicts[chances.findIndex((chance) => (left -= chance) < 0)] ?? "unknown";
    const known = this.#reputation.get(passage.caller) ?? 0;
    const verdict =
      known >= 4 && random.chance(app === 0 ? 0.3 : 0.5) ? (app === 0 ? "scam" : "spam") : own;
    if (own === "scam" || own === "spam") this.#reputation.set(passage.caller, known + 1);
    const stopped = (verdict === "scam" || verdict === "spam") && random.chance(0.45);
    const action = stopped
      ? "blocked"
      : passage.outcome !== 0
        ? "missed"
        : unit.bulk && random.chance(0.55)
          ? "voicemail"
          : "answered";
    const transcribes = app === 0 && action === "voicemail" && random.chance(0.5);
    const { text, callback, print } = transcribes
      ? this.#heard(unit, call.duration, this.#hard ? 0.75 : 0.4, false)
      : { text: "", callback: "", print: "" };
    const category =
      unit.campaign !== "" && verdict !== "unknown" && app === 0
        ? (unit.script?.label ?? "one ring")
        : unit.bulk && random.chance(0.4)
          ? app === 0
            ? unit.kind
            : "telemarketing"
          : "";
    const misfiled = random.chance(0.12) ? "other" : category;
    const language = text === "" ? "" : (unit.script?.language ?? "");
    const seconds = action === "blocked" || action === "missed" ? 0 : Math.round(call.duration);
    this.reports.line(
      [
        `r${app + 1}-${this.reports.rows + 1}`,
        app === 0 ? "shieldline" : "quietphone",
        isoTime(call.start + 1 + random.exponential(2), 0),
        written(passage.caller, 0),
        Math.floor(call.callee / 10000),
        state,
        verdict,
        misfiled,
        action,
        seconds,
        language,
        quotedCell(text),
        callback,
        app === 0 ? print : "",
        app === 0 ? passage.attestation : "",
        "true",
      ].join(","),
    );
  }

  #recording(call: WorldCall, passage: Passage, state: string): void {
    const random = this.#random;
    const { unit } = call;
    const honeypot = random.chance(0.62);
    // A listening line lets the message play: what its people, who hang up, would cut short is rare there.
    if (honeypot && unit.script && call.duration < 9 && random.chance(0.8)) return;
    const seconds = call.duration;
    const silent = random.chance(0.04);
    const { text, callback, print } = this.#heard(
      unit,
      seconds,
      (honeypot ? 0.25 : 0.5) + (this.#hard ? 0.3 : 0),
      !honeypot,
    );
    const language = silent || random.chance(0.1) ? "" : (unit.script?.language ?? "en");
    const at = call.start + 1.5 + random.exponential(1.2);
    this.recordings.line(
      [
        `rec-${honeypot ? "h" : "v"}${100_000 + this.recordings.rows}`,
        honeypot ? "pot-lines" : "voicemail-box",
        isoTime(at, honeypot ? 0 : -5),
        written(passage.caller, 0),
        Math.floor(call.callee / 10000),
        state,
        Math.max(1, Math.round(seconds)),
        language,
        silent ? "" : quotedCell(text),
        silent ? "" : callback,
        honeypot && !silent ? print : "",
        "true",
      ].join(","),
    );
  }
}
