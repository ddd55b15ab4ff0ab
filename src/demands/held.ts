import {
  readHeldCampaigns,
  readHeldProviders,
  type HeldCampaign,
  type HeldProvider,
} from "../data/reads/held.ts";
import { coverage } from "../data/reads/demand-scope.ts";
import { CommandError } from "../errors.ts";
import { openRun } from "../data/published-run.ts";
import { currentRun, wholeManifest } from "../pipeline/manifest.ts";
import { Workspace } from "../workspace/workspace.ts";
import { windowOf, type Demand } from "./demand.ts";

export type { HeldCampaign, HeldProvider };

/** What a workspace holds, as far as somebody who writes a demand needs to know. */
export interface Held {
  /** By id, those with most calls first. */
  campaigns: ReadonlyMap<string, HeldCampaign>;
  providers: ReadonlyMap<string, HeldProvider>;
  /** First and last time of call records and tracebacks, UTC; null where there are none. */
  covers: { from: string | null; to: string | null };
}

/** Reads once for each run what is held. Null where nothing is analyzed, or the run cannot be read now. */
export class HeldReader {
  readonly #folder: string;
  #known: { run: string; held: Promise<Held | null> } | undefined;
  #reading: { run: string; held: Promise<Held | null> } | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** What is held. While a new run is read, what the one before held: no page waits for an analysis. */
  read(): Promise<Held | null> {
    const run = currentRun(this.#folder);
    if (run === undefined) return Promise.resolve(null);
    if (this.#known?.run === run) return this.#known.held;
    const before = this.#known?.held;
    if (this.#reading?.run !== run) {
      const held = this.#readRun(run);
      this.#reading = { run, held };
      if (!before) this.#known = this.#reading;
      else
        held.then(
          (fresh) => {
            if (fresh) this.#known = { run, held };
            this.#reading = undefined;
          },
          (error: Error) => {
            this.#reading = undefined;
            process.stderr.write(`portal: what is held: ${error.message}\n`);
          },
        );
    }
    return before ?? this.#reading.held;
  }

  async #readRun(run: string): Promise<Held | null> {
    try {
      const workspace = await Workspace.open(this.#folder, { command: "portal", mode: "read" });
      const manifest = await wholeManifest(workspace, run);
      if (!manifest) throw new CommandError("the run is being replaced");
      const { memory_limit, threads } = workspace.settings;
      // The tables alone: what is on record of ten thousand demands would hold the portal's pages up.
      const session = await openRun(run, manifest.files, {
        memory_limit,
        threads: String(threads),
      });
      try {
        const [campaigns, providers] = [
          await readHeldCampaigns(session),
          await readHeldProviders(session),
        ];
        return {
          campaigns: new Map(campaigns.map((c) => [c.campaign_id, c])),
          providers: new Map(providers.map((p) => [p.provider_id, p])),
          covers: await coverage(session),
        };
      } finally {
        session.close();
      }
    } catch (error) {
      // A run that an analysis is replacing: the next page reads the new one.
      if (this.#known?.run === run) this.#known = undefined;
      if (this.#reading?.run === run) this.#reading = undefined;
      if (error instanceof CommandError) return null;
      throw error;
    }
  }
}

/** How a window stands to what is held: `inside`, `partly`, `outside`; `nothing` where nothing is held. */
export function windowState(
  covers: Held["covers"],
  decision: Pick<Demand, "window">,
): "inside" | "partly" | "outside" | "nothing" {
  if (covers.from === null || covers.to === null) return "nothing";
  const { from, to } = windowOf(decision);
  const [first, last] = [instant(covers.from), instant(covers.to)];
  if (to <= first || from > last) return "outside";
  return from >= first && to.getTime() <= last.getTime() + 86_400_000 ? "inside" : "partly";
}

const instant = (text: string): Date => new Date(`${text.replace(" ", "T")}Z`);

/** What must be said of a window and what is held; null where all of it is covered. */
export function windowWords(
  covers: Held["covers"],
  decision: Pick<Demand, "window">,
): string | null {
  const held = `Call records and tracebacks reach from ${covers.from?.slice(0, 16) ?? "never"} to ${covers.to?.slice(0, 16) ?? "never"}, UTC.`;
  const state = windowState(covers, decision);
  if (state === "inside") return null;
  if (state === "nothing") return "No call record or traceback is held.";
  return state === "outside"
    ? `${held} The window lies outside: nothing of it is held.`
    : `${held} Only a part of the window is held.`;
}
