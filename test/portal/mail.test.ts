import { SMTPServer } from "smtp-server";
import { afterEach, describe, expect, it } from "vitest";
import { sendMails } from "../../src/portal/mail.ts";
import { testPortal } from "./portals.ts";

const port = 3193;
const smtp = { host: "127.0.0.1", port, tls: false, from: "desk@desk.gov", user: null, password_file: null }; // prettier-ignore

let server: SMTPServer | undefined;
const stop = () => new Promise<void>((done) => (server ? server.close(() => done()) : done()));
afterEach(async () => {
  await stop();
  server = undefined;
});

/** A real server on this machine; `refuse` makes it drop every message. */
function startServer(received: string[], { refuse = false } = {}): Promise<void> {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      let text = "";
      stream.on("data", (piece: Buffer) => (text += piece.toString()));
      stream.on("end", () => {
        if (refuse) return done(new Error("try again later"));
        const to = session.envelope.rcptTo.map(({ address }) => address).join(",");
        received.push(`${to}\n${text}`);
        done();
      });
    },
  });
  return new Promise((done) => server!.listen(port, "127.0.0.1", () => done()));
}

describe("mails", () => {
  it("wait for a server that is away, come once each, and tell nothing but that there is news", async () => {
    let at = new Date("2026-03-02T15:00:00Z");
    const portal = await testPortal({ now: () => at });
    const { tellDesk } = await import("../../src/portal/mail.ts");
    for (const n of [1, 2, 3]) tellDesk(portal, `D-2026-00000${n}`);
    expect(await sendMails(portal.store, smtp, portal.now)).toBe(0);
    expect(portal.store.mails().every((mail) => mail.sent_at === null && mail.error)).toBe(true);

    const received: string[] = [];
    await startServer(received, { refuse: true });
    at = new Date(at.getTime() + 5 * 60_000);
    expect(await sendMails(portal.store, smtp, portal.now)).toBe(0);
    await stop();

    await startServer(received);
    at = new Date(at.getTime() + 10 * 60_000);
    expect(await sendMails(portal.store, smtp, portal.now)).toBe(6);
    expect(await sendMails(portal.store, smtp, portal.now)).toBe(0);
    const pairs = received.map((mail) =>
      /^(\S+)\n[^]*News on (D-\d+-\d+)/.exec(mail)!.slice(1).join(" "),
    );
    expect(pairs.sort()).toEqual(
      ["rev2@desk.gov", "rev@desk.gov"].flatMap((to) =>
        [1, 2, 3].map((n) => `${to} D-2026-00000${n}`),
      ),
    );
    expect(received[0]).toContain("http://localhost:3100/desk/D-2026-");
    await portal.app.close();
  });

  it("go to one address and have the headers that we gave, whatever stands in a subject", async () => {
    const portal = await testPortal();
    portal.store.addMail("rev@desk.gov", "News\r\nBcc: spy@evil.example", "text", portal.now());
    const received: string[] = [];
    await startServer(received);
    await sendMails(portal.store, smtp, portal.now);
    expect(received).toHaveLength(1);
    expect(received[0]!.split("\n")[0]).toBe("rev@desk.gov");
    expect(received[0]).not.toMatch(/^Bcc:/im);
    await portal.app.close();
  });
});
