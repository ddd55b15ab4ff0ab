import { afterAll, beforeAll, describe, expect, it } from "vitest";
import fc from "fast-check";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { Session } from "../../src/data/session.ts";

let session: Session;
beforeAll(async () => (session = await Session.open(":memory:")));
afterAll(() => session.close());

async function normalise(raws: readonly (string | null)[]): Promise<string[]> {
  await session.run("create or replace temp table cases (n integer, raw varchar)");
  await session.append(
    "cases",
    raws.map((raw, i) => [i, raw]),
  );
  const rows = await session.rows<{ number: string }>(
    "select normalise_number(raw) as number from cases order by n",
  );
  return rows.map((row) => row.number);
}

const cases: [raw: string | null, expected: string][] = [
  ["8052103404", "+18052103404"],
  ["805-210-3404", "+18052103404"],
  ["(805) 210-3404", "+18052103404"],
  ["805.210.3404", "+18052103404"],
  [" 8052103404 ", "+18052103404"],
  ["18052103404", "+18052103404"],
  ["1-805-210-3404", "+18052103404"],
  ["+18052103404", "+18052103404"],
  ["+1 (805) 210-3404", "+18052103404"],
  ["0018052103404", "+18052103404"],
  ["01118052103404", "+18052103404"],
  ["8052103404.0", "+18052103404"],
  ["'8052103404", "+18052103404"],
  ['="8052103404"', "+18052103404"],
  ["805-210-3404 x12", "+18052103404"],
  ["805-210-3404 ext. 7", "+18052103404"],
  ["sip:+18052103404@example.com;user=phone", "+18052103404"],
  ["tel:+1-805-210-3404", "+18052103404"],
  ["1-800-FLOWERS", "+18003569377"],
  ["800-CALL-NOW", "+18002255669"],
  ["+442079460958", "+442079460958"],
  ["+44 (0)20 7946 0958", "+442079460958"],
  ["316\u2011555\u20131212", "+13165551212"],
  ["316\u00a0555\u00a01212", "+13165551212"],
  ["3165551212;ext=5", "+13165551212"],
  ["316-555-1212 (cell)", "+13165551212"],
  ["+1", "!too_short"],
  ["00", "!short_code"],
  ["011442079460958", "+442079460958"],
  ["00442079460958", "+442079460958"],
  ["+14165550123", "+14165550123"],
  ["+17875550123", "+17875550123"],
  [null, "!blank"],
  ["", "!blank"],
  ["   ", "!blank"],
  ["NA", "!blank"],
  ["null", "!blank"],
  ["anonymous", "!anonymous"],
  ["Restricted", "!anonymous"],
  ["PRIVATE NUMBER", "!anonymous"],
  ["Out of Area", "!anonymous"],
  ["+266696687", "!anonymous"],
  ["266696687", "!anonymous"],
  ["7378742833", "!anonymous"],
  ["86282452253", "!anonymous"],
  ["3.15316E+12", "!excel_damage"],
  ["8.005551E+09", "!excel_damage"],
  ["0000000000", "!sentinel"],
  ["5555555555", "!sentinel"],
  ["1111111111", "!sentinel"],
  ["9999999999", "!sentinel"],
  ["1234567890", "!sentinel"],
  ["0000000", "!sentinel"],
  ["000000000000000", "!sentinel"],
  ["2105551", "!no_area_code"],
  ["2007", "!short_code"],
  ["72645", "!short_code"],
  ["108423841", "!too_short"],
  ["18008335782976", "!too_long"],
  ["31225571433128031073", "!too_long"],
  ["+178749631963196", "!too_long"],
  ["0191762986", "!invalid_area_code"],
  ["1052103404", "!invalid_area_code"],
  ["9112103404", "!invalid_area_code"],
  ["8051103404", "!invalid_exchange"],
  ["8050103404", "!invalid_exchange"],
  ["8059113404", "!invalid_exchange"],
  ["hello", "!not_a_number"],
  ["8052103404; drop table calls", "!not_a_number"],
  ["=1+1", "!not_a_number"],
];

describe("normalise_number", () => {
  it("reads every form that was met in real files", async () => {
    const numbers = await normalise(cases.map(([raw]) => raw));
    expect(cases.map(([raw], i) => [raw, numbers[i]])).toEqual(cases);
  });

  it("agrees with the join that the loaders use", async () => {
    await session.run("create or replace temp table cases (n integer, raw varchar)");
    await session.append(
      "cases",
      cases.map(([raw], i) => [i, raw]),
    );
    const rows = await session.rows<{ a: string; b: string }>(
      `select normalise_number(c.raw) as a, normalise_joined(c.raw, u.number) as b
      from cases as c left join (
          select raw, normalise_number(raw) as number from cases where not is_plain_number(raw)
      ) as u on u.raw = c.raw order by n`,
    );
    for (const row of rows) expect(row.b).toBe(row.a);
  });

  it("differs from libphonenumber only where the reason explains it", async () => {
    const digits = (n: number) =>
      fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: n, maxLength: n });
    const ten = digits(10);
    const form = fc.oneof(
      ten,
      ten.map((d) => `+1${d}`),
      ten.map((d) => `1${d}`),
      ten.map((d) => `(${d.slice(0, 3)}) ${d.slice(3, 6)}-${d.slice(6)}`),
      ten.map((d) => `${d.slice(0, 3)}.${d.slice(3, 6)}.${d.slice(6)}`),
      ten.map((d) => `001${d}`),
      ten.map((d) => `011${d}`),
      fc.integer({ min: 1, max: 20 }).chain(digits),
      fc
        .integer({ min: 1, max: 18 })
        .chain(digits)
        .map((d) => `+${d}`),
    );
    const seed = 20260101;
    const samples = fc.sample(form, { numRuns: 3000, seed });
    const ours = await normalise(samples);
    // Why a number that libphonenumber reads may have no place here.
    const explained: Record<string, string> = {
      sentinel: "a placeholder that people and machines type",
      anonymous: "a word typed on a keypad",
      invalid_area_code: "libphonenumber checks the length, not the NANP's digits",
      invalid_exchange: "the same",
      no_area_code: "a local number, which says nothing without its area code",
      short_code: "a short code is no subscriber number",
      too_short: "libphonenumber accepts some lengths that no national plan uses from here",
      too_long: "twelve digits and more without a plus sign are ambiguous, so they are not guessed",
      not_a_number: "no country code begins with 0",
    };
    samples.forEach((raw, i) => {
      const theirs = parsePhoneNumberFromString(raw, "US");
      const mine = ours[i]!;
      if (mine.startsWith("!")) {
        if (theirs?.isValid()) expect(explained, `${raw}: ${mine}`).toHaveProperty(mine.slice(1));
        return;
      }
      // "00" is the ITU's prefix; libphonenumber knows only the caller's own country's.
      if (/^00/.test(raw) || !theirs) {
        expect(mine, raw).toMatch(/^\+\d{7,15}$/);
        return;
      }
      // Where both read a NANP number it is the same one. Foreign national prefixes are not cut off here.
      if (mine.startsWith("+1") || theirs.countryCallingCode === "1")
        expect(mine, raw).toBe(theirs.number);
    });
  });
});
