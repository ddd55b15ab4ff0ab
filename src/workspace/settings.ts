import { existsSync, readFileSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { CommandError } from "../errors.ts";
import { isTimeZone } from "../time-zone.ts";

/** How the desk that answers demands works: docs/demands.md. */
const desk = z.strictObject({
  /** Zone of its business hours. */
  time_zone: z.string().refine(isTimeZone, "is not a time zone").default("America/New_York"),
  /** How many reviewers must approve what is produced. */
  approvals: z.number().int().min(1).max(3).default(1),
  /** Who certifies responses. */
  custodian: z
    .strictObject({ name: z.string().min(1), title: z.string().min(1) })
    .nullable()
    .default(null),
  /** Letters and digits before each Bates number. */
  bates_prefix: z
    .string()
    .regex(/^[A-Z][A-Z0-9]{0,11}$/, "use capitals and digits")
    .default("DOCKET"),
  /** A program that exits with 0 for a clean file; the file's path is its last argument. */
  scanner: z.array(z.string()).default([]),
  /** Address under which the portal is reached, without a path, such as https://desk.example.gov. */
  portal_origin: z
    .url()
    .regex(/^https?:\/\/[^/]+$/, "is an address without a path")
    .nullable()
    .default(null),
  /** The server that sends the portal's mails; without one, none is sent. */
  smtp: z
    .strictObject({
      host: z.string().min(1),
      port: z.number().int().min(1).max(65535).default(587),
      /** TLS from the start; otherwise STARTTLS is required unless the host is this machine. */
      tls: z.boolean().default(false),
      from: z.email(),
      user: z.string().nullable().default(null),
      /** File that holds the password. */
      password_file: z.string().nullable().default(null),
    })
    .nullable()
    .default(null),
  /** An authority for time stamps (RFC 3161), over HTTP. */
  time_stamp_url: z.url().nullable().default(null),
});

const schema = z.strictObject({
  /** DuckDB's memory limit; what does not fit goes to the workspace's tmp folder. */
  memory_limit: z
    .string()
    .regex(/^[1-9]\d*(\.\d+)? ?([KMGT]i?B)$/i, "use a size such as 4GiB")
    .default(`${Math.min(4, Math.max(1, Math.floor(totalmem() / 2 ** 31)))}GiB`),
  threads: z.number().int().min(1).max(256).default(availableParallelism()),
  /** How long a command waits for another that holds the workspace. */
  wait_seconds: z.number().min(0).default(600),
  /** The office that publishes: shown on the site and in the briefs. */
  publisher: z.string().nullable().default(null),
  /** How to reach it: an address, a telephone number or a mail address. */
  contact: z.string().nullable().default(null),
  /** Under which terms others may use what it publishes, for instance "CC0 1.0". */
  license: z.string().nullable().default(null),
  /** Where to write to have an error corrected, or to dispute an entry. */
  corrections: z.string().nullable().default(null),
  /** Corrections that were published: dates as YYYY-MM-DD, newest first. */
  corrections_log: z
    .array(z.strictObject({ date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/), text: z.string() }))
    .default([]),
  /**
   * An age recipient. Where it is set, called numbers are also kept sealed to it, in `sealed/`; its private half belongs
   * elsewhere.
   */
  seal_called_numbers_to: z
    .string()
    .regex(/^age1[02-9ac-hj-np-z]{58}$/, "is not an age recipient (age1…)")
    .nullable()
    .default(null),
  desk: desk.prefault({}),
  /** Who sends traceback requests. */
  requester: z
    .strictObject({
      office: z.string().min(1),
      official: z.string().min(1),
      title: z.string().min(1),
      /** Statute or order under which the office asks. */
      authority: z.string().min(1),
      /** Those whose requests 47 CFR 64.1200(n)(1) obliges providers to answer; null for others. */
      entitled_as: z.enum(["law_enforcement", "commission", "consortium"]).nullable().default(null),
      /** Address that answers go to. */
      reply_to: z.string().min(1),
      matter: z.string().nullable().default(null),
    })
    .nullable()
    .default(null),
});

export type Settings = z.infer<typeof schema>;

/** Settings of a workspace: `docket.json`, every key optional. */
export function readSettings(folder: string): Settings {
  const file = join(folder, "docket.json");
  let written: unknown = {};
  if (existsSync(file)) {
    try {
      written = JSON.parse(readFileSync(file, "utf8").replace(/^\uFEFF/, ""));
    } catch (error) {
      throw new CommandError(`${file}: not valid JSON: ${(error as Error).message}`);
    }
  }
  const parsed = schema.safeParse(written);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    (i) => `${i.path.join(".") || "settings"}: ${i.message}`,
  );
  throw new CommandError(`${file}: ${problems.join("; ")}`);
}
