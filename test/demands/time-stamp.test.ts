import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { timeStamp } from "../../src/demands/package/time-stamp.ts";
import { verifyPath } from "../../src/demands/verifier/node.js";
import { temporaryFolder } from "../workspaces.ts";
import { at, deskWithCalls, received, writeDemand } from "./desks.ts";

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

/** A certificate of an authority, and OpenSSL's settings for it. `digests` are the hashes that it stamps. */
function authority(digests: string) {
  const folder = temporaryFolder();
  writeFileSync(
    join(folder, "tsa.cnf"),
    `[req]
distinguished_name = dn
x509_extensions = ext
prompt = no
[dn]
CN = Test authority
[ext]
basicConstraints = critical,CA:true
extendedKeyUsage = critical,timeStamping
[tsa]
default_tsa = one
[one]
dir = ${folder}
serial = ${folder}/serial
signer_cert = ${folder}/tsa.pem
certs = ${folder}/tsa.pem
signer_key = ${folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = ${digests}
accuracy = secs:1
ess_cert_id_alg = sha256
`,
  );
  writeFileSync(join(folder, "serial"), "01");
  const made = spawnSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-config", join(folder, "tsa.cnf"), "-keyout", join(folder, "tsa.key"), "-out", join(folder, "tsa.pem")], { encoding: "utf8" }); // prettier-ignore
  if (made.status !== 0) throw new Error(made.stderr);
  return {
    certificate: join(folder, "tsa.pem"),
    answer(query: Buffer): Buffer {
      writeFileSync(join(folder, "query"), query);
      const run = spawnSync("openssl", ["ts", "-reply", "-config", join(folder, "tsa.cnf"), "-queryfile", join(folder, "query"), "-out", join(folder, "reply")], { encoding: "utf8" }); // prettier-ignore
      if (run.status !== 0) throw new Error(run.stderr);
      return readFileSync(join(folder, "reply"));
    },
  };
}

describe.skipIf(!hasOpenssl)("a time stamp of OpenSSL's authority", () => {
  let good: ReturnType<typeof authority>;
  let strict: ReturnType<typeof authority>;
  let server: Server;
  let origin = "";
  let first: Buffer | null = null;
  beforeAll(async () => {
    good = authority("sha256");
    strict = authority("sha512");
    server = createServer((request, reply) => {
      const pieces: Buffer[] = [];
      request.on("data", (piece: Buffer) => pieces.push(piece));
      request.on("end", () => {
        const query = Buffer.concat(pieces);
        const give = (bytes: Buffer) =>
          reply.setHeader("content-type", "application/timestamp-reply").end(bytes);
        if (request.url === "/good") give(good.answer(query));
        else if (request.url === "/strict") give(strict.answer(query));
        else if (request.url === "/again") give((first ??= good.answer(query)));
        else if (request.url === "/noise") give(randomBytes(300));
        else if (request.url === "/empty") give(Buffer.alloc(0));
        else if (request.url === "/away") reply.writeHead(302, { location: "/good" }).end();
        else reply.writeHead(503).end("later");
      });
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  const hash = createHash("sha256").update("a response").digest("hex");

  it("is one that OpenSSL verifies against the authority's certificate", async () => {
    const before = Date.now();
    const { bytes, at: time, notice } = await timeStamp(`${origin}/good`, hash);
    expect(notice).toBe(null);
    expect(Math.abs(new Date(time!).getTime() - before)).toBeLessThan(60_000);
    const reply = join(temporaryFolder(), "r.tsr");
    writeFileSync(reply, bytes!);
    const check = (digest: string) =>
      spawnSync("openssl", ["ts", "-verify", "-digest", digest, "-in", reply, "-CAfile", good.certificate]).status; // prettier-ignore
    expect(check(hash)).toBe(0);
    expect(check("0".repeat(64))).not.toBe(0);
  });

  it("is not taken where the authority refuses, is away, or answers about something else", async () => {
    const noticeOf = async (path: string, of = hash) => {
      const stamp = await timeStamp(`${origin}${path}`, of);
      expect([stamp.bytes, stamp.at]).toEqual([null, null]);
      return stamp.notice;
    };
    expect(await noticeOf("/strict")).toContain("refused with status 2");
    expect(await noticeOf("/busy")).toContain("answered with 503");
    expect(await noticeOf("/noise")).toContain("its answer is no time stamp");
    expect(await noticeOf("/empty")).toContain("its answer is no time stamp");
    expect(await noticeOf("/away")).toContain("no time stamp from");
    expect((await timeStamp(`${origin}/again`, hash)).notice).toBe(null);
    expect(await noticeOf("/again")).toContain("the answer to another request");
    expect(await noticeOf("/again", "0".repeat(64))).toContain("stamped something else");
    const gone = createServer();
    await new Promise<void>((done) => gone.listen(0, "127.0.0.1", done));
    const { port } = gone.address() as AddressInfo;
    await new Promise((done) => gone.close(done));
    const closed = await timeStamp(`http://127.0.0.1:${port}/`, hash);
    expect(closed.notice).toMatch(/no time stamp from .*ECONNREFUSED/);
  });

  it("lies beside a response, and an authority that is away stops none", async () => {
    const { desk } = await deskWithCalls();
    const decided = "2026-03-03T15:00:00Z";
    const settings = (url: string) =>
      writeFileSync(join(desk, "docket.json"), JSON.stringify({ desk: { time_stamp_url: url } }));
    const respond = async (id: string) => {
      const { folder } = writeDemand({ demand_id: id });
      const [demand] = JSON.parse((await at(desk, received, "receive", folder, "--json")).stdout);
      for (const step of [["--call-back", "called +1 785 296 2215"], ["--approve"]])
        await at(desk, decided, "review", demand.number, ...step, "--by", "rev");
      const run = await at(desk, decided, "respond", demand.number, "--by", "rev", "--json");
      expect([run.status, run.stderr]).toEqual([0, expect.any(String)]);
      return { ...JSON.parse(run.stdout), said: run.stderr };
    };
    mkdirSync(desk, { recursive: true });
    settings(`${origin}/good`);
    const { file, stamped_at } = await respond("S1");
    expect(new Date(stamped_at).getTime()).toBeGreaterThan(0);
    const check = spawnSync("openssl", ["ts", "-verify", "-data", file, "-in", `${file}.tsr`, "-CAfile", good.certificate]); // prettier-ignore
    expect(check.status).toBe(0);
    expect((await verifyPath(file)).faults).toEqual([]);
    settings(`${origin}/busy`);
    const without = await respond("S2");
    expect(without.stamped_at).toBe(null);
    expect(without.said).toContain("answered with 503");
    // The stamp of another response is found.
    writeFileSync(`${without.file}.tsr`, readFileSync(`${file}.tsr`));
    expect((await verifyPath(without.file)).faults.join()).toContain(
      "is no time stamp of this archive",
    );
  });
});
