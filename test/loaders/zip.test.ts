import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { fc, it as property } from "@fast-check/vitest";
import { zipSync } from "fflate";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { crc32, tableCrc32 } from "../../loaders/files/crc32.ts";
import { unzip } from "../../loaders/files/zip.ts";
import { CommandError } from "../../src/errors.ts";

const root = mkdtempSync(join(tmpdir(), "zip-test-"));
let count = 0;
let folder = "";
beforeEach(() => mkdirSync((folder = join(root, `out-${count++}`))));
afterAll(() => rmSync(root, { recursive: true, force: true }));

// Linux shows what a process has open; elsewhere there is nothing to look at.
const openFiles = () =>
  existsSync("/proc/self/fd") ? readdirSync("/proc/self/fd").length : undefined;
let openBefore: number | undefined;
beforeEach(() => void (openBefore = openFiles()));
afterEach(() => expect(openFiles()).toBe(openBefore));

function archive(bytes: Uint8Array, name = `archive-${count++}.zip`): string {
  const path = join(root, name);
  writeFileSync(path, bytes);
  return path;
}

const text = (s: string) => Buffer.from(s);

async function contents(path: string): Promise<[string, string][]> {
  const found = await unzip(path, folder);
  expect(found.map(([, file]) => file)).toEqual(found.map((_, i) => join(folder, String(i))));
  return found.map(([name, file]) => [name, readFileSync(file, "utf8")]);
}

async function refusal(path: string): Promise<string> {
  const error: unknown = await unzip(path, folder).then(
    () => undefined,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(CommandError);
  expect(readdirSync(folder)).toEqual([]);
  return (error as CommandError).message;
}

async function expectDamaged(path: string): Promise<void> {
  expect(await refusal(path)).toBe(`${path}: damaged zip archive: fetch it again`);
}

interface Entry {
  name: string | Buffer;
  data: string;
  flags?: number;
  method?: number;
  crc?: number;
  size?: number;
  /** What stands in the archive, where it is not what deflate makes of the data. */
  packed?: Buffer;
  zip64?: boolean;
}

/** An archive by hand, since no writer makes the broken and the rare ones. */
function handmade(entries: Entry[], options: { zip64?: boolean; counted?: number } = {}): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name as string);
    const data = text(entry.data);
    const method = entry.method ?? 8;
    const packed = entry.packed ?? (method === 0 ? data : deflateRawSync(data));
    const size = entry.size ?? data.length;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(entry.flags ?? 0, 6);
    local.writeUInt16LE(method, 8);
    local.writeUInt32LE(entry.crc ?? crc32(data), 14);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(size, 22);
    local.writeUInt16LE(name.length, 26);
    const extra = Buffer.alloc(entry.zip64 ? 28 : 0);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    local.copy(central, 8, 6, 30);
    if (entry.zip64) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(24, 2);
      extra.writeBigUInt64LE(BigInt(size), 4);
      extra.writeBigUInt64LE(BigInt(packed.length), 12);
      extra.writeBigUInt64LE(BigInt(at), 20);
      central.fill(0xff, 20, 28);
    }
    central.writeUInt16LE(extra.length, 30);
    central.writeUInt32LE(entry.zip64 ? 0xffffffff : at, 42);
    directory.push(central, name, extra);
    parts.push(local, name, packed);
    at += local.length + name.length + packed.length;
  }
  const central = Buffer.concat(directory);
  const counted = options.counted ?? entries.length;
  return Buffer.concat([...parts, central, ending(counted, central.length, at, options.zip64)]);
}

function ending(counted: number, length: number, start: number, zip64 = false): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  if (!zip64) {
    end.writeUInt16LE(counted, 8);
    end.writeUInt16LE(counted, 10);
    end.writeUInt32LE(length, 12);
    end.writeUInt32LE(start, 16);
    return end;
  }
  end.fill(0xff, 8, 20);
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(BigInt(counted), 24);
  record.writeBigUInt64LE(BigInt(counted), 32);
  record.writeBigUInt64LE(BigInt(length), 40);
  record.writeBigUInt64LE(BigInt(start), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(start + length), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([record, locator, end]);
}

describe("a zip archive", () => {
  it("gives its files, stored and deflated, readable by nobody else", async () => {
    const long = "0123456789\n".repeat(200_000);
    const path = archive(
      zipSync({
        "long.csv": text(long),
        "stored.csv": [text("as it is"), { level: 0 }],
        "sub/folder/empty.csv": text(""),
        "Calls in März.csv": text("UTF-8"),
      }),
    );
    expect(await contents(path)).toEqual([
      ["long.csv", long],
      ["stored.csv", "as it is"],
      ["sub/folder/empty.csv", ""],
      ["Calls in März.csv", "UTF-8"],
    ]);
    for (const file of readdirSync(folder)) {
      expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
    }
  });

  it("is read past folders and what macOS adds", async () => {
    const path = archive(
      zipSync({
        "day/": new Uint8Array(),
        "__MACOSX/day/._a.csv": text("resource fork"),
        "day/.DS_Store": text("icons"),
        ".DS_Store": text("icons"),
        "day/a.csv": text("a"),
      }),
    );
    expect(await contents(path)).toEqual([["day/a.csv", "a"]]);
    const windows = archive(handmade([entry("day\\"), entry("day\\a.csv")]));
    rmSync(join(folder, "0"));
    expect(await contents(windows)).toEqual([["day/a.csv", "data"]]);
  });

  it("may be empty", async () => {
    expect(await contents(archive(zipSync({})))).toEqual([]);
  });

  it("may be zip64", async () => {
    const entries = [
      { name: "a.csv", data: "first", zip64: true },
      { name: "b.csv", data: "second", zip64: true, method: 0 },
      { name: "c.csv", data: "third" },
    ];
    expect(await contents(archive(handmade(entries, { zip64: true })))).toEqual([
      ["a.csv", "first"],
      ["b.csv", "second"],
      ["c.csv", "third"],
    ]);
  });

  it("may hold a file beyond four gigabytes", async () => {
    const far = 2 ** 32 + 10;
    const whole = handmade([{ name: "far.csv", data: "far away", zip64: true }], { zip64: true });
    const central = whole.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    const directory = Buffer.from(whole.subarray(central));
    // The extra field is the last of the directory: its offset is moved along.
    const length = 46 + "far.csv".length + 28;
    directory.writeBigUInt64LE(BigInt(far), length - 8);
    const end = ending(1, length, far + central, true);
    const path = join(root, "far.zip");
    const descriptor = openSync(path, "w");
    writeSync(descriptor, whole, 0, central, far);
    writeSync(
      descriptor,
      Buffer.concat([directory.subarray(0, length), end]),
      0,
      null,
      far + central,
    );
    closeSync(descriptor);
    expect(await contents(path)).toEqual([["far.csv", "far away"]]);
    rmSync(path);
  });

  it("may name its files in the DOS character set", async () => {
    const name = Buffer.from([0x4d, 0x84, 0x72, 0x7a, 0x2e, 0x63, 0x73, 0x76]);
    expect(await contents(archive(handmade([{ name, data: "x" }])))).toEqual([["März.csv", "x"]]);
  });

  it("may name files anywhere: they are numbered", async () => {
    const names = ["/etc/passwd", "../../up.csv", "C:/windows.csv"];
    const path = archive(handmade(names.map((name) => entry(name))));
    expect(await contents(path)).toEqual(names.map((name) => [name, "data"]));
    expect(readdirSync(folder)).toEqual(["0", "1", "2"]);
  });

  it("may hold two files of one name", async () => {
    const path = archive(
      handmade(["a.csv", "a.csv (2)", "a.csv", "a.csv"].map((name) => entry(name))),
    );
    expect((await contents(path)).map(([name]) => name)).toEqual([
      "a.csv",
      "a.csv (2)",
      "a.csv (3)",
      "a.csv (4)",
    ]);
  });

  it("may have its sizes and CRC-32 behind the data only", async () => {
    const bytes = handmade([{ name: "streamed.csv", data: "x".repeat(1000), flags: 8 }]);
    bytes.fill(0, 14, 26);
    expect(await contents(archive(bytes))).toEqual([["streamed.csv", "x".repeat(1000)]]);
  });

  it("may have slack behind the deflated data", async () => {
    const packed = Buffer.concat([deflateRawSync("data"), Buffer.alloc(3_000_000)]);
    const path = archive(handmade([{ ...entry("slack.csv"), packed }]));
    expect(await contents(path)).toEqual([["slack.csv", "data"]]);
  });
});

const entry = (name: string): Entry => ({ name, data: "data" });

describe("a zip archive that cannot be unpacked", () => {
  it("is told as encrypted", async () => {
    for (const method of [0, 8, 99]) {
      const path = archive(handmade([entry("a.csv"), { ...entry("b.csv"), method, flags: 1 }]));
      expect(await refusal(path)).toBe(
        `${path}/b.csv: encrypted: unpack the archive with its password and load its files`,
      );
    }
    const path = archive(handmade([entry("a.csv"), { ...entry("b.csv"), flags: 0x41 }]));
    expect(await refusal(path)).toBe(
      `${path}: entry 2 of 2: encrypted: unpack the archive with its password and load its files`,
    );
  });

  it("is told by its method of compression", async () => {
    for (const [method, shown] of [
      [12, "bzip2 (method 12)"],
      [77, "compression method 77"],
    ] as const) {
      const path = archive(handmade([entry("a.csv"), { ...entry("b.csv"), method }]));
      expect(await refusal(path)).toBe(
        `${path}/b.csv: packed with ${shown}, which is not read here: ` +
          "unpack the archive and load its files",
      );
    }
  });
});

describe("a damaged zip archive", () => {
  const cases: [what: string, Buffer][] = [
    ["an empty file", Buffer.alloc(0)],
    ["no archive", text("PK\u0003\u0004 not really a zip at all")],
    ["another CRC-32, deflated", handmade([entry("a"), { ...entry("b"), crc: 1 }])],
    ["another CRC-32, stored", handmade([entry("a"), { ...entry("b"), crc: 1, method: 0 }])],
    ["a file shorter than told", handmade([entry("a"), { ...entry("b"), size: 5 }])],
    ["a file longer than told", handmade([entry("a"), { ...entry("b"), size: 3 }])],
    ["a stored file of two sizes", handmade([{ ...entry("b"), size: 3, method: 0 }])],
    ["no deflated data", handmade([{ ...entry("b"), packed: Buffer.from([0xff, 0xff, 0xff]) }])],
    ["deflated data cut off", handmade([{ ...entry("b"), packed: Buffer.from([0x4b]) }])],
    ["more entries than counted", handmade([entry("a"), entry("b")], { counted: 1 })],
    ["fewer entries than counted", handmade([entry("a"), entry("b")], { counted: 3 })],
  ];
  for (const [what, bytes] of cases) it(`${what}`, () => expectDamaged(archive(bytes)));

  it("with an offset that no file has", async () => {
    for (const value of [2n ** 64n - 1n, 2n ** 53n, 2n ** 52n]) {
      const make = () =>
        handmade([{ ...entry("a.csv"), zip64: true }, entry("b.csv")], { zip64: true });
      const [central, record, locator] = [0x02014b50, 0x06064b50, 0x07064b50].map((signature) => {
        const bytes = Buffer.alloc(4);
        bytes.writeUInt32LE(signature);
        return make().indexOf(bytes);
      }) as [number, number, number];
      // In turn: the packed size and the place of a file, the number of files and the place of the directory, and
      // the place of that record.
      for (const at of [
        central + 46 + 5 + 12,
        central + 46 + 5 + 20,
        record + 32,
        record + 48,
        locator + 8,
      ]) {
        const bytes = make();
        bytes.writeBigUInt64LE(value, at);
        await expectDamaged(archive(bytes));
      }
    }
  });

  it("cut off anywhere", async () => {
    const whole = zipSync({ "a.csv": text("a".repeat(50)), "b.csv": [text("b"), { level: 0 }] });
    for (let length = 0; length < whole.length; length++) {
      await expectDamaged(archive(whole.subarray(0, length), "cut.zip"));
    }
  });

  property.prop([fc.nat(), fc.integer({ min: 1, max: 255 })])(
    "with any byte changed gives its files as they were, or one of the messages",
    async (place, change) => {
      const whole = handmade([{ name: "a.csv", data: "first", zip64: true }, entry("b.csv")], {
        zip64: true,
      });
      whole[place % whole.length]! ^= change;
      try {
        const found = await unzip(archive(whole, "changed.zip"), folder);
        for (const [, file] of found)
          expect(["first", "data"]).toContain(readFileSync(file, "utf8"));
        for (const [, file] of found) rmSync(file);
      } catch (error) {
        expect(error).toBeInstanceOf(CommandError);
      }
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it("is not what a file that is missing, or a folder that is, are called", async () => {
    await expect(unzip(join(root, "none.zip"), folder)).rejects.toMatchObject({ code: "ENOENT" });
    const path = archive(zipSync({ "a.csv": text("a") }));
    await expect(unzip(path, join(folder, "none"))).rejects.toMatchObject({ code: "ENOENT" });
  });
});

describe("CRC-32", () => {
  it("is that of the standard, in one go and continued", () => {
    for (const crc of [crc32, tableCrc32]) {
      expect(crc(text("123456789"))).toBe(0xcbf43926);
      expect(crc(text("6789"), crc(text("12345")))).toBe(0xcbf43926);
      expect(crc(text(""))).toBe(0);
    }
  });
});
