import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generateIdentity, identityToRecipient } from "age-encryption";
import { expect, it } from "vitest";
import { readRecords } from "../../src/records/records.ts";
import { docketHere, everyFile, preparedFolder, temporaryFolder } from "../workspaces.ts";
import { testSettings } from "../sample-workspace.ts";

// The calls of simulated exports, spelled in other ways in some rows: an unusual spelling is sealed as a plain one.
it("are opened for what a request needs, by a key that lies elsewhere, and by nothing in the workspace", async () => {
  const identity = await generateIdentity();
  const folder = preparedFolder();
  const settings = { ...testSettings, seal_called_numbers_to: await identityToRecipient(identity) };
  writeFileSync(join(folder, "docket.json"), JSON.stringify(settings));
  const world = join(temporaryFolder(), "world");
  const run = async (...args: string[]) => {
    const done = await docketHere("-w", folder, "--run-date", "2024-04-01T15:00:00Z", ...args);
    if (done.status !== 0) throw new Error(done.stderr);
    return done;
  };
  await docketHere("simulate", "--out", world, "--calls", "3000", "--seed", "6");
  const called = new Map<string, string>();
  for (const file of everyFile(join(world, "exports")).filter((name) => /carrier-cdr/.test(name))) {
    const [header, ...rows] = readFileSync(file, "utf8").split(/\r?\n/).filter(Boolean);
    const names = header!.split(",");
    const [id, provider, number] = ["call_id", "provider_id", "called_number"].map((name) =>
      names.indexOf(name),
    );
    const spelled = rows.map((row, i) => {
      const cells = row.split(",");
      const written = cells[number!]!;
      const digits = written.replace(/\D/g, "");
      if (/^1?[2-9]\d{9}$/.test(digits)) {
        const ten = digits.slice(-10);
        called.set(`${cells[provider!]} ${cells[id!]}`, `+1${ten}`);
        if (i % 3 === 0) cells[number!] = `(${ten.slice(0, 3)}) ${ten.slice(3, 6)}-${ten.slice(6)}`;
      }
      return cells.join(",");
    });
    writeFileSync(file, [header, ...spelled].join("\n"));
  }
  await docketHere(
    "-w",
    folder,
    "--run-date",
    "2024-04-01T15:00:00Z",
    "load",
    join(world, "exports"),
  );
  await run("analyze");
  await run("trace", "--suspicious", "--request");
  const [request] = JSON.parse((await run("request", "--json")).stdout);

  const key = join(temporaryFolder(), "officer.key");
  writeFileSync(key, `# created\n${identity}\n`);
  const out = join(temporaryFolder(), "numbers.csv");
  const asked = [
    "--request",
    request.request_id,
    "--out",
    out,
    "--by",
    "Officer",
    "--reason",
    "put to the provider",
  ];
  await run("unseal", ...asked, "--key", key);
  const [head, ...opened] = readFileSync(out, "utf8")
    .trim()
    .split("\r\n")
    .map((line) => line.split(","));
  expect(head!.at(-1)).toBe("called_number");
  expect(opened.length).toBe(request.examples.length);
  for (const [provider, call, , , number] of opened)
    expect(number).toBe(called.get(`${provider} ${call}`));
  const event = readRecords(folder).at(-1)!;
  expect([event.kind, event.body]).toEqual([
    "called_numbers_unsealed",
    expect.objectContaining({
      request_id: request.request_id,
      by: "Officer",
      opened: opened.length,
    }),
  ]);

  // Another key opens nothing.
  const other = join(temporaryFolder(), "other.key");
  writeFileSync(other, `${await generateIdentity()}\n`);
  const refused = await docketHere("-w", folder, "unseal", ...asked, "--key", other);
  expect([refused.status, refused.stderr]).toEqual([
    1,
    expect.stringContaining("does not open what is sealed here"),
  ]);

  // No file of the workspace has a called number that no caller shows, as text in any spelling of ten digits.
  const shown = new Set<string>();
  for (const file of everyFile(join(world, "exports")))
    for (const [number] of readFileSync(file, "utf8").matchAll(/(?<=,)\+1\d{10}(?=,)/g))
      shown.add(number);
  const secret = [...new Set(called.values())].filter((number) => !shown.has(number)).slice(0, 400);
  expect(secret.length).toBeGreaterThan(50);
  for (const file of everyFile(folder)) {
    const text = readFileSync(file, "latin1");
    for (const number of secret)
      expect(text.includes(number.slice(2)), `${file} has ${number}`).toBe(false);
  }
  // A load that is taken back takes what was sealed of it along.
  const sealed = everyFile(join(folder, "sealed"));
  const load = sealed[0]!.split("/").at(-2)!;
  await run("unload", load);
  expect(everyFile(join(folder, "sealed")).some((file) => file.includes(load))).toBe(false);
}, 120_000);
