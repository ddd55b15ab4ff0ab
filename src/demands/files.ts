import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  createReadStream,
  createWriteStream,
  openSync,
  readSync,
  closeSync,
  renameSync,
  rmSync,
} from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { Transform, type Readable } from "node:stream";
import { CommandError, explainSystemError } from "../errors.ts";
import { privateFolder, sync, syncFolder } from "../workspace/durable.ts";
import { workFolder } from "./work.ts";
import type { ReceivedFile } from "../records/demand-types.ts";

/** Bytes that one file of a demand may have. */
export const mostFileBytes = 200 * 2 ** 20;

export const filesFolder = (workspace: string): string =>
  privateFolder(join(workspace, "demands", "files"));

/** Where a received file lies: under its hash, whatever it was called. Throws where the hash is none: it is part of a path. */
export function storedFile(workspace: string, sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error("not a SHA-256");
  return join(workspace, "demands", "files", sha256);
}

/** Keeps a file as it comes in, on the disk before anybody is told that it is there. */
export async function keepFile(
  workspace: string,
  name: string,
  bytes: Readable,
): Promise<ReceivedFile> {
  const folder = filesFolder(workspace);
  const writing = join(workFolder(workspace), randomBytes(8).toString("hex"));
  const hash = createHash("sha256");
  let size = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _, done) {
      size += chunk.length;
      if (size > mostFileBytes)
        return done(new CommandError(`${shownName(name)}: over ${mostFileBytes / 2 ** 20} MiB`));
      hash.update(chunk);
      done(null, chunk);
    },
  });
  try {
    await pipeline(bytes, measure, createWriteStream(writing, { mode: 0o600 }));
    sync(writing);
    const sha256 = hash.digest("hex");
    // One with the same bytes is replaced: as fresh as this one, nobody takes it for left over.
    renameSync(writing, join(folder, sha256));
    syncFolder(folder);
    return { name: shownName(name), sha256, bytes: size };
  } catch (error) {
    rmSync(writing, { force: true });
    throw explainSystemError(error, shownName(name));
  }
}

/** A sender's name of a file as it may be shown: without folders, controls, or turns of direction. */
export const shownName = (name: string): string =>
  (name.split(/[\\/]/).at(-1) ?? "")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "")
    .slice(0, 120) || "unnamed";

/** Whether a stored file begins and ends as a PDF does. It is never opened by this program. */
export function looksLikePdf(file: string, bytes: number): boolean {
  const descriptor = openSync(file, "r");
  try {
    const head = Buffer.alloc(1024);
    readSync(descriptor, head, 0, head.length, 0);
    const tail = Buffer.alloc(Math.min(bytes, 2048));
    readSync(descriptor, tail, 0, tail.length, bytes - tail.length);
    return head.includes("%PDF-") && tail.includes("%%EOF");
  } finally {
    closeSync(descriptor);
  }
}

const scanSeconds = 120;

/**
 * Runs the configured scanner over a file; true where it refuses it. Throws where it cannot run or takes too long. Others
 * are served meanwhile.
 */
export function isInfected(scanner: readonly string[], file: string): Promise<boolean> {
  const [program, ...rest] = scanner;
  if (program === undefined) return Promise.resolve(false);
  const failed = (why: string) =>
    new CommandError(`the virus scanner (${program}) did not run: nothing was taken; ${why}`);
  return new Promise((done, fail) => {
    const child = spawn(program, [...rest, file], { stdio: "ignore" });
    const timer = setTimeout(() => child.kill("SIGKILL"), scanSeconds * 1000);
    child.on("error", (error) => {
      clearTimeout(timer);
      fail(failed(error.message));
    });
    child.on("close", (code) => {
      clearTimeout(timer);
      if (code === null) fail(failed(`it was stopped after ${scanSeconds} seconds`));
      else done(code !== 0);
    });
  });
}

export const openFile = (path: string): Readable => createReadStream(path);
