import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../bin/docket.js", import.meta.url));

/** What became of the newest job of a kind on a demand. */
export interface JobState {
  state: "waiting" | "running" | "done" | "failed";
  said: string;
}

/**
 * Work that takes longer than a page: counting a scope, producing a response. Each is the program itself in a process of
 * its own, one after the other, so that pages are answered meanwhile and a crash takes no page with it.
 */
export class Jobs {
  readonly #workspace: string;
  readonly #states = new Map<string, JobState>();
  #last: Promise<void> = Promise.resolve();
  #child: ReturnType<typeof spawn> | null = null;
  #isClosed = false;

  readonly #onFailed: (kind: string, number: string, said: string) => void;

  constructor(
    workspace: string,
    onFailed: (kind: string, number: string, said: string) => void = () => undefined,
  ) {
    this.#workspace = workspace;
    this.#onFailed = onFailed;
  }

  state = (kind: string, number: string): JobState | undefined =>
    this.#states.get(`${kind} ${number}`);

  /** Counts what a demand's scope would yield. */
  count(number: string): void {
    this.#add("count", number, ["demand", "review", number]);
  }

  /** Produces what is approved. */
  produce(number: string, by: string): void {
    this.#add("produce", number, ["demand", "respond", number, "--by", by]);
  }

  /** Waits until nothing is left to do. */
  async settled(): Promise<void> {
    let last;
    do {
      last = this.#last;
      await last;
    } while (last !== this.#last);
  }

  close(): void {
    this.#isClosed = true;
    this.#child?.kill();
  }

  #add(kind: string, number: string, args: readonly string[]): void {
    const key = `${kind} ${number}`;
    const known = this.#states.get(key)?.state;
    if (known === "waiting" || known === "running") return;
    this.#states.set(key, { state: "waiting", said: "" });
    this.#last = this.#last.then(() => this.#run(key, args));
  }

  #run(key: string, args: readonly string[]): Promise<void> {
    if (this.#isClosed) return Promise.resolve();
    this.#states.set(key, { state: "running", said: "" });
    return new Promise((done) => {
      let said = "";
      const child = spawn(process.execPath, [program, "-w", this.#workspace, ...args], {
        stdio: ["ignore", "ignore", "pipe"],
      });
      this.#child = child;
      child.stderr.on("data", (piece: Buffer) => (said = (said + piece.toString()).slice(-2000)));
      child.on("error", (error) => (said = error.message));
      child.on("close", (code) => {
        this.#child = null;
        this.#states.set(key, { state: code === 0 ? "done" : "failed", said: said.trim() });
        const [kind, number] = key.split(" ") as [string, string];
        if (code !== 0 && !this.#isClosed) this.#onFailed(kind, number, said.trim());
        done();
      });
    });
  }
}
